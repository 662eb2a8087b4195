import { findKey, indexKeys, type KeyIndex } from './key-index.ts';
import { type CompareSide, NO_ROW, sameAmount, sameDay } from './side.ts';
import { DIFFERING, DUPLICATES, EQUAL, type Verdicts } from './verdicts.ts';

/** Step one: rows of one key pair one to one; what a key has too many of is a duplicate. Other rows stay open. */
export function pairByKey(left: CompareSide, right: CompareSide, verdicts: Verdicts): void {
  const index = indexKeys(left);
  // The first right row of a key waits in its left head's place of partner until the whole key is known.
  const firstRight = verdicts.partner;
  const nextRight = new Int32Array(right.rows);
  const lastRight = new Int32Array(right.rows);
  let likely = 0;
  for (let row = 0; row < right.rows; row++) {
    if (right.keyBytes[row] === 0) continue;
    const head = findKey(index, right, row, likely);
    if (head < 0) continue;
    likely = head + 1;
    const first = firstRight[head]!;
    if (first === NO_ROW) firstRight[head] = row;
    else {
      nextRight[(lastRight[first] || first + 1) - 1] = row + 1;
      lastRight[first] = row + 1;
    }
  }
  pairHeads(index, right, nextRight, verdicts);
}

function pairHeads(index: KeyIndex, right: CompareSide, nextRight: Int32Array, verdicts: Verdicts): void {
  const left = index.side;
  for (let row = 0; row < left.rows; row++) {
    if (index.further[row] !== 0) continue;
    const first = verdicts.partner[row]!;
    if (first === NO_ROW) continue;
    if (index.next[row] === 0 && nextRight[first] === 0) {
      verdicts.pair(row, first, agree(left, row, right, first) ? EQUAL : DIFFERING);
    } else {
      verdicts.partner[row] = NO_ROW;
      pairTwins(left, chain(row, index.next), right, chain(first, nextRight), verdicts);
    }
  }
}

/** Whether two rows of one key have the same amount and fall on the same day, where both have one. */
function agree(left: CompareSide, leftRow: number, right: CompareSide, rightRow: number): boolean {
  return (
    sameAmount(left.amountE5[leftRow]!, right.amountE5[rightRow]!) &&
    sameDay(left.day[leftRow]!, right.day[rightRow]!)
  );
}

function chain(head: number, next: Int32Array): Int32Array {
  let count = 0;
  for (let row = head + 1; row !== 0; row = next[row - 1]!) count += 1;
  const rows = new Int32Array(count);
  for (let row = head + 1, at = 0; row !== 0; row = next[row - 1]!) rows[at++] = row - 1;
  return rows;
}

/**
 * Several rows of one key: first same amount and day, then same amount, then what is left in order of amount.
 * Sorting makes the outcome a matter of the amounts alone, so neither side nor row order changes counts or sums.
 */
function pairTwins(
  left: CompareSide,
  leftRows: Int32Array,
  right: CompareSide,
  rightRows: Int32Array,
  verdicts: Verdicts,
): void {
  let openLeft: Int32Array = leftRows.sort(byAmountThenDay(left));
  let openRight: Int32Array = rightRows.sort(byAmountThenDay(right));
  for (const withDay of [true, false]) {
    const compare = (l: number, r: number) =>
      byAmount(left.amountE5[l]!, right.amountE5[r]!) || (withDay ? left.day[l]! - right.day[r]! : 0);
    walkBoth(openLeft, openRight, compare, (l, r) => {
      if (!sameAmount(left.amountE5[l]!, right.amountE5[r]!)) return;
      verdicts.pair(l, r, agree(left, l, right, r) ? EQUAL : DIFFERING);
    });
    openLeft = openLeft.filter(row => verdicts.leftTab[row] === 0);
    openRight = openRight.filter(row => verdicts.rightTab[row] === 0);
  }
  const common = Math.min(openLeft.length, openRight.length);
  for (let at = 0; at < common; at++) verdicts.pair(openLeft[at]!, openRight[at]!, DIFFERING);
  for (let at = common; at < openLeft.length; at++) verdicts.leftTab[openLeft[at]!] = DUPLICATES;
  for (let at = common; at < openRight.length; at++) verdicts.rightTab[openRight[at]!] = DUPLICATES;
}

/** Walks two lists sorted alike and hands over each pair that compares equal, each row at most once. */
function walkBoth(
  leftRows: Int32Array,
  rightRows: Int32Array,
  compare: (left: number, right: number) => number,
  found: (left: number, right: number) => void,
): void {
  let l = 0;
  let r = 0;
  while (l < leftRows.length && r < rightRows.length) {
    const order = compare(leftRows[l]!, rightRows[r]!);
    if (order === 0) found(leftRows[l++]!, rightRows[r++]!);
    else if (order < 0) l += 1;
    else r += 1;
  }
}

function byAmountThenDay(side: CompareSide): (a: number, b: number) => number {
  return (a, b) => byAmount(side.amountE5[a]!, side.amountE5[b]!) || side.day[a]! - side.day[b]! || a - b;
}

/** Amounts going up, then cells without an amount, then unreadable ones. */
function byAmount(a: number, b: number): number {
  if (a === b) return 0;
  return rank(a) - rank(b) || (Number.isFinite(a) ? a - b : 0);
}

function rank(amount: number): number {
  return Number.isFinite(amount) ? 0 : Number.isNaN(amount) ? 1 : 2;
}
