import type { WorkCalendar } from '../../domain/calendar/working-days.ts';

const DAY_SECONDS = 86_400;

/** Seconds of Beijing time since 1970-01-01 00:00:00: the one clock of the demo. */
export type Moment = number;

export function dayStart(day: string): Moment {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 1_000;
}

/** `2026-05-01 09:08:07`. */
export function momentText(moment: Moment): string {
  return new Date(moment * 1_000).toISOString().slice(0, 19).replace('T', ' ');
}

export function dayOf(moment: Moment): string {
  return momentText(moment).slice(0, 10);
}

export function clockOf(moment: Moment): string {
  return momentText(moment).slice(11);
}

export function monthOf(moment: Moment): string {
  return momentText(moment).slice(0, 7);
}

/** `2026-03` and the months after it. */
export function monthsFrom(first: string, count: number): string[] {
  const start = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, at) => {
    const month = start + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** Every day of a month, `2026-03-01` first. */
export function daysOf(month: string): string[] {
  const [next] = monthsFrom(month, 2).slice(1);
  const days: string[] = [];
  for (let at = dayStart(`${month}-01`); at < dayStart(`${next}-01`); at += DAY_SECONDS) days.push(dayOf(at));
  return days;
}

export function addDays(moment: Moment, days: number): Moment {
  return moment + days * DAY_SECONDS;
}

/** Start of the day after. */
export function nextDay(moment: Moment): Moment {
  return dayStart(dayOf(moment)) + DAY_SECONDS;
}

export function isMonday(day: string): boolean {
  return new Date(dayStart(day) * 1_000).getUTCDay() === 1;
}

/** The start of the `count`-th working day after the day of the moment. */
export function workingDaysAfter(calendar: WorkCalendar, moment: Moment, count: number): Moment {
  return dayStart(calendar.due(dayOf(moment), count).due);
}
