import type { Compilable } from 'kysely';
import type { KnownClient, KnownSubject } from '../domain/parties/client-book.ts';
import type { Assignment } from '../domain/parties/managers.ts';
import {
  NameIndex,
  type OpeningMoney,
  type OpeningParties,
  type OpeningPool,
} from '../domain/parties/opening-parties.ts';
import type { SearchKey } from '../domain/parties/search.ts';
import type { RowScope, Verification } from '../domain/parties/types.ts';
import type { Connection } from './dialect/sqlite.ts';
import { clientsSeen } from './scope.ts';
import { tablesOf } from './transaction.ts';
import { verifications, verifiedSpans } from './upgrade.ts';
import { verificationOn } from './upgrade-facts.ts';

/** Rows of a compiled query, at once: a command may not wait in the middle of its transaction. */
export function rowsOf<Row>(connection: Connection, query: Compilable<Row>): Row[] {
  const { sql, parameters } = query.compile();
  return connection.prepare(sql).all(...parameters) as Row[];
}

/** The first row, or undefined. */
export function rowOf<Row>(connection: Connection, query: Compilable<Row>): Row | undefined {
  return rowsOf(connection, query)[0];
}

/** A client with everything that its page and a client list speak of. */
export interface StoredClient extends KnownClient {
  id: number;
  archivedOn: string | null;
  pinyin: string[];
}

/**
 * Clients that the scope allows, by code. A manager sees the clients assigned to them on the day, in any role. 对公验证
 * of their legal persons is that of the day `on`, else as it was last said.
 */
export function loadClients(connection: Connection, scope: RowScope, on?: string): StoredClient[] {
  const rows = rowsOf(connection, clientQuery(connection, scope));
  const aliases = grouped(aliasRows(connection), row => row.client);
  const subjects = grouped(subjectRows(connection, on), row => row.client);
  const accounts = grouped(accountRows(connection), row => row.client!);
  const assignments = grouped(assignmentRows(connection), row => row.client);
  const terms = new Map(termRows(connection).map(row => [row.client, row]));
  return rows
    .map((row): StoredClient => {
      const named = aliases.get(row.id) ?? [];
      return {
        id: row.id,
        code: row.code ?? '',
        name: row.name,
        archived: row.archived_on !== null,
        archivedOn: row.archived_on,
        subjects: (subjects.get(row.id) ?? []).map(({ client: _client, ...subject }) => subject),
        contractSubject: row.contract ?? '',
        aliases: named.flatMap(({ kind, name }) =>
          kind === 'pinyin' || kind === 'account_id' ? [] : [{ kind, name }],
        ),
        pinyin: named.filter(({ kind }) => kind === 'pinyin').map(({ name }) => name),
        accounts: (accounts.get(row.id) ?? []).map(({ kind, id, name, basis, funder, subject }) => ({
          kind,
          id,
          name,
          funder: funder ?? 'agency',
          spendBasis: basis,
          subject: subject ?? '',
        })),
        assignments: (assignments.get(row.id) ?? []).map(toAssignment),
        frontRebatePpm: terms.get(row.id)?.ppm ?? 0,
        frontRebateForm: terms.get(row.id)?.form ?? 'cash',
        invoiceMode: row.invoice_mode,
        terms: row.terms,
        creditDays: row.credit_days,
        note: row.note ?? '',
      };
    })
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.id - b.id));
}

/** Keys by which a stored client is found. */
export function storedKeys(client: StoredClient, normal: (text: string) => string): SearchKey[] {
  const keys: SearchKey[] = [
    { kind: 'code', key: normal(client.code) },
    { kind: 'name', key: normal(client.name) },
    ...client.aliases.map(({ kind, name }): SearchKey => ({ kind, key: normal(name) })),
    ...client.accounts.map(({ id }): SearchKey => ({ kind: 'account', key: normal(id) })),
    ...client.subjects.map(({ name }): SearchKey => ({ kind: 'subject', key: normal(name) })),
    ...client.pinyin.map((key): SearchKey => ({ kind: 'pinyin', key })),
  ];
  return keys.filter(({ key }) => key !== '');
}

function clientQuery(connection: Connection, scope: RowScope) {
  const query = tablesOf(connection)
    .selectFrom('client')
    .leftJoin('subject', 'subject.id', 'client.contract_subject')
    .select([
      'client.id',
      'client.code',
      'client.name',
      'client.archived_on',
      'client.invoice_mode',
      'client.terms',
      'client.credit_days',
      'client.note',
      'subject.name as contract',
    ]);
  const seen = clientsSeen(connection, scope);
  return seen ? query.where('client.id', 'in', [...seen]) : query;
}

function aliasRows(connection: Connection) {
  const query = tablesOf(connection)
    .selectFrom('client_alias')
    .select(['client', 'kind', 'text as name'])
    .where('archived_on', 'is', null)
    .orderBy('id');
  return rowsOf(connection, query);
}

function subjectRows(connection: Connection, on?: string): (KnownSubject & { client: number })[] {
  const db = tablesOf(connection);
  const query = db
    .selectFrom('client_subject')
    .innerJoin('subject', 'subject.id', 'client_subject.subject')
    .select(['client_subject.client', 'subject.id', 'subject.kind', 'subject.name', 'subject.code'])
    .where('client_subject.archived_on', 'is', null)
    .orderBy('client_subject.id');
  const said = verifications(connection);
  // What was said comes in the order of its days, so the last of a subject is the one that was said last.
  const stateOf = (subject: number): Verification => {
    const rows = said.get(subject) ?? [];
    if (on === undefined) return rows.at(-1)?.state ?? 'none';
    const state = verificationOn(verifiedSpans(rows), on);
    // A client list may say that it has expired without ever having said that it passed.
    const isOver = state === 'none' && rows.some(each => each.state === 'expired' && (each.from ?? '') <= on);
    return isOver ? 'expired' : state;
  };
  return rowsOf(connection, query).map(row => ({
    client: row.client,
    kind: row.kind,
    name: row.name,
    paperNo: row.code ?? '',
    verification: stateOf(row.id),
  }));
}

