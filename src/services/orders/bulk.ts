import type { ChosenOrders } from '../../contract/order-list.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { openGrid } from '../../store/grids/open.ts';
import type { StoredOrder } from '../../store/orders.ts';
import { ordersByIds } from '../../store/orders-bulk.ts';
import { seesClient } from '../../store/orders-facts.ts';

/** Orders that one command may change. */
export const BULK_MOST = 10_000;

/** Ids of the orders of a selection that the scope reaches, in the order of the grid. */
export function idsChosen(
  connection: Connection,
  scope: RowScope,
  { selection, sort }: ChosenOrders,
): readonly number[] {
  if (!('ids' in selection)) return [...openGrid(connection, scope, 'book:orders').idsOf(selection, sort)];
  const sees = seenBy(connection, scope);
  const ids = selection.ids.map(Number).filter(Number.isSafeInteger);
  return ordersByIds(connection, ids).flatMap(({ id, client }) => (sees(client) ? [id] : []));
}

/** Orders of a selection. Refuses `orders.bulk_most` above `BULK_MOST`, `orders.bulk_none` without any. */
export function ordersChosen(connection: Connection, scope: RowScope, chosen: ChosenOrders): StoredOrder[] {
  const ids = idsChosen(connection, scope, chosen);
  if (ids.length > BULK_MOST) throw new Refusal('orders.bulk_most', { count: ids.length, most: BULK_MOST });
  if (ids.length === 0) throw new Refusal('orders.bulk_none');
  return ordersByIds(connection, ids);
}

/** Whether the scope reaches a client; asked once a client. */
export function seenBy(connection: Connection, scope: RowScope): (client: number | null) => boolean {
  const known = new Map<number | null, boolean>();
  return client => {
    const sees = known.get(client) ?? seesClient(connection, scope, client);
    known.set(client, sees);
    return sees;
  };
}
