import type { PairSum } from '../domain/vouchers/gl-compare.ts';
import type { GlRow } from '../domain/vouchers/gl-sheet.ts';
import type { VoucherEntry, VoucherKeeping, VoucherSnapshot } from '../domain/vouchers/types.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

const POSTED = "('post', 'settle', 'reverse')";
/** Neither memo nor 3001 nor 3999 on either side. */
const LEAVES = `d.code NOT GLOB '9*' AND d.code NOT IN ('3001', '3999') AND c.code NOT IN ('3001', '3999')`;

/** Number of the last entry of `@month` that a standing batch has. */
const LAST =
  "coalesce((SELECT max(through_transfer) FROM voucher_batch WHERE month = @month AND state <> 'withdrawn'), 0)";

/** What the book keeps for its vouchers, or null while nothing was said. */
export function readKeeping(connection: Connection): VoucherKeeping | null {
  const text = connection.prepareValue('SELECT content FROM voucher_setting').get() as string | undefined;
  return text === undefined ? null : JSON.parse(text);
}

export function keepKeeping(tx: Tx, keeping: VoucherKeeping): void {
  const content = JSON.stringify(keeping);
  if (!updateRow(tx, 'voucher_setting', 1, { content })) insertRow(tx, 'voucher_setting', { id: 1, content });
}

/** A batch of vouchers as the book has it; `state` booked: the general ledger has it. */
export interface VoucherBatch {
  id: number;
  month: string;
  fromTransfer: number;
  throughTransfer: number;
  firstNo: number;
  lastNo: number;
  entries: number;
  amountFen: number;
  digest: string;
  madeAt: string;
  madeBy: string;
  state: 'made' | 'booked' | 'withdrawn';
  endedAt: string | null;
  endedBy: string | null;
  reason: string | null;
}

const BATCH = `id, month, from_transfer AS fromTransfer, through_transfer AS throughTransfer, first_no AS firstNo,
  last_no AS lastNo, entries, amount_fen AS amountFen, digest, made_at AS madeAt, made_by AS madeBy, state,
  ended_at AS endedAt, ended_by AS endedBy, reason`;

/** Batches of a month, withdrawn ones too, the oldest first. */
export function batchesOf(connection: Connection, month: string): VoucherBatch[] {
  return connection
    .prepare(`SELECT ${BATCH} FROM voucher_batch WHERE month = ? ORDER BY id`)
    .all(month) as VoucherBatch[];
}

export function batchById(connection: Connection, id: number): VoucherBatch | null {
  return (
    (connection.prepare(`SELECT ${BATCH} FROM voucher_batch WHERE id = ?`).get(id) as
      | VoucherBatch
      | undefined) ?? null
  );
}

export function snapshotOf(connection: Connection, id: number): VoucherSnapshot {
  return JSON.parse(
    connection.prepareValue('SELECT snapshot FROM voucher_batch WHERE id = ?').get(id) as string,
  );
}

/** Adds a batch; the store refuses `vouchers.twice` where it does not follow the last one that stands. */
export function insertBatch(
  tx: Tx,
  batch: Pick<
    VoucherBatch,
    'month' | 'fromTransfer' | 'throughTransfer' | 'firstNo' | 'lastNo' | 'entries' | 'amountFen' | 'digest'
  > & { snapshot: VoucherSnapshot },
): number {
  return insertRow(tx, 'voucher_batch', {
    ...{ month: batch.month, from_transfer: batch.fromTransfer, through_transfer: batch.throughTransfer },
    ...{
      first_no: batch.firstNo,
      last_no: batch.lastNo,
      entries: batch.entries,
      amount_fen: batch.amountFen,
    },
    ...{ snapshot: JSON.stringify(batch.snapshot), digest: batch.digest },
    ...{ made_at: tx.at, made_by: tx.actor, state: 'made' },
  });
}

/** Marks a batch as booked or withdrawn; the store refuses `vouchers.not_last`. */
export function endBatch(tx: Tx, id: number, state: 'booked' | 'withdrawn', reason: string | null): void {
  updateRow(tx, 'voucher_batch', id, { state, ended_at: tx.at, ended_by: tx.actor, reason });
}

/** Entries of a month that leave the book, with numbers above `from` and up to `through` (all where absent), by number. */
export function voucherEntries(
  connection: Connection,
  { month, to, from, through }: { month: string; to: string; from: number; through?: number },
): VoucherEntry[] {
  const sql = `SELECT t.id, t.batch, t.effective_on, t.event, b.summary, t.kind = 'reverse',
      iif(t.kind = 'reverse', t.credit, t.debit), iif(t.kind = 'reverse', t.debit, t.credit),
      iif(t.kind = 'reverse', -t.amount_fen, t.amount_fen), s.file
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit JOIN batch b ON b.id = t.batch
      LEFT JOIN source_row s ON s.id = t.source_row
    WHERE t.effective_on BETWEEN ? AND ? AND t.id > ? AND t.id <= ? AND t.kind IN ${POSTED} AND ${LEAVES} ORDER BY t.id`;
  const rows = connection.prepareRaw(sql).all(`${month}-01`, to, from, through ?? Number.MAX_SAFE_INTEGER);
  return (
    rows as [number, number, string, string, string, 0 | 1, number, number, number, number | null][]
  ).map(([id, batch, on, event, summary, red, debit, credit, amountFen, file]) => ({
    ...{ id, batch, on, event, summary, red: red === 1, debit, credit, amountFen, file },
  }));
}

