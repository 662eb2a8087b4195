import type { WorkCalendar } from '../calendar/working-days.ts';
import { refundOf, spendKnown } from '../order-book/money.ts';
import type { OrderFigures, OrderFunder } from '../order-book/order.ts';
import { endOf } from '../order-book/told.ts';
import { type OrderState, orderState } from '../orders/states.ts';
import { type Rules, rulesOn } from '../rulebook/lookup.ts';
import type { PaymentMethod, Product, RuleRow } from '../rulebook/types.ts';
import { refundDue, standingOn } from './due.ts';
import {
  type NamedParty,
  NO_FOLLOW,
  type RefundReason,
  type TransitFollow,
  type TransitItem,
} from './transit.ts';

/** An order that has ended, as its refund is judged. */
export interface EndedOrder {
  id: number;
  product: Product;
  orderNo: string;
  state: OrderState;
  client: NamedParty | null;
  account: { platformId: string; name: string } | null;
  /** The account is one of the book: only then the book knows the pool that the money returns to. */
  isOfBook: boolean;
  placedAt: string | null;
  placedOn: string;
  endedAt: string | null;
  durationMinutes: number | null;
  figures: OrderFigures;
  /** What is expected, where the book has it. */
  expectedFen: number | null;
  wasDelivering: boolean;
  /** Spend is settled or billed: a flow or a bill agrees. */
  isSettled: boolean;
  payment: PaymentMethod | null;
  funder: OrderFunder;
  toldBy: 'book' | 'file';
  /** Day on which the book first had it in its state, and the state before. */
  seenOn: string | null;
  seenFrom: OrderState | null;
}

/** What the ledger holds of the case of an order, by a day. */
export interface OrderTransit {
  /** Paid directly: on order (1123.06 or the client's own memo), expected and arrived (1221.01 or memo), 分. */
  onOrderFen: number;
  expectedFen: number;
  arrivedFen: number;
  openFen: number;
  /** First day of the return. */
  firstOn: string | null;
  isMemo: boolean;
  /** Kind of the money account that paid. */
  route: PaymentMethod | null;
  channel: string | null;
  funder: OrderFunder;
  money: number | null;
}

/** What is known of an order's money in a pool. */
export interface PoolReturn {
  /** Still on order. */
  onOrderFen: number;
  firstOn: string | null;
  /** A flow of the account from that day on agrees with the book, or a list told the same amount, or a person saw it. */
  isSeen: boolean;
}

/** What every case is judged with. */
export interface Judging {
  on: string;
  calendar: WorkCalendar;
  rules: readonly RuleRow[];
}

const REASONS: Partial<Record<OrderState, RefundReason>> = {
  FAILED: 'failed',
  OFFLINE_AUDIT: 'rejected',
  FROZEN: 'terminated',
  UNDELIVERIED: 'terminated',
  OVER: 'unspent',
  DELIVERED: 'unspent',
};

/** Why an ended order owes money; null for a state that owes none. */
export function reasonOf(state: OrderState): RefundReason | null {
  return REASONS[state] ?? null;
}

/**
 * Day 0 of an ended order (REF-1: the day of the rejection). Told by hand: the day of the step, or of its posting where
 * that is earlier. Told by lists: the end that they tell; the day on which a list first had it so after another state; else
 * the day of the placing, assumed. A rejected order never ran, so that its hours say nothing.
 */
export function dayZero(order: EndedOrder, firstOn: string | null): { on: string; isAssumed: boolean } {
  const { product, state, placedAt, durationMinutes, endedAt, seenOn } = order;
  if (order.toldBy === 'book') {
    const days = [seenOn, firstOn].filter(day => day !== null).sort();
    return { on: days[0] ?? endedAt?.slice(0, 10) ?? order.placedOn, isAssumed: false };
  }
  const estimate = endOf(product, { state, endedAt: null, placedAt, durationMinutes });
  const neverRan = state === 'FAILED' || (state === 'OFFLINE_AUDIT' && !order.wasDelivering);
  if (endedAt !== null && !(neverRan && endedAt === estimate))
    return { on: endedAt.slice(0, 10), isAssumed: false };
  if (order.seenFrom !== null && seenOn !== null) return { on: seenOn, isAssumed: false };
  return { on: order.placedOn, isAssumed: true };
}

