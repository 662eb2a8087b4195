import { found, foundKey } from '../../domain/matching/book/found.ts';
import type { Entry, Relation } from '../../domain/matching/book/relations.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { insertRow, updateRow } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { decisionOfKey, dropKey, dropSuggestions, keepMatches, metRows } from '../../store/matching.ts';
import { readMonth } from './load.ts';
import { clientOf } from './run.ts';

/** Who decides and when; `key` makes a command repeatable. */
export interface MatchCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
}

/** Rows of both sides that a person speaks of. */
export interface Sides {
  month: string;
  relation: Relation;
  left: readonly number[];
  right: readonly number[];
  note?: string | null;
}

/**
 * Accepts what belongs together: it stays over every run. Refuses `matching.one_sided` without rows on both sides,
 * `matching.unknown_rows` for rows that are not of this relation, `matching.rows_taken` for one that stands in a match.
 */
export function acceptMatch(
  connection: Connection,
  caller: MatchCaller,
  sides: Sides,
): Promise<{ match: number }> {
  return command(connection, { ...caller, procedure: 'matching.accept', input: sides }, tx => {
    const { month, relation, left, right } = sides;
    if (left.length === 0 || right.length === 0) throw new Refusal('matching.one_sided');
    const entries = entriesOf(connection, sides);
    const key = foundKey({ relation, ...entries });
    const met = metRows(connection);
    const taken = [...left, ...right].find(row => (met.get(`${relation} ${row}`)?.key ?? key) !== key);
    if (taken !== undefined) throw new Refusal('matching.rows_taken', { row: taken });
    const match = found({ relation, rule: 'book', state: 'matched', ...entries }, []);
    decide(tx, key, sides, 'accepted');
    const all = [...entries.left, ...entries.right];
    dropSuggestions(
      connection,
      relation,
      all.map(({ row }) => row),
    );
    const id = keepMatches(connection, month, [
      {
        ...{ key, relation, rule: 'person', state: 'matched', differenceFen: match.differenceFen },
        ...{ client: clientOf(match), decidedBy: caller.actor },
        evidence: JSON.stringify(match.evidence),
        rows: all.map(({ row, side, fen }) => ({ row, side, fen })),
      },
    ]);
    return { match: id };
  });
}

/** Says that rows do not belong together: no run finds them so again. */
export function rejectMatch(
  connection: Connection,
  caller: MatchCaller,
  sides: Sides,
): Promise<{ match: null }> {
  return command(connection, { ...caller, procedure: 'matching.reject', input: sides }, tx => {
    const key = foundKey({ relation: sides.relation, ...entriesOf(connection, sides) });
    decide(tx, key, sides, 'rejected');
    dropKey(connection, key);
    return { match: null };
  });
}

/** Takes a decision back: the rows are open, and the next run may say again what it finds. Refuses `matching.not_decided`. */
export function takeBackDecision(
  connection: Connection,
  caller: MatchCaller,
  sides: Sides,
): Promise<{ match: null }> {
  return command(connection, { ...caller, procedure: 'matching.takeBack', input: sides }, tx => {
    const key = foundKey({ relation: sides.relation, ...entriesOf(connection, sides) });
    const known = decisionOfKey(connection, key);
    if (!known || known.verdict === 'open') throw new Refusal('matching.not_decided');
    decide(tx, key, sides, 'open');
    dropKey(connection, key);
    return { match: null };
  });
}

function entriesOf(connection: Connection, { month, relation, left, right }: Sides) {
  const all = readMonth(connection, month).all[relation];
  const of = (rows: readonly number[], side: Entry['side']): Entry[] =>
    rows.map(row => {
      const entry = all.find(each => each.row === row && each.side === side);
      if (!entry) throw new Refusal('matching.unknown_rows', { row });
      return entry;
    });
  return { left: of(left, 'left'), right: of(right, 'right') };
}

function decide(tx: Tx, key: string, sides: Sides, verdict: 'accepted' | 'rejected' | 'open'): void {
  const { relation, left, right, note = null } = sides;
  const said = { verdict, decided_by: tx.actor, decided_at: tx.at, note };
  const known = decisionOfKey(tx.connection, key);
  if (known) updateRow(tx, 'match_decision', known.id, said);
  else {
    const rows = { left_rows: JSON.stringify(left), right_rows: JSON.stringify(right) };
    insertRow(tx, 'match_decision', { key, relation, ...rows, ...said });
  }
}
