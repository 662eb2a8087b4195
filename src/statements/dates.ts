import { trimCell } from '../files/cells.ts';

/** A moment of Beijing time: days since 1970-01-01, and the second of the day or -1 where the cell has no time. */
export interface Moment {
  day: number;
  second: number;
}

/** How a file writes dates where the text alone does not say. */
export interface DateHabit {
  order?: 'dmy' | 'mdy';
  dates1904?: boolean;
  /** Year and month of the statement (its title or period end) for dates without a year. */
  year?: number;
  month?: number;
}

/** Day of a moment that the cell does not have. */
export const NO_DAY = -0x80000000;
const NOTHING = /^(?:-+|\/|尚未入账|未入账|待入账|无)?$/;
const DAY_MS = 86_400_000;

/** Reads a date cell of any shape of FORMATS §1; `none` where there is none (尚未入账), `bad` for what is no date. */
export function parseMoment(cell: string, habit: DateHabit = {}): Moment | 'none' | 'bad' {
  const text = trimCell(cell.normalize('NFKC')).replace(/\s+/g, ' ');
  if (NOTHING.test(text)) return 'none';
  return (
    isoLike(text) ??
    packed(text) ??
    serial(text, habit) ??
    slashed(text, habit) ??
    withoutYear(text, habit) ??
    'bad'
  );
}

