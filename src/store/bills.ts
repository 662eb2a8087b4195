import type { BillLine } from '../domain/bills/types.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** A bill file of the book. */
export interface StoredBillFile {
  id: number;
  name: string;
  sha256: string;
  /** Beijing day on which it was taken in. */
  toldOn: string;
  toldBy: string;
  state: 'standing' | 'withdrawn';
  reason: string | null;
  lines: number;
  amountFen: number;
  months: string;
}

export interface StoredBillLine extends BillLine {
  id: number;
  file: number;
  fileName: string;
  toldOn: string;
}

const FILE = `SELECT f.id, f.name, f.sha256, f.told_on AS toldOn, f.told_by AS toldBy, f.state, f.reason,
    count(l.id) AS lines, coalesce(sum(l.amount_fen), 0) AS amountFen,
    coalesce((SELECT group_concat(month, ' ') FROM (SELECT DISTINCT m.month FROM bill_line m WHERE m.file = f.id
      ORDER BY m.month)), '') AS months
  FROM bill_file f LEFT JOIN bill_line l ON l.file = f.id`;

/** Bill files, the newest first. */
export function billFiles(connection: Connection): StoredBillFile[] {
  return connection.prepare(`${FILE} GROUP BY f.id ORDER BY f.id DESC`).all() as StoredBillFile[];
}

/** The standing file of a content, or null. */
export function billFileByContent(connection: Connection, sha256: string): number | null {
  const sql = "SELECT id FROM bill_file WHERE sha256 = ? AND state = 'standing'";
  return (connection.prepareValue(sql).get(sha256) as number | undefined) ?? null;
}

export function billFileState(connection: Connection, id: number): StoredBillFile['state'] | null {
  const sql = 'SELECT state FROM bill_file WHERE id = ?';
  return (connection.prepareValue(sql).get(id) as StoredBillFile['state'] | undefined) ?? null;
}

export function insertBillFile(
  tx: Tx,
  { name, sha256, toldOn }: Pick<StoredBillFile, 'name' | 'sha256' | 'toldOn'>,
): number {
  return insertRow(tx, 'bill_file', { name, sha256, told_on: toldOn, told_by: tx.actor, state: 'standing' });
}

export function withdrawBillFile(tx: Tx, id: number, reason: string): void {
  updateRow(tx, 'bill_file', id, { state: 'withdrawn', reason });
}

export function insertBillLine(tx: Tx, file: number, line: BillLine): void {
  insertRow(tx, 'bill_line', {
    ...{ file, row: line.row, month: line.month, account: line.account, account_name: line.accountName },
    ...{
      business: line.business,
      bill_no: line.billNo,
      amount_fen: line.amountFen,
      grant_fen: line.grantFen,
    },
    ...{ available_fen: line.availableFen, pending_fen: line.pendingFen },
    ...{ invoiced_fen: line.invoicedFen, unavailable_fen: line.unavailableFen },
  });
}

/** Lines of standing files; of those that tell the same thing only what the last file tells. */
const STANDING = `SELECT l.id, l.file, f.name AS fileName, f.told_on AS toldOn, l.row, l.month, l.account,
    l.account_name AS accountName, l.business, l.bill_no AS billNo, l.amount_fen AS amountFen, l.grant_fen AS grantFen,
    l.available_fen AS availableFen, l.pending_fen AS pendingFen, l.invoiced_fen AS invoicedFen,
    l.unavailable_fen AS unavailableFen
  FROM bill_line l JOIN bill_file f ON f.id = l.file AND f.state = 'standing'
  WHERE NOT EXISTS (SELECT 1 FROM bill_line n JOIN bill_file g ON g.id = n.file AND g.state = 'standing'
    WHERE n.month = l.month AND n.account = l.account AND n.business = l.business AND n.bill_no = l.bill_no
      AND n.file > l.file)`;

/** Lines of a month that count. */
export function billLines(connection: Connection, month: string): StoredBillLine[] {
  return connection
    .prepare(`${STANDING} AND l.month = ? ORDER BY l.account, l.file, l.row`)
    .all(month) as StoredBillLine[];
}

/** Whether any bill of a month stands. */
export function hasBill(connection: Connection, month: string): boolean {
  const sql = `SELECT 1 FROM bill_line l JOIN bill_file f ON f.id = l.file AND f.state = 'standing'
    WHERE l.month = ? LIMIT 1`;
  return connection.prepareValue(sql).get(month) !== undefined;
}

/** 可开票 that bills tell of some accounts up to a day, and the earliest day on which any of it was told. */
export function billAvailable(
  connection: Connection,
  { accounts, billNo, on }: { accounts: readonly string[]; billNo?: string | undefined; on: string },
): { availableFen: number; toldOn: string } | null {
  const sql = `SELECT sum(availableFen) AS availableFen, min(toldOn) AS toldOn FROM (${STANDING})
    WHERE account IN (SELECT value FROM json_each(@accounts)) AND toldOn <= @on AND availableFen IS NOT NULL
      AND (@billNo IS NULL OR billNo = @billNo)`;
  const bound = { accounts: JSON.stringify(accounts), on, billNo: billNo ?? null };
  const row = connection.prepare(sql).get(bound) as { availableFen: number | null; toldOn: string | null };
  return row.availableFen === null || row.toldOn === null
    ? null
    : { availableFen: row.availableFen, toldOn: row.toldOn };
}

/** Open tickets of 媒体结算核对表 of a month, by case number and reason. */
export function settlementTickets(
  connection: Connection,
  prefix: string,
): { id: number; caseNo: string; reason: string; amountFen: number; state: string }[] {
  const sql = `SELECT id, case_no AS caseNo, reason, amount_fen AS amountFen, state FROM ticket
    WHERE case_no >= ? AND case_no < ? ORDER BY id`;
  return connection.prepare(sql).all(prefix, `${prefix}~`) as ReturnType<typeof settlementTickets>;
}
