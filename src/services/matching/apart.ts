import type { KeptEntry } from '../../domain/matching/book/kept.ts';
import type { Relation } from '../../domain/matching/book/relations.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { decisionOfKey } from '../../store/matching.ts';
import { groupOfKey, groupsById, type StoredGroup } from '../../store/matching-open.ts';
import { carryOut, type Decision, remember } from './change.ts';
import type { MatchCaller } from './decide.ts';
import { sidesOf } from './many.ts';
import { decisionOn, knownSides, personal, refuseTaken, rowsOfSides } from './person.ts';

const rowsOf = (entries: readonly KeptEntry[]): number[] => entries.map(({ row }) => row);

function groupById(connection: Connection, match: number): StoredGroup {
  const [group] = groupsById(connection, [match]);
  if (!group) throw new Refusal('matching.unknown_match', { match });
  return group;
}

/** What is said of a match that is there no more: no run makes it again. */
function ended(group: StoredGroup, verdict: 'rejected' | 'open', note: string | null): Decision {
  const { left, right } = sidesOf(group.entries);
  return decisionOn({ relation: group.relation, left: rowsOf(left), right: rowsOf(right), note }, verdict);
}

export interface SplitRequest {
  month: string;
  match: number;
  into: readonly { left: readonly number[]; right: readonly number[] }[];
  note: string | null;
}

/**
 * Takes a match apart: each part becomes a match of its own, rows of no part are open, and no run makes the whole again.
 * Refuses `matching.unknown_match`, `matching.not_of_match` for a row that it has not, or that two parts name,
 * `matching.one_sided` for a part of one side.
 */
export function splitMatch(
  connection: Connection,
  caller: MatchCaller,
  request: SplitRequest,
): Promise<{ matches: number[] }> {
  return command(connection, { ...caller, procedure: 'matching.split', input: request }, tx => {
    const { month, into, note } = request;
    const group = groupById(connection, request.match);
    const { relation } = group;
    const left = new Map(group.entries.map(entry => [`${entry.side} ${entry.row}`, entry]));
    const take = (side: string, rows: readonly number[]) =>
      rows.map(row => {
        const entry = left.get(`${side} ${row}`);
        if (!entry) throw new Refusal('matching.not_of_match', { row, match: group.id });
        left.delete(`${side} ${row}`);
        return entry;
      });
    const parts = into.map(part => ({ left: take('left', part.left), right: take('right', part.right) }));
    const make = parts.map(part => personal({ month, relation, actor: tx.actor }, part));
    if (make.some(({ key }) => key === group.key))
      throw new Refusal('matching.split_whole', { match: group.id });
    const decide = [
      ended(group, 'rejected', note),
      ...parts.map(part =>
        decisionOn({ relation, left: rowsOf(part.left), right: rowsOf(part.right), note }, 'accepted'),
      ),
    ];
    const stood = carryOut(tx, { month, drop: [group.id], make, decide });
    remember(tx, { month, kind: 'split', relation, note, rows: group.entries.length }, stood);
    return { matches: make.map(({ key }) => groupOfKey(connection, key)!) };
  });
}

export interface CombineRequest {
  month: string;
  relation: Relation;
  matches: readonly number[];
  left: readonly number[];
  right: readonly number[];
  note: string | null;
}

/**
 * Makes one match of whole matches or suggestions and of open rows. Refuses `matching.unknown_match`,
 * `matching.one_sided`, `matching.unknown_rows`, `matching.rows_taken`.
 */
export function combineMatches(
  connection: Connection,
  caller: MatchCaller,
  request: CombineRequest,
): Promise<{ match: number }> {
  return command(connection, { ...caller, procedure: 'matching.combine', input: request }, tx => {
    const { month, relation, note } = request;
    const groups = request.matches.map(match => groupById(connection, match));
    const other = groups.find(group => group.relation !== relation);
    if (other) throw new Refusal('matching.unknown_match', { match: other.id });
    const of = (side: 'left' | 'right') =>
      [...request[side], ...groups.flatMap(({ entries }) => rowsOf(sidesOf(entries)[side]))].toSorted(
        (a, b) => a - b,
      );
    const sides = { month, relation, left: of('left'), right: of('right'), note };
    const known = knownSides(connection, sides);
    const own = new Set(groups.map(({ key }) => key));
    refuseTaken(connection, relation, rowsOfSides(known), own);
    const match = personal({ month, relation, actor: tx.actor }, known);
    const gone = groups.filter(({ key }) => key !== match.key);
    const accepted = gone.filter(({ key }) => decisionOfKey(connection, key)?.verdict === 'accepted');
    const decide = [
      ...accepted.map(group => ended(group, 'open', note)),
      decisionOn({ ...sides, left: rowsOf(known.left), right: rowsOf(known.right) }, 'accepted'),
    ];
    const drop = gone.map(({ id }) => id);
    const stood = carryOut(tx, { month, drop, make: [match], decide });
    remember(tx, { month, kind: 'combine', relation, note, rows: match.rows.length }, stood);
    return { match: groupOfKey(connection, match.key)! };
  });
}
