import { beijingDay } from '../../../domain/calendar/days.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const BEIJING_OFFSET_MS = 8 * HOUR_MS;

/** Work that would be lost without a younger copy: a day of it is one too many. */
const STALE_AFTER_MS = DAY_MS;

export interface Age {
  unit: 'now' | 'minutes' | 'hours' | 'days';
  count: number;
}

/** How long ago something was, in the largest unit that has passed once. A moment ahead of the clock is now. */
export function ageOf(at: string, now_ms: number): Age {
  const passed_ms = Math.max(0, now_ms - Date.parse(at));
  if (passed_ms >= DAY_MS) return { unit: 'days', count: Math.floor(passed_ms / DAY_MS) };
  if (passed_ms >= HOUR_MS) return { unit: 'hours', count: Math.floor(passed_ms / HOUR_MS) };
  if (passed_ms >= MINUTE_MS) return { unit: 'minutes', count: Math.floor(passed_ms / MINUTE_MS) };
  return { unit: 'now', count: 0 };
}

/** Whether more than 24 hours of working days (Monday to Friday, Beijing) have passed since a copy was taken. */
export function isStale(at: string, now_ms: number): boolean {
  return workingTime(Date.parse(at), now_ms) > STALE_AFTER_MS;
}

/** Milliseconds of working days between two moments; counts no further than is needed to tell a copy stale. */
function workingTime(from_ms: number, to_ms: number): number {
  let passed_ms = 0;
  for (let at_ms = from_ms; at_ms < to_ms && passed_ms <= STALE_AFTER_MS; ) {
    const midnight_ms = nextMidnight(at_ms);
    const end_ms = Math.min(midnight_ms, to_ms);
    if (isWorkday(at_ms)) passed_ms += end_ms - at_ms;
    at_ms = end_ms;
  }
  return passed_ms;
}

function nextMidnight(at_ms: number): number {
  return (Math.floor((at_ms + BEIJING_OFFSET_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_OFFSET_MS;
}

function isWorkday(at_ms: number): boolean {
  const weekday = new Date(at_ms + BEIJING_OFFSET_MS).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** The month of a moment, Beijing time: `2026-11`. */
export function monthOf(at_ms: number): string {
  return beijingDay(at_ms).slice(0, 7);
}
