import { type CompareSide, NO_DAY } from './side.ts';
import { EQUAL, FUZZY, type Verdicts } from './verdicts.ts';

/**
 * Step two: of the rows still open, those of the same amount (and party, where both sides name one) whose dates lie at
 * most `windowDays` apart become pairs: nearest dates first, at equal distance the earlier day first, then record order.
 * At each distance as many pairs are made as possible, whichever side is called left. Rows of amount 0, without an
 * amount, or without a date where one was chosen, are never paired.
 */
export function pairByNearness(
  left: CompareSide,
  right: CompareSide,
  windowDays: number,
  verdicts: Verdicts,
): void {
  const terms = new Terms(left, right);
  const leftRows = terms.open(left, verdicts.leftTab);
  if (leftRows.length === 0) return;
  const rightRows = terms.open(right, verdicts.rightTab);
  if (rightRows.length === 0) return;
  const groups = groupRows(terms, leftRows, rightRows);
  const work = new NearPairing(terms, windowDays, verdicts);
  for (let group = 0; group < groups.count; group++) {
    work.run(
      groups.left.subarray(groups.leftFrom[group]!, groups.leftFrom[group + 1]!),
      groups.right.subarray(groups.rightFrom[group]!, groups.rightFrom[group + 1]!),
    );
  }
}

/** What two rows must share: numbers of the right side's parties are translated to the left's. */
class Terms {
  readonly left: CompareSide;
  readonly right: CompareSide;
  readonly useParty: boolean;
  readonly useDate: boolean;
  /** No key was chosen on both sides: same day, amount and party then counts as equal. */
  readonly keyless: boolean;
  private readonly rightParty: Int32Array;

  constructor(left: CompareSide, right: CompareSide) {
    this.left = left;
    this.right = right;
    this.useParty = left.chosen.party && right.chosen.party;
    this.useDate = left.chosen.date && right.chosen.date;
    this.keyless = !(left.chosen.key && right.chosen.key);
    this.rightParty = translateParties(left, right);
  }

  /** Rows that may still be paired. */
  open(side: CompareSide, tab: Uint8Array): Int32Array {
    const rows = new Int32Array(side.rows);
    let count = 0;
    for (let row = 0; row < side.rows; row++) {
      if (tab[row] !== 0) continue;
      const amount = side.amountE5[row]!;
      if (amount === 0 || !Number.isFinite(amount)) continue;
      if (this.useDate && side.day[row] === NO_DAY) continue;
      rows[count++] = row;
    }
    return rows.subarray(0, count);
  }

  /** Party as a number that both sides share; 0 where parties are not used. A party unknown to the left is negative. */
  party(side: CompareSide, row: number): number {
    if (!this.useParty) return 0;
    return side === this.left ? side.party[row]! : this.rightParty[side.party[row]!]!;
  }

  day(side: CompareSide, row: number): number {
    return this.useDate ? side.day[row]! : 0;
  }
}

/** For each party number of the right side its number on the left side, or a negative one of its own. */
export function translateParties(left: CompareSide, right: CompareSide): Int32Array {
  const numbers = new Map(left.parties.map((name, at) => [name, at + 1]));
  const translated = new Int32Array(right.parties.length + 1);
  right.parties.forEach((name, at) => {
    translated[at + 1] = numbers.get(name) ?? -(at + 1);
  });
  return translated;
}

interface Groups {
  count: number;
  /** Rows ordered by group, inside a group in record order; group g lies from `leftFrom[g]` to `leftFrom[g + 1]`. */
  left: Int32Array;
  right: Int32Array;
  leftFrom: Int32Array;
  rightFrom: Int32Array;
}

/** Gathers rows of the same amount and party. Groups are numbered by the left rows; right rows of no group are left out. */
function groupRows(terms: Terms, leftRows: Int32Array, rightRows: Int32Array): Groups {
  const { left, right } = terms;
  let size = 16;
  while (size < leftRows.length * 2) size *= 2;
  const slots = new Int32Array(size);
  const firstRow = new Int32Array(leftRows.length);
  const leftGroup = new Int32Array(leftRows.length);
  const rightGroup = new Int32Array(rightRows.length);
  let count = 0;
  /** Group number of the terms of a row, -1 if there is none and none may be opened. */
  const find = (side: CompareSide, row: number, open: boolean): number => {
    const amount = side.amountE5[row]!;
    const party = terms.party(side, row);
    for (let slot = hashTerms(amount, party) & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const held = slots[slot]!;
      if (held === 0) {
        if (!open) return -1;
        slots[slot] = count + 1;
        firstRow[count] = row;
        return count++;
      }
      const first = firstRow[held - 1]!;
      if (left.amountE5[first] === amount && terms.party(left, first) === party) return held - 1;
    }
  };
  for (let at = 0; at < leftRows.length; at++) leftGroup[at] = find(left, leftRows[at]!, true);
  for (let at = 0; at < rightRows.length; at++) rightGroup[at] = find(right, rightRows[at]!, false);
  const [leftOrdered, leftFrom] = distribute(leftRows, leftGroup, count);
  const [rightOrdered, rightFrom] = distribute(rightRows, rightGroup, count);
  return { count, left: leftOrdered, right: rightOrdered, leftFrom, rightFrom };
}

