import type { Turnover } from './types.ts';

/** What moved on an account in one month, in 分. */
export interface MonthTurnover extends Turnover {
  /** `yyyy-mm`. */
  month: string;
}

/** A month of an account with the balances around it, debits − credits in 分. */
export interface MonthRow extends MonthTurnover {
  openingFen: number;
  closingFen: number;
}

/** Lays balances around months that come in order of account and month. */
export function monthRows(
  openings: ReadonlyMap<number, number>,
  months: readonly MonthTurnover[],
): MonthRow[] {
  const balances = new Map(openings);
  return months.map(month => {
    const openingFen = balances.get(month.account) ?? 0;
    const closingFen = openingFen + month.debitsFen - month.creditsFen;
    balances.set(month.account, closingFen);
    return { ...month, openingFen, closingFen };
  });
}
