/** 未达账项: 企收银未收, 企付银未付, 银收企未收, 银付企未付. */
export const UNREACHED_KINDS = ['book_in', 'book_out', 'bank_in', 'bank_out'] as const;
export type UnreachedKind = (typeof UNREACHED_KINDS)[number];

/**
 * Why an item has not reached the other side. `no_row`: booked without a row of the statement; `open_row`: a row that is
 * not booked; `late`: booked in a later month; `gap`: the running balance says that rows are missing.
 */
export type UnreachedWhy = 'no_row' | 'open_row' | 'late' | 'gap';

/** One item; the amount is above 0, its kind says on which side it counts. */
export interface Unreached {
  kind: UnreachedKind;
  why: UnreachedWhy;
  day: string;
  text: string;
  caseNo: string | null;
  amountFen: number;
  /** Days from the item to the day of the statement. */
  ageDays: number;
  source: { file: number | null; name: string; sheet: string; line: number } | null;
  transfer: number | null;
}

/** 银行存款余额调节表 of a money account at a month's end; 分. */
export interface BankReconciliation {
  money: number;
  name: string;
  month: string;
  /** Last day of the month. */
  on: string;
  /** Day of the last balance that a statement tells; null without one. */
  lastOn: string | null;
  bookFen: number;
  /** Null where no statement tells a balance. */
  statementFen: number | null;
  /** What the statement begins with less what the book had then: 期初差异. */
  openingFen: number;
  items: Unreached[];
  /** Book + 银收 − 银付; statement + 企收 − 企付 − 期初差异. */
  adjustedBookFen: number;
  adjustedStatementFen: number | null;
  /** Statement less book, both adjusted: what no item explains. */
  unexplainedFen: number;
}

/** What both sides of one account say, before it is adjusted. */
export type BankSides = Omit<
  BankReconciliation,
  'adjustedBookFen' | 'adjustedStatementFen' | 'unexplainedFen'
>;

/** Sum of the items of one kind. */
export function unreachedFen(items: readonly Unreached[], kind: UnreachedKind): number {
  return items.reduce((sum, item) => sum + (item.kind === kind ? item.amountFen : 0), 0);
}

/** Adjusts both sides by what has not reached them. */
export function reconciled(sides: BankSides): BankReconciliation {
  const { bookFen, statementFen, openingFen } = sides;
  const items = sides.items.toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
  const of = (kind: UnreachedKind) => unreachedFen(items, kind);
  const adjustedBookFen = bookFen + of('bank_in') - of('bank_out');
  const adjustedStatementFen =
    statementFen === null ? null : statementFen + of('book_in') - of('book_out') - openingFen;
  const unexplainedFen = adjustedStatementFen === null ? 0 : adjustedStatementFen - adjustedBookFen;
  return { ...sides, items, adjustedBookFen, adjustedStatementFen, unexplainedFen };
}

/**
 * Whether the account is in order for the close: both adjusted balances are equal and no row of the bank waits to be
 * booked. Items that only the bank has yet to see are timing.
 */
export function isSettled({ unexplainedFen, openingFen, items }: BankReconciliation): boolean {
  return (
    unexplainedFen === 0 &&
    openingFen === 0 &&
    items.every(({ kind }) => kind === 'book_in' || kind === 'book_out')
  );
}
