import { normalBalance } from '../../domain/accounting/chart.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { fenText } from '../../domain/parties/cells.ts';
import type { ClientDelta, KnownAccount, KnownSubject } from '../../domain/parties/client-book.ts';
import { type Assignment, checkAssignments, handOver } from '../../domain/parties/managers.ts';
import { pinyinKeys, searchText, spokenNames } from '../../domain/parties/search.ts';
import type { AliasKind } from '../../domain/parties/types.ts';
import { insertRow, type RowValues, updateRow } from '../../store/changes.ts';
import { assignmentsOf, rowOf, rowsOf } from '../../store/parties.ts';
import { type Tx, tablesOf } from '../../store/transaction.ts';
import { readings } from './pinyin.ts';

/** Upstream of accounts in a book that names none yet: every posting at the platform needs one. */
const FIRST_SUPPLIER = '巨量引擎';

/** Carries one delta out: rows of the client and of all that belongs to it, each with its change. Answers the client's id. */
export function applyDelta(tx: Tx, delta: ClientDelta, today: string): number {
  const client = clientRow(tx, delta);
  for (const subject of delta.subjects) keepSubject(tx, client, subject, today);
  keepValues(tx, client, delta);
  keepTerm(tx, client, delta, today);
  for (const { kind, name } of delta.addAliases) addAlias(tx, client, kind, name);
  for (const account of delta.accounts) keepAccount(tx, client, account);
  if (delta.manager || delta.assistants.length > 0) keepManagers(tx, client, delta);
  if (delta.values.name !== undefined || delta.addAliases.length > 0) keepPinyin(tx, client);
  return client;
}

function clientRow(tx: Tx, { code, values }: ClientDelta): number {
  const query = tablesOf(tx.connection).selectFrom('client').select('id').where('code', '=', code);
  const found = rowOf(tx.connection, query);
  if (found) return found.id;
  const name = values.name!;
  return insertRow(tx, 'client', { code, name, search_key: searchText(name) });
}

function keepValues(tx: Tx, client: number, { values }: ClientDelta): void {
  const { name, note, invoiceMode, terms, creditDays, contractSubject } = values;
  const patch: RowValues = { name, note, invoice_mode: invoiceMode, terms, credit_days: creditDays };
  if (name !== undefined) patch.search_key = searchText(name);
  if (contractSubject !== undefined)
    patch.contract_subject = contractSubject === '' ? null : subjectNamed(tx, client, contractSubject);
  updateRow(tx, 'client', client, patch);
}

/** A legal person named without a paper: the client's own of that name, else a new one. */
function subjectNamed(tx: Tx, client: number, name: string): number {
  return (
    ownSubject(tx, client, name) ??
    insertRow(tx, 'subject', { kind: 'enterprise', name, search_key: searchText(name) })
  );
}

/** The client's own legal person of a name, however spelt. */
export function ownSubject(tx: Tx, client: number, name: string): number | undefined {
  const query = tablesOf(tx.connection)
    .selectFrom('client_subject')
    .innerJoin('subject', 'subject.id', 'client_subject.subject')
    .select('subject.id')
    .where('client_subject.client', '=', client)
    .where('subject.search_key', '=', searchText(name));
  return rowOf(tx.connection, query)?.id;
}

function keepSubject(tx: Tx, client: number, said: KnownSubject, today: string): void {
  const db = tablesOf(tx.connection);
  const byPaper = db.selectFrom('subject').select('id').where('code', '=', said.paperNo);
  const known =
    (said.paperNo === '' ? undefined : rowOf(tx.connection, byPaper)?.id) ??
    ownSubject(tx, client, said.name);
  const values = {
    kind: said.kind,
    name: said.name,
    code: said.paperNo || null,
    search_key: searchText(said.name),
  };
  const subject = known ?? insertRow(tx, 'subject', values);
  if (known !== undefined) updateRow(tx, 'subject', known, values);
  const link = db
    .selectFrom('client_subject')
    .select(['id', 'archived_on'])
    .where('client', '=', client)
    .where('subject', '=', subject);
  const linked = rowOf(tx.connection, link);
  if (!linked) insertRow(tx, 'client_subject', { client, subject });
  else if (linked.archived_on !== null) updateRow(tx, 'client_subject', linked.id, { archived_on: null });
  keepVerification(tx, subject, said.verification, today);
  const first = rowOf(tx.connection, db.selectFrom('client').select('subject').where('id', '=', client));
  if (first?.subject === null) updateRow(tx, 'client', client, { subject });
}

