import { beijingDay } from '../../domain/calendar/days.ts';

const HOUR_MS = 3_600_000;
const KEPT_HOURS = 24;
const KEPT_DAYS = 30;
const KEPT_MONTHS = 12;

export interface KeptCopy {
  name: string;
  takenAt: Date;
  /** Whether its manifest says that it was opened and verified, and its size is still that one. */
  verified: boolean;
}

/**
 * Names of the copies to delete: all but the newest of each of the last 24 hours, 30 days and 12 months that have a
 * verified copy. Hours without a copy are not counted, so a book at rest loses nothing. Never named are unverified
 * copies (whoever put them there), copies from the future (a clock went wrong) and the newest verified one.
 */
export function copiesToDelete(copies: KeptCopy[], now: Date): string[] {
  const past = copies
    .filter(copy => copy.verified && copy.takenAt <= now)
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime() || (a.name < b.name ? 1 : -1));
  const kept = new Set([
    ...newestOfEach(past, KEPT_HOURS, at => String(Math.floor(at.getTime() / HOUR_MS))),
    ...newestOfEach(past, KEPT_DAYS, beijingDay),
    ...newestOfEach(past, KEPT_MONTHS, at => beijingDay(at).slice(0, 7)),
  ]);
  return past.filter(copy => !kept.has(copy)).map(copy => copy.name);
}

function newestOfEach(newestFirst: KeptCopy[], count: number, span: (at: Date) => string): KeptCopy[] {
  const bySpan = new Map<string, KeptCopy>();
  for (const copy of newestFirst) {
    const name = span(copy.takenAt);
    if (!bySpan.has(name)) bySpan.set(name, copy);
    if (bySpan.size === count) break;
  }
  return [...bySpan.values()];
}
