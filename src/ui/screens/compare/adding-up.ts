import { COMPARE_TABS, type CompareSummary } from '../../../domain/compare.ts';
import { formatE5 } from '../../../domain/money.ts';

/** Whether the tabs hold every row and every amount of the two files, once. */
export interface AddingUp {
  holds: boolean;
  /** Sums of the tabs by side, as decimals. */
  left: string;
  right: string;
  /** Rows of both files that stand in the tabs, and all rows of both files. */
  rowsInTabs: number;
  rowsInFiles: number;
}

/** Adds the tabs up. A pair holds a row of each side, everything else one row. */
export function addUp(summary: CompareSummary): AddingUp {
  const { tabs } = summary;
  let [left, right] = [0n, 0n];
  for (const tab of COMPARE_TABS) {
    left += e5Of(tabs[tab].left);
    right += e5Of(tabs[tab].right);
  }
  const pairs = tabs.equal.count + tabs.differing.count + tabs.fuzzy.count;
  const rowsInTabs = pairs * 2 + tabs.leftOnly.count + tabs.rightOnly.count + tabs.duplicates.count;
  const rowsInFiles = summary.left.rows + summary.right.rows;
  const sums = left === e5Of(summary.left.sum) && right === e5Of(summary.right.sum);
  return {
    holds: sums && rowsInTabs === rowsInFiles,
    left: formatE5(left),
    right: formatE5(right),
    rowsInTabs,
    rowsInFiles,
  };
}

/** right − left of the whole files, as a decimal. */
export function fileDifference(summary: CompareSummary): string {
  return formatE5(e5Of(summary.right.sum) - e5Of(summary.left.sum));
}

/** A decimal with at most five decimals as a whole number of 1/100000, of any size. */
function e5Of(decimal: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{0,5}))?$/.exec(decimal) ?? [];
  if (whole === undefined) throw new RangeError(`not a decimal: ${decimal}`);
  const amountE5 = BigInt(whole + fraction.padEnd(5, '0'));
  return sign === '-' ? -amountE5 : amountE5;
}