function accountRows(connection: Connection) {
  const query = tablesOf(connection)
    .selectFrom('platform_account')
    .leftJoin('subject', 'subject.id', 'platform_account.subject')
    .leftJoin('pool', join =>
      join
        .onRef('pool.platform_id', '=', 'platform_account.platform_id')
        .on('pool.kind', 'in', ['account', 'douplus'])
        .on('pool.funds_kind', '=', 'general'),
    )
    .select([
      'platform_account.client',
      'platform_account.kind',
      'platform_account.platform_id as id',
      'platform_account.name',
      'platform_account.spend_basis as basis',
      'pool.funder',
      'subject.name as subject',
    ])
    .where('platform_account.client', 'is not', null)
    .orderBy('platform_account.id');
  return rowsOf(connection, query);
}

function assignmentRows(connection: Connection) {
  const query = tablesOf(connection)
    .selectFrom('client_manager')
    .innerJoin('manager', 'manager.id', 'client_manager.manager')
    .select(['client_manager.id', 'client', 'manager.name', 'role', 'from_on', 'until_on'])
    .orderBy('client_manager.id');
  return rowsOf(connection, query).filter(({ from_on, until_on }) => !isVoid(from_on, until_on));
}

/** An assignment that was taken back before its first day keeps its row with an end before the start. */
function isVoid(from: string | null, until: string | null): boolean {
  return from !== null && until !== null && until < from;
}

/** Assignments of one client with the ids of their rows. */
export function assignmentsOf(connection: Connection, client: number): (Assignment & { id: number })[] {
  return assignmentRows(connection)
    .filter(row => row.client === client)
    .map(row => ({ id: row.id, ...toAssignment(row) }));
}

const ALWAYS = '1900-01-01';

function toAssignment(row: {
  name: string;
  role: Assignment['role'];
  from_on: string | null;
  until_on: string | null;
}) {
  return { manager: row.name, role: row.role, from: row.from_on ?? ALWAYS, to: row.until_on };
}

function termRows(connection: Connection) {
  const query = tablesOf(connection)
    .selectFrom('client_term')
    .select(['client', 'front_rebate_ppm as ppm', 'front_rebate_form as form'])
    .orderBy('from_on')
    .orderBy('id');
  return rowsOf(connection, query);
}

function grouped<Row>(rows: Row[], keyOf: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** A balance sheet account of a client or its pools that is not zero: code and amount in 分, debits less credits. */
export function moneyOf(connection: Connection, client: number): { code: string; amountFen: number }[] {
  const rows = connection
    .prepare(
      `SELECT code, sum(debits_posted_fen - credits_posted_fen) AS amountFen,
         sum(debits_pending_fen + credits_pending_fen) AS pendingFen
       FROM account JOIN balance ON balance.account = account.id
       WHERE (client = ? OR pool IN (SELECT id FROM pool WHERE client = ?)) AND substr(code, 1, 1) IN ('1', '2', '9')
       GROUP BY account.id HAVING amountFen <> 0 OR pendingFen <> 0`,
    )

    .all(client, client);
  return rows as { code: string; amountFen: number }[];
}

/** The parties that an opening template may name. Archived ones are found too: their balances may still run. */
export function loadOpeningParties(connection: Connection): OpeningParties {
  const db = tablesOf(connection);
  const clients = new NameIndex<number>();
  for (const { id, code, name } of rowsOf(connection, db.selectFrom('client').select(['id', 'code', 'name'])))
    clients.add(id, [code, name]);
  const pools = new Map<string, OpeningPool>();
  const poolQuery = db
    .selectFrom('pool')
    .select(['id', 'kind', 'funder', 'client', 'supplier', 'platform_id'])
    .where('funds_kind', '=', 'general')
    .where('platform_id', 'is not', null);
  for (const { platform_id, ...pool } of rowsOf(connection, poolQuery)) pools.set(platform_id!, pool);
  const money = new NameIndex<OpeningMoney>();
  const moneyQuery = db.selectFrom('money_account').select(['id', 'kind', 'currency', 'name', 'number']);
  for (const { name, number, ...account } of rowsOf(connection, moneyQuery))
    money.add(account, [name, number]);
  const suppliers = new NameIndex<number>();
  const supplierRows = rowsOf(connection, db.selectFrom('supplier').select(['id', 'name']));
  for (const { id, name } of supplierRows) suppliers.add(id, [name]);
  const employees = new NameIndex<number>();
  for (const { id, name } of rowsOf(connection, db.selectFrom('employee').select(['id', 'name'])))
    employees.add(id, [name]);
  const subjects = grouped(
    rowsOf(
      connection,
      db
        .selectFrom('client_subject')
        .innerJoin('subject', 'subject.id', 'client_subject.subject')
        .select(['client_subject.client', 'subject.id', 'subject.name']),
    ),
    row => row.client,
  );
  return {
    client: name => clients.find(name),
    contractSubjects: client => subjects.get(client) ?? [],
    pool: id => pools.get(id),
    money: name => money.find(name),
    supplier: name => suppliers.find(name),
    onlySupplier: () => (supplierRows.length === 1 ? supplierRows[0]!.id : undefined),
    employee: name => employees.find(name),
  };
}
