import { beijingDay, dayBefore } from '../../../domain/calendar/days.ts';
import { isRealDate } from '../../../domain/parties/checksum.ts';

export function today(): string {
  return beijingDay(Date.now());
}

/** A day as typed: `2026-5-8`, `2026/05/08`, `20260508`, `5-8` of the present year. Null for none. */
export function readDay(text: string, present: string = today()): string | null {
  const typed = text.normalize('NFKC').trim();
  const whole = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(typed);
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed);
  const parts = whole?.slice(1) ?? (short ? [present.slice(0, 4), ...short.slice(1)] : null);
  if (!parts) return null;
  const [year = '', month = '', day = ''] = parts;
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isRealDate(read) ? read : null;
}

/** Day of 期初建账 in a book, the first on which anything is posted: the one before its first month. */
export function openingDay(firstPeriod: string): string {
  return dayBefore(`${firstPeriod}-01`);
}

export interface Range {
  from: string;
  to: string;
}

export const RANGES = ['this_month', 'last_month', 'this_year'] as const;
export type RangeName = (typeof RANGES)[number];

/** The range of a name, seen from a day. */
export function rangeOf(name: RangeName, present: string): Range {
  const [year = 0, month = 0] = present.split('-').map(Number);
  if (name === 'this_year') return { from: `${present.slice(0, 4)}-01-01`, to: present };
  if (name === 'this_month') return { from: `${present.slice(0, 7)}-01`, to: present };
  const first = new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
  return { from: first, to: last };
}
