import type { AccountRef } from '../domain/accounting/types.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** What one commit of an import made. */
export interface ImportBatches {
  /** Entry of the log. */
  seq: number;
  /** Batch of the new rows; what was paired by itself is not in it, it comes apart with its sides. */
  plain: number[];
  /** Batches of corrected rows, the last one first. */
  corrections: number[];
}

/** The import that a batch belongs to; null for any other batch. */
export function importOfBatch(connection: Connection, batch: number): ImportBatches | null {
  const sql = `SELECT l.seq, l.answer FROM batch b JOIN log l ON l.seq = b.log_seq
    WHERE b.id = ? AND b.reverses_batch IS NULL AND l.procedure = 'imports.commit'`;
  const found = connection.prepareRaw(sql).get(batch) as [number, string] | undefined;
  if (!found) return null;
  const [seq, answer] = found;
  const { corrections } = JSON.parse(answer) as { corrections: number[] };
  const all = connection
    .prepareValue(
      "SELECT id FROM batch WHERE log_seq = ? AND event = 'E00' AND reverses_batch IS NULL ORDER BY id DESC",
    )
    .all(seq) as number[];
  return {
    seq,
    plain: all.filter(id => !corrections.includes(id)),
    corrections: all.filter(id => corrections.includes(id)),
  };
}

/** Accounts whose balance is made of cases: what a case brought there, a later posting of the case takes away. */
const BY_CASE = [
  '1002.90',
  '1012.90',
  '1123.01',
  '1123.02',
  '1123.04',
  '1123.06',
  '1221.01',
  '1221.02',
  '1221.03',
  '1221.07',
  '2241.01',
  '2241.06',
];
const WINDOW = 10_000;
const LIVE = `t.kind IN ('post', 'settle', 'reverse') AND t.reverses_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)`;

/**
 * Work of another batch that stands on what a batch brought: a posting that takes from one of its cases, or that clears
 * an open item that it opened. `own` are batches of the same import. Null where nothing does.
 */
export function laterWork(
  connection: Connection,
  batch: number,
  own: readonly number[],
): { no: string; batch: number } | null {
  return onCase(connection, batch, own) ?? onRow(connection, batch, own) ?? onItem(connection, batch, own);
}

function onCase(connection: Connection, batch: number, own: readonly number[]) {
  const codes = BY_CASE.map(code => `'${code}'`).join(', ');
  const sql = `SELECT t.case_no, t.batch FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
    WHERE t.id > ? AND t.id <= ? AND t.case_no IS NOT NULL AND t.batch NOT IN (${own.join(', ') || '0'})
      AND a.code IN (${codes}) AND ${LIVE}
      AND EXISTS (SELECT 1 FROM transfer o WHERE o.case_no = t.case_no AND o.batch = ?
        AND ((o.debit = a.id AND t.credit = a.id) OR (o.credit = a.id AND t.debit = a.id))) LIMIT 1`;
  const read = connection.prepareRaw(sql);
  const last = connection.prepareValue('SELECT max(id) FROM transfer').get() as number;
  const first = connection.prepareValue('SELECT max(id) FROM transfer WHERE batch = ?').get(batch) as
    | number
    | null;
  for (let from = first ?? last; from < last; from += WINDOW) {
    const found = read.get(from, from + WINDOW, batch) as [string, number] | undefined;
    if (found) return { no: found[0], batch: found[1] };
  }
  return null;
}

/** What a person identified: it stands on the row of the money, under the case of what it is for. */
function onRow(connection: Connection, batch: number, own: readonly number[]) {
  const sql = `SELECT t.case_no, t.batch FROM transfer o JOIN transfer t ON t.source_row = o.source_row
    JOIN account a ON (a.code = '1221.07' AND a.id = o.debit AND a.id = t.credit)
      OR (a.code = '2241.01' AND a.id = o.credit AND a.id = t.debit)
    WHERE o.batch = ? AND t.batch NOT IN (${[batch, ...own].join(', ')}) AND ${LIVE} LIMIT 1`;
  const found = connection.prepareRaw(sql).get(batch) as [string, number] | undefined;
  return found ? { no: found[0], batch: found[1] } : null;
}

function onItem(connection: Connection, batch: number, own: readonly number[]) {
  const sql = `SELECT coalesce(t.case_no, i.case_no, i.kind), t.batch FROM open_item i
    JOIN transfer t ON t.debit_item = i.id OR t.credit_item = i.id
    WHERE i.opened_by = ? AND t.batch NOT IN (${[batch, ...own].join(', ')}) AND ${LIVE} LIMIT 1`;
  const found = connection.prepareRaw(sql).get(batch) as [string, number] | undefined;
  return found ? { no: found[0], batch: found[1] } : null;
}

