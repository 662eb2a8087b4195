import { normalPaperNo } from '../domain/parties/checksum.ts';
import type { ClientDelta } from '../domain/parties/client-book.ts';
import { type ClientsPlan, planClients } from '../domain/parties/client-plan.ts';
import { type ClientRow, type ClientsReading, readClientsTables } from '../domain/parties/client-rows.ts';
import type { Assignment } from '../domain/parties/managers.ts';
import { type Hit, rankBySearch, searchText } from '../domain/parties/search.ts';
import type { AliasKind, ManagerRole, RowScope, SubjectKind } from '../domain/parties/types.ts';
import { Refusal } from '../domain/refusal.ts';
import { type NamedFile, readTables } from '../files/tables.ts';
import { command } from '../ledger/command.ts';
import { insertRow, updateRow } from '../store/changes.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import {
  assignmentsOf,
  loadClients,
  moneyOf,
  rowOf,
  rowsOf,
  type StoredClient,
  storedKeys,
} from '../store/parties.ts';
import { type Tx, tablesOf } from '../store/transaction.ts';
import {
  addAlias,
  applyDelta,
  balanceText,
  dayOf,
  keepPinyin,
  ownSubject,
  writeAssignments,
} from './clients/apply.ts';

/** Who asks and when; `key` makes a command repeatable. */
export interface Caller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
  /** Which clients the caller may see and change. */
  scope: RowScope;
}

export interface FoundClient {
  client: StoredClient;
  /** Why it was found; null without a query. */
  hit: Hit | null;
}

/** Clients that the scope allows, best hit first; archived ones only where asked for; `on` as for `loadClients`. */
export function findClients(
  connection: Connection,
  scope: RowScope,
  { query = '', archived = false, on }: { query?: string; archived?: boolean; on?: string } = {},
): FoundClient[] {
  const clients = loadClients(connection, scope, on).filter(client => archived || !client.archived);
  if (searchText(query) === '') return clients.map(client => ({ client, hit: null }));
  const items = clients.map(client => ({ client, keys: storedKeys(client, searchText) }));
  return rankBySearch(items, query).map(({ item, hit }) => ({ client: item.client, hit }));
}

/** One client by code. Refuses `clients.not_found`, also for one outside the scope. */
export function clientByCode(
  connection: Connection,
  scope: RowScope,
  code: string,
  on?: string,
): StoredClient {
  const client = loadClients(connection, scope, on).find(each => each.code === code);
  if (!client) throw new Refusal('clients.not_found', { code });
  return client;
}

/** What a form may say of a client: as a row of a list, and '' takes a note or a contract subject away. */
export type ClientForm = Partial<Omit<ClientRow, 'row' | 'code'>>;

/** Makes a client; without a code it gets the next free one. Refuses what would refuse a row of a list. */
export function createClient(
  connection: Connection,
  caller: Caller,
  form: ClientForm & { name: string; code?: string },
): Promise<{ code: string }> {
  return command(connection, { ...caller, procedure: 'clients.create', input: plain(form) }, tx => {
    const known = loadClients(tx.connection, { kind: 'all' });
    // A name spelt a little differently would be read as that client and change it.
    const key = searchText(form.name);
    const taken = known.find(each => each.code === form.code || searchText(each.name) === key);
    if (taken) throw new Refusal('clients.exists', { code: taken.code, name: taken.name });
    return { code: carryOut(tx, onePlan(formRow(form, form.code ?? ''), known, dayOf(tx))) };
  });
}

/** Changes a client: values given replace, lists given grow. Refuses as `createClient`, and `clients.not_found`. */
export function changeClient(
  connection: Connection,
  caller: Caller,
  code: string,
  form: ClientForm,
): Promise<{ code: string }> {
  return command(
    connection,
    { ...caller, procedure: 'clients.change', input: plain({ code, ...form }) },
    tx => {
      const client = clientByCode(tx.connection, caller.scope, code);
      const known = loadClients(tx.connection, { kind: 'all' });
      const delta = onePlan(formRow({ name: client.name, ...form }, code), known, dayOf(tx));
      for (const field of ['note', 'contractSubject'] as const)
        if (form[field] === '' && client[field] !== '') delta.values[field] = '';
      return { code: carryOut(tx, delta) };
    },
  );
}

function formRow(form: ClientForm & { name: string }, code: string): ClientRow {
  return {
    row: 0,
    code,
    subjectKind: null,
    subjectName: '',
    paperNo: '',
    verification: null,
    aliases: [],
    manager: '',
    managerFrom: null,
    assistants: [],
    frontRebatePpm: null,
    frontRebateForm: null,
    accounts: [],
    funder: null,
    spendBasis: null,
    contractSubject: '',
    invoiceMode: null,
    terms: null,
    creditDays: null,
    note: '',
    ...form,
  };
}

