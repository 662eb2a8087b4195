import { dayNumber } from './found.ts';
import type { Entry, Relation } from './relations.ts';
import { REACH } from './rules.ts';

/** How many days the outside may lie before and after the own list. */
export function reachOf(relation: Relation, windowDays: number): { before: number; after: number } {
  const { before, after } = REACH[relation] ?? { before: windowDays, after: windowDays };
  return { before: Math.max(before, 0), after };
}

/** Entries by a key and then by day, so that only those of near days are looked at. */
export class Nearby {
  private readonly byKey = new Map<string | number, Map<number, Entry[]>>();

  constructor(entries: readonly Entry[], keyOf: (entry: Entry) => string | number) {
    for (const entry of entries) {
      const key = keyOf(entry);
      const days = this.byKey.get(key) ?? new Map<number, Entry[]>();
      this.byKey.set(key, days);
      const day = dayNumber(entry.day);
      const ofDay = days.get(day);
      if (ofDay) ofDay.push(entry);
      else days.set(day, [entry]);
    }
  }

  /** Entries of a key from `fromDays` to `toDays` beside a day, and those that tell no day, in the order of their rows. */
  around(key: string | number, day: string, [fromDays, toDays]: readonly [number, number]): Entry[] {
    const days = this.byKey.get(key);
    if (!days) return [];
    const of = dayNumber(day);
    const near: Entry[] = [...(days.get(dayNumber('')) ?? [])];
    if (day === '') for (const entries of days.values()) near.push(...entries);
    else for (let at = of + fromDays; at <= of + toDays; at++) near.push(...(days.get(at) ?? []));
    return near.toSorted((a, b) => a.row - b.row);
  }
}
