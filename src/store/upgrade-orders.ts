import type { KeptPlacement } from '../domain/orders/placement.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { Connection } from './dialect/sqlite.ts';

/** A DOU+ order as the upgrade of its account sees it. */
export interface AccountOrder extends KeptPlacement {
  id: number;
  orderNo: string;
  placedOn: string;
  state: OrderState | null;
}

/** Orders of an account that are looked through for what needed the upgrade. */
const LOOKED_THROUGH = 500;

/** DOU+ orders of an account that stand, the newest first. */
export function ordersOfUpgrade(connection: Connection, account: number): AccountOrder[] {
  const sql = `SELECT id, order_no AS orderNo, placed_on AS placedOn, state, product, scene, goal, creative
    FROM promo_order WHERE platform_account = ? AND product = 'douplus' AND standing = 1
    ORDER BY placed_on DESC, id DESC LIMIT ${LOOKED_THROUGH}`;
  return connection.prepare(sql).all(account) as AccountOrder[];
}

/** Whether an order is a DOU+ order of an account. */
export function isOrderOf(connection: Connection, order: number, account: number): boolean {
  const sql = `SELECT 1 FROM promo_order WHERE id = ? AND platform_account = ? AND product = 'douplus'`;
  return connection.prepareValue(sql).get(order, account) !== undefined;
}
