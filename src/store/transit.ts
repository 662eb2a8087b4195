import type { NamedParty, TransitFollow } from '../domain/refunds/transit.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** What an account holds of one case by the end of a day. A red posting counts against the side that it takes back. */
export interface CaseSum {
  code: string;
  caseNo: string | null;
  client: number | null;
  supplier: number | null;
  money: number | null;
  pool: number | null;
  employee: number | null;
  category: string | null;
  /** Of a 待核对 twin: cash that comes in or goes out, each waits for its own row. Empty elsewhere. */
  way: 'in' | 'out' | '';
  debitsFen: number;
  creditsFen: number;
  /** Of the credits: what went back into the pool that it had come from. */
  backFen: number;
  firstOn: string;
}

const CASE_SUMS = (codes: number, one: boolean) => {
  const part = (side: 'debit' | 'credit', other: 'credit' | 'debit') =>
    `SELECT a.id AS account, t.case_no, t.event, '${side}' AS side, t.kind, t.amount_fen, t.effective_on,
       o.code AS other FROM account a JOIN transfer t ON t.${side} = a.id JOIN account o ON o.id = t.${other}
     WHERE a.code IN (${Array(codes).fill('?').join(', ')}) AND t.effective_on <= ?${one ? ' AND t.case_no = ?' : ''}
       AND t.kind IN ('post', 'settle', 'reverse')`;
  const isDebit = "((l.side = 'debit') <> (l.kind = 'reverse'))";
  const way = `CASE WHEN a.code NOT GLOB '*.90' THEN ''
    WHEN l.event = 'E02' OR (l.event <> 'E06' AND ${isDebit}) THEN 'in' ELSE 'out' END`;
  const signed = "CASE l.kind WHEN 'reverse' THEN -l.amount_fen ELSE l.amount_fen END";
  return `SELECT a.code, l.case_no AS caseNo, a.client, a.supplier, a.money, a.pool, a.employee, a.category, ${way} AS way,
      sum(CASE WHEN ${isDebit} THEN ${signed} ELSE 0 END) AS debitsFen,
      sum(CASE WHEN ${isDebit} THEN 0 ELSE ${signed} END) AS creditsFen,
      sum(CASE WHEN ${isDebit} OR l.other <> '1123.03' THEN 0 ELSE ${signed} END) AS backFen,
      min(l.effective_on) AS firstOn
    FROM (${part('debit', 'credit')} UNION ALL ${part('credit', 'debit')}) l JOIN account a ON a.id = l.account
    GROUP BY a.id, l.case_no, 9 ORDER BY firstOn, l.case_no`;
};

/** Cases on some codes by the end of a day; those of one case where it is given. */
export function caseSums(
  connection: Connection,
  codes: readonly string[],
  on: string,
  caseNo?: string,
): CaseSum[] {
  const given = caseNo === undefined ? [...codes, on] : [...codes, on, caseNo];
  return connection
    .prepare(CASE_SUMS(codes.length, caseNo !== undefined))
    .all(...given, ...given) as CaseSum[];
}

/** Names by which items are shown, read once. */
export interface TransitNames {
  clients: ReadonlyMap<number, NamedParty>;
  pools: ReadonlyMap<number, { name: string; platformId: string | null; client: number | null }>;
  moneys: ReadonlyMap<number, { name: string; kind: string }>;
  employees: ReadonlyMap<number, string>;
}

export function transitNames(connection: Connection): TransitNames {
  const rows = <Row>(sql: string) => connection.prepare(sql).all() as Row[];
  const pools = rows<{ id: number; name: string; platformId: string | null; client: number | null }>(
    'SELECT id, name, platform_id AS platformId, client FROM pool',
  );
  const moneys = rows<{ id: number; name: string; kind: string }>('SELECT id, name, kind FROM money_account');
  const employees = rows<{ id: number; name: string }>('SELECT id, name FROM employee');
  const clients = rows<NamedParty>('SELECT id, code, name FROM client');
  return {
    clients: new Map(clients.map(client => [client.id, client])),
    pools: new Map(pools.map(pool => [pool.id, pool])),
    moneys: new Map(moneys.map(money => [money.id, money])),
    employees: new Map(employees.map(({ id, name }) => [id, name])),
  };
}

