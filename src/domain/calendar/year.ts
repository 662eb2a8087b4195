import { isRealDate } from '../parties/checksum.ts';
import { type Place, Refusal } from '../refusal.ts';
import { dayAfter } from './days.ts';

/** The published table of one year: only where it differs from Monday to Friday. Days `2026-10-01`. */
export interface CalendarYear {
  year: number;
  /** Who published it. */
  source: string;
  /** Days off, weekends among them or not, with the name of the holiday. */
  off: Readonly<Record<string, string>>;
  /** Weekend days that are worked. */
  work: readonly string[];
}

/** A table as the product brings it: holidays as ranges. */
export interface ShippedYear {
  year: number;
  source: string;
  off: readonly { from: string; to: string; name: string }[];
  work: readonly string[];
}

/** A shipped table day by day. */
export function fromShipped({ year, source, off, work }: ShippedYear): CalendarYear {
  const days: Record<string, string> = {};
  for (const { from, to, name } of off) for (let day = from; day <= to; day = dayAfter(day)) days[day] = name;
  return { year, source, off: days, work };
}

/** One row of a table that a user brings. */
export interface CalendarRow {
  date: string;
  kind: string;
  name: string;
  place: Place;
}

const OFF = /^(off|休|休假|放假|假|假日|节假日|holiday)$/i;
const WORK = /^(work|班|上班|补班|调休|调休上班|工作|工作日|workday)$/i;

/**
 * The years that rows of days tell. Refuses `calendar.bad_date`, `calendar.bad_kind`, `calendar.twice` with the row, and
 * `calendar.empty` where there is none.
 */
export function readYears(rows: readonly CalendarRow[], source: string): CalendarYear[] {
  const seen = new Set<string>();
  const years = new Map<number, { off: Record<string, string>; work: string[] }>();
  for (const { date, kind, name, place } of rows) {
    const day = date.trim().replaceAll('/', '-');
    if (!isRealDate(day)) throw new Refusal('calendar.bad_date', { date }, place);
    if (seen.has(day)) throw new Refusal('calendar.twice', { date: day }, place);
    seen.add(day);
    const year = years.get(Number(day.slice(0, 4))) ?? { off: {}, work: [] };
    years.set(Number(day.slice(0, 4)), year);
    if (OFF.test(kind.trim())) year.off[day] = name.trim();
    else if (WORK.test(kind.trim())) year.work.push(day);
    else throw new Refusal('calendar.bad_kind', { kind }, place);
  }
  if (years.size === 0) throw new Refusal('calendar.empty', {});
  return [...years].map(([year, days]) => ({ year, source, ...days })).sort((a, b) => a.year - b.year);
}
