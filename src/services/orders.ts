import type { CartPreviewView, OrderDone } from '../contract/orders.ts';
import type { OrderState } from '../domain/orders/states.ts';
import { command } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { type Ban, banOf, type LiftedBan, liftBanOf } from './orders/ban.ts';
import { type OrderCaller, orderSeen, type WithRules } from './orders/caller.ts';
import { type Figure, type Step, seeFigure, stepOrder, type TopUp, topUpOrder } from './orders/change.ts';
import { type Placing, writeOrder } from './orders/place.ts';
import { decideRefund, type RefundArrival, type RefundDecision, refundOrder } from './orders/refund.ts';
import { endForCart, previewCart } from './orders/stop.ts';

export { previewBan, risksOf as orderRisks } from './orders/ban.ts';
export type { OrderCaller } from './orders/caller.ts';
export type { Figure } from './orders/change.ts';
export { pageOf as orderPage } from './orders/page.ts';
export { checkDraft } from './orders/place.ts';
export {
  detailOf as orderDetail,
  limitsOn as limitsOf,
  listOf as listOrders,
  slowOf as slowOrders,
} from './orders/read.ts';
export type { RefundArrival, RefundDecision } from './orders/refund.ts';

/** A draft may hold half hours, and what a command is known by holds whole numbers only. */
const told = <Input extends object>(input: Input) => JSON.stringify(input);

/**
 * 已下单，登记: one command writes the order with its findings, its money and its first step; what the platform already did
 * is never refused by a rule (LIM-4). Refuses as `writeOrder`.
 */
export function registerOrder(
  connection: Connection,
  caller: OrderCaller,
  { rules, ...placing }: Placing & WithRules & { state?: OrderState },
): Promise<OrderDone> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'orders.register', input: told(placing) }, tx =>
    writeOrder(tx, scope, 'record', { ...placing, rules }),
  );
}

/** Places through the product: refused by the first rule that blocks, by a limit with the room left (LIM-4). */
export function placeOrder(
  connection: Connection,
  caller: OrderCaller,
  { rules, ...placing }: Placing & WithRules,
): Promise<OrderDone> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'orders.place', input: told(placing) }, tx =>
    writeOrder(tx, scope, 'place', { ...placing, rules }),
  );
}

/** One step of an order with its money; refuses as `stepOrder`, and `orders.unknown`. */
export function changeState(
  connection: Connection,
  caller: OrderCaller,
  { rules, order, ...step }: Step & WithRules & { order: number },
): Promise<OrderDone> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'orders.changeState', input: { order, ...step } }, tx =>
    stepOrder(tx, orderSeen(connection, scope, order), step, { rules }),
  );
}

/** 追加/续费; refuses as `topUpOrder`, and `orders.unknown`. */
export function topUp(
  connection: Connection,
  caller: OrderCaller,
  { rules, order, ...more }: TopUp & WithRules & { order: number },
): Promise<OrderDone> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'orders.topUp', input: { order, ...more } }, tx =>
    topUpOrder(tx, orderSeen(connection, scope, order), more, { rules }),
  );
}

/** A figure read off the platform by hand; refuses `orders.unknown` and what the ledger refuses. */
export function recordFigure(
  connection: Connection,
  caller: OrderCaller,
  { rules, order, ...figure }: Figure & WithRules & { order: number },
): Promise<OrderDone> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'orders.recordFigure', input: { order, ...figure } }, tx =>
    seeFigure(tx, orderSeen(connection, scope, order), figure, { rules }),
  );
}

/** E38: a refund of a directly paid order has arrived; refuses as `refundOrder`, and `orders.unknown`. */
export function recordRefund(
  connection: Connection,
  caller: OrderCaller,
  { order, ...arrival }: RefundArrival & { order: number },
): Promise<OrderDone> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'orders.refund', input: { order, ...arrival } }, tx =>
    refundOrder(tx, orderSeen(connection, scope, order), arrival),
  );
}

/** E39, E40: what a refund was short of or over by; refuses as `decideRefund`, and `orders.unknown`. */
export function settleRefund(
  connection: Connection,
  caller: OrderCaller,
  { order, ...decided }: RefundDecision & { order: number },
): Promise<OrderDone> {
  const { scope, ...call } = caller;
  return command(
    connection,
    { ...call, procedure: 'orders.decideRefund', input: { order, ...decided } },
    tx => decideRefund(tx, orderSeen(connection, scope, order), decided),
  );
}

/** The orders that `terminateForLiveCart` would end (ORD-10). */
export function previewLiveCart(
  connection: Connection,
  scope: OrderCaller['scope'],
  { room }: { room: string },
): CartPreviewView {
  return previewCart(connection, scope, room);
}

/** ORD-10 as one act over the orders that were shown; refuses as `endForCart`. */
export function terminateForLiveCart(
  connection: Connection,
  caller: OrderCaller,
  { rules, ...request }: WithRules & { room: string; on?: string; orders: readonly number[] },
): Promise<{ ended: number; batches: number[] }> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'orders.terminateForCart', input: request }, tx =>
    endForCart(tx, scope, { ...request, rules }),
  );
}

/** ACC-2; refuses as `banOf`. */
export function banAccount(
  connection: Connection,
  caller: OrderCaller,
  { rules, ...ban }: WithRules & Ban,
): Promise<{ flagged: number; expectedFen: number; tickets: number[] }> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'order.ban', input: ban }, tx =>
    banOf(tx, scope, { ...ban, rules }),
  );
}

/** 解封; refuses as `liftBanOf`. */
export function liftBan(
  connection: Connection,
  caller: OrderCaller,
  lifted: LiftedBan,
): Promise<{ unflagged: number; batches: number[] }> {
  const { scope, ...call } = caller;
  return command(connection, { ...call, procedure: 'order.liftBan', input: lifted }, tx =>
    liftBanOf(tx, scope, lifted),
  );
}
