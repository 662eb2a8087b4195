import { beijingDay } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import { refundOf, spendKnown } from '../../domain/order-book/money.ts';
import { isFinal, orderState } from '../../domain/orders/states.ts';
import type { OpenTicket } from '../../domain/ticket.ts';
import type { Tx } from '../../ledger/command.ts';
import { appliedAccount } from '../../store/applications.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { decideTicket, openTickets } from '../../store/imports-tickets.ts';
import { changesOf, knownFigures, orderById, type StoredOrder } from '../../store/orders.ts';
import { keepTickets } from './tickets.ts';

const REASONS: ReadonlySet<string> = new Set(['REFUND_SHORT', 'REFUND_OVER']);

/**
 * REF-2, REF-3: what an ended order that the pool paid should have returned into it, less what a list says came back; in
 * 分, below zero where more came. Null while either is unknown, and while nothing came: that waits for its days (REF-1).
 */
export function poolRefundGap(connection: Connection, order: StoredOrder): number | null {
  const { product, state, payment, refundedFen } = order;
  if (payment !== 'pool' || !refundedFen || state === null || !isFinal(product, state)) return null;
  const steps = changesOf(connection, order.id);
  const wasDelivering = steps.some(({ to }) => orderState(product, to).effect === 'spend');
  const figures = knownFigures(order);
  const spentFen = spendKnown({ state, figures, wasDelivering });
  if (spentFen === null) return null;
  return (order.expectedFen ?? refundOf(figures, spentFen)) - refundedFen;
}

/** Keeps one ticket for each order whose return into the pool differs, and settles those that agree by now. */
export function checkPoolRefunds(tx: Tx, told: ReadonlyMap<number, number>): void {
  if (told.size === 0) return;
  const { connection } = tx;
  const open = Map.groupBy(
    openTickets(connection).filter(({ reason }) => REASONS.has(reason)),
    ({ caseNo }) => caseNo,
  );
  for (const [id, sourceRow] of told) {
    const order = orderById(connection, id);
    const gapFen = order && poolRefundGap(connection, order);
    if (gapFen !== null) settle(tx, order!, { gapFen, sourceRow, before: open.get(order!.orderNo) ?? [] });
  }
}

function settle(
  tx: Tx,
  { orderNo, account }: StoredOrder,
  { gapFen, sourceRow, before }: { gapFen: number; sourceRow: number; before: readonly OpenTicket[] },
): void {
  const reason = gapFen > 0 ? 'REFUND_SHORT' : 'REFUND_OVER';
  const isSaid = (ticket: OpenTicket) => ticket.reason === reason && ticket.amountFen === Math.abs(gapFen);
  for (const ticket of before) if (gapFen === 0 || !isSaid(ticket)) decideTicket(tx, ticket.id, null);
  const pool = account === null ? null : appliedAccount(tx.connection, account)?.pool;
  if (gapFen === 0 || before.some(isSaid) || !pool) return;
  const dims = { supplier: pool.supplier, pool: pool.pool };
  const ticket = { reason, amountFen: Math.abs(gapFen) as Fen, dims, caseNo: orderNo };
  const day = beijingDay(tx.at);
  keepTickets(tx, [ticket], { day, batch: null, sourceRow });
}
