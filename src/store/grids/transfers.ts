import type { Connection } from '../dialect/sqlite.ts';
import { LEG_SEEN } from '../scope.ts';
import { type Bindings, type Computed, type Lookup, POSTED, type SqlColumn, type SqlGrid } from './grid.ts';

/** Grids of posted transfers: 序时账, 明细账 of one account, everything of one client. */

/** Red reversals show negative on the sides of what they take back. */
const AMOUNT = "CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE t.amount_fen END";
const DEBIT = "CASE t.kind WHEN 'reverse' THEN t.credit ELSE t.debit END";
const CREDIT = "CASE t.kind WHEN 'reverse' THEN t.debit ELSE t.credit END";
const COUNTER = 'CASE WHEN t.debit = @account THEN t.credit ELSE t.debit END';
/** The account stands on the shown debit side: on the stored one, or on the other side of a red row. */
const ON_DEBIT = "(t.debit = @account) <> (t.kind = 'reverse')";

const PARTY = "concat_ws(' · ', c.name, s.name, u.name, m.name, p.name, e.name, a.category)";
const ACCOUNTS = `account a LEFT JOIN client c ON c.id = a.client LEFT JOIN subject s ON s.id = a.subject
  LEFT JOIN supplier u ON u.id = a.supplier LEFT JOIN money_account m ON m.id = a.money
  LEFT JOIN pool p ON p.id = a.pool LEFT JOIN employee e ON e.id = a.employee`;

const accounts = (key: string, parts?: Lookup['parts']): Lookup => ({
  key,
  parts,
  from: ACCOUNTS,
  id: 'a.id',
});
const RED = "t.kind = 'reverse'";
const NOT_RED = "t.kind <> 'reverse'";
const DEBIT_PARTS = [
  { key: 't.debit', where: NOT_RED },
  { key: 't.credit', where: RED },
];
const CREDIT_PARTS = [
  { key: 't.credit', where: NOT_RED },
  { key: 't.debit', where: RED },
];

/** The row of a file on which a transfer stands. */
const SOURCE_JOIN = 'LEFT JOIN source_row s ON s.id = t.source_row';

const LOOKUPS = {
  batch: { key: 't.batch', from: 'batch b JOIN log l ON l.seq = b.log_seq', id: 'b.id' },
  file: { key: 's.file', nullable: true, needs: ['source'], from: 'source_file f', id: 'f.id' },
};

function accountColumns(side: 'debit' | 'credit' | 'counter'): SqlColumn[] {
  const heading = (part: string) => `bookgrid.column.${side}_${part}`;
  return [
    { key: `${side}_code`, kind: 'id', heading: heading('code'), listed: true, sql: 'a.code', lookup: side },
    {
      key: `${side}_name`,
      kind: 'text',
      heading: heading('name'),
      listed: true,
      valueText: 'bookgrid.account.',
      sql: 'a.code',
      lookup: side,
    },
    { key: `${side}_party`, kind: 'text', heading: heading('party'), listed: true, sql: PARTY, lookup: side },
  ];
}

const HEAD: SqlColumn[] = [
  { key: 'day', kind: 'date', heading: 'bookgrid.column.day', sql: 't.effective_on' },
  { key: 'batch', kind: 'id', heading: 'bookgrid.column.batch', sql: 'CAST(t.batch AS TEXT)' },
  {
    key: 'event',
    kind: 'text',
    heading: 'bookgrid.column.event',
    listed: true,
    valueText: 'accounting.event.',
    sql: 't.event',
  },
  { key: 'summary', kind: 'text', heading: 'bookgrid.column.summary', sql: 'b.summary', lookup: 'batch' },
];

const TAIL: SqlColumn[] = [
  { key: 'case', kind: 'id', heading: 'bookgrid.column.case', nullable: true, sql: 't.case_no' },
  {
    key: 'file',
    kind: 'text',
    heading: 'bookgrid.column.file',
    listed: true,
    nullable: true,
    sql: 'f.name',
    lookup: 'file',
  },
  {
    key: 'sheet',
    kind: 'text',
    heading: 'bookgrid.column.sheet',
    nullable: true,
    sql: 's.sheet',
    needs: ['source'],
  },
  {
    key: 'row',
    kind: 'integer',
    heading: 'bookgrid.column.row',
    nullable: true,
    sql: 's.row',
    needs: ['source'],
  },
  {
    key: 'booked_at',
    kind: 'date',
    heading: 'bookgrid.column.booked_at',
    sql: "datetime(b.booked_at, '+8 hours')",
    lookup: 'batch',
  },
  {
    key: 'actor',
    kind: 'text',
    heading: 'bookgrid.column.actor',
    listed: true,
    sql: 'l.actor',
    lookup: 'batch',
  },
];

const base = {
  rowFrom: 'transfer t',
  id: 't.id',
  joins: { source: SOURCE_JOIN },
  natural: ['day'],
  logged: true,
};

/** Days of a grid, both included; absent means all. */
export interface Days {
  from: string;
  to: string;
}

function inDays(days: Days | null): { where: string[]; bindings: Bindings } {
  if (!days) return { where: [], bindings: {} };
  return {
    where: ['t.effective_on BETWEEN @from AND @to'],
    bindings: { from: days.from, to: days.to },
  };
}

