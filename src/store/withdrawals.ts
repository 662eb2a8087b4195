import type { ApprovalNeed, WithdrawalState } from '../domain/refunds/withdrawal.ts';
import { insertRow, type RowValues, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

export interface StoredWithdrawal {
  id: number;
  caseNo: string;
  pool: number;
  client: number | null;
  bucket: 'prepay' | 'rebate_credit';
  amountFen: number;
  destination: 'agency' | 'client';
  state: WithdrawalState;
  askedOn: string;
  askedBy: string;
  approval: ApprovalNeed;
  approvedBy: string | null;
  approvedOn: string | null;
  submittedOn: string | null;
  platformNo: string | null;
  holdBatch: number | null;
  batch: number | null;
  afterwards: 'kept' | 'returned' | null;
  reason: string | null;
  note: string | null;
}

const COLUMNS: Record<keyof StoredWithdrawal, string> = {
  id: 'id',
  caseNo: 'case_no',
  pool: 'pool',
  client: 'client',
  bucket: 'bucket',
  amountFen: 'amount_fen',
  destination: 'destination',
  state: 'state',
  askedOn: 'asked_on',
  askedBy: 'asked_by',
  approval: 'approval',
  approvedBy: 'approved_by',
  approvedOn: 'approved_on',
  submittedOn: 'submitted_on',
  platformNo: 'platform_no',
  holdBatch: 'hold_batch',
  batch: 'batch',
  afterwards: 'afterwards',
  reason: 'reason',
  note: 'note',
};
const SELECTED = Object.entries(COLUMNS)
  .map(([name, column]) => `w.${column} AS ${name}`)
  .join(', ');

export type WithdrawalPatch = Partial<Omit<StoredWithdrawal, 'id'>>;

const rowOf = (patch: WithdrawalPatch): RowValues =>
  Object.fromEntries(
    Object.entries(patch).map(([name, value]) => [COLUMNS[name as keyof StoredWithdrawal], value]),
  );

export function insertWithdrawal(tx: Tx, values: WithdrawalPatch): number {
  return insertRow(tx, 'withdrawal', rowOf(values));
}

export function updateWithdrawal(tx: Tx, id: number, patch: WithdrawalPatch): void {
  updateRow(tx, 'withdrawal', id, rowOf(patch));
}

/** A withdrawal by its number, or null. */
export function withdrawalByNo(connection: Connection, caseNo: string): StoredWithdrawal | null {
  const sql = `SELECT ${SELECTED} FROM withdrawal w WHERE w.case_no = ?`;
  return (connection.prepare(sql).get(caseNo) as StoredWithdrawal | undefined) ?? null;
}

/** Every withdrawal, the newest first. */
export function readWithdrawals(connection: Connection): StoredWithdrawal[] {
  return connection
    .prepare(`SELECT ${SELECTED} FROM withdrawal w ORDER BY w.id DESC`)
    .all() as StoredWithdrawal[];
}

/** How many withdrawals were asked for on a day. */
export function withdrawalsOn(connection: Connection, day: string): number {
  return connection.prepareValue('SELECT count(*) FROM withdrawal WHERE asked_on = ?').get(day) as number;
}

/** A pool that money may be withdrawn from, as a withdrawal needs it. */
export interface WithdrawalPool {
  pool: number;
  name: string;
  kind: string;
  platformId: string | null;
  client: number | null;
  supplier: number;
  funder: 'agency' | 'client' | 'employee';
  bannedOn: string | null;
  prepayFen: number;
  rebateCreditFen: number;
  /** Promised already 预占. */
  heldFen: number;
}

const STANDS = (bucket: string) =>
  `coalesce(sum(b.debits_posted_fen - b.credits_posted_fen) FILTER (WHERE a.bucket = '${bucket}'), 0)`;
const POOLS = `SELECT p.id AS pool, p.name, p.kind, p.platform_id AS platformId, coalesce(p.client, pa.client) AS client, p.funder,
    coalesce(p.supplier, pa.supplier, (SELECT min(id) FROM supplier WHERE archived_on IS NULL), 0) AS supplier,
    pa.banned_on AS bannedOn, ${STANDS('prepay')} AS prepayFen, ${STANDS('rebate_credit')} AS rebateCreditFen,
    coalesce(sum(b.credits_pending_fen), 0) AS heldFen
  FROM pool p LEFT JOIN platform_account pa ON pa.platform_id = p.platform_id
    AND pa.kind = CASE p.kind WHEN 'douplus' THEN 'douplus' ELSE 'qianchuan' END
  LEFT JOIN account a ON a.pool = p.id AND a.code = '1123.03' LEFT JOIN balance b ON b.account = a.id`;

/** Pools of 千川 accounts that hold money of the agency. */
export function withdrawalPools(connection: Connection): WithdrawalPool[] {
  const sql = `${POOLS} WHERE p.kind = 'account' AND p.funder <> 'client' GROUP BY p.id
    HAVING prepayFen + rebateCreditFen > 0 ORDER BY p.name, p.id`;
  return connection.prepare(sql).all() as WithdrawalPool[];
}

export function withdrawalPool(connection: Connection, pool: number): WithdrawalPool | null {
  const found = connection.prepare(`${POOLS} WHERE p.id = ? GROUP BY p.id`).get(pool);
  return (found as WithdrawalPool | undefined) ?? null;
}

/** Holds of a batch that are open. */
export function holdsOfBatch(connection: Connection, batch: number): { hold: number; openFen: number }[] {
  const sql = `SELECT DISTINCT h.id AS hold, h.open_fen AS openFen FROM transfer t JOIN hold h ON h.id = t.hold_id
    WHERE t.batch = ? AND h.open_fen > 0`;
  return connection.prepare(sql).all(batch) as { hold: number; openFen: number }[];
}
