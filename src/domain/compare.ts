import type { Params } from './refusal.ts';

/**
 * Which headings of each side carry key, amount, date and party; a null means "do not use". Where a form tells which way
 * money went, the amount may be `@signed` (income +, expense −, neutral +), `@absolute` or `@opposite` (signs turned
 * round). A key may be `@code:<heading>`: the number inside the text of that column.
 */
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
 * What became of a row. `equal`: same key, same amount and, where both rows have a date, the same day; another party
 * does not make it differ but stands as its evidence. `differing`: same key, another amount or day, or only one of the
 * two amounts readable. Several rows of one key pair one to one: same amount and day first, then same amount, then what
 * is left in order of amount. `duplicates`: a further row of a key that the other side holds too, but fewer times.
 * `fuzzy`: no common key, same amount and party (where both sides chose one), dates within the window (which serves
 * this step only), nearest first, one to one; never an amount of 0. Rest: on one side only.
 * Without a key on both sides every pair is found the fuzzy way; one that agrees in day, amount and party is `equal`.
 * A row without a readable amount takes part by its key only and adds nothing to a sum.
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