const BOTH_SIDES: Pick<SqlGrid, 'lookups' | 'columns'> = {
  lookups: { ...LOOKUPS, debit: accounts(DEBIT, DEBIT_PARTS), credit: accounts(CREDIT, CREDIT_PARTS) },
  columns: [
    ...HEAD,
    ...accountColumns('debit'),
    ...accountColumns('credit'),
    { key: 'amount', kind: 'money', heading: 'bookgrid.column.amount', sql: AMOUNT },
    ...TAIL,
  ],
};

/** Accounts of clients and of their pools; `clients` is a list of ids, or a query of them. */
export const accountsOfClients = (clients: string): string =>
  `(SELECT id FROM account WHERE client IN (${clients}) OR pool IN (SELECT id FROM pool WHERE client IN (${clients})))`;

/** Clients whose rows may be seen, as JSON; null for all. Postings of the cost side are for whoever sees all. */
type Seen = (Bindings & { clients: string }) | null;

/** 序时账: every posted transfer. `seen` are the clients whose rows may be seen, null for all. */
export function journalGrid(name: string, days: Days | null, seen: Seen): SqlGrid {
  const { where, bindings } = inDays(days);
  return {
    ...base,
    ...BOTH_SIDES,
    name,
    from: 'transfer t',
    bindings: { ...bindings, ...seen },
    stepped: true,
    where: [POSTED, ...where, ...(seen ? [LEG_SEEN] : [])],
  };
}

/** All posted transfers that touch the accounts of a client and of its pools. */
export function clientGrid(name: string, client: number, days: Days | null, seen: Seen): SqlGrid {
  const { where, bindings } = inDays(days);
  const own = accountsOfClients('@client');
  return {
    ...base,
    ...BOTH_SIDES,
    name,
    from: `(SELECT * FROM transfer t WHERE ${POSTED} AND t.debit IN ${own}
      UNION ALL SELECT * FROM transfer t WHERE ${POSTED} AND t.credit IN ${own} AND t.debit NOT IN ${own}) t`,
    bindings: { client, ...bindings, ...seen },
    where: [...where, ...(seen ? [LEG_SEEN] : [])],
    kept: true,
  };
}

/** 明细账 of one account, with the balance after each row. */
export function ledgerGrid(name: string, account: number, days: Days | null, seen: Seen): SqlGrid {
  const { where, bindings } = inDays(days);
  const side = (onDebit: string) => `CASE WHEN ${onDebit} THEN ${AMOUNT} END`;
  return {
    ...base,
    name,
    from: `(SELECT * FROM transfer t WHERE ${POSTED} AND t.debit = @account
      UNION ALL SELECT * FROM transfer t WHERE ${POSTED} AND t.credit = @account) t`,
    bindings: { account, ...bindings, ...seen },
    where: [...where, ...(seen ? [LEG_SEEN] : [])],
    lookups: { ...LOOKUPS, counter: accounts(COUNTER) },
    columns: [
      ...HEAD,
      ...accountColumns('counter'),
      {
        key: 'debit',
        kind: 'money',
        heading: 'bookgrid.column.debit',
        nullable: true,
        sql: side(ON_DEBIT),
      },
      {
        key: 'credit',
        kind: 'money',
        heading: 'bookgrid.column.credit',
        nullable: true,
        sql: side(`NOT (${ON_DEBIT})`),
      },
      ...TAIL,
    ],
    computed: runningBalance(account, days, seen),
  };
}

const E5_PER_FEN = 1_000;

/** 方向 and 余额 after each row: the balance of the account, whatever the grid shows of its rows. */
function runningBalance(account: number, days: Days | null, seen: Seen): Computed {
  return {
    columns: [
      {
        key: 'side',
        kind: 'text',
        heading: 'bookgrid.column.side',
        listed: true,
        valueText: 'reports.side.',
        value: fen => (fen === 0 ? 'even' : fen > 0 ? 'debit' : 'credit'),
      },
      {
        key: 'balance',
        kind: 'money',
        heading: 'bookgrid.column.balance',
        value: fen => Math.abs(fen) * E5_PER_FEN,
      },
    ],
    load: connection => loadBalances(connection, account, days, seen),
  };
}

/**
 * Ids and balances (debits − credits) after each row of an account, in order of day and number. Rows that may not be seen
 * are left out; the balance is the account's all the same.
 */
function loadBalances(connection: Connection, account: number, days: Days | null, seen: Seen) {
  const { from, to } = days ?? { from: '', to: '~' };
  const shown = seen ? LEG_SEEN : '1';
  // A side of its own for each half: both are read from their index alone, without the rows.
  const half = (side: 'debit' | 'credit', sign: '' | '-') =>
    `SELECT t.effective_on AS day, t.id AS id, ${sign}t.amount_fen AS fen, ${shown} AS shown FROM transfer t
     WHERE ${POSTED} AND t.${side} = @account AND t.effective_on <= @to`;
  const rows = connection
    .prepareRaw(`${half('debit', '')} UNION ALL ${half('credit', '-')} ORDER BY 1, 2`)
    .all({ account, to, ...seen }) as [string, number, number, number][];
  const count = rows.reduce((sum, [day, , , isShown]) => sum + (day >= from ? isShown : 0), 0);
  const ids = new Float64Array(count);
  const balancesFen = new Float64Array(count);
  let balanceFen = 0;
  let at = 0;
  for (const [day, id, fen, isShown] of rows) {
    balanceFen += fen;
    if (day < from || isShown === 0) continue;
    ids[at] = id;
    balancesFen[at] = balanceFen;
    at += 1;
  }
  return { ids, balancesFen };
}
