import { Refusal } from '../refusal.ts';
import { lastDayOf } from '../reports/days.ts';
import type { PolicyPeriod } from './terms.ts';

/** A month, quarter, half-year or year with its days. */
export interface Period {
  /** `2026-05`, `2026-Q2`, `2026-H1`, `2026`. */
  key: string;
  from: string;
  to: string;
}

/** Refuses `policies.no_such_month` for what is none. */
export function checkMonth(month: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Refusal('policies.no_such_month', { month });
  return month;
}

/** The months of a range, both included. */
export function monthsOf(first: string, last: string): string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const months = [];
  for (let at = number(first); at <= number(last); at++)
    months.push(`${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`);
  return months;
}

/** The period that holds a month. */
export function periodOf(month: string, length: PolicyPeriod): Period {
  const year = month.slice(0, 4);
  if (length === 'year') return { key: year, from: `${year}-01-01`, to: `${year}-12-31` };
  if (length === 'month') return { key: month, from: `${month}-01`, to: lastDayOf(month) };
  if (length === 'half_year')
    return Number(month.slice(5)) <= 6
      ? { key: `${year}-H1`, from: `${year}-01-01`, to: `${year}-06-30` }
      : { key: `${year}-H2`, from: `${year}-07-01`, to: `${year}-12-31` };
  const quarter = Math.ceil(Number(month.slice(5)) / 3);
  const [first, last] = [quarter * 3 - 2, quarter * 3].map(each => String(each).padStart(2, '0'));
  return { key: `${year}-Q${quarter}`, from: `${year}-${first}-01`, to: lastDayOf(`${year}-${last}`) };
}

/** The period of a key. Refuses `policies.no_such_period`. */
export function periodNamed(key: string): Period {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter) return periodOf(`${quarter[1]}-${String(Number(quarter[2]) * 3).padStart(2, '0')}`, 'quarter');
  const half = /^(\d{4})-H([12])$/.exec(key);
  if (half) return periodOf(`${half[1]}-${half[2] === '1' ? '01' : '07'}`, 'half_year');
  if (/^\d{4}$/.test(key)) return periodOf(`${key}-01`, 'year');
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(key)) return periodOf(key, 'month');
  throw new Refusal('policies.no_such_period', { period: key });
}
