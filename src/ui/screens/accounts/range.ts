import { dayPlus, daysBetween } from '../../../domain/calendar/days.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import type { DayRange } from '../../../domain/reports/types.ts';

/** Ranges that a person names instead of two days. */
export const PRESETS = [
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
] as const;
export type Preset = (typeof PRESETS)[number];

/** Whole months from `first` on, `count` of them. */
function months(first: number, count: number): DayRange {
  return { from: `${monthText(first)}-01`, to: lastDayOf(monthText(first + count - 1)) };
}

/** Months counted from year 0, so that they can be added. */
function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthText(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

export function monthRange(day: string): DayRange {
  return months(monthNumber(day), 1);
}

/** The days of a preset as seen on `today`. */
export function presetRange(preset: Preset, today: string): DayRange {
  const month = monthNumber(today);
  const quarter = month - (month % 3);
  const year = month - (month % 12);
  switch (preset) {
    case 'this_month':
      return months(month, 1);
    case 'last_month':
      return months(month - 1, 1);
    case 'this_quarter':
      return months(quarter, 3);
    case 'last_quarter':
      return months(quarter - 3, 3);
    case 'this_year':
      return months(year, 12);
    case 'last_year':
      return months(year - 12, 12);
  }
}

/** The preset that a range is on `today`, or null. */
export function presetOf({ from, to }: DayRange, today: string): Preset | null {
  const same = (preset: Preset) => {
    const range = presetRange(preset, today);
    return range.from === from && range.to === to;
  };
  return PRESETS.find(same) ?? null;
}

/** The month that a range is (`yyyy-mm`), or null. */
export function monthOf({ from, to }: DayRange): string | null {
  const month = from.slice(0, 7);
  return from.endsWith('-01') && to === lastDayOf(month) ? month : null;
}

/** The range before or after: as many whole months, or as many days. */
export function stepped({ from, to }: DayRange, by: -1 | 1): DayRange {
  const first = monthNumber(from);
  const count = monthNumber(to) - first + 1;
  if (from.endsWith('-01') && to === lastDayOf(to.slice(0, 7))) return months(first + by * count, count);
  const days = daysBetween(from, to) + 1;
  return { from: dayPlus(from, by * days), to: dayPlus(to, by * days) };
}

/** A day as people type it (2026-3-5, 2026/03/05, 20260305, 2026年3月5日) as `yyyy-mm-dd`, or null. */
export function dayTyped(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain);
  if (!parts) return null;
  const [, year, month, date] = parts;
  return knownDay(`${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`);
}

function knownDay(day: string): string | null {
  const month = Number(day.slice(5, 7));
  const isDay = month >= 1 && month <= 12 && Number(day.slice(8)) >= 1 && day <= lastDayOf(day.slice(0, 7));
  return isDay ? day : null;
}

/** The range that an address asks for, or null where it asks for none that can be. */
export function rangeIn(search: URLSearchParams): DayRange | null {
  const [from, to] = [search.get('from'), search.get('to')].map(text => text && knownDay(text));
  return from && to && from <= to ? { from, to } : null;
}

/** Where a person begins: this month, or the last one with anything booked where this one has nothing yet. */
export function firstRange(lastOn: string | null, today: string): DayRange {
  return monthRange(lastOn !== null && lastOn < today ? lastOn : today);
}
