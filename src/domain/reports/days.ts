import { Refusal } from '../refusal.ts';
import type { DayRange } from './types.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Checks both days of a range. Refuses `reports.bad_day` and `reports.range_reversed`. */
export function checkRange({ from, to }: DayRange): DayRange {
  checkDay(from);
  checkDay(to);
  if (from > to) throw new Refusal('reports.range_reversed', { from, to });
  return { from, to };
}

/** Checks one calendar day. Refuses `reports.bad_day`. */
export function checkDay(day: string): string {
  const [, , month, date] = DAY.exec(day) ?? [];
  if (month === undefined || Number(month) < 1 || Number(month) > 12)
    throw new Refusal('reports.bad_day', { day });
  if (Number(date) < 1 || day > lastDayOf(day.slice(0, 7))) throw new Refusal('reports.bad_day', { day });
  return day;
}

/** Last day of a month `yyyy-mm`. */
export function lastDayOf(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = number === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
  return `${month}-${days}`;
}

function monthBefore(month: string): string {
  return shifted(month, -1);
}

function monthAfter(month: string): string {
  return shifted(month, 1);
}

function shifted(month: string, by: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** A range cut into whole months, which have kept sums, and the days beside them. */
export interface RangeParts {
  /** First and last whole month; null where there is none. The first is null when the range has no beginning. */
  months: { first: string | null; last: string } | null;
  days: DayRange[];
}

/** Cuts a range; `from` null means from the beginning of the book. */
export function rangeParts(from: string | null, to: string): RangeParts {
  const endMonth = to.slice(0, 7);
  const lastWhole = to === lastDayOf(endMonth) ? endMonth : monthBefore(endMonth);
  const firstWhole =
    from === null ? null : from.endsWith('-01') ? from.slice(0, 7) : monthAfter(from.slice(0, 7));
  const startMonth = from?.slice(0, 7);
  if (from !== null && firstWhole !== null && firstWhole > lastWhole) {
    if (startMonth === endMonth) return { months: null, days: [{ from, to }] };
    return { months: null, days: besides(from, to, firstWhole, lastWhole) };
  }
  return { months: { first: firstWhole, last: lastWhole }, days: besides(from, to, firstWhole, lastWhole) };
}

function besides(from: string | null, to: string, firstWhole: string | null, lastWhole: string): DayRange[] {
  const days: DayRange[] = [];
  if (from !== null && firstWhole !== null && !from.startsWith(firstWhole))
    days.push({ from, to: lastDayOf(from.slice(0, 7)) });
  if (!to.startsWith(lastWhole)) days.push({ from: `${to.slice(0, 7)}-01`, to });
  return days;
}
