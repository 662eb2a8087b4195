import type { MatchRowView } from '../../../contract/matching.ts';
import { yuanText } from '../../../domain/money.ts';
import type { PickedRow, Side } from './picking.ts';

/** By what the rows of a side stand in order. */
export type Order = 'day' | 'amount' | 'party';

export interface Ordered {
  by: Order;
  descending: boolean;
}

const COMPARE: Record<Order, (one: MatchRowView, other: MatchRowView) => number> = {
  day: (one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0),
  amount: (one, other) => one.fen - other.fen,
  party: (one, other) => (one.party < other.party ? -1 : one.party > other.party ? 1 : 0),
};

/** Rows in an order; equal ones as they stood. */
export function ordered(rows: readonly MatchRowView[], { by, descending }: Ordered): MatchRowView[] {
  const compare = COMPARE[by];
  return rows.toSorted(descending ? (one, other) => compare(other, one) : compare);
}

/** The order after its heading was pressed: first rising, then falling. */
export function pressed(now: Ordered, by: Order): Ordered {
  return { by, descending: now.by === by && !now.descending };
}

/** Rows of a side whose other party, file, day or amount holds what was typed. */
export function found(rows: readonly MatchRowView[], typed: string): readonly MatchRowView[] {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  if (text === '') return rows;
  const digits = /^[\d.,-]+$/.test(text) ? text.replaceAll(',', '') : null;
  return rows.filter(
    row =>
      row.party.toLowerCase().includes(text) ||
      row.file.toLowerCase().includes(text) ||
      row.day.includes(text) ||
      (digits !== null && yuanText(row.fen).includes(digits)),
  );
}

/** Exact sum in 分. */
export const sumFenOf = (rows: readonly PickedRow[]): number => rows.reduce((fen, row) => fen + row.fen, 0);

export const ofSide = (rows: readonly MatchRowView[], side: Side): MatchRowView[] =>
  rows.filter(row => row.side === side);

/** Number of the next row of this amount after one, round the end; -1 where there is none. */
export function nextOfAmount(rows: readonly PickedRow[], fen: number, after: number): number {
  for (let step = 1; step <= rows.length; step++) {
    const at = (after + step) % rows.length;
    if (rows[at]!.fen === fen) return at;
  }
  return -1;
}