/**
 * Work of other batches that explains, under cases of its own, money that these batches brought to a passing account:
 * without them the account would go below zero. Null where nothing does.
 */
export function explainingWork(
  connection: Connection,
  batches: readonly number[],
): { no: string; batch: number } | null {
  const own = batches.join(', ');
  const brought = (side: 'debit' | 'credit') =>
    `coalesce((SELECT sum(t.amount_fen) FROM transfer t WHERE t.batch IN (${own}) AND t.${side} = a.id AND ${LIVE}), 0)`;
  const sql = `SELECT a.id, a.code FROM account a JOIN balance b ON b.account = a.id
    WHERE a.code IN ('1221.07', '2241.01') AND CASE a.code
      WHEN '1221.07' THEN ${brought('debit')} - ${brought('credit')} > max(0, b.debits_posted_fen - b.credits_posted_fen)
      ELSE ${brought('credit')} - ${brought('debit')} > max(0, b.credits_posted_fen - b.debits_posted_fen) END LIMIT 1`;
  const short = connection.prepareRaw(sql).get() as [number, string] | undefined;
  if (!short) return null;
  const [account, code] = short;
  const taken = `SELECT coalesce(t.case_no, t.event), t.batch FROM transfer t
    WHERE t.${code === '1221.07' ? 'credit' : 'debit'} = ? AND t.batch NOT IN (${own}) AND ${LIVE} ORDER BY t.id DESC LIMIT 1`;
  const found = connection.prepareRaw(taken).get(account) as [string, number] | undefined;
  return found ? { no: found[0], batch: found[1] } : null;
}

/** A posting as it is posted anew. */
export interface PostedLeg {
  event: string;
  kind: string;
  debit: AccountRef;
  credit: AccountRef;
  amountFen: number;
  caseNo: string | null;
  sourceRow: number | null;
  effectiveOn: string;
  item: number | null;
}

/**
 * What a batch of corrections reversed, in the order in which it had been posted, on the day of the reversal: posted
 * anew on that day, every day's balance is what it was before the correction.
 */
export function reversedBy(connection: Connection, batch: number): PostedLeg[] {
  const side = (name: string) =>
    `json_object('code', ${name}.code, 'client', ${name}.client, 'subject', ${name}.subject, 'supplier', ${name}.supplier,
      'money', ${name}.money, 'pool', ${name}.pool, 'bucket', ${name}.bucket, 'employee', ${name}.employee,
      'category', ${name}.category)`;
  const sql = `SELECT o.event, o.kind, ${side('d')} AS debit, ${side('c')} AS credit, o.amount_fen AS amountFen,
      o.case_no AS caseNo, o.source_row AS sourceRow, r.effective_on AS effectiveOn,
      coalesce(o.debit_item, o.credit_item) AS item
    FROM transfer r JOIN transfer o ON o.id = r.reverses_id
    JOIN account d ON d.id = o.debit JOIN account c ON c.id = o.credit WHERE r.batch = ? ORDER BY o.id`;
  const rows = connection.prepare(sql).all(batch) as (Omit<PostedLeg, 'debit' | 'credit'> & {
    debit: string;
    credit: string;
  })[];
  return rows.map(row => ({ ...row, debit: refOf(row.debit), credit: refOf(row.credit) }));
}

function refOf(columns: string): AccountRef {
  const given = Object.entries(JSON.parse(columns) as AccountRef).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as unknown as AccountRef;
}

/** Postings of a batch, and what became of those that are not as they were posted. */
export interface Posted {
  /** Postings that stand. */
  live: number[];
  /** Postings of a restored version: made by the undo of a correction, in place of the batch's own. */
  restored: number[];
  /** Rows that stand on the restored ones. */
  rows: number[];
  /** Where a later version has taken the place of a row. */
  replaced: { no: string; batch: number } | null;
}

/** What stands of the postings of a batch. */
export function standingOf(connection: Connection, batch: number): Posted {
  const sql = `SELECT t.id, t.source_row, s.state, coalesce(t.case_no, t.event), r.batch FROM transfer t
    LEFT JOIN transfer r ON r.reverses_id = t.id LEFT JOIN source_row s ON s.id = t.source_row
    WHERE t.batch = ? AND t.reverses_id IS NULL ORDER BY t.id`;
  const posted = connection.prepareRaw(sql).all(batch) as [
    number,
    number | null,
    string | null,
    string,
    number | null,
  ][];
  const live = posted.filter(([, , , , reversedIn]) => reversedIn === null).map(([id]) => id);
  const reversed = posted.filter(([, , , , reversedIn]) => reversedIn !== null);
  const gone = reversed.find(([, row, state]) => row === null || state === 'superseded');
  const rows = [...new Set(reversed.flatMap(([, row]) => (row === null ? [] : [row])))];
  const restored = connection.prepareValue(
    `SELECT t.id FROM transfer t WHERE t.source_row = ? AND t.batch <> ? AND ${LIVE} ORDER BY t.id`,
  );
  return {
    live,
    restored: gone ? [] : rows.flatMap(row => restored.all(row, batch) as number[]),
    rows,
    replaced: gone ? { no: gone[3], batch: gone[4]! } : null,
  };
}

