import { type Evidence, found, foundKey } from '../../domain/matching/book/found.ts';
import { type KeptEntry, keptEntry, onlyClient } from '../../domain/matching/book/kept.ts';
import type { Entry, Relation } from '../../domain/matching/book/relations.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { groupOfRows, keptEntries } from '../../store/matching-open.ts';
import type { NewGroup } from './change.ts';
import { readMonth } from './load.ts';

/** Rows of both sides that a person speaks of. */
export interface Sides {
  month: string;
  relation: Relation;
  left: readonly number[];
  right: readonly number[];
  note?: string | null;
}

/** The two sides with what is known of their rows. */
export interface KnownSides {
  left: KeptEntry[];
  right: KeptEntry[];
}

export const rowsOfSides = ({ left, right }: KnownSides): number[] =>
  [...left, ...right].map(({ row }) => row);

/**
 * What is known of rows: from the last run, else from the rows of the month read anew. Refuses `matching.unknown_rows` for
 * rows that are not of this relation and side.
 */
export function knownSides(connection: Connection, { month, relation, left, right }: Sides): KnownSides {
  const kept = keptEntries(connection, relation, [...left, ...right]);
  let read: Map<string, KeptEntry> | null = null;
  const anew = (row: number, side: Entry['side']) => {
    read ??= new Map(
      readMonth(connection, month).all[relation].map(entry => [`${entry.side} ${entry.row}`, entry]),
    );
    return read.get(`${side} ${row}`);
  };
  const of = (rows: readonly number[], side: Entry['side']) =>
    [...new Set(rows)].map(row => {
      const known = kept.get(row);
      const entry = known?.side === side ? known : anew(row, side);
      if (!entry) throw new Refusal('matching.unknown_rows', { row });
      return keptEntry(entry);
    });
  return { left: of(left, 'left'), right: of(right, 'right') };
}

/** Refuses `matching.rows_taken` where a row stands in a match that is not one of `own`. */
export function refuseTaken(
  connection: Connection,
  relation: Relation,
  rows: readonly number[],
  own: ReadonlySet<string>,
): void {
  for (const [row, { key }] of groupOfRows(connection, relation, rows))
    if (!own.has(key)) throw new Refusal('matching.rows_taken', { row });
}

/** A match that a person makes. Refuses `matching.one_sided`. */
export function personal(
  { month, relation, actor }: { month: string; relation: Relation; actor: string },
  sides: KnownSides,
): NewGroup {
  if (sides.left.length === 0 || sides.right.length === 0) throw new Refusal('matching.one_sided');
  const told = { numbers: [], cases: [], moment: '', partyAccount: '', place: '', channel: null };
  const entries = (of: readonly KeptEntry[]): Entry[] => of.map(entry => ({ ...entry, ...told }));
  const both = { left: entries(sides.left), right: entries(sides.right) };
  const evidence: Evidence[] = [{ code: 'matching.evidence.person', params: { by: actor } }];
  const match = found({ relation, rule: 'book', state: 'matched', ...both }, evidence);
  return {
    ...{ month, relation, key: foundKey({ relation, ...both }), rule: 'person', state: 'matched' },
    ...{ differenceFen: match.differenceFen, client: onlyClient([...sides.left, ...sides.right]) },
    ...{ decidedBy: actor, evidence: JSON.stringify(match.evidence) },
    rows: [...sides.left, ...sides.right],
  };
}

/** Key and rows of what a person speaks of, for a decision. */
export function decisionOn(
  { relation, left, right, note = null }: Omit<Sides, 'month'>,
  verdict: 'accepted' | 'rejected' | 'open',
) {
  const rows = (of: readonly number[]) => of.map(row => ({ row }) as Entry);
  const key = foundKey({ relation, left: rows(left), right: rows(right) });
  return { key, relation, left, right, verdict, note };
}
