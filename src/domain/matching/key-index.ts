import { type CompareSide, sameKey } from './side.ts';

/** Which rows of one side carry a key: an open-addressing table of first rows, further rows of a key in chains. */
export interface KeyIndex {
  side: CompareSide;
  /** Row + 1 of the first row of a key, 0 = empty; the length is a power of two. */
  slots: Int32Array;
  /** Row + 1 of the next row with the same key, 0 = last. */
  next: Int32Array;
  /** Row + 1 of the last row of a chain that has more than one row, kept at its first row. */
  last: Int32Array;
  /** 1 for every row of a chain but its first. */
  further: Uint8Array;
}

/** Indexes every row that has a key, chains in record order. */
export function indexKeys(side: CompareSide): KeyIndex {
  const { rows, keyHash, keyBytes } = side;
  let size = 16;
  while (size < rows * 2) size *= 2;
  const slots = new Int32Array(size);
  const next = new Int32Array(rows);
  const last = new Int32Array(rows);
  const further = new Uint8Array(rows);
  const mask = size - 1;
  for (let row = 0; row < rows; row++) {
    if (keyBytes[row] === 0) continue;
    const hash = keyHash[row]!;
    let slot = hash & mask;
    for (;;) {
      const held = slots[slot]!;
      if (held === 0) {
        slots[slot] = row + 1;
        break;
      }
      if (keyHash[held - 1] === hash && sameKey(side, held - 1, side, row)) {
        next[(last[held - 1] || held) - 1] = row + 1;
        last[held - 1] = row + 1;
        further[row] = 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { side, slots, next, last, further };
}

/**
 * First row of the index that has the same key as `row` of another side, or -1. `likely` is tried before the table:
 * two exports mostly stand in the same order, and the neighbour of the last hit costs no jump through memory.
 */
export function findKey(index: KeyIndex, other: CompareSide, row: number, likely: number): number {
  const { side, slots } = index;
  const hash = other.keyHash[row]!;
  if (
    likely < side.rows &&
    side.keyHash[likely] === hash &&
    index.further[likely] === 0 &&
    side.keyBytes[likely] !== 0 &&
    sameKey(side, likely, other, row)
  )
    return likely;
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (;;) {
    const held = slots[slot]!;
    if (held === 0) return -1;
    if (side.keyHash[held - 1] === hash && sameKey(side, held - 1, other, row)) return held - 1;
    slot = (slot + 1) & mask;
  }
}