/** What the order returns by its figures (REF-3); null while its spend is unknown. */
export function expectedOf(order: EndedOrder): number | null {
  if (order.expectedFen !== null) return order.expectedFen;
  const { state, figures, wasDelivering } = order;
  const spentFen = spendKnown({ state, figures, wasDelivering });
  return spentFen === null ? null : refundOf(figures, spentFen);
}

function rulesAt({ rules }: Judging, day: string): Rules {
  return rulesOn(rules, day);
}

interface Standing {
  expectedFen: number | null;
  arrivedFen: number;
  openFen: number;
  isBooked: boolean;
}

function caseOf(
  order: EndedOrder,
  zero: { on: string; isAssumed: boolean },
  { expectedFen, arrivedFen, openFen, isBooked }: Standing,
  judging: Judging,
): Omit<TransitItem, 'kind' | 'route' | 'channel' | 'funder' | 'isMemo' | 'isInferred' | 'money' | 'follow'> {
  const { on, calendar } = judging;
  const due = refundDue(order.product, zero.on, calendar, rulesAt(judging, zero.on));
  const { isOver, ...standing } = standingOn(on, zero.on, due, calendar);
  const state =
    openFen <= 0 && isBooked
      ? 'arrived'
      : arrivedFen > 0
        ? 'short'
        : isOver
          ? 'overdue'
          : isBooked
            ? 'in_transit'
            : 'expected';
  return {
    id: order.orderNo,
    caseNo: order.orderNo,
    client: order.client,
    account: order.account,
    beganOn: zero.on,
    isDayAssumed: zero.isAssumed,
    ...{ expectedFen, arrivedFen, openFen, due, state, ...standing },
    reason: reasonOf(order.state) ?? 'unspent',
    order: { id: order.id, product: order.product, state: order.state },
    pool: null,
  };
}

/** The case of an order that was paid directly; null where nothing is or was owed. */
export function directRefund(
  order: EndedOrder,
  transit: OrderTransit,
  judging: Judging,
  follow: TransitFollow = NO_FOLLOW,
): TransitItem | null {
  const isBooked = transit.expectedFen > 0;
  const known = expectedOf(order);
  const isNothing = !isBooked && (transit.onOrderFen <= 0 || known === 0);
  if (isNothing) return null;
  const zero = dayZero(order, transit.firstOn);
  const openFen = isBooked ? transit.openFen : (known ?? transit.onOrderFen);
  const expectedFen = isBooked ? transit.expectedFen : known;
  const standing = { expectedFen, arrivedFen: transit.arrivedFen, openFen, isBooked };
  return {
    ...caseOf(order, zero, standing, judging),
    kind: 'order_refund',
    route: order.payment !== null && order.payment !== 'pool' ? order.payment : transit.route,
    channel: transit.channel,
    funder: transit.funder,
    isMemo: transit.isMemo || !isBooked,
    isInferred: false,
    money: transit.money,
    follow,
  };
}

/** The case of an order that the pool paid (REF-2): its money is back in the pool, inferred until it is seen there. */
export function poolRefund(
  order: EndedOrder,
  pool: PoolReturn,
  judging: Judging,
  follow: TransitFollow = NO_FOLLOW,
): TransitItem | null {
  if (!order.isOfBook || orderState(order.product, order.state).effect === 'close') return null;
  const expectedFen = expectedOf(order);
  if (expectedFen === 0 || (expectedFen === null && pool.onOrderFen <= 0)) return null;
  const isBooked = expectedFen !== null && pool.onOrderFen <= 0;
  const isSeen = isBooked && (pool.isSeen || follow.seenOn !== null || order.isSettled);
  const zero = dayZero(order, pool.firstOn);
  const owedFen = expectedFen ?? pool.onOrderFen;
  const standing = { expectedFen, arrivedFen: isSeen ? owedFen : 0, openFen: isSeen ? 0 : owedFen, isBooked };
  return {
    ...caseOf(order, zero, standing, judging),
    kind: 'pool_refund',
    route: 'pool',
    channel: order.account?.name ?? null,
    funder: order.funder,
    isMemo: true,
    isInferred: !isSeen,
    money: null,
    follow,
  };
}
