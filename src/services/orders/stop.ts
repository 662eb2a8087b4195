import type { CartPreviewView } from '../../contract/orders.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { refundOf } from '../../domain/order-book/money.ts';
import { endedByCart, LIVE_CART } from '../../domain/orders/cart.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { knownFigures, orderById, type StoredOrder, updateOrder } from '../../store/orders.ts';
import { cartUsedOn, markCartUsed, ordersOfRoom, seesClient } from '../../store/orders-facts.ts';
import type { WithRules } from './caller.ts';
import { stepOrder } from './change.ts';
import { viewOf } from './read.ts';

/** The orders that end when a live room has used the cart (ORD-10). Refuses `orders.room_of_others`. */
function endingOrders(connection: Connection, scope: RowScope, room: string): StoredOrder[] {
  const orders = ordersOfRoom(connection, room).filter(({ state }) => state !== null);
  if (orders.some(({ client }) => !seesClient(connection, scope, client)))
    throw new Refusal('orders.room_of_others', { room });
  const known = orders.map(order => ({ ...order, scene: order.scene ?? 'live', room, state: order.state! }));
  const ids = endedByCart(
    known.map(order => ({ ...order, id: String(order.id) })),
    room,
  ).map(({ id }) => Number(id));
  return orders.filter(({ id }) => ids.includes(id));
}

/** What the act of `endForCart` would do, shown first. */
export function previewCart(connection: Connection, scope: RowScope, room: string): CartPreviewView {
  const orders = endingOrders(connection, scope, room).map(order => ({
    order: viewOf(connection, order),
    returnsFen: order.spentFen === null ? null : refundOf(knownFigures(order), order.spentFen),
  }));
  return { room, usedOn: cartUsedOn(connection, room), orders };
}

/**
 * ORD-10: marks the room and ends its running DOU+ live orders, each with its money as far as its spend is known.
 * `orders` is what was shown; refuses `orders.room_changed` where it is another list by now.
 */
export function endForCart(
  tx: Tx,
  scope: RowScope,
  {
    room,
    on,
    orders: shown,
    ...withRules
  }: WithRules & { room: string; on?: string; orders: readonly number[] },
): { ended: number; batches: number[] } {
  const day = on ?? beijingDay(tx.at);
  const orders = endingOrders(tx.connection, scope, room);
  const same = orders.length === shown.length && orders.every(({ id }) => shown.includes(id));
  if (!same) throw new Refusal('orders.room_changed', { room });
  markCartUsed(tx, room, day);
  const batches: number[] = [];
  for (const order of orders) {
    updateOrder(tx, order.id, { liveCart: 1 });
    const step = { to: 'UNDELIVERIED', reason: LIVE_CART, on: day, fact: true } as const;
    const { batch } = stepOrder(tx, orderById(tx.connection, order.id)!, step, withRules);
    if (batch !== null) batches.push(batch);
  }
  return { ended: orders.length, batches };
}
