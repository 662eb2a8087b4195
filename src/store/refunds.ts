import type { OrderFunder } from '../domain/order-book/order.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { EndedOrder } from '../domain/refunds/refund-case.ts';
import type { PaymentMethod, Product } from '../domain/rulebook/types.ts';
import type { Connection } from './dialect/sqlite.ts';

/** States in which an order may owe money back. */
const ENDED = ['FAILED', 'OFFLINE_AUDIT', 'FROZEN', 'OVER', 'UNDELIVERIED', 'DELIVERED'];

interface OrderRow {
  id: number;
  product: Product;
  orderNo: string;
  state: OrderState;
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
  platformId: string | null;
  accountName: string | null;
  placedAt: string | null;
  placedOn: string;
  endedAt: string | null;
  durationMinutes: number | null;
  amount: number | null;
  paid: number | null;
  coupon: number | null;
  topUp: number | null;
  spent: number | null;
  refunded: number | null;
  expectedFen: number | null;
  isOfBook: number;
  wasDelivering: number;
  isSettled: number;
  payment: PaymentMethod | null;
  funder: OrderFunder;
  toldBy: 'book' | 'file';
  seenOn: string | null;
  seenFrom: OrderState | null;
}

const STANDS = `NOT EXISTS (SELECT 1 FROM source_row s WHERE s.id = x.source_row AND s.state = 'open')`;
const SEEN = (column: string) =>
  `(SELECT ${column} FROM order_change x WHERE x.promo_order = o.id AND x.to_state = o.state AND ${STANDS}
    ORDER BY x.id LIMIT 1)`;

const ORDERS = `SELECT o.id, o.product, o.order_no AS orderNo, o.state, c.id AS client, c.code AS clientCode,
    c.name AS clientName, pa.id IS NOT NULL AS isOfBook, coalesce(pa.platform_id, o.account_text) AS platformId, coalesce(pa.name, o.account_text) AS accountName,
    o.placed_at AS placedAt, o.placed_on AS placedOn, o.ended_at AS endedAt, o.duration_minutes AS durationMinutes,
    o.amount_fen AS amount, o.paid_fen AS paid, o.coupon_fen AS coupon, o.top_up_fen AS topUp, o.spent_fen AS spent,
    o.refunded_fen AS refunded, o.expected_fen AS expectedFen,
    EXISTS (SELECT 1 FROM order_change x WHERE x.promo_order = o.id AND ${STANDS}
      AND (x.to_state IN ('DELIVERY_OK', 'DELIVERING') OR x.from_state IN ('DELIVERY_OK', 'DELIVERING'))) AS wasDelivering,
    coalesce(o.finality IN ('settled', 'billed'), 0) AS isSettled, o.payment,
    coalesce(o.funder, p.funder, 'agency') AS funder, o.told_by AS toldBy,
    ${SEEN("date(x.at, '+8 hours')")} AS seenOn, ${SEEN('x.from_state')} AS seenFrom
  FROM promo_order o LEFT JOIN platform_account pa ON pa.id = o.platform_account
    LEFT JOIN pool p ON p.platform_id = pa.platform_id AND p.kind IN ('account', 'douplus') AND p.funds_kind = 'general'
    LEFT JOIN client c ON c.id = coalesce(o.client, p.client, pa.client)
  WHERE o.standing = 1 AND o.state IN (${ENDED.map(state => `'${state}'`).join(', ')})`;

/** Less was spent than the order took, or nobody knows what was spent. */
const LEFT = `(o.spent_fen IS NULL OR o.spent_fen < coalesce(o.paid_fen, o.amount_fen, 0) + coalesce(o.coupon_fen, 0)
  + coalesce(o.top_up_fen, 0))`;

/** Orders that have ended by a day with money left, by the day of placing. */
export function endedOrders(connection: Connection, on: string): EndedOrder[] {
  const sql = `${ORDERS} AND ${LEFT} AND o.placed_on <= ? ORDER BY o.placed_on, o.id`;
  return (connection.prepare(sql).all(on) as OrderRow[]).map(orderOf);
}

/** One ended order by its number, or null. */
export function endedOrder(connection: Connection, orderNo: string): EndedOrder | null {
  const row = connection.prepare(`${ORDERS} AND o.order_no = ?`).get(orderNo) as OrderRow | undefined;
  return row ? orderOf(row) : null;
}

function orderOf(row: OrderRow): EndedOrder {
  const { client, clientCode, clientName, platformId, accountName, ...order } = row;
  const { amount, paid, coupon, topUp, spent, refunded, isOfBook, wasDelivering, isSettled, ...rest } = order;
  return {
    ...rest,
    client: client === null ? null : { id: client, code: clientCode, name: clientName! },
    account: platformId === null ? null : { platformId, name: accountName! },
    figures: { amount, paid, coupon, top_up: topUp, spent, refunded },
    isOfBook: isOfBook === 1,
    wasDelivering: wasDelivering === 1,
    isSettled: isSettled === 1,
  };
}

/** Orders whose refund a list has told, with the amount that it told; only one of them where it is given. */
export function toldRefunds(connection: Connection, order?: number): Map<number, number> {
  const sql = `SELECT x.promo_order, x.value_fen FROM order_figure x
    WHERE x.name = 'refunded' AND x.source_row IS NOT NULL AND ${STANDS}
      ${order === undefined ? '' : 'AND x.promo_order = ?'} ORDER BY x.id`;
  const given = order === undefined ? [] : [order];
  return new Map(connection.prepareRaw(sql).all(...given) as [number, number][]);
}

/** Days on which a daily flow of an account was told, the newest first: 非赠款余额 in 1/100000 元. */
export function flowDays(
  connection: Connection,
  platformId: string,
  from: string,
  on: string,
): { day: string; cashE5: number }[] {
  const sql = `SELECT d.day, d.cash_e5 AS cashE5 FROM statement_day d
    JOIN import_plan p ON p.id = d.plan AND p.state = 'committed'
    WHERE d.account = ? AND d.cash_e5 IS NOT NULL AND d.day BETWEEN ? AND ? ORDER BY d.day DESC LIMIT 62`;
  return connection.prepare(sql).all(platformId, from, on) as { day: string; cashE5: number }[];
}

/** The newest ticket of each case for the reasons of refunds, open ones first. */
export function refundTickets(
  connection: Connection,
  caseNo: string,
): { id: number; reason: string; amountFen: number; state: string }[] {
  const sql = `SELECT id, reason, amount_fen AS amountFen, state FROM ticket
    WHERE case_no = ? AND reason IN ('REFUND_SHORT', 'REFUND_OVER', 'BAN_REFUND') ORDER BY state = 'open' DESC, id DESC`;
  return connection.prepare(sql).all(caseNo) as ReturnType<typeof refundTickets>;
}