/** How many entries of a month no batch that stands has, what they come to, and the first of their days. */
export function pendingSums(
  connection: Connection,
  month: string,
  to: string,
): { entries: number; amountFen: number; firstOn: string | null } {
  const sql = `SELECT count(*) AS entries, coalesce(sum(iif(t.kind = 'reverse', -t.amount_fen, t.amount_fen)), 0) AS amountFen,
      min(t.effective_on) AS firstOn
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.effective_on BETWEEN @from AND @to AND t.kind IN ${POSTED} AND ${LEAVES}
      AND t.id > ${LAST}`;
  return connection.prepare(sql).get({ from: `${month}-01`, to, month }) as ReturnType<typeof pendingSums>;
}

/** What waits for a batch, by event. */
export function pendingByEvent(
  connection: Connection,
  month: string,
  to: string,
): { event: string; entries: number; amountFen: number; firstOn: string }[] {
  const sql = `SELECT t.event, count(*) AS entries, sum(iif(t.kind = 'reverse', -t.amount_fen, t.amount_fen)) AS amountFen,
      min(t.effective_on) AS firstOn
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.effective_on BETWEEN @from AND @to AND t.kind IN ${POSTED} AND ${LEAVES} AND t.id > ${LAST}
    GROUP BY t.event ORDER BY t.event`;
  return connection.prepare(sql).all({ from: `${month}-01`, to, month }) as ReturnType<typeof pendingByEvent>;
}

/** Whether anything of a month leaves the book in vouchers. */
export function hasVoucherEntries(connection: Connection, month: string, to: string): boolean {
  const sql = `SELECT 1 FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.effective_on BETWEEN ? AND ? AND t.kind IN ${POSTED} AND ${LEAVES} LIMIT 1`;
  return connection.prepareValue(sql).get(`${month}-01`, to) !== undefined;
}

/** Months of the book with anything posted, the latest first. */
export function voucherMonths(connection: Connection): string[] {
  return connection
    .prepareValue('SELECT DISTINCT month FROM month_sum ORDER BY month DESC')
    .all() as string[];
}

/** What moved in a month between two accounts on the book, shown sides, red negative. */
export function pairSums(connection: Connection, month: string, to: string): PairSum[] {
  const sql = `SELECT debit, credit, sum(fen) AS amountFen FROM (
      SELECT iif(t.kind = 'reverse', t.credit, t.debit) AS debit, iif(t.kind = 'reverse', t.debit, t.credit) AS credit,
        iif(t.kind = 'reverse', -t.amount_fen, t.amount_fen) AS fen
      FROM transfer t JOIN account d ON d.id = t.debit
      WHERE t.effective_on BETWEEN ? AND ? AND t.kind IN ${POSTED} AND d.code NOT GLOB '9*')
    GROUP BY debit, credit`;
  return connection.prepare(sql).all(`${month}-01`, to) as PairSum[];
}

/** Debits less credits of every account of the book before a month, zero left out. */
export function openingBalances(connection: Connection, month: string): Map<number, number> {
  const sql = 'SELECT account, sum(debits_fen - credits_fen) FROM month_sum WHERE month < ? GROUP BY account';
  return new Map(connection.prepareRaw(sql).all(month) as [number, number][]);
}

/** Parties by the dimension that a mapping knows them in: their code, where they have one, and their name. */
export function partyNames(
  connection: Connection,
): { dim: string; id: number; code: string | null; name: string }[] {
  const sql = `SELECT 'client' AS dim, id, code, name FROM client
    UNION ALL SELECT 'supplier', id, NULL, name FROM supplier UNION ALL SELECT 'money', id, NULL, name FROM money_account
    UNION ALL SELECT 'pool', id, platform_id, name FROM pool UNION ALL SELECT 'employee', id, NULL, name FROM employee
    ORDER BY 1, 2`;
  return connection.prepare(sql).all() as ReturnType<typeof partyNames>;
}

/** Ids of clients whose spend is 代收代付 (M2). */
export function passThroughClients(connection: Connection): Set<number> {
  return new Set(
    connection.prepareValue("SELECT id FROM client WHERE invoice_mode = 'M2'").all() as number[],
  );
}

/** Supplier of a pool, where it has one. */
export function poolSuppliers(connection: Connection): Map<number, number> {
  const sql = 'SELECT id, supplier FROM pool WHERE supplier IS NOT NULL';
  return new Map(connection.prepareRaw(sql).all() as [number, number][]);
}

/** A 科目余额表 of the general ledger that was read in. */
export interface GlBalance {
  id: number;
  month: string;
  name: string;
  sha256: string;
  readBy: string;
  readOn: string;
  rows: GlRow[];
}

/** The latest one of a month, or null. */
export function glBalanceOf(connection: Connection, month: string): GlBalance | null {
  const sql = `SELECT id, month, name, sha256, read_by AS readBy, read_on AS readOn, content FROM gl_balance
    WHERE month = ? ORDER BY id DESC LIMIT 1`;
  const row = connection.prepare(sql).get(month) as
    | (Omit<GlBalance, 'rows'> & { content: string })
    | undefined;
  if (!row) return null;
  const { content, ...head } = row;
  return { ...head, rows: JSON.parse(content) as GlRow[] };
}

export function insertGlBalance(
  tx: Tx,
  { month, name, sha256, readOn, rows }: Omit<GlBalance, 'id' | 'readBy'>,
): number {
  const said = { month, name, sha256, read_by: tx.actor, read_on: readOn };
  return insertRow(tx, 'gl_balance', { ...said, content: JSON.stringify(rows) });
}