/** The batch that reverses a batch as a whole, or null. */
export function reversalOf(connection: Connection, batch: number): number | null {
  const found = connection.prepareValue('SELECT id FROM batch WHERE reverses_batch = ?').get(batch);
  return (found as number | undefined) ?? null;
}

/** Source rows of some transfers. */
export function rowsOfTransfers(connection: Connection, ids: readonly number[]): number[] {
  const sql = `SELECT DISTINCT source_row FROM transfer
    WHERE id IN (SELECT value FROM json_each(?)) AND source_row IS NOT NULL`;
  return connection.prepareValue(sql).all(JSON.stringify(ids)) as number[];
}

/** Whether any posting of a batch was reversed one by one. */
export function isPartlyReversed(connection: Connection, batch: number): boolean {
  const sql = `SELECT 1 FROM transfer t JOIN transfer r ON r.reverses_id = t.id JOIN batch b ON b.id = r.batch
    WHERE t.batch = ? AND b.reverses_batch IS NOT t.batch LIMIT 1`;
  return connection.prepareValue(sql).get(batch) !== undefined;
}

/** First and last source row that a commit added; rows are numbered in the order of the log. Null where it added none. */
function rowsOfCommit(connection: Connection, seq: number): [number, number] | null {
  const read = connection.prepareRaw('SELECT id, log_seq FROM source_row WHERE id >= ? ORDER BY id LIMIT 1');
  const end = (connection.prepareValue('SELECT max(id) FROM source_row').get() as number | null) ?? 0;
  const firstAfter = (wanted: number): number => {
    let low = 1;
    let high = end + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = read.get(middle) as [number, number] | undefined;
      if (!found || found[1] >= wanted) high = middle;
      else low = found[0] + 1;
    }
    return low;
  };
  const [from, until] = [firstAfter(seq), firstAfter(seq + 1)];
  return from < until ? [from, until - 1] : null;
}

/** Versions that the corrections of a commit made, with the version that each took the place of. */
export function correctedRows(connection: Connection, seq: number): { id: number; before: number }[] {
  const range = rowsOfCommit(connection, seq);
  if (!range) return [];
  const sql = `SELECT s.id, (SELECT p.id FROM source_row p WHERE p.identity = s.identity AND p.version < s.version
      AND p.state = 'superseded' ORDER BY p.version DESC LIMIT 1) AS before
    FROM source_row s WHERE s.id BETWEEN ? AND ? AND s.version > 1`;
  const rows = connection.prepare(sql).all(...range) as { id: number; before: number | null }[];
  return rows.flatMap(({ id, before }) => (before === null ? [] : [{ id, before }]));
}

/** A row's state after its batches: booked where a posting stands on it, open where all were reversed, else noted. */
export function settleRowState(connection: Connection, id: number): void {
  const live = `EXISTS (SELECT 1 FROM transfer t WHERE t.source_row = source_row.id AND ${LIVE})`;
  const any = 'EXISTS (SELECT 1 FROM transfer t WHERE t.source_row = source_row.id)';
  const sql = `UPDATE source_row SET state = CASE WHEN ${live} THEN 'booked' WHEN ${any} THEN 'open' ELSE 'noted' END
    WHERE id = ?`;
  connection.prepare(sql).run(id);
}

export function setRowOpen(connection: Connection, id: number): void {
  connection.prepare("UPDATE source_row SET state = 'open' WHERE id = ?").run(id);
}

/** Rows that a commit only noted are known and not booked once it is undone: they are decided anew. */
export function reopenNoted({ connection, checkpoint }: Tx, seq: number): void {
  const range = rowsOfCommit(connection, seq);
  if (!range) return;
  const some = connection.prepare(
    "UPDATE source_row SET state = 'open' WHERE id BETWEEN ? AND ? AND version = 1 AND state = 'noted'",
  );
  for (let from = range[0]; from <= range[1]; from += WINDOW) {
    some.run(from, Math.min(from + WINDOW - 1, range[1]));
    checkpoint();
  }
}
