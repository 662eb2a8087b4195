import type { Fen } from '../../domain/money.ts';
import { Refusal } from '../../domain/refusal.ts';
import { BatchWriter } from '../../ledger/batch.ts';
import type { Tx } from '../../ledger/command.ts';
import { reverse, reverseTransfers } from '../../ledger/reverse.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { batchHead } from '../../store/imports-open.ts';
import { ownWorkOn } from '../../store/imports-own.ts';
import {
  correctedRows,
  explainingWork,
  importOfBatch,
  isPartlyReversed,
  laterWork,
  reopenNoted,
  reversalOf,
  reversedBy,
  rowsOfTransfers,
  setRowOpen,
  settleRowState,
  standingOf,
} from '../../store/imports-undo.ts';
import { reviewOrders } from './orders.ts';
import { pairOwn, undoOwn } from './pairing.ts';
import { reviewTickets } from './tickets.ts';

export interface Undone {
  /** The reversal of the new rows, or the first of the corrections where there were no new ones. */
  batch: number;
  transfers: number;
}

/**
 * Takes back everything that one import did: new rows and what it paired as red reversals, each corrected row by its
 * reversal and its former version posted anew, which is current again. Rows are then known, not booked. Refuses
 * `imports.batch_unknown`, `ledger.already_reversed`, `imports.later_work`, and what the ledger refuses.
 */
export function undoBatches(tx: Tx, batch: number): Undone {
  const { connection } = tx;
  const made = importOfBatch(connection, batch);
  if (!made) throw new Refusal('imports.batch_unknown', { batch });
  const batches = [...made.plain, ...made.corrections];
  for (const each of batches) {
    const by = reversalOf(connection, each);
    if (by !== null) throw new Refusal('ledger.already_reversed', { batch: each, by });
  }
  for (const own of ownWorkOn(connection, batches)) undoOwn(tx, own);
  refuseLaterWork(connection, batches);
  const corrected = correctedRows(connection, made.seq);
  const undone = [
    ...made.corrections.map(each => undoCorrection(tx, each)),
    ...made.plain.map(each => undoPlain(tx, each)),
  ];
  for (const { id, before } of corrected) {
    setRowOpen(connection, id);
    settleRowState(connection, before);
  }
  reopenNoted(tx, made.seq);
  reviewOrders(tx, made.seq);
  const transfers = undone.reduce((sum, each) => sum + each.transfers, 0);
  const first = undone.at(-1)!.batch;
  pairOwn(tx);
  reviewTickets(tx, first);
  return { batch: first, transfers };
}

/** Refuses `imports.later_work` where work of another batch stands on what these batches brought. */
export function refuseLaterWork(connection: Connection, batches: readonly number[]): void {
  for (const batch of batches) {
    const found = laterWork(connection, batch, batches);
    if (found) throw new Refusal('imports.later_work', found);
  }
  const found = batches.length > 0 ? explainingWork(connection, batches) : null;
  if (found) throw new Refusal('imports.later_work', found);
}

function undoPlain(tx: Tx, batch: number): Undone {
  const { connection } = tx;
  const head = headOf(connection, batch);
  if (!isPartlyReversed(connection, batch)) return reverse(tx, batch, head);
  const writer = new BatchWriter(tx, { ...head, event: 'E00', reversesBatch: batch });
  const rows = takeBack(tx, writer, batch);
  const done = { batch: writer.finish(), transfers: writer.count };
  for (const row of rows) settleRowState(connection, row);
  return done;
}

/** Reverses what stands of a batch, with what an undone correction has restored of it. Answers the rows of all that. */
function takeBack(tx: Tx, writer: BatchWriter, batch: number): number[] {
  const { live, restored, rows, replaced } = standingOf(tx.connection, batch);
  if (replaced) throw new Refusal('imports.later_work', replaced);
  reverseTransfers(tx, writer, [...live, ...restored]);
  return [...rows, ...rowsOfTransfers(tx.connection, live)];
}

function undoCorrection(tx: Tx, batch: number): Undone {
  const { connection } = tx;
  const head = headOf(connection, batch);
  const former = reversedBy(connection, batch);
  const writer = new BatchWriter(tx, { ...head, event: 'E00', reversesBatch: batch });
  takeBack(tx, writer, batch);
  for (const { kind, caseNo, sourceRow, item, amountFen, effectiveOn: day, ...leg } of former)
    writer.add({
      ...leg,
      amountFen: amountFen as Fen,
      effectiveOn: head.dayOf(day),
      ...(caseNo === null ? {} : { caseNo }),
      ...(sourceRow === null ? {} : { sourceRow }),
      ...(item === null ? {} : { item }),
      ...(kind === 'reverse' ? { red: true as const } : {}),
    });
  return { batch: writer.finish(), transfers: writer.count };
}

/** What is taken back counts on its own day, in a closed month on the first day after it that is open. */
function headOf(connection: Connection, batch: number) {
  const { effectiveOn, summary } = batchHead(connection, batch);
  const view = new StoredBookView(connection);
  const dayOf = (day: string) => view.bookDay(day);
  return { effectiveOn: dayOf(effectiveOn), summary: `撤销 ${summary}`, dayOf };
}
