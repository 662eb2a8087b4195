import type { Fen } from '../domain/money.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import type { TransferKind } from '../store/schema/tables.ts';
import type { Tx } from '../store/transaction.ts';
import { type BatchHead, BatchWriter, type StoredTransfer } from './batch.ts';
import type { Posted } from './post.ts';

const WINDOW = 10_000;
const COLUMNS = `t.id, t.leg, t.kind, t.debit, t.credit, t.amount_fen, t.event, t.source_row, t.case_no, t.debit_item,
  t.credit_item, t.hold_id, t.reverses_id, EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id), t.effective_on`;

type Row = [
  number,
  number,
  TransferKind,
  number,
  number,
  number,
  string,
  number | null,
  string | null,
  number | null,
  number | null,
  number | null,
  number | null,
  number,
  string,
];

/**
 * Reverses a whole batch in red 红字冲销, once: one batch that mirrors it, and gives free what it still holds. Rows of
 * imported files become known, not booked. Refuses `ledger.batch_unknown`, `ledger.already_reversed`,
 * `ledger.reversal_final` (a reversal is not reversed: post anew), `ledger.later_work` (a transfer of it was corrected,
 * or a hold of it settled), and whatever a posting refuses.
 */
export function reverse(tx: Tx, batch: number, head: Omit<BatchHead, 'reversesBatch' | 'event'>): Posted {
  const { connection } = tx;
  const original = connection.prepareRaw('SELECT event, reverses_batch FROM batch WHERE id = ?').get(batch);
  if (!original) throw new Refusal('ledger.batch_unknown', { batch });
  const [event, reversesBatch] = original as [string, number | null];
  if (reversesBatch !== null) throw new Refusal('ledger.reversal_final', { batch });
  const done = connection.prepareValue('SELECT id FROM batch WHERE reverses_batch = ?').get(batch);
  if (done !== undefined) throw new Refusal('ledger.already_reversed', { batch, by: done as number });
  const writer = new BatchWriter(tx, { ...head, event, reversesBatch: batch });
  const window = connection.prepareRaw(
    `SELECT ${COLUMNS} FROM transfer t WHERE t.batch = ? AND t.leg < ? ORDER BY t.leg DESC LIMIT ${WINDOW}`,
  );
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = window.all(batch, before) as Row[];
    if (rows.length === 0) break;
    for (const row of rows) reverseOne(writer, connection, batch, row);
    before = rows.at(-1)![1];
  }
  if (writer.count === 0) throw new Refusal('ledger.nothing_to_reverse', { batch });
  writer.finish();
  unbookRows(tx, writer.id);
  return { batch: writer.id, transfers: writer.count };
}

/**
 * Reverses single transfers inside a batch that goes on with other legs: a corrected row is its reversal and its new
 * posting in one. Refuses as `reverse` does.
 */
export function reverseTransfers(tx: Tx, writer: BatchWriter, ids: readonly number[]): void {
  const read = tx.connection.prepareRaw(`SELECT ${COLUMNS} FROM transfer t WHERE t.id = ?`);
  for (const id of ids) {
    const row = read.get(id) as Row | undefined;
    if (!row) throw new Refusal('ledger.transfer_unknown', { transfer: id });
    const transfer = stored(row);
    refuseIfDone(row, null);
    if (transfer.kind === 'hold' || transfer.kind === 'void')
      throw new Refusal('ledger.nothing_to_reverse', { batch: id });
    writer.mirror(transfer);
  }
}

/** Postings that stand on a source row and were not reversed. */
export function liveTransfersOfRow(connection: Connection, sourceRow: number): number[] {
  const sql = `SELECT id FROM transfer t WHERE source_row = ? AND reverses_id IS NULL
    AND kind IN ('post', 'settle', 'reverse')
    AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id) ORDER BY id`;
  return connection.prepareValue(sql).all(sourceRow) as number[];
}

function reverseOne(writer: BatchWriter, connection: Connection, batch: number, row: Row): void {
  const transfer = stored(row);
  refuseIfDone(row, batch);
  if (transfer.kind === 'void') return;
  if (transfer.kind !== 'hold') {
    writer.mirror(transfer);
    return;
  }
  const holdId = row[11]!;
  const later = "SELECT 1 FROM transfer WHERE hold_id = ? AND kind = 'settle' LIMIT 1";
  if (connection.prepareValue(later).get(holdId) !== undefined)
    throw new Refusal('ledger.later_work', { batch, transfer: transfer.id });
  const openFen = connection.prepareValue('SELECT open_fen FROM hold WHERE id = ?').get(holdId) as Fen;
  if (openFen > 0) writer.release(holdId, openFen);
}

function refuseIfDone(row: Row, batch: number | null): void {
  if (row[12] !== null) throw new Refusal('ledger.reversal_final', { batch: batch ?? row[0] });
  if (row[13] === 1) throw new Refusal('ledger.later_work', { batch: batch ?? row[0], transfer: row[0] });
}

/** Rows of imported files without a live posting are known, not booked; in steps, so that no statement is long. */
function unbookRows(tx: Tx, reversal: number): void {
  const rows = tx.connection.prepareValue(
    `SELECT DISTINCT source_row FROM transfer WHERE batch = ? AND leg > ? AND leg <= ? AND source_row IS NOT NULL`,
  );
  const last = tx.connection
    .prepareValue('SELECT max(leg) FROM transfer WHERE batch = ?')
    .get(reversal) as number;
  const unbook = tx.connection.prepare(`UPDATE source_row SET state = 'open' WHERE id = ? AND state = 'booked'
    AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.source_row = source_row.id AND t.reverses_id IS NULL
      AND t.kind IN ('post', 'settle', 'reverse')
      AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id))`);
  for (let leg = 0; leg < last; leg += WINDOW) {
    for (const row of rows.all(reversal, leg, leg + WINDOW) as number[]) unbook.run(row);
    tx.checkpoint();
  }
}

function stored(row: Row): StoredTransfer {
  const [id, , kind, debit, credit, amountFen, event, sourceRow, caseNo, debitItem, creditItem] = row;
  const effectiveOn = row[14];
  return { id, kind, debit, credit, amountFen, event, sourceRow, caseNo, debitItem, creditItem, effectiveOn };
}
