import type { MarkingDone, MarkingEntry } from '../../contract/order-list.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { reverse } from '../../ledger/reverse.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { batchHead } from '../../store/imports-open.ts';
import { decideTicket } from '../../store/imports-tickets.ts';
import { OrderLog } from '../../store/orders.ts';
import {
  batchesOf,
  commandAt,
  commandsNamed,
  laterTold,
  type OrderBefore,
  ordersBefore,
  putBack,
  ticketsOf,
} from '../../store/orders-bulk.ts';
import { seenBy } from './bulk.ts';
import { type BulkHooks, MARK } from './bulk-mark.ts';
import type { OrderCaller } from './caller.ts';

const UNDO = 'orders.undoBulkMark';
const MARKINGS_SHOWN = 20;

/** Bulk markings of orders that the scope reaches, the newest first. */
export function markings(connection: Connection, scope: RowScope): MarkingEntry[] {
  const undone = undoneSeqs(connection);
  const sees = seenBy(connection, scope);
  const isOwn = (seq: number) =>
    scope.kind === 'all' || ordersBefore(connection, seq).every(({ client }) => sees(client));
  return commandsNamed(connection, MARK, MARKINGS_SHOWN)
    .filter(({ seq }) => isOwn(seq))
    .map(({ seq, at, actor, answer }) => ({
      ...(JSON.parse(answer) as MarkingDone),
      ...{ seq, at, actor, undone: undone.has(seq) },
    }));
}

function undoneSeqs(connection: Connection): Set<number> {
  const undos = commandsNamed(connection, UNDO, Number.MAX_SAFE_INTEGER);
  return new Set(undos.map(({ answer }) => (JSON.parse(answer) as { of: number }).of));
}

/**
 * Takes a bulk marking back: every batch of it is reversed in red, every order stands as it stood, and both are kept in
 * its history. Refuses `orders.bulk_unknown`, `orders.bulk_undone`, `orders.bulk_later_work` where something was told or
 * booked of one of the orders since, `orders.bulk_of_others`, and what the ledger refuses.
 */
export function undoMarking(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { seq }: { seq: number },
  hooks: BulkHooks,
): Promise<{ of: number; orders: number; batches: number }> {
  return command(
    connection,
    { ...call, procedure: UNDO, input: { seq } },
    tx => {
      if (!commandAt(connection, MARK, seq)) throw new Refusal('orders.bulk_unknown', { seq });
      if (undoneSeqs(connection).has(seq)) throw new Refusal('orders.bulk_undone', { seq });
      const orders = ordersBefore(connection, seq);
      const sees = seenBy(connection, scope);
      if (orders.some(({ client }) => !sees(client))) throw new Refusal('orders.bulk_of_others', { seq });
      const later = laterTold(connection, seq);
      if (later) throw new Refusal('orders.bulk_later_work', { no: later.orderNo });
      const batches = takeBack(tx, seq);
      standAgain(tx, orders, hooks);
      return { of: seq, orders: orders.length, batches };
    },
    hooks.cancelled,
  );
}

/** Reverses the batches, each on its own day, or on the first open day after it. */
function takeBack(tx: Tx, seq: number): number {
  const { connection } = tx;
  const view = new StoredBookView(connection);
  const tickets = ticketsOf(connection, seq);
  const batches = batchesOf(connection, seq);
  let last: number | null = null;
  for (const batch of batches) {
    const { effectiveOn, summary } = batchHead(connection, batch);
    last = reverse(tx, batch, { effectiveOn: view.bookDay(effectiveOn), summary: `撤销 ${summary}` }).batch;
    tx.checkpoint();
  }
  for (const ticket of tickets) decideTicket(tx, ticket, last);
  return batches.length;
}

function standAgain(tx: Tx, orders: readonly OrderBefore[], hooks: BulkHooks): void {
  const log = new OrderLog(tx);
  const day = beijingDay(tx.at);
  for (const [at, order] of orders.entries()) {
    putBack(tx, order);
    const { id, state, wasState, wasRefundedFen } = order;
    if (wasState !== null) log.step({ order: id, from: state, to: wasState, reason: 'undone' });
    // A running total that falls takes its last increase back (LIM-3).
    if (order.sawRefund)
      log.see({
        ...{ order: id, name: 'refunded', valueFen: wasRefundedFen ?? 0, day },
        ...{ finality: 'provisional', sourceRow: null },
      });
    tx.checkpoint();
    hooks.onProgress(at + 1, orders.length);
  }
}
