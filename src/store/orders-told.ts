import type { FigureTrust } from '../domain/order-book/told.ts';
import type { Product } from '../domain/rulebook/types.ts';
import type { Connection } from './dialect/sqlite.ts';
import { ORDER_COLUMNS, type StoredOrder } from './orders.ts';

/** Figures of an order that are settled or billed, and so give way to nothing less final (DAT-5). */
export function settledFigures(connection: Connection, order: number): FigureTrust {
  const sql = `SELECT x.name, x.finality FROM order_figure x WHERE x.promo_order = ? AND x.finality IN ('settled', 'billed')
      AND NOT EXISTS (SELECT 1 FROM source_row s WHERE s.id = x.source_row AND s.state = 'open')
    ORDER BY x.finality = 'billed', x.id`;
  return Object.fromEntries(connection.prepareRaw(sql).all(order) as [string, string][]) as FigureTrust;
}

/** Orders of a product that stand unpaid, the oldest first. */
export function unpaidOrders(connection: Connection, product: Product): StoredOrder[] {
  const sql = `SELECT ${ORDER_COLUMNS} FROM promo_order o
    WHERE o.state = 'UNPAID' AND o.product = ? AND o.standing = 1 ORDER BY o.id`;
  return connection.prepare(sql).all(product) as StoredOrder[];
}
