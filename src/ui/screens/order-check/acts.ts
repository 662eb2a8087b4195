import type { OrderCheckView, OrderDraft } from '../../../contract/orders.ts';

/** What the form may do with an order. */
export const ACTS = ['place', 'record', 'plan'] as const;
export type Act = (typeof ACTS)[number];

/** What was done: an order in the book, or a plan. Amounts in 分. */
export type Done =
  | { act: 'plan'; planned: number; on: string; heldFen: number; amountFen: number }
  | { act: 'place' | 'record'; order: number; orderNo: string; amountFen: number; isFlagged: boolean };

/** What stands in the way of the button, the first of it; null: nothing. */
export type Missing = 'amount' | 'number' | 'day' | 'past' | 'payer' | 'blocked' | 'pool';

export interface ActState {
  ready: boolean;
  missing: Missing | null;
  /** What the money does: it is taken from the pool, or paid past it. */
  effect: 'pool' | 'direct';
  /** Without coupon. */
  takesFen: number;
}

/** What the button of an act says and whether it may be pressed. */
export function actState(
  act: Act,
  known: {
    order: OrderDraft;
    check: Pick<OrderCheckView, 'allowed' | 'poolFen'>;
    orderNo: string;
    day: string | null;
    today: string;
  },
): ActState {
  const { order } = known;
  const takesFen = Math.max(0, (order.amountFen ?? 0) - (order.couponFen ?? 0));
  const isPool = order.payment === undefined || order.payment === 'pool';
  const missing = missingOf(act, known, isPool, takesFen);
  return { ready: missing === null, missing, effect: isPool ? 'pool' : 'direct', takesFen };
}

function missingOf(
  act: Act,
  { order, check, orderNo, day, today }: Parameters<typeof actState>[1],
  isPool: boolean,
  takesFen: number,
): Missing | null {
  if (!order.amountFen) return 'amount';
  if (act !== 'record' && !check.allowed) return 'blocked';
  if (act !== 'record' && isPool && check.poolFen !== null && takesFen > check.poolFen) return 'pool';
  if (act !== 'plan' && orderNo === '') return 'number';
  if (act !== 'place' && day === null) return 'day';
  if (act === 'plan' && day! < today) return 'past';
  const isNamed = order.funder === 'client' || order.money !== undefined || order.employee !== undefined;
  return !isPool && !isNamed && act !== 'plan' ? 'payer' : null;
}