function hashTerms(amount: number, party: number): number {
  const high = Math.floor(amount / 0x1_0000_0000);
  let hash = Math.imul(
    (amount | 0) ^ Math.imul(high, 0x9e37_79b1) ^ Math.imul(party, 0x85eb_ca6b),
    0xcc9e_2d51,
  );
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A stable counting sort by group. */
function distribute(rows: Int32Array, group: Int32Array, count: number): [Int32Array, Int32Array] {
  const from = new Int32Array(count + 1);
  for (let at = 0; at < rows.length; at++) if (group[at]! >= 0) from[group[at]! + 1]! += 1;
  for (let at = 0; at < count; at++) from[at + 1]! += from[at]!;
  const next = from.slice();
  const ordered = new Int32Array(from[count]!);
  for (let at = 0; at < rows.length; at++) if (group[at]! >= 0) ordered[next[group[at]!]!++] = rows[at]!;
  return [ordered, from];
}

/** Pairs the rows of one group at distance 0, then 1, then 2 … */
class NearPairing {
  private readonly terms: Terms;
  private readonly windowDays: number;
  private readonly verdicts: Verdicts;

  constructor(terms: Terms, windowDays: number, verdicts: Verdicts) {
    this.terms = terms;
    this.windowDays = terms.useDate ? windowDays : 0;
    this.verdicts = verdicts;
  }

  run(leftRows: Int32Array, rightRows: Int32Array): void {
    if (leftRows.length === 0 || rightRows.length === 0) return;
    const { terms } = this;
    if (leftRows.length === 1 && rightRows.length === 1) {
      const distance = Math.abs(terms.day(terms.right, rightRows[0]!) - terms.day(terms.left, leftRows[0]!));
      if (distance <= this.windowDays) this.take(leftRows[0]!, rightRows[0]!, distance);
      return;
    }
    let openLeft = sortByDay(leftRows, terms, terms.left);
    let openRight = sortByDay(rightRows, terms, terms.right);
    for (let distance = 0; distance <= this.windowDays; distance++) {
      const pairs = this.atDistance(openLeft, openRight, distance);
      if (pairs === 0) continue;
      openLeft = openLeft.filter(row => this.verdicts.leftTab[row] === 0);
      openRight = openRight.filter(row => this.verdicts.rightTab[row] === 0);
      if (openLeft.length === 0 || openRight.length === 0) return;
    }
  }

  /**
   * Goes through the earlier rows of possible pairs in order of day, both sides merged. Rows that can meet at one
   * distance form a chain of days, and pairing a chain from its end leaves nothing that could still be paired.
   */
  private atDistance(leftRows: Int32Array, rightRows: Int32Array, distance: number): number {
    const { terms, verdicts } = this;
    const { left, right } = terms;
    let pairs = 0;
    let l = 0;
    let r = 0;
    let laterLeft = 0;
    let laterRight = 0;
    while (l < leftRows.length || r < rightRows.length) {
      const leftDay = l < leftRows.length ? terms.day(left, leftRows[l]!) : Infinity;
      const rightDay = r < rightRows.length ? terms.day(right, rightRows[r]!) : Infinity;
      if (leftDay <= rightDay) {
        const row = leftRows[l++]!;
        if (verdicts.leftTab[row] !== 0) continue;
        laterRight = seek(rightRows, laterRight, terms, right, leftDay + distance, verdicts.rightTab);
        if (laterRight === rightRows.length) continue;
        if (terms.day(right, rightRows[laterRight]!) !== leftDay + distance) continue;
        this.take(row, rightRows[laterRight++]!, distance);
      } else {
        const row = rightRows[r++]!;
        if (verdicts.rightTab[row] !== 0) continue;
        laterLeft = seek(leftRows, laterLeft, terms, left, rightDay + distance, verdicts.leftTab);
        if (laterLeft === leftRows.length) continue;
        if (terms.day(left, leftRows[laterLeft]!) !== rightDay + distance) continue;
        this.take(leftRows[laterLeft++]!, row, distance);
      }
      pairs += 1;
    }
    return pairs;
  }

  private take(left: number, right: number, distance: number): void {
    const { terms } = this;
    const certain = terms.keyless && terms.useParty && terms.useDate && distance === 0;
    this.verdicts.pair(left, right, certain && terms.left.party[left] !== 0 ? EQUAL : FUZZY);
  }
}

function seek(
  rows: Int32Array,
  from: number,
  terms: Terms,
  side: CompareSide,
  day: number,
  tab: Uint8Array,
): number {
  let at = from;
  while (at < rows.length && (tab[rows[at]!] !== 0 || terms.day(side, rows[at]!) < day)) at += 1;
  return at;
}

function sortByDay(rows: Int32Array, terms: Terms, side: CompareSide): Int32Array {
  let sorted = true;
  for (let at = 1; at < rows.length && sorted; at++)
    sorted = terms.day(side, rows[at - 1]!) <= terms.day(side, rows[at]!);
  return sorted ? rows : rows.slice().sort((a, b) => terms.day(side, a) - terms.day(side, b) || a - b);
}