const CLOCK = String.raw`(?:[ T]?(?:(上午|下午|AM|PM) ?)?(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?(?: ?(AM|PM))?(?:Z|\+08:?00)?)?`;
const ISO = new RegExp(`^(\\d{4})([-/.年])(\\d{1,2})[-/.月](\\d{1,2})日?${CLOCK}$`, 'i');
const SLASHED = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})${CLOCK}$`, 'i');
const SHORT = new RegExp(`^(\\d{1,2})(?:[-/.]|月)(\\d{1,2})日?${CLOCK}$`, 'i');

function isoLike(text: string): Moment | 'bad' | null {
  const match = ISO.exec(text);
  return match && moment(Number(match[1]), Number(match[3]), Number(match[4]), clockOf(match, 5));
}

function packed(text: string): Moment | 'bad' | null {
  const match = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:[ T]?(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?)?$/.exec(text);
  if (!match) return null;
  const second =
    match[4] === undefined ? -1 : secondOf(Number(match[4]), Number(match[5]), Number(match[6] ?? 0));
  return moment(Number(match[1]), Number(match[2]), Number(match[3]), second);
}

/** Excel serial: days since 1899-12-30 (or 1904-01-01) with the time as a fraction. */
function serial(text: string, habit: DateHabit): Moment | null {
  const match = /^([1-9]\d{4})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const day = Number(match[1]) - 25_569 + (habit.dates1904 ? 1_462 : 0);
  if (match[2] === undefined || /^0*$/.test(match[2])) return { day, second: -1 };
  const second = fractionOfDay(match[2]);
  return second === 86_400 ? { day: day + 1, second: 0 } : { day, second };
}

function slashed(text: string, habit: DateHabit): Moment | 'bad' | null {
  const match = SLASHED.exec(text);
  if (!match) return null;
  const [a, b] = [Number(match[1]), Number(match[2])];
  const year = match[3]!.length === 2 ? 2000 + Number(match[3]) : Number(match[3]);
  const monthFirst = match[3]!.length === 2 && !habit.order ? a <= 12 : isMonthFirst(a, b, habit);
  return moment(year, monthFirst ? a : b, monthFirst ? b : a, clockOf(match, 4));
}

function withoutYear(text: string, habit: DateHabit): Moment | 'bad' | null {
  const match = SHORT.exec(text);
  if (!match) return null;
  const [a, b] = [Number(match[1]), Number(match[2])];
  const dayFirst = habit.order === 'dmy' || (a > 12 && b <= 12);
  const month = dayFirst ? b : a;
  if (habit.year === undefined) return 'bad';
  const year = habit.month !== undefined && month > habit.month ? habit.year - 1 : habit.year;
  return moment(year, month, dayFirst ? a : b, clockOf(match, 3));
}

function isMonthFirst(a: number, b: number, habit: DateHabit): boolean {
  if (habit.order) return habit.order === 'mdy';
  return a <= 12 && b > 12;
}

/** The time groups of a match from `at`: half day, hour, minute, second, half day. */
function clockOf(match: RegExpExecArray, at: number): number {
  if (match[at + 1] === undefined) return -1;
  const half = (match[at] ?? match[at + 4] ?? '').toUpperCase();
  let hour = Number(match[at + 1]);
  if ((half === '下午' || half === 'PM') && hour < 12) hour += 12;
  if ((half === '上午' || half === 'AM') && hour === 12) hour = 0;
  return secondOf(hour, Number(match[at + 2]), Number(match[at + 3] ?? 0));
}

/** Reads a time of day in a column of its own: 09:08:07, 9:08, 090807, 90807 (lost zero), an Excel fraction. -1 if none, null if unreadable. */
export function parseClock(cell: string): number | null {
  const text = trimCell(cell.normalize('NFKC')).replace(/\s+/g, '');
  if (NOTHING.test(text)) return -1;
  const match =
    /^(\d{1,2})[:时.](\d{1,2})(?:[:分.](\d{1,2})秒?|分)?(?:\.\d+)?$/.exec(text) ??
    (/^\d{1,6}$/.test(text) ? /^(\d\d)(\d\d)(\d\d)$/.exec(text.padStart(6, '0')) : null);
  if (match) {
    const second = secondOf(Number(match[1]), Number(match[2]), Number(match[3] ?? 0));
    return second === BAD_SECOND ? null : second;
  }
  const fraction = /^0?\.(\d+)$/.exec(text);
  if (fraction) return fractionOfDay(fraction[1]!) % 86_400;
  const dated = parseMoment(text.replace(/^(\d{4}-\d\d-\d\d)(?=\d)/, '$1 '));
  return typeof dated === 'object' && dated.second >= 0 ? dated.second : null;
}

/** Seconds of a decimal fraction of a day, rounded; whole numbers only. */
function fractionOfDay(digits: string): number {
  const nine = Number(digits.slice(0, 9).padEnd(9, '0'));
  return Math.round((nine * 86_400) / 1_000_000_000);
}

const BAD_SECOND = -2;

function secondOf(hour: number, minute: number, second: number): number {
  if (hour === 24 && minute === 0 && second === 0) return 86_399;
  return hour < 24 && minute < 60 && second < 60 ? hour * 3_600 + minute * 60 + second : BAD_SECOND;
}

function moment(year: number, month: number, day: number, second: number): Moment | 'bad' {
  if (second === BAD_SECOND || !isDate(year, month, day)) return 'bad';
  return { day: dayNumber(year, month, day), second };
}

function isDate(year: number, month: number, day: number): boolean {
  return year >= 1970 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 of a calendar date. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  );
}

/** `2026-05-01` of a day number. */
export function dateText(day: number): string {
  // Rows of a file come day by day.
  if (day !== lastDay) {
    lastDayText = new Date(day * DAY_MS).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastDayText;
}

let lastDay = Number.NaN;
let lastDayText = '';

/** Two digits of a number below 60. */
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** `2026-05-01` or `2026-05-01 09:08:07`; null for no day. */
export function momentText(day: number, second: number): string | null {
  if (day === NO_DAY) return null;
  if (second < 0) return dateText(day);
  const minute = Math.floor(second / 60);
  return `${dateText(day)} ${TWO[Math.floor(minute / 60)]}:${TWO[minute % 60]}:${TWO[second % 60]}`;
}

/** Where the byte reader leaves what it read. */
export const scanned: Moment = { day: 0, second: -1 };

/**
 * The common shapes straight from the bytes: `2026-05-01`, `2026/05/01`, `20260501`, each with or without ` 09:08:07`,
 * padded by spaces, TAB or a backtick. False when `parseMoment` must look.
 */
export function scanMoment(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  let last = end;
  while (at < last && bytes[at]! <= 32) at++;
  if (at < last && bytes[at] === 0x60) at++;
  while (at < last && bytes[at]! <= 32) at++;
  while (last > at && bytes[last - 1]! <= 32) last--;
  const length = last - at;
  const isPacked = length === 8 || length === 17;
  if (!isPacked && length !== 10 && length !== 19) return false;
  const gap = isPacked ? 0 : 1;
  if (!isPacked) {
    const separator = bytes[at + 4]!;
    if ((separator !== 0x2d && separator !== 0x2f) || bytes[at + 7] !== separator) return false;
  }
  const year = pair(bytes, at) * 100 + pair(bytes, at + 2);
  const month = pair(bytes, at + 4 + gap);
  const day = pair(bytes, at + 6 + 2 * gap);
  if (!isDate(year, month, day)) return false;
  scanned.second = -1;
  if (length > 10) {
    const clock = at + 8 + 2 * gap;
    if (bytes[clock] !== 0x20 || bytes[clock + 3] !== 0x3a || bytes[clock + 6] !== 0x3a) return false;
    const second = secondOf(pair(bytes, clock + 1), pair(bytes, clock + 4), pair(bytes, clock + 7));
    if (!(second >= 0)) return false;
    scanned.second = second;
  }
  scanned.day = dayNumber(year, month, day);
  return true;
}

/** Two decimal digits, or NaN. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
