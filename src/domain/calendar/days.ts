const DAY_MS = 86_400_000;

/** China keeps one time without summer time, so a day, month or hour of Beijing never shifts. */
export const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** The calendar day `days` after a day; negative: before. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The next calendar day. */
export function dayAfter(day: string): string {
  return dayPlus(day, 1);
}

/** The calendar day before. */
export function dayBefore(day: string): string {
  return dayPlus(day, -1);
}

/** Calendar days from a day to another; negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Calendar days from a day to a later one; 0 where it is not later. */
export function daysPast(from: string, to: string): number {
  return Math.max(0, daysBetween(from, to));
}

/** Saturday or Sunday. */
export function isWeekend(day: string): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Day of a moment in Beijing, `2026-05-08`, whatever the machine's zone. */
export function beijingDay(at: string | number | Date): string {
  return beijing(at).slice(0, 10);
}

/** Day and minute of a moment in Beijing: `2026-05-08 12:30`. */
export function beijingTime(at: string | number | Date): string {
  return beijing(at).slice(0, 16).replace('T', ' ');
}

/** Day and second of a moment in Beijing: `2026-05-08 12:30:05`. */
export function beijingClock(at: string | number | Date): string {
  return beijing(at).slice(0, 19).replace('T', ' ');
}

function beijing(at: string | number | Date): string {
  return new Date(new Date(at).getTime() + BEIJING_OFFSET_MS).toISOString();
}
