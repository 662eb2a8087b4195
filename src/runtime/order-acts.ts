import type { OrderDraft, OrderFilter } from '../contract/orders.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { RowScope } from '../domain/parties/types.ts';
import {
  banAccount,
  changeState,
  checkDraft,
  type Figure,
  liftBan,
  limitsOf,
  listOrders,
  type OrderCaller,
  orderDetail,
  orderPage,
  orderRisks,
  placeOrder,
  previewBan,
  previewLiveCart,
  type RefundArrival,
  type RefundDecision,
  recordFigure,
  recordRefund,
  registerOrder,
  settleRefund,
  slowOrders,
  terminateForLiveCart,
  topUp,
} from '../services/orders.ts';
import { rulesOf } from '../services/rules.ts';
import type { BookRoom } from './book-room.ts';
import { pageWithoutCost, withoutCost } from './people-acts.ts';
import { shippedRulebook } from './rulebook.ts';

interface Scoped {
  scope: RowScope;
}
interface Called {
  caller: OrderCaller;
}
type Placing = Called & { draft: OrderDraft; orderNo: string; placedAt?: string };
type OfOrder = Called & { order: number };

const withRules = ({ connection }: BookRoom) => ({ rules: rulesOf(connection, shippedRulebook()) });

/** What any connection to the book answers about its orders. */
export const orderReads = {
  'orders/check': (room: BookRoom, { scope, ...asked }: Scoped & { draft: OrderDraft; on: string }) =>
    checkDraft(room.connection, scope, { ...asked, ...withRules(room) }),
  'orders/cartPreview': ({ connection }: BookRoom, { scope, room }: Scoped & { room: string }) =>
    previewLiveCart(connection, scope, { room }),
  'orders/slow': (room: BookRoom, { scope, ...asked }: Scoped & { order: number; at: string }) =>
    slowOrders(room.connection, scope, { ...asked, ...withRules(room) }),
  'orders/list': (
    { connection }: BookRoom,
    { scope, ...asked }: Scoped & { filter: OrderFilter; offset: number; limit: number },
  ) => listOrders(connection, scope, asked),
  'orders/detail': (room: BookRoom, { scope, ...asked }: Scoped & { order: number; at: string }) =>
    withoutCost(scope, orderDetail(room.connection, scope, { ...asked, ...withRules(room) })),
  'order/page': (room: BookRoom, { scope, ...asked }: Scoped & { order: number; at: string }) =>
    pageWithoutCost(scope, orderPage(room.connection, scope, { ...asked, ...withRules(room) })),
  'order/risks': (room: BookRoom, { scope, at }: Scoped & { at: string }) =>
    orderRisks(room.connection, scope, { at, ...withRules(room) }),
  'order/banPreview': (room: BookRoom, { scope, ...asked }: Scoped & { account: string; at: string }) =>
    previewBan(room.connection, scope, { ...asked, ...withRules(room) }),
  'orders/limits': (room: BookRoom, { scope, ...asked }: Scoped & { client: number; on: string }) =>
    limitsOf(room.connection, scope, { ...asked, ...withRules(room) }),
};

/** What only the one writer does to orders. */
export const orderWrites = {
  'orders/register': (room: BookRoom, { caller, ...placing }: Placing & { state?: OrderState }) =>
    registerOrder(room.connection, caller, { ...placing, ...withRules(room) }),
  'orders/place': (room: BookRoom, { caller, ...placing }: Placing) =>
    placeOrder(room.connection, caller, { ...placing, ...withRules(room) }),
  'orders/changeState': (
    room: BookRoom,
    {
      caller,
      ...step
    }: OfOrder & { to: OrderState; spentFen?: number; reason?: string; on?: string; fact: boolean },
  ) => changeState(room.connection, caller, { ...step, ...withRules(room) }),
  'orders/topUp': (
    room: BookRoom,
    { caller, ...more }: OfOrder & { amountFen: number; on?: string; fact: boolean },
  ) => topUp(room.connection, caller, { ...more, ...withRules(room) }),
  'orders/recordFigure': (room: BookRoom, { caller, ...figure }: OfOrder & Figure) =>
    recordFigure(room.connection, caller, { ...figure, ...withRules(room) }),
  'orders/refund': ({ connection }: BookRoom, { caller, ...arrival }: OfOrder & RefundArrival) =>
    recordRefund(connection, caller, arrival),
  'orders/decideRefund': ({ connection }: BookRoom, { caller, ...decided }: OfOrder & RefundDecision) =>
    settleRefund(connection, caller, decided),
  'orders/terminateForCart': (
    room: BookRoom,
    { caller, ...request }: Called & { room: string; on?: string; orders: number[] },
  ) => terminateForLiveCart(room.connection, caller, { ...request, ...withRules(room) }),
  'order/ban': (
    room: BookRoom,
    { caller, ...ban }: Called & { account: string; on: string; orders: number[] },
  ) => banAccount(room.connection, caller, { ...ban, ...withRules(room) }),
  'order/liftBan': (
    { connection }: BookRoom,
    { caller, ...lifted }: Called & { account: string; on: string; reason: string },
  ) => liftBan(connection, caller, lifted),
};
