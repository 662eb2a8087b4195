import type { MatchRowView, MatchView } from '../../../contract/matching.ts';
import { daysPast } from '../../../domain/calendar/days.ts';
import type { Relation } from '../../../domain/matching/book/relations.ts';

export type Side = 'left' | 'right';
export const SIDES: readonly Side[] = ['left', 'right'];

/** What of a row is needed to put it together with others. Money in 分. */
export type PickedRow = Pick<MatchRowView, 'sourceRow' | 'side' | 'fen'>;

/** Rows that were picked by hand, by their number, each on its side. */
export type Picked = Record<Side, ReadonlyMap<number, PickedRow>>;

export const NOTHING_PICKED: Picked = { left: new Map(), right: new Map() };

/** Picks a row, or puts it back. */
export function toggled(picked: Picked, row: PickedRow): Picked {
  const rows = new Map(picked[row.side]);
  if (!rows.delete(row.sourceRow)) rows.set(row.sourceRow, row);
  return { ...picked, [row.side]: rows };
}

export interface PickedSums {
  leftCount: number;
  rightCount: number;
  leftFen: number;
  rightFen: number;
  /** Outside less own list. */
  differenceFen: number;
}

const sumOf = (rows: Iterable<PickedRow>): number => [...rows].reduce((fen, row) => fen + row.fen, 0);

/** Running totals of what was picked. */
export function sumsOf(picked: Picked): PickedSums {
  const leftFen = sumOf(picked.left.values());
  const rightFen = sumOf(picked.right.values());
  return {
    leftCount: picked.left.size,
    rightCount: picked.right.size,
    leftFen,
    rightFen,
    differenceFen: leftFen - rightFen,
  };
}

/** Sums of the rows of a match, side by side. */
export function sumsOfMatch(match: Pick<MatchView, 'rows'>): PickedSums {
  const of = (side: Side) =>
    new Map(match.rows.filter(row => row.side === side).map(row => [row.sourceRow, row]));
  return sumsOf({ left: of('left'), right: of('right') });
}

export interface SidesOfMatch {
  relation: Relation;
  left: number[];
  right: number[];
}

/** The rows of a match as an act on it is told. */
export function sidesOf(match: Pick<MatchView, 'relation' | 'rows'>): SidesOfMatch {
  const of = (side: Side) => match.rows.filter(row => row.side === side).map(row => row.sourceRow);
  return { relation: match.relation, left: of('left'), right: of('right') };
}

/** Whether two matches speak of the same row: only one of them can hold. */
export function sharesRow(
  one: Pick<MatchView, 'relation' | 'rows'>,
  other: Pick<MatchView, 'relation' | 'rows'>,
): boolean {
  if (one.relation !== other.relation) return false;
  const rows = new Set(one.rows.map(row => row.sourceRow));
  return other.rows.some(row => rows.has(row.sourceRow));
}

/**
 * Which match comes to hand after an act on one: the next that still stands, else the one before, else none. After an
 * acceptance those that speak of the same rows are gone as well.
 */
export function nextInHand(
  matches: readonly MatchView[],
  acted: MatchView,
  act: 'accept' | 'reject' | 'split',
): number | null {
  const at = matches.findIndex(({ id }) => id === acted.id);
  const stands = (match: MatchView) =>
    match.id !== acted.id && !(act === 'accept' && sharesRow(match, acted));
  const next = matches.slice(at + 1).find(stands) ?? matches.slice(0, Math.max(0, at)).findLast(stands);
  return next?.id ?? null;
}

/** The match some steps on from one, at the ends the last there is; the first where none is in hand. */
export function stepped(matches: readonly MatchView[], inHand: number | null, by: number): number | null {
  if (matches.length === 0) return null;
  const at = matches.findIndex(({ id }) => id === inHand);
  if (at < 0) return matches[0]!.id;
  return matches[Math.min(matches.length - 1, Math.max(0, at + by))]!.id;
}

/** Whole days from a day to another, never less than none. */
export function ageOf(day: string, today: string): number {
  if (day === '') return 0;
  return daysPast(day, today);
}
