import { COMPARE_TABS, type CompareTab } from '../compare.ts';
import { ExactSum } from '../money.ts';
import { pairByKey } from './key-pairs.ts';
import { pairByNearness } from './near-pairs.ts';
import { type CompareSide, NO_ROW } from './side.ts';
import { DIFFERING, DUPLICATES, EQUAL, FUZZY, Verdicts } from './verdicts.ts';

/** The rows of one tab: row of each side, or `NO_ROW`. Pairs and left rows stand in record order of the left file. */
export interface TabRows {
  left: Int32Array;
  right: Int32Array;
  /** How many of the rows have each side. */
  leftRows: number;
  rightRows: number;
  /** Exact sums of the tab's amounts by side, in 1/100000. */
  leftE5: bigint;
  rightE5: bigint;
}

export type Matching = Record<CompareTab, TabRows>;

/**
 * Compares two sides. Every row of each side stands in exactly one tab, so counts and sums of the tabs add up to those
 * of the files; exchanging the sides exchanges the tabs; the order of rows changes no count and no sum.
 */
export function matchSides(left: CompareSide, right: CompareSide, windowDays: number): Matching {
  const verdicts = new Verdicts(left.rows, right.rows);
  if (left.chosen.key && right.chosen.key) pairByKey(left, right, verdicts);
  pairByNearness(left, right, windowDays, verdicts);
  return gather(left, right, verdicts);
}

const TAB_OF_LEFT: CompareTab[] = [];
TAB_OF_LEFT[0] = 'leftOnly';
TAB_OF_LEFT[EQUAL] = 'equal';
TAB_OF_LEFT[DIFFERING] = 'differing';
TAB_OF_LEFT[DUPLICATES] = 'duplicates';
TAB_OF_LEFT[FUZZY] = 'fuzzy';

function gather(left: CompareSide, right: CompareSide, verdicts: Verdicts): Matching {
  const { leftTab, rightTab, partner } = verdicts;
  const counts = new Uint32Array(5);
  for (let row = 0; row < left.rows; row++) counts[leftTab[row]!]! += 1;
  let rightOnly = 0;
  let rightDuplicates = 0;
  for (let row = 0; row < right.rows; row++) {
    if (rightTab[row] === 0) rightOnly += 1;
    else if (rightTab[row] === DUPLICATES) rightDuplicates += 1;
  }
  const tabs = {} as Record<CompareTab, TabWriter>;
  TAB_OF_LEFT.forEach((tab, at) => {
    tabs[tab] = new TabWriter(left, right, counts[at]! + (at === DUPLICATES ? rightDuplicates : 0));
  });
  tabs.rightOnly = new TabWriter(left, right, rightOnly);
  const byNumber = TAB_OF_LEFT.map(tab => tabs[tab]);
  for (let row = 0; row < left.rows; row++) byNumber[leftTab[row]!]!.put(row, partner[row]!);
  for (let row = 0; row < right.rows; row++) {
    if (rightTab[row] === 0) tabs.rightOnly.put(NO_ROW, row);
    else if (rightTab[row] === DUPLICATES) tabs.duplicates.put(NO_ROW, row);
  }
  return Object.fromEntries(COMPARE_TABS.map(tab => [tab, tabs[tab].done()])) as Matching;
}

class TabWriter {
  private readonly leftAmounts: Float64Array;
  private readonly rightAmounts: Float64Array;
  private readonly left: Int32Array;
  private readonly right: Int32Array;
  private readonly leftSum = new ExactSum();
  private readonly rightSum = new ExactSum();
  private count = 0;
  private leftRows = 0;
  private rightRows = 0;

  constructor(left: CompareSide, right: CompareSide, rows: number) {
    this.leftAmounts = left.amountE5;
    this.rightAmounts = right.amountE5;
    this.left = new Int32Array(new SharedArrayBuffer(rows * 4));
    this.right = new Int32Array(new SharedArrayBuffer(rows * 4));
  }

  put(left: number, right: number): void {
    const at = this.count++;
    this.left[at] = left;
    this.right[at] = right;
    if (left !== NO_ROW) {
      this.leftRows += 1;
      addKnown(this.leftSum, this.leftAmounts[left]!);
    }
    if (right !== NO_ROW) {
      this.rightRows += 1;
      addKnown(this.rightSum, this.rightAmounts[right]!);
    }
  }

  done(): TabRows {
    return {
      left: this.left,
      right: this.right,
      leftRows: this.leftRows,
      rightRows: this.rightRows,
      leftE5: this.leftSum.total(),
      rightE5: this.rightSum.total(),
    };
  }
}

/** Exact sum of a side's amounts; cells without a readable amount count nothing. */
export function sumOf(side: CompareSide): bigint {
  const sum = new ExactSum();
  for (let row = 0; row < side.rows; row++) addKnown(sum, side.amountE5[row]!);
  return sum.total();
}

function addKnown(sum: ExactSum, amount: number): void {
  if (Number.isFinite(amount)) sum.add(amount);
}
