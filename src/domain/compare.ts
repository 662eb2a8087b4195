import type { Params } from './refusal.ts';

/** Which headings of each side carry key, amount, date and party; a null means "do not use". */
export interface SideChoice {
  key: string | null;
  amount: string | null;
  date: string | null;
  party: string | null;
}

export interface CompareChoice {
  left: SideChoice;
  right: SideChoice;
  /** Days that two dates may lie apart in the second step, 0 to 31. */
  windowDays: number;
}

/**
 * What became of a row. `equal`: same key, same amount (and same party where both sides name one); `differing`: same
 * key, another amount; `fuzzy`: no common key, same amount and party, dates within the window, nearest first, one to
 * one; `duplicates`: a further row of a key that the other side holds too, but fewer times; the rest is on one side
 * only. Several rows of one key pair one to one, equal amounts first. Fuzzy pairs are taken out of the one-sided rows.
 */
export const COMPARE_TABS = ['equal', 'differing', 'leftOnly', 'rightOnly', 'duplicates', 'fuzzy'] as const;
export type CompareTab = (typeof COMPARE_TABS)[number];

/** A tab's count and the sums (decimal strings) of the rows that stand in it, by side, plus right − left. */
export interface TabSummary {
  count: number;
  left: string;
  right: string;
  difference: string;
}

export interface CompareSummary {
  tabs: Record<CompareTab, TabSummary>;
  /** Rows and sums of the two files: the tabs add up to them exactly. */
  left: { file: string; rows: number; sum: string };
  right: { file: string; rows: number; sum: string };
  choice: CompareChoice;
  /** Doubts, such as rows left out because their amount cannot be read. */
  findings: { code: string; params: Params }[];
}
