import { isRealDate } from '../parties/checksum.ts';
import { Refusal } from '../refusal.ts';
import { dayAfter, isWeekend } from './days.ts';
import type { CalendarYear } from './year.ts';

/** The most working days that a date is asked for: about ten years. */
const MOST_DAYS = 2_500;

/** Working days by the published years; a later table of the same year takes the place of an earlier one. */
export class WorkCalendar {
  private readonly years: ReadonlyMap<number, { off: ReadonlySet<string>; work: ReadonlySet<string> }>;

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
  due(from: string, workingDays: number): { due: string; provisional: boolean } {
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

  /** Working days after `from` up to `to`, zero where `to` is not later. */
  between(from: string, to: string): number {
    let count = 0;
    for (let day = from; day < to; ) {
      day = dayAfter(day);
      if (this.isWorkday(day).workday) count += 1;
    }
    return count;
  }
}

function checkDay(day: string): void {
  if (!isRealDate(day)) throw new Refusal('calendar.bad_day', { day });
}