function onePlan(client: ClientRow, known: StoredClient[], today: string): ClientDelta {
  const row = { client, sheet: '', headings: [], cells: [], findings: [], columns: {} };
  const plan = planClients({ rows: [row], refused: [], findings: [] }, known, today);
  const fault = plan.refused[0]?.findings.find(({ severity }) => severity === 'error');
  if (fault) throw new Refusal(fault.code, fault.params);
  return plan.entries[0]!.delta;
}

function carryOut(tx: Tx, delta: ClientDelta): string {
  applyDelta(tx, delta, dayOf(tx));
  return delta.code;
}

/**
 * Corrects a legal person of a client: its name, paper or kind, for every client that it stands behind. Refuses
 * `clients.subject_not_found`, and `clients.paper_of_other` for a paper number that another one has.
 */
export function correctSubject(
  connection: Connection,
  caller: Caller,
  wanted: { code: string; name: string; to: { name?: string; paperNo?: string; kind?: SubjectKind } },
): Promise<{ corrected: boolean }> {
  return command(connection, { ...caller, procedure: 'clients.correctSubject', input: plain(wanted) }, tx => {
    const { code, name, to } = wanted;
    const { id } = clientByCode(tx.connection, caller.scope, code);
    const subject = ownSubject(tx, id, name);
    if (subject === undefined) throw new Refusal('clients.subject_not_found', { code, name });
    const paperNo = to.paperNo === undefined ? undefined : normalPaperNo(to.paperNo) || null;
    if (paperNo) {
      const query = tablesOf(tx.connection)
        .selectFrom('subject')
        .select(['id', 'name'])
        .where('code', '=', paperNo);
      const other = rowOf(tx.connection, query);
      if (other && other.id !== subject)
        throw new Refusal('clients.paper_of_other', { value: paperNo, name: other.name });
    }
    const search = to.name === undefined ? undefined : searchText(to.name);
    if (search === '') throw new Refusal('clients.party_name_empty');
    updateRow(tx, 'subject', subject, { name: to.name, search_key: search, code: paperNo, kind: to.kind });
    return { corrected: true };
  });
}

/**
 * Archives a client, or takes it back (`archived: false`). Refuses `clients.has_money` while an account of the client or
 * of its pools is not zero.
 */
export function archiveClient(
  connection: Connection,
  caller: Caller,
  code: string,
  archived: boolean,
): Promise<{ archived: boolean }> {
  return command(connection, { ...caller, procedure: 'clients.archive', input: { code, archived } }, tx => {
    const { id, archivedOn } = clientByCode(tx.connection, caller.scope, code);
    const [money] = archived ? moneyOf(tx.connection, id) : [];
    if (money)
      throw new Refusal('clients.has_money', { code, account: money.code, amount: balanceText(money) });
    const wanted = archived ? (archivedOn ?? dayOf(tx)) : null;
    if (wanted !== archivedOn) updateRow(tx, 'client', id, { archived_on: wanted });
    return { archived };
  });
}

/** Adds another name of a client: entered by a person, or learnt from a claim (the log names the procedure). */
export function keepAlias(
  connection: Connection,
  caller: Caller,
  alias: { code: string; kind: AliasKind; name: string; learnt?: boolean },
): Promise<{ kept: boolean }> {
  const procedure = alias.learnt ? 'clients.learnAlias' : 'clients.addAlias';
  return command(connection, { ...caller, procedure, input: plain(alias) }, tx => {
    const { id } = clientByCode(tx.connection, caller.scope, alias.code);
    if (searchText(alias.name) === '') throw new Refusal('clients.alias_empty');
    addAlias(tx, id, alias.kind, alias.name.trim());
    keepPinyin(tx, id);
    return { kept: true };
  });
}

/** Takes another name of a client out of use; its row stays. */
export function dropAlias(
  connection: Connection,
  caller: Caller,
  alias: { code: string; kind: AliasKind; name: string },
): Promise<{ dropped: boolean }> {
  return command(connection, { ...caller, procedure: 'clients.dropAlias', input: plain(alias) }, tx => {
    const { id } = clientByCode(tx.connection, caller.scope, alias.code);
    const query = tablesOf(tx.connection)
      .selectFrom('client_alias')
      .select('id')
      .where('client', '=', id)
      .where('kind', '=', alias.kind)
      .where('text', '=', alias.name)
      .where('archived_on', 'is', null);
    const row = rowOf(tx.connection, query);
    if (row) updateRow(tx, 'client_alias', row.id, { archived_on: dayOf(tx) });
    keepPinyin(tx, id);
    return { dropped: row !== undefined };
  });
}

/**
 * Assigns a manager from a day to a day, or moves the end of the assignment that begins on that day. Refuses
 * `parties.two_mains`, `parties.assigned_twice`, `parties.ends_before_start`, `parties.no_such_day`.
 */
