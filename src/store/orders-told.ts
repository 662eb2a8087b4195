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

/** Open tickets of a case for one of some reasons. */
export function ticketsOfCase(connection: Connection, caseNo: string, reasons: readonly string[]): number[] {
  const sql = `SELECT id FROM ticket WHERE state = 'open' AND case_no = ? AND reason IN (SELECT value FROM json_each(?))`;
  return connection.prepareValue(sql).all(caseNo, JSON.stringify(reasons)) as number[];
}

/** Debits less credits of a case on one code. */
export function caseNet(connection: Connection, caseNo: string, code: string): number {
  const sql = `SELECT coalesce(sum(CASE WHEN t.debit = a.id THEN t.amount_fen ELSE -t.amount_fen END), 0)
    FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
    WHERE t.case_no = ? AND t.kind IN ('post', 'settle', 'reverse') AND a.code = ?`;
  return connection.prepareValue(sql).get(caseNo, code) as number;
}

/** Kind of a money account as an event names it; null for an unknown one. */
export function moneyKind(connection: Connection, money: number): 'bank' | 'channel' | null {
  const kind = connection.prepareValue('SELECT kind FROM money_account WHERE id = ?').get(money);
  if (kind === undefined) return null;
  return kind === 'bank' ? 'bank' : 'channel';
}

/** What came back of an order that was paid directly, with what came too much (E38). */
export function refundedOf(connection: Connection, caseNo: string): number {
  const sql = `SELECT coalesce(sum(CASE WHEN t.credit = a.id THEN t.amount_fen ELSE -t.amount_fen END), 0)
    FROM transfer t JOIN account a ON a.id IN (t.debit, t.credit)
    WHERE t.case_no = ? AND t.kind IN ('post', 'settle', 'reverse') AND t.event = 'E38'
      AND (a.code = '1221.01' OR a.code = '2241.01' AND t.credit = a.id OR a.code = '9007' AND a.category = 'in_transit')`;
  return connection.prepareValue(sql).get(caseNo) as number;
}
