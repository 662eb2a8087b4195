/** How a book reads the limits; the article is of 2023 and leaves these open (PLATFORM §3.2). */
export interface LimitSettings {
  /** Whether the day limit is one for all accounts of the subject, or one for each account. */
  dailyScope: 'subject' | 'account';
  /** Whether a limit refuses a new placement or only warns. */
  mode: 'block' | 'warn';
  /** Whether the count of the total starts anew when a verification has expired. */
  restartAfterExpiry: boolean;
}

export const DEFAULT_LIMIT_SETTINGS: LimitSettings = {
  dailyScope: 'subject',
  mode: 'block',
  restartAfterExpiry: true,
};

/** Money paid for a DOU+ order: the order itself or a top-up 追加/续费. */
export interface LimitPayment {
  order: string;
  account: string;
  /** Null for a live order. */
  video: string | null;
  /** Beijing day of payment. */
  on: string;
  amountFen: number;
}

/** Money of an order that came back. */
export interface LimitRefund {
  order: string;
  on: string;
  amountFen: number;
}

/** From the day it passed to the last day it is valid; `to` null without an expiry. */
export interface VerifiedSpan {
  from: string;
  to: string | null;
}

/** One enterprise subject over time. */
export interface LimitHistory {
  /** First day that the upgrade of one of its accounts was under way; null if none ever was. */
  upgradeBeganOn: string | null;
  verified: readonly VerifiedSpan[];
  payments: readonly LimitPayment[];
  refunds: readonly LimitRefund[];
}

/** What is used on a day, as far as known; undefined is unknown. */
export interface LimitUse {
  /** Of the day, over all accounts of the subject. */
  todayFen?: number;
  /** Of the total, over all accounts of the subject, less refunds. */
  totalFen?: number;
  accountTodayFen?: number;
  videoTodayFen?: number;
}

/** `free`: no upgrade begun · `limited`: LIM-1 · `verified`: LIM-2 · `unstated`: an individual, no rule is known. */
export type LimitState = 'free' | 'limited' | 'verified' | 'unstated';
