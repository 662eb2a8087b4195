/** Dates as a spreadsheet counts them: days since 1899-12-30, the time of day as a part of a day. */

import { type ByteRun, putDigits } from './write-bytes.ts';

/** First day from which Excel's calendar is right (it believes in 1900-02-29). */
const FIRST_YEAR = 1901;
const DAYS_TO_1970 = 25_569;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Excel's day number of a text that begins `2026-05-01`; -1 for anything that is no such day. */
export function daySerial(text: string): number {
  if (text.length !== 10 && text.length !== 19) return -1;
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return -1;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1)) return -1;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day > DAYS_IN_MONTH[month - 1]! + (month === 2 ? leap : 0)) return -1;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  return (
    (year - 1970) * 365 +
    leapDays +
    DAYS_BEFORE_MONTH[month - 1]! +
    (month > 2 ? leap : 0) +
    (day - 1) +
    DAYS_TO_1970
  );
}

/** Second of the day of ` 09:08:07` at the end of a text of 19 units; -1 if it is none. */
export function secondOfDay(text: string): number {
  if (text.charCodeAt(10) !== 0x20 || text.charCodeAt(13) !== 0x3a || text.charCodeAt(16) !== 0x3a) return -1;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return -1;
  return hour * 3_600 + minute * 60 + second;
}

/** NaN unless both are digits. */
function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 0x30;
  const ones = text.charCodeAt(index + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const SECONDS_A_DAY = 86_400;
const FRACTION_SCALE = 1e11;

/**
 * Appends `.38063657407`: a second as part of a day, to eleven decimals (under a microsecond), in whole-number
 * arithmetic; nothing for midnight.
 */
export function putDayFraction(out: ByteRun, second: number): void {
  if (second === 0) return;
  const scaled = Math.floor((second * FRACTION_SCALE + SECONDS_A_DAY / 2) / SECONDS_A_DAY);
  const high = Math.floor(scaled / 1e6);
  out.reserve(12);
  out.bytes[out.at] = 0x2e;
  let at = putDigits(out.bytes, out.at + 1, high, 5);
  at = putDigits(out.bytes, at, scaled - high * 1e6, 6);
  while (out.bytes[at - 1] === 0x30) at -= 1;
  out.at = at;
}