/** The first state holds from the beginning, a later one from its day; a second of the same day replaces it. */
function keepVerification(tx: Tx, subject: number, state: KnownSubject['verification'], today: string): void {
  const query = tablesOf(tx.connection)
    .selectFrom('subject_verification')
    .select(['id', 'state', 'from_on'])
    .where('subject', '=', subject)
    .orderBy('from_on')
    .orderBy('id');
  const last = rowsOf(tx.connection, query).at(-1);
  if ((last?.state ?? 'none') === state) return;
  if (last?.from_on === today) updateRow(tx, 'subject_verification', last.id, { state });
  else insertRow(tx, 'subject_verification', { subject, state, from_on: last ? today : null });
}

function keepTerm(tx: Tx, client: number, { values }: ClientDelta, today: string): void {
  if (values.frontRebatePpm === undefined && values.frontRebateForm === undefined) return;
  const query = tablesOf(tx.connection)
    .selectFrom('client_term')
    .selectAll()
    .where('client', '=', client)
    .orderBy('from_on')
    .orderBy('id');
  const last = rowsOf(tx.connection, query).at(-1);
  const term = {
    front_rebate_ppm: values.frontRebatePpm ?? last?.front_rebate_ppm ?? 0,
    front_rebate_form: values.frontRebateForm ?? last?.front_rebate_form ?? 'cash',
  };
  if (last?.from_on === today) updateRow(tx, 'client_term', last.id, term);
  else insertRow(tx, 'client_term', { client, from_on: last ? today : null, ...term });
}

/** Adds another name, or takes one back into use that was archived. */
export function addAlias(tx: Tx, client: number, kind: AliasKind | 'pinyin', name: string): void {
  const query = tablesOf(tx.connection)
    .selectFrom('client_alias')
    .select('id')
    .where('client', '=', client)
    .where('kind', '=', kind)
    .where('text', '=', name);
  const known = rowOf(tx.connection, query);
  if (known) updateRow(tx, 'client_alias', known.id, { archived_on: null });
  else insertRow(tx, 'client_alias', { client, kind, text: name, search_key: searchText(name) });
}

/** Makes the pinyin of a client follow its names. */
export function keepPinyin(tx: Tx, client: number): void {
  const db = tablesOf(tx.connection);
  const { name } = rowOf(tx.connection, db.selectFrom('client').select('name').where('id', '=', client))!;
  const query = db
    .selectFrom('client_alias')
    .select(['id', 'kind', 'text'])
    .where('client', '=', client)
    .where('archived_on', 'is', null);
  const rows = rowsOf(tx.connection, query);
  const aliases = rows.flatMap(({ kind, text }) =>
    kind === 'pinyin' || kind === 'account_id' ? [] : [{ kind, name: text }],
  );
  const wanted = new Set(spokenNames({ name, aliases }).flatMap(spoken => pinyinKeys(spoken, readings)));
  for (const { id, kind, text } of rows)
    if (kind === 'pinyin' && !wanted.delete(text))
      updateRow(tx, 'client_alias', id, { archived_on: dayOf(tx) });
  for (const key of wanted) addAlias(tx, client, 'pinyin', key);
}

/** A balance, debits less credits, as people read it on the normal side of its code. */
export function balanceText({ code, amountFen }: { code: string; amountFen: number }): string {
  return fenText(normalBalance(code, amountFen as Fen, 0 as Fen));
}

