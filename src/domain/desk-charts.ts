import { daysBetween } from './calendar/days.ts';
import type { TransitItem } from './refunds/transit.ts';

/** Charts of the desk. Each column leads to what it is made of. */
export const DESK_CHARTS = ['spend', 'pools', 'transit', 'matching'] as const;
export type DeskChart = (typeof DESK_CHARTS)[number];

/** A column: what it is of (a day, a month, an age, a pool), and its figures by series. */
export interface ChartFigures {
  key: string;
  /** Name where the key is a number. */
  name: string | null;
  values: number[];
}

/** From so many days on money in transit stands in the next column. */
export const AGES: readonly number[] = [0, 8, 16, 31, 61];

/** Money in transit by its age in days, 分; what is owed to clients or only inferred is left out. */
export function transitAges(
  items: readonly Pick<TransitItem, 'openFen' | 'ageDays' | 'isInferred' | 'state'>[],
): ChartFigures[] {
  const open = items.filter(({ isInferred, state }) => !isInferred && state !== 'arrived');
  return AGES.map((from, at) => {
    const to = AGES[at + 1] ?? Number.POSITIVE_INFINITY;
    const some = open.filter(({ ageDays }) => ageDays >= from && ageDays < to);
    const fen = some.reduce((sum, { openFen }) => sum + Math.max(0, openFen), 0);
    return { key: String(from), name: null, values: [fen] };
  });
}

/** Pools that run out first, with the days that they last from a day on. */
export function runningOut(
  pools: readonly { pool: { id: number; name: string }; pace: { runsOutOn: string | null } }[],
  { today, most }: { today: string; most: number },
): ChartFigures[] {
  return pools
    .flatMap(({ pool, pace }) =>
      pace.runsOutOn === null ? [] : [{ pool, days: Math.max(0, daysBetween(today, pace.runsOutOn)) }],
    )
    .toSorted((a, b) => a.days - b.days || a.pool.id - b.pool.id)
    .slice(0, most)
    .map(({ pool, days }) => ({ key: String(pool.id), name: pool.name, values: [days] }));
}

/** Share of rows that stand in a match, in millionths, by month. */
export function matchRates(months: readonly { month: string; rows: number; open: number }[]): ChartFigures[] {
  return months.flatMap(({ month, rows, open }) =>
    rows === 0
      ? []
      : [{ key: month, name: null, values: [Math.floor((Math.max(0, rows - open) * 1_000_000) / rows)] }],
  );
}
