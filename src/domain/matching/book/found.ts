import type { Params } from '../../refusal.ts';
import { type Entry, type Relation, UNEQUAL } from './relations.ts';
import type { RuleKind } from './rules.ts';

/** Why two sides belong together, in words with figures. */
export interface Evidence {
  code: string;
  params: Params;
}

/** `number` and `book` are exact: the same number on both sides, or linked when it was booked. */
export type MatchedBy = 'number' | 'book' | RuleKind;

/** Rows that belong together, or may. */
export interface Found {
  relation: Relation;
  rule: MatchedBy;
  /** `suggested`: a person is asked. */
  state: 'matched' | 'suggested';
  left: Entry[];
  right: Entry[];
  /** Outside less own list, in 分; 0 in relations that promise no equal amounts. */
  differenceFen: number;
  evidence: Evidence[];
}

export const sumOf = (entries: readonly Entry[]): number => entries.reduce((fen, each) => fen + each.fen, 0);

/** Outside less own list. */
export function differenceOf(relation: Relation, left: readonly Entry[], right: readonly Entry[]): number {
  return UNEQUAL.has(relation) ? 0 : sumOf(left) - sumOf(right);
}

/** What a match is known by over all runs: its relation and rows. */
export function foundKey({ relation, left, right }: Pick<Found, 'relation' | 'left' | 'right'>): string {
  return rowsKey(
    relation,
    [...left, ...right].map(({ row }) => row),
  );
}

export function rowsKey(relation: string, rows: readonly number[]): string {
  return `${relation} ${[...new Set(rows)].toSorted((a, b) => a - b).join(' ')}`;
}

/** A found match with its difference and the evidence of its amounts. */
export function found(
  of: Pick<Found, 'relation' | 'rule' | 'state' | 'left' | 'right'>,
  evidence: readonly Evidence[],
): Found {
  const differenceFen = differenceOf(of.relation, of.left, of.right);
  const leftFen = sumOf(of.left);
  const rightFen = sumOf(of.right);
  const amounts: Evidence[] =
    leftFen === rightFen
      ? [{ code: 'matching.evidence.amount', params: { fen: leftFen } }]
      : [{ code: 'matching.evidence.difference', params: { leftFen, rightFen, fen: leftFen - rightFen } }];
  return { ...of, differenceFen, evidence: [...evidence, ...amounts] };
}

const dayNumbers = new Map<string, number>();
/** No day at all; far from every day. */
const NO_DAY = -1_000_000;

/** A day counted from 1970, for distances; the few days of a book are read once. */
export function dayNumber(day: string): number {
  const known = dayNumbers.get(day);
  if (known !== undefined) return known;
  const read = day === '' ? NO_DAY : Math.round(Date.parse(day) / 86_400_000);
  dayNumbers.set(day, read);
  return read;
}

/** Days from the own list to the outside; 0 where one tells no day. */
export function daysBetween(left: Pick<Entry, 'day'>, right: Pick<Entry, 'day'>): number {
  if (left.day === '' || right.day === '') return 0;
  return dayNumber(left.day) - dayNumber(right.day);
}
