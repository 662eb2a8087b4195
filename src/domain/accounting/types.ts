import type { Fen } from '../money.ts';
import type { BookSettings } from './settings.ts';

/** Kinds of money in a pool. `prepay` and `rebate_credit` are on the book; the others are memo 表外. */
export const BUCKETS = [
  'prepay',
  'rebate_credit',
  'credit',
  'preloan',
  'grant',
  'shared_grant',
  'red_packet',
  'coupon',
  'client_own',
] as const;
export type Bucket = (typeof BUCKETS)[number];

/** Dimensions 辅助核算 of an account; which of them a code demands stands in the chart. Ids are the store's row ids. */
export interface Dims {
  client?: number;
  /** Contract subject 结算主体; absent where a client has only one. */
  subject?: number;
  supplier?: number;
  money?: number;
  pool?: number;
  bucket?: Bucket;
  employee?: number;
  /** Of non-business rows and of open items: 垫款, 后付, 透支, 扣罚 … */
  category?: string;
}

/** An account of the chart with its dimensions: `1123.03` of pool 7, bucket prepay. */
export interface AccountRef extends Dims {
  code: string;
}

/**
 * One transfer before it is stored: debit and credit account, amount in 分 (1 … 10^13), the event that it belongs to.
 * A transfer outside an event does not exist.
 */
export interface Leg {
  event: string;
  debit: AccountRef;
  credit: AccountRef;
  amountFen: Fen;
  /** Order, refund, withdrawal or recharge case that the leg belongs to; platform ids are text. */
  caseNo?: string;
  /**
   * Open item 往来明细 that the leg opens or clears. Absent on an account with open items: a leg on the normal side
   * opens a new item, a leg against it clears the oldest due ones.
   */
  item?: number;
  /** Red 红字: stored on swapped sides with a positive amount, shown as a negative on the original sides. */
  red?: true;
}

/** What an expansion may ask: posted balances in 分 on the account's normal side, before the batch and after its legs so far. */
export interface Balances {
  /** Balance of one account; 0 if it was never posted to. */
  of(account: AccountRef): Fen;
  /** Sum over all accounts of a code whose dimensions include the given ones. */
  sum(code: string, dims: Dims): Fen;
  /** Part of one account's balance that belongs to one case (order, refund, withdrawal). Without it the whole account counts. */
  ofCase?(account: AccountRef, caseNo: string): Fen;
  /** Settings of the book that the balances are of; absent: those of a new book. */
  readonly settings?: BookSettings;
}

/** Legs of one event, and what the expansion could not settle silently: tickets by reason code. */
export interface Expansion {
  legs: Leg[];
  tickets: { reason: string; amountFen: Fen; dims: Dims; caseNo?: string }[];
}
