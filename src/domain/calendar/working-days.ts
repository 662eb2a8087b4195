import { isRealDate } from '../parties/checksum.ts';
import { Refusal } from '../refusal.ts';
import { dayAfter, daysBetween, isWeekend } from './days.ts';
import type { CalendarYear } from './year.ts';

/** The most working days that a date is asked for: about ten years. */
const MOST_DAYS = 2_500;

/** A due day, and whether a year on the way to it has no published table. */
export type Due = Readonly<{ due: string; provisional: boolean }>;

/** Working days by the published years; a later table of the same year takes the place of an earlier one. */
export class WorkCalendar {
  private readonly years: ReadonlyMap<number, { off: ReadonlySet<string>; work: ReadonlySet<string> }>;
  /** By year, the working days from its first day through each of its days; counted when first asked. */
  private readonly worked = new Map<number, readonly number[]>();
  /** Due days by day and count: lists ask the same ones thousands of times. */
  private readonly dues = new Map<string, Due>();

  constructor(years: readonly CalendarYear[]) {
    this.years = new Map(
      years.map(({ year, off, work }) => [year, { off: new Set(Object.keys(off)), work: new Set(work) }]),
    );
  }

  /** Whether a day is worked; provisional (Monday to Friday) in a year whose table is not known. Refuses `calendar.bad_day`. */
  isWorkday(day: string): { workday: boolean; provisional: boolean } {
    checkDay(day);
    const year = this.years.get(Number(day.slice(0, 4)));
    const worked = year?.work.has(day) || (!isWeekend(day) && !year?.off.has(day));
    return { workday: worked, provisional: !year };
  }

  /**
   * REF-1: the end of working day `workingDays` after a day, which is day 0. Provisional where a day in between lies in
   * a year whose table is not known. Refuses `calendar.bad_day`, `calendar.bad_count`.
   */
  due(from: string, workingDays: number): Due {
    const asked = `${from} ${workingDays}`;
    const known = this.dues.get(asked);
    if (known) return known;
    const due = this.countTo(from, workingDays);
    this.dues.set(asked, due);
    return due;
  }

  private countTo(from: string, workingDays: number): Due {
    checkDay(from);
    if (!Number.isInteger(workingDays) || workingDays < 0 || workingDays > MOST_DAYS)
      throw new Refusal('calendar.bad_count', { count: String(workingDays), most: MOST_DAYS });
    let day = from;
    let isProvisional = false;
    for (let left = workingDays; left > 0; ) {
      day = dayAfter(day);
      const { workday, provisional } = this.isWorkday(day);
      isProvisional ||= provisional;
      if (workday) left -= 1;
    }
    return { due: day, provisional: isProvisional };
  }

  /** Working days after `from` up to `to`, zero where `to` is not later. Refuses `calendar.bad_day`. */
  between(from: string, to: string): number {
    if (to <= from) return 0;
    let count = this.workedBy(to) - this.workedBy(from);
    for (let year = yearOf(from); year < yearOf(to); year++) count += this.workedIn(year).at(-1)!;
    return count;
  }

  /** Working days from the first day of a day's year through the day. */
  private workedBy(day: string): number {
    checkDay(day);
    return this.workedIn(yearOf(day))[daysBetween(`${day.slice(0, 4)}-01-01`, day)]!;
  }

  private workedIn(year: number): readonly number[] {
    const known = this.worked.get(year);
    if (known) return known;
    const counts: number[] = [];
    let count = 0;
    for (let day = `${String(year).padStart(4, '0')}-01-01`; yearOf(day) === year; day = dayAfter(day)) {
      if (this.isWorkday(day).workday) count += 1;
      counts.push(count);
    }
    this.worked.set(year, counts);
    return counts;
  }
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function checkDay(day: string): void {
  if (!isRealDate(day)) throw new Refusal('calendar.bad_day', { day });
}
