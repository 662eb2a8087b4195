const DAY_MS = 86_400_000;

/** The calendar day `days` after a day; negative: before. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The next calendar day. */
export function dayAfter(day: string): string {
  return dayPlus(day, 1);
}

/** Saturday or Sunday. */
export function isWeekend(day: string): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}
