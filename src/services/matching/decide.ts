import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { decisionOfKey } from '../../store/matching.ts';
import { groupOfKey } from '../../store/matching-open.ts';
import { carryOut, remember } from './change.ts';
import { decisionOn, knownSides, personal, refuseTaken, rowsOfSides, type Sides } from './person.ts';

/** Who decides and when; `key` makes a command repeatable. */
export interface MatchCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
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
    const { month, relation, note = null } = sides;
    if (sides.left.length === 0 || sides.right.length === 0) throw new Refusal('matching.one_sided');
    const known = knownSides(connection, sides);
    const match = personal({ month, relation, actor: tx.actor }, known);
    refuseTaken(connection, relation, rowsOfSides(known), new Set([match.key]));
    const stood = carryOut(tx, { month, drop: [], make: [match], decide: [decisionOn(sides, 'accepted')] });
    remember(tx, { month, kind: 'accept', relation, note, rows: match.rows.length }, stood);
    return { match: groupOfKey(connection, match.key)! };
  });
}

/** Says that rows do not belong together: no run finds them so again. */
export function rejectMatch(
  connection: Connection,
  caller: MatchCaller,
  sides: Sides,
): Promise<{ match: null }> {
  return command(connection, { ...caller, procedure: 'matching.reject', input: sides }, tx => {
    knownSides(connection, sides);
    const decision = decisionOn(sides, 'rejected');
    const going = groupOfKey(connection, decision.key);
    const { month, relation, note = null } = sides;
    const drop = going === null ? [] : [going];
    const stood = carryOut(tx, { month, drop, make: [], decide: [decision] });
    const rows = sides.left.length + sides.right.length;
    remember(tx, { month, kind: 'reject', relation, note, rows }, stood);
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
    const decision = decisionOn(sides, 'open');
    const known = decisionOfKey(connection, decision.key);
    if (!known || known.verdict === 'open') throw new Refusal('matching.not_decided');
    const going = groupOfKey(connection, decision.key);
    const { month, relation, note = null } = sides;
    const drop = going === null ? [] : [going];
    const stood = carryOut(tx, { month, drop, make: [], decide: [decision] });
    const rows = sides.left.length + sides.right.length;
    remember(tx, { month, kind: 'takeBack', relation, note, rows }, stood);
    return { match: null };
  });
}