export function assignManager(
  connection: Connection,
  caller: Caller,
  wanted: { code: string; manager: string; role: ManagerRole; from: string; to: string | null },
): Promise<{ assigned: boolean }> {
  return command(connection, { ...caller, procedure: 'clients.assign', input: plain(wanted) }, tx => {
    const { id } = clientByCode(tx.connection, caller.scope, wanted.code);
    const { manager, role, from, to } = wanted;
    const held = assignmentsOf(tx.connection, id);
    const same = (each: Assignment) => each.manager === manager && each.role === role && each.from === from;
    const moved = held.map(each => (same(each) ? { ...each, to } : each));
    writeAssignments(tx, id, held.some(same) ? moved : [...held, { manager, role, from, to }]);
    return { assigned: true };
  });
}

/** Links an account to a shared wallet from a day to a day, or moves the end of the link that begins then. */
export function linkWallet(
  connection: Connection,
  caller: Caller,
  link: { accountId: string; walletId: string; from: string; to: string | null },
): Promise<{ linked: boolean }> {
  return command(connection, { ...caller, procedure: 'clients.linkWallet', input: plain(link) }, tx => {
    const db = tablesOf(tx.connection);
    const account = db.selectFrom('platform_account').select('id').where('platform_id', '=', link.accountId);
    const wallet = db
      .selectFrom('pool')
      .select('id')
      .where('platform_id', '=', link.walletId)
      .where('kind', 'in', ['shared_wallet', 'shared_grant', 'agent_wallet']);
    const platformAccount = rowOf(tx.connection, account)?.id;
    const pool = rowOf(tx.connection, wallet)?.id;
    if (!platformAccount) throw new Refusal('clients.account_unknown', { value: link.accountId });
    if (!pool) throw new Refusal('clients.wallet_unknown', { value: link.walletId });
    if (link.to !== null && link.to < link.from)
      throw new Refusal('clients.link_ends_before_start', { from: link.from, to: link.to });
    const links = db
      .selectFrom('pool_link')
      .select(['id', 'from_on', 'until_on'])
      .where('platform_account', '=', platformAccount)
      .where('pool', '=', pool);
    const known = rowsOf(tx.connection, links);
    const same = known.find(({ from_on }) => from_on === link.from);
    const other = known.find(
      each =>
        each !== same && (each.until_on ?? '9') >= link.from && (each.from_on ?? '') <= (link.to ?? '9'),
    );
    if (other)
      throw new Refusal('clients.link_overlaps', { from: other.from_on ?? '', to: other.until_on ?? '' });
    if (same) updateRow(tx, 'pool_link', same.id, { until_on: link.to });
    else
      insertRow(tx, 'pool_link', {
        platform_account: platformAccount,
        pool,
        from_on: link.from,
        until_on: link.to,
      });
    return { linked: true };
  });
}

/** Reads a client list from a file, every sheet that holds the heading 客户名称. Refuses `clients.no_header`. */
export async function readClientsFile(file: NamedFile): Promise<ClientsReading> {
  return readClientsTables(await readTables(file));
}

/** What importing a list would do today; nothing is written. Lists speak of all clients, whoever looks after them. */
export function previewClients(connection: Connection, reading: ClientsReading, today: string): ClientsPlan {
  return planClients(reading, loadClients(connection, { kind: 'all' }), today);
}

export interface ClientsImported {
  counts: ClientsPlan['counts'];
}

/**
 * Carries out exactly the plan that was shown. Refuses `clients.plan_stale` if the book has changed so that the list
 * would now do something else. A plan without new or changed clients writes nothing, not even a log entry.
 */
export async function commitClients(
  connection: Connection,
  caller: Caller,
  reading: ClientsReading,
  plan: ClientsPlan,
): Promise<ClientsImported> {
  const work = plan.entries.filter(({ verdict }) => verdict !== 'same');
  if (work.length === 0) return { counts: plan.counts };
  const input = plain(work.map(({ delta }) => delta));
  return command(connection, { ...caller, procedure: 'clients.import', input }, tx => {
    const now = previewClients(tx.connection, reading, dayOf(tx));
    if (JSON.stringify(now.entries) !== JSON.stringify(plan.entries)) throw new Refusal('clients.plan_stale');
    for (const { delta } of work) applyDelta(tx, delta, dayOf(tx));
    return { counts: plan.counts };
  });
}

/** Reads, plans and commits a client list in one act, as the command line does. */
export async function importClients(
  connection: Connection,
  caller: Caller,
  file: NamedFile,
): Promise<{ plan: ClientsPlan; imported: ClientsImported }> {
  const reading = await readClientsFile(file);
  const plan = previewClients(connection, reading, dayOf(caller));
  return { plan, imported: await commitClients(connection, caller, reading, plan) };
}

/** Input of a command as plain data, without keys that hold undefined. */
function plain(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input));
}