/** What the office noted about cases, by item. */
export function transitFollows(connection: Connection): Map<string, TransitFollow> {
  const sql = `SELECT item, owner, service_no AS serviceNo, note, seen_on AS seenOn FROM transit_follow`;
  const rows = connection.prepare(sql).all() as (TransitFollow & { item: string })[];
  return new Map(rows.map(({ item, ...follow }) => [item, follow]));
}

/** Notes something about a case; what is left out stays. */
export function keepFollow(tx: Tx, item: string, patch: Partial<TransitFollow>): void {
  const { owner, serviceNo, note, seenOn } = patch;
  const values = { owner, service_no: serviceNo, note, seen_on: seenOn };
  const id = tx.connection.prepareValue('SELECT id FROM transit_follow WHERE item = ?').get(item);
  if (id === undefined) insertRow(tx, 'transit_follow', { item, ...values });
  else updateRow(tx, 'transit_follow', id as number, values);
}

/** Postings of a case, oldest first; red is negative on the sides of what it takes back. */
export interface CasePosting {
  transfer: number;
  batch: number;
  day: string;
  event: string;
  debit: string;
  credit: string;
  bucket: string | null;
  amountFen: number;
  sourceRow: number | null;
}

export function casePostings(connection: Connection, caseNo: string): CasePosting[] {
  const sql = `SELECT t.id AS transfer, t.batch, t.effective_on AS day, t.event,
      CASE t.kind WHEN 'reverse' THEN c.code ELSE d.code END AS debit,
      CASE t.kind WHEN 'reverse' THEN d.code ELSE c.code END AS credit, coalesce(c.bucket, d.bucket) AS bucket,
      CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE t.amount_fen END AS amountFen, t.source_row AS sourceRow
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.case_no = ? AND t.kind IN ('post', 'settle', 'reverse') ORDER BY t.id LIMIT 1000`;
  return connection.prepare(sql).all(caseNo) as CasePosting[];
}

/** Open items of what clients owe, by the end of a day, the oldest due first. */
export interface ReceivableRow {
  item: number;
  client: number | null;
  kind: string;
  caseNo: string | null;
  openedOn: string;
  dueOn: string;
  originalFen: number;
  openFen: number;
}

export function receivableItems(connection: Connection, on: string): ReceivableRow[] {
  const sum = (way: 'open' | 'original') => {
    const part = (side: string, sign: string) =>
      `coalesce((SELECT ${sign}sum(t.amount_fen) FROM transfer t WHERE t.${side}_item = i.id AND t.effective_on <= @on
         AND t.${side} = i.account), 0)`;
    return way === 'open' ? `${part('debit', '')} + ${part('credit', '-')}` : part('debit', '');
  };
  const sql = `SELECT * FROM (SELECT i.id AS item, a.client, i.kind, i.case_no AS caseNo, coalesce((SELECT min(t.effective_on) FROM transfer t WHERE t.debit_item = i.id), b.effective_on) AS openedOn,
      i.due_on AS dueOn, ${sum('original')} AS originalFen, ${sum('open')} AS openFen
    FROM open_item i JOIN account a ON a.id = i.account JOIN batch b ON b.id = i.opened_by
    WHERE a.code IN ('1122.01', '1122.02') AND b.effective_on <= @on) WHERE openFen <> 0 ORDER BY dueOn, item`;
  return connection.prepare(sql).all({ on }) as ReceivableRow[];
}

/** Money accounts in use, by kind and name. */
export function moneysInUse(connection: Connection): { id: number; name: string }[] {
  const sql = 'SELECT id, name FROM money_account WHERE archived_on IS NULL ORDER BY kind, name';
  return connection.prepare(sql).all() as { id: number; name: string }[];
}