/** Beijing day of the command. */
export function dayOf({ at }: Pick<Tx, 'at'>): string {
  return beijingDay(at);
}

/** A new account comes with its own pool; of a known one the spend basis and the funder of its pool may change. */
function keepAccount(
  tx: Tx,
  client: number,
  { kind, id, name, funder, spendBasis, subject }: KnownAccount,
): void {
  const db = tablesOf(tx.connection);
  const account = rowOf(
    tx.connection,
    db.selectFrom('platform_account').select('id').where('kind', '=', kind).where('platform_id', '=', id),
  );
  const poolKind = kind === 'qianchuan' ? 'account' : 'douplus';
  if (account) {
    updateRow(tx, 'platform_account', account.id, { name, spend_basis: spendBasis });
    const pools = db
      .selectFrom('pool')
      .select('id')
      .where('kind', '=', poolKind)
      .where('platform_id', '=', id);
    for (const pool of rowsOf(tx.connection, pools)) updateRow(tx, 'pool', pool.id, { name, funder });
    return;
  }
  const names = {
    name,
    platform_id: id,
    search_key: searchText(id),
    client,
    supplier: usualSupplier(tx),
  };
  const owner = subject === '' ? null : (ownSubject(tx, client, subject) ?? null);
  const row = insertRow(tx, 'platform_account', { ...names, kind, subject: owner, spend_basis: spendBasis });
  const pool = insertRow(tx, 'pool', { ...names, kind: poolKind, funder });
  insertRow(tx, 'pool_link', { platform_account: row, pool });
}

/** The one supplier of the book, made if there is none; null where there are several and a person must say. */
function usualSupplier(tx: Tx): number | null {
  const query = tablesOf(tx.connection)
    .selectFrom('supplier')
    .select('id')
    .where('archived_on', 'is', null)
    .limit(2);
  const [first, second] = rowsOf(tx.connection, query);
  if (second) return null;
  return (
    first?.id ?? insertRow(tx, 'supplier', { name: FIRST_SUPPLIER, search_key: searchText(FIRST_SUPPLIER) })
  );
}

function keepManagers(tx: Tx, client: number, { manager, assistants }: ClientDelta): void {
  const before = assignmentsOf(tx.connection, client);
  const handed: Assignment[] = manager ? handOver(before, manager.name, manager.from) : before;
  const added = assistants.map(
    ({ name, from }): Assignment => ({ manager: name, role: 'assistant', from, to: null }),
  );
  writeAssignments(tx, client, [...handed, ...added]);
}

type Held = Assignment & { id?: number };

/**
 * Writes the assignments of a client: rows that are new, rows whose end moved; a row that is gone ends before it began.
 * Refuses what `checkAssignments` refuses.
 */
export function writeAssignments(tx: Tx, client: number, wanted: readonly Held[]): void {
  checkAssignments(wanted);
  const before = assignmentsOf(tx.connection, client);
  for (const { id, from } of before)
    if (!wanted.some(each => each.id === id))
      updateRow(tx, 'client_manager', id, { until_on: '1899-12-31', from_on: from });
  for (const { id, manager, role, from, to } of wanted) {
    const held = before.find(each => each.id === id);
    if (held && held.to !== to) updateRow(tx, 'client_manager', held.id, { until_on: to });
    if (held) continue;
    const values = { client, manager: managerNamed(tx, manager), role, from_on: from, until_on: to };
    insertRow(tx, 'client_manager', values);
  }
}

function managerNamed(tx: Tx, name: string): number {
  const query = tablesOf(tx.connection)
    .selectFrom('manager')
    .select(['id', 'archived_on'])
    .where('name', '=', name);
  const known = rowOf(tx.connection, query);
  if (!known) return insertRow(tx, 'manager', { name, search_key: searchText(name) });
  if (known.archived_on !== null) updateRow(tx, 'manager', known.id, { archived_on: null });
  return known.id;
}
