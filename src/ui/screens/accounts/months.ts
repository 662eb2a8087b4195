import type { ReportAccount } from '../../../domain/reports/types.ts';
import type { Leaf } from './tree.ts';

/** A month of an account, in 分. */
export interface AccountMonth {
  account: ReportAccount;
  month: string;
  debitsFen: number;
  creditsFen: number;
}

/**
 * Accounts with debits and credits of each month side by side, sums of all months last. Months in which nothing moved
 * on any account are left out.
 */
export function monthLeaves(rows: readonly AccountMonth[]): { months: string[]; leaves: Leaf[] } {
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const place = new Map(months.map((month, at) => [month, at]));
  const leaves = new Map<number, { account: ReportAccount; figures: number[] }>();
  for (const { account, month, debitsFen, creditsFen } of rows) {
    let leaf = leaves.get(account.id);
    if (!leaf) {
      leaf = { account, figures: new Array<number>(2 * months.length + 2).fill(0) };
      leaves.set(account.id, leaf);
    }
    const at = 2 * place.get(month)!;
    const { figures } = leaf;
    figures[at]! += debitsFen;
    figures[at + 1]! += creditsFen;
    figures[2 * months.length]! += debitsFen;
    figures[2 * months.length + 1]! += creditsFen;
  }
  return { months, leaves: [...leaves.values()] };
}
