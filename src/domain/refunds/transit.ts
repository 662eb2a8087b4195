import type { OrderFunder } from '../order-book/order.ts';
import type { OrderState } from '../orders/states.ts';
import type { PaymentMethod, Product, RuleId } from '../rulebook/types.ts';

/** What is on its way: refunds of orders and bans, withdrawals, recharges, cash registered before its row, own transfers. */
export const TRANSIT_KINDS = [
  'order_refund',
  'pool_refund',
  'ban_refund',
  'withdrawal',
  'recharge',
  'registered_in',
  'registered_out',
  'own_transfer',
] as const;
export type TransitKind = (typeof TRANSIT_KINDS)[number];

/** Kinds that are a refund owed by the platform. */
export const REFUND_KINDS: readonly TransitKind[] = ['order_refund', 'pool_refund', 'ban_refund'];

export const REFUND_REASONS = ['rejected', 'failed', 'terminated', 'unspent', 'ban'] as const;
/** 审核不通过, 创建失败, 投放终止, 结束未消耗, 封禁. */
export type RefundReason = (typeof REFUND_REASONS)[number];

/** Where a refund comes (REF-2): the way the order was paid; that of a ban goes over customer service (ACC-2). */
export type RefundRoute = PaymentMethod | 'customer_service';

export const TRANSIT_STATES = ['expected', 'in_transit', 'short', 'overdue', 'arrived'] as const;
/** 待确认金额, 在途, 少到, 逾期, 已到. */
export type TransitState = (typeof TRANSIT_STATES)[number];

export interface NamedParty {
  id: number;
  code: string | null;
  name: string;
}

/** Until when, by which rule or agreement. Days are Beijing days. */
export interface DueDay {
  on: string;
  /** Days in between lie in a year whose calendar is not published. */
  provisional: boolean;
  workingDays: number;
  /** The rule, or `agreed`: the book's own term. */
  by: RuleId | 'agreed';
}

/** One open case of money in transit, or a refund that has arrived. Amounts in 分. */
export interface TransitItem {
  /** Stable: the case number where the kind has one of its own. */
  id: string;
  kind: TransitKind;
  caseNo: string | null;
  client: NamedParty | null;
  account: { platformId: string; name: string } | null;
  /** Money account, employee or pool behind it. */
  channel: string | null;
  /** Day 0. `isDayAssumed`: nobody said the day of the end, so it is the day of the placing. */
  beganOn: string;
  isDayAssumed: boolean;
  /** What is owed in all; null: not known yet, at most `openFen`. */
  expectedFen: number | null;
  arrivedFen: number;
  /** Still on its way; of `registered_out` what has been paid and not been seen. */
  openFen: number;
  due: DueDay | null;
  state: TransitState;
  ageDays: number;
  /** Working days to its last day, negative once it is over; null without a term. */
  workingDaysLeft: number | null;
  /** Calendar days since its last day, 0 before; where there is no term since it began. */
  overdueDays: number;
  reason: RefundReason | null;
  route: RefundRoute | null;
  funder: OrderFunder;
  /** Money of the pool or of the client itself: nothing of it stands on the book's transit accounts. */
  isMemo: boolean;
  /** Released on the order's state, not yet seen in a flow (REF-2). */
  isInferred: boolean;
  order: { id: number; product: Product; state: OrderState } | null;
  pool: number | null;
  money: number | null;
  /** What the office noted about it. */
  follow: TransitFollow;
}

/** Who looks after a case, under which number it was asked about at the platform, and a note. */
export interface TransitFollow {
  owner: string | null;
  serviceNo: string | null;
  note: string | null;
  /** Day on which a person saw the money back in the pool. */
  seenOn: string | null;
}

export const NO_FOLLOW: TransitFollow = { owner: null, serviceNo: null, note: null, seenOn: null };
