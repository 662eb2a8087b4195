import type { OrderState } from '../domain/orders/states.ts';
import type { OrderCaller } from '../services/orders.ts';
import type { Desk } from './desk.ts';
import type { CallContext, DeskImplementer } from './implementer.ts';

/** Who asks, when, and under which key a command may be repeated. */
type CallerOf = (context: CallContext, key: string) => OrderCaller;

/** The procedures on orders: a query goes to a reader, a command to the writer. */
export function orderRoutes(
  os: DeskImplementer,
  { house }: Desk,
  { callerOf, today }: { callerOf: CallerOf; today(): string },
) {
  const now = () => new Date().toISOString();
  return {
    check: os.orders.check.handler(({ input: { draft, on }, context: { scope } }) =>
      house.read('orders/check', { scope, draft, on: on ?? today() }),
    ),
    register: os.orders.register.handler(({ input: { key, state, ...input }, context }) =>
      house.write('orders/register', {
        caller: callerOf(context, key),
        ...input,
        ...(state === undefined ? {} : { state: state as OrderState }),
      }),
    ),
    place: os.orders.place.handler(({ input: { key, ...input }, context }) =>
      house.write('orders/place', { caller: callerOf(context, key), ...input }),
    ),
    changeState: os.orders.changeState.handler(({ input: { key, to, ...input }, context }) =>
      house.write('orders/changeState', {
        caller: callerOf(context, key),
        ...input,
        to: to as OrderState,
      }),
    ),
    topUp: os.orders.topUp.handler(({ input: { key, ...input }, context }) =>
      house.write('orders/topUp', { caller: callerOf(context, key), ...input }),
    ),
    recordFigure: os.orders.recordFigure.handler(({ input: { key, ...input }, context }) =>
      house.write('orders/recordFigure', { caller: callerOf(context, key), ...input }),
    ),
    recordSettled: os.orders.recordSettled.handler(({ input: { key, ...input }, context }) =>
      house.write('orders/recordFigure', { caller: callerOf(context, key), ...input }),
    ),
    refund: os.orders.refund.handler(({ input: { key, ...input }, context }) =>
      house.write('orders/refund', { caller: callerOf(context, key), ...input }),
    ),
    decideRefund: os.orders.decideRefund.handler(({ input: { key, ...input }, context }) =>
      house.write('orders/decideRefund', { caller: callerOf(context, key), ...input }),
    ),
    cartPreview: os.orders.cartPreview.handler(({ input, context: { scope } }) =>
      house.read('orders/cartPreview', { scope, ...input }),
    ),
    terminateForCart: os.orders.terminateForCart.handler(({ input: { key, ...input }, context }) =>
      house.write('orders/terminateForCart', { caller: callerOf(context, key), ...input }),
    ),
    slow: os.orders.slow.handler(({ input, context: { scope } }) =>
      house.read('orders/slow', { scope, ...input, at: now() }),
    ),
    list: os.orders.list.handler(({ input, context: { scope } }) =>
      house.read('orders/list', { scope, ...input }),
    ),
    detail: os.orders.detail.handler(({ input, context: { scope } }) =>
      house.read('orders/detail', { scope, ...input, at: now() }),
    ),
    limits: os.orders.limits.handler(({ input: { client, on }, context: { scope } }) =>
      house.read('orders/limits', { scope, client, on: on ?? today() }),
    ),
  };
}

/** The page of one order, and the acts on the account or the live room behind orders. */
export function orderPageRoutes(os: DeskImplementer, { house }: Desk, { callerOf }: { callerOf: CallerOf }) {
  const now = () => new Date().toISOString();
  return {
    page: os.order.page.handler(({ input, context: { scope } }) =>
      house.read('order/page', { scope, ...input, at: now() }),
    ),
    risks: os.order.risks.handler(({ context: { scope } }) =>
      house.read('order/risks', { scope, at: now() }),
    ),
    banPreview: os.order.banPreview.handler(({ input: { account }, context: { scope } }) =>
      house.read('order/banPreview', { scope, account, at: now() }),
    ),
    ban: os.order.ban.handler(({ input: { key, ...input }, context }) =>
      house.write('order/ban', { caller: callerOf(context, key), ...input }),
    ),
    liftBan: os.order.liftBan.handler(({ input: { key, ...input }, context }) =>
      house.write('order/liftBan', { caller: callerOf(context, key), ...input }),
    ),
  };
}
