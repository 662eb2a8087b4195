import type { AdvanceTerm } from '../domain/applications/advance.ts';
import type { ReceivableItem } from '../domain/applications/items.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { insertRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import { clientsSeen } from './scope.ts';
import type { Tx } from './transaction.ts';

const TERM = 'SELECT from_on AS "from", ceiling_fen AS ceilingFen, days FROM advance_term';

/** What is agreed with a client about advances on a day; null where nothing is. */
export function advanceTermOn(connection: Connection, client: number, on: string): AdvanceTerm | null {
  const sql = `${TERM} WHERE client = ? AND from_on <= ? ORDER BY from_on DESC LIMIT 1`;
  return (connection.prepare(sql).get(client, on) as AdvanceTerm | undefined) ?? null;
}

/** Whether a client has terms from this very day. */
export function hasTermFrom(connection: Connection, client: number, from: string): boolean {
  const sql = 'SELECT 1 FROM advance_term WHERE client = ? AND from_on = ?';
  return connection.prepareValue(sql).get(client, from) !== undefined;
}

/** Agrees advances with a client from a day on; terms that began before stay as they were. */
export function insertAdvanceTerm(tx: Tx, client: number, { from, ceilingFen, days }: AdvanceTerm): number {
  return insertRow(tx, 'advance_term', { client, from_on: from, ceiling_fen: ceilingFen, days });
}

/** All that a client owes on 1122.01, in 分. */
export function owedBy(connection: Connection, client: number): number {
  const sql = `SELECT coalesce(sum(b.debits_posted_fen - b.credits_posted_fen), 0) FROM account a
    JOIN balance b ON b.account = a.id WHERE a.code = '1122.01' AND a.client = ?`;
  return connection.prepareValue(sql).get(client) as number;
}

/** Service fee received ahead of a client, in 分. */
export function feeAheadOf(connection: Connection, client: number): number {
  const sql = `SELECT coalesce(sum(b.credits_posted_fen - b.debits_posted_fen), 0) FROM account a
    JOIN balance b ON b.account = a.id WHERE a.code = '2203.04' AND a.client = ?`;
  return connection.prepareValue(sql).get(client) as number;
}

/** What of a client's receivable is 透支 that a fact brought about (E14), in 分. */
export function overdraftOf(connection: Connection, client: number): number {
  const sql = `SELECT coalesce(sum(b.debits_posted_fen - b.credits_posted_fen), 0) FROM account a
    JOIN balance b ON b.account = a.id WHERE a.code = '1122.01' AND a.category = 'overdraft' AND a.client = ?`;
  return connection.prepareValue(sql).get(client) as number;
}

/** Ceiling that approvals have reserved and payments not yet used, in 分. */
export function reservedBy(connection: Connection, client: number): number {
  const sql = `SELECT coalesce(sum(paid_fen), 0) FROM application WHERE client = ? AND state = 'approved'
    AND (kind = 'advance' OR (kind = 'recharge' AND funding = 'advance'))`;
  return connection.prepareValue(sql).get(client) as number;
}

/** What of a client's funds 2203.01 is free: posted less held, in 分. */
export function freeFunds(connection: Connection, client: number): number {
  const sql = `SELECT coalesce(sum(b.credits_posted_fen - b.debits_posted_fen - b.debits_pending_fen), 0) FROM account a
    JOIN balance b ON b.account = a.id WHERE a.code = '2203.01' AND a.client = ?`;
  return connection.prepareValue(sql).get(client) as number;
}

/** A batch may hold days of postings: an item is opened on the day of the first of its own. */
const OPENED_ON = `coalesce((SELECT min(t.effective_on) FROM transfer t WHERE t.debit_item = i.id), b.effective_on)`;
const ITEMS = `SELECT i.id AS item, a.client, c.name AS clientName, i.kind, i.case_no AS caseNo, ${OPENED_ON} AS openedOn,
    i.due_on AS dueOn, i.open_fen AS openFen, p.id AS application, p.no AS applicationNo,
    (SELECT coalesce(sum(CASE WHEN t.kind = 'reverse' THEN -t.amount_fen ELSE t.amount_fen END), 0) FROM transfer t
      WHERE t.debit_item = i.id AND t.kind IN ('post', 'settle')) AS openedFen
  FROM open_item i JOIN account a ON a.id = i.account JOIN client c ON c.id = a.client JOIN batch b ON b.id = i.opened_by
  LEFT JOIN application p ON length(i.case_no) = 16 AND p.no = 'SQ' || substr(i.case_no, 3, 12)
  WHERE a.code = '1122.01'`;

/** 垫款台账: items of what clients owe, the oldest due first; settled ones too where asked for. */
export function receivableItems(
  connection: Connection,
  scope: RowScope,
  { client, settled = false }: { client?: number; settled?: boolean } = {},
): ReceivableItem[] {
  const seen = clientsSeen(connection, scope);
  const sql = `${ITEMS} AND (@client IS NULL OR a.client = @client) AND (@settled = 1 OR i.open_fen <> 0)
    AND (@seen IS NULL OR a.client IN (SELECT value FROM json_each(@seen))) ORDER BY i.due_on, i.id LIMIT 5000`;
  const bound = { client: client ?? null, settled: settled ? 1 : 0, seen: seen && JSON.stringify([...seen]) };
  return connection.prepare(sql).all(bound) as ReceivableItem[];
}

/** What of a client is overdue on a day: the sum, and the oldest due day; null where nothing is. */
export function overdueOf(
  connection: Connection,
  client: number,
  on: string,
): { amountFen: number; since: string } | null {
  const sql = `SELECT sum(i.open_fen), min(i.due_on) FROM open_item i JOIN account a ON a.id = i.account
    WHERE a.code = '1122.01' AND a.client = ? AND i.open_fen > 0 AND i.due_on < ?`;
  const [amountFen, since] = connection.prepareRaw(sql).get(client, on) as [number | null, string | null];
  return amountFen === null || since === null ? null : { amountFen, since };
}
