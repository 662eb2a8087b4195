import type { Finding } from '../refusal.ts';

/** One statement made ready for matching: typed arrays over shared memory, so that threads hand it over uncopied. */
export interface CompareSide {
  /** Number of data rows; every array below holds one entry a row. */
  rows: number;
  /** Record index of the first row in its sheet, from 0, and of each row; null where they follow without a gap. */
  firstRecord: number;
  record: Uint32Array | null;
  /** Physical line of each record of the sheet (not of each row), from 1; null where it is record + 1. */
  recordLine: Uint32Array | null;
  /** The sheet's bytes, then `extra`: keys that do not stand in the file as one run of bytes. */
  bytes: Uint8Array;
  extra: Uint8Array;
  /** First byte of the trimmed key; positions from `bytes.length` on lie in `extra`. */
  keyStart: Uint32Array;
  /** Length of the key in bytes, 0 = the row has none. */
  keyBytes: Uint16Array;
  keyHash: Uint32Array;
  /** 1/100000 of the unit; NaN = the cell holds no amount, Infinity = it cannot be read. */
  amountE5: Float64Array;
  /** Days since 1970-01-01; `NO_DAY` = none. */
  day: Int32Array;
  /** 1 + index in `parties`; 0 = none. */
  party: Int32Array;
  /** Normalised names of the parties, each once. */
  parties: string[];
  /** Which columns were chosen at all. */
  chosen: { key: boolean; date: boolean; party: boolean };
  /** Doubts met while reading, each with its first place and `count`. */
  findings: Finding[];
}

export const NO_DAY = -0x8000_0000;
/** Marks the missing side of a pair. */
export const NO_ROW = -1;

/** Both amounts are known and equal, or both cells hold none. What cannot be read equals nothing. */
export function sameAmount(a: number, b: number): boolean {
  return a === b ? a !== Infinity : Number.isNaN(a) && Number.isNaN(b);
}

/** The same day, or nothing to compare: a side without a date column has none on any row. */
export function sameDay(a: number, b: number): boolean {
  return a === b || a === NO_DAY || b === NO_DAY;
}

/** The byte-for-byte comparison of two keys of the same length. */
export function sameKey(a: CompareSide, aRow: number, b: CompareSide, bRow: number): boolean {
  const length = a.keyBytes[aRow]!;
  if (length !== b.keyBytes[bRow]!) return false;
  let aAt = a.keyStart[aRow]!;
  let bAt = b.keyStart[bRow]!;
  let aFrom = a.bytes;
  let bFrom = b.bytes;
  if (aAt >= aFrom.length) {
    aAt -= aFrom.length;
    aFrom = a.extra;
  }
  if (bAt >= bFrom.length) {
    bAt -= bFrom.length;
    bFrom = b.extra;
  }
  // From the back: ids of one day share their head.
  for (let at = length - 1; at >= 0; at--) if (aFrom[aAt + at] !== bFrom[bAt + at]) return false;
  return true;
}

const DECODER = new TextDecoder();

/** The key of a row as text, null if it has none. */
export function keyText(side: CompareSide, row: number): string | null {
  const length = side.keyBytes[row]!;
  if (length === 0) return null;
  const start = side.keyStart[row]!;
  const from = start < side.bytes.length ? side.bytes : side.extra;
  const at = start < side.bytes.length ? start : start - side.bytes.length;
  // A decoder refuses shared memory, and a key is short: copy it.
  return DECODER.decode(from.slice(at, at + length));
}

/** Name of a row's party as it is compared, null if none. */
export function partyText(side: CompareSide, row: number): string | null {
  return side.parties[side.party[row]! - 1] ?? null;
}

/** Record index of a row in its sheet, from 0. */
export function recordOf(side: CompareSide, row: number): number {
  return side.record === null ? side.firstRecord + row : side.record[row]!;
}

/** Line (text) or sheet row (workbook) of a row, from 1. */
export function lineOf(side: CompareSide, row: number): number {
  const record = recordOf(side, row);
  return side.recordLine === null ? record + 1 : side.recordLine[record]!;
}

/** Writes a day number as `2026-05-01`; integer arithmetic only. */
export function dayText(day: number): string | null {
  if (day === NO_DAY) return null;
  // Days since 0000-03-01, so that the leap day ends a year (era arithmetic of the proleptic Gregorian calendar).
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.trunc(
    (dayOfEra -
      Math.trunc(dayOfEra / 1_460) +
      Math.trunc(dayOfEra / 36_524) -
      Math.trunc(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.trunc(yearOfEra / 4) - Math.trunc(yearOfEra / 100));
  const shiftedMonth = Math.trunc((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.trunc((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
