import type { MatchAct } from '../../contract/matching-bench.ts';
import type { Relation } from '../../domain/matching/book/relations.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { actsOf, markUndone, newestAct } from '../../store/matching-acts.ts';
import { groupOfKey, groupOfRows } from '../../store/matching-open.ts';
import { carryOut, type NewGroup, type Stood } from './change.ts';
import type { MatchCaller } from './decide.ts';

/** What persons did to the matches of a month, the newest first. */
export function matchActs(
  connection: Connection,
  { month, limit }: { month: string; limit: number },
): MatchAct[] {
  return actsOf(connection, month, limit).map(({ stood: _, month: __, relation, ...act }) => ({
    ...act,
    relation: relation as Relation,
  }));
}

/**
 * Undoes the newest act of a month: what stood before stands again, unless a run has given its rows to another match
 * meanwhile. Refuses `matching.nothing_to_undo`, `matching.undo_of_other` for an act of somebody else.
 */
export function undoLast(
  connection: Connection,
  caller: MatchCaller,
  { month }: { month: string },
): Promise<{ act: number }> {
  return command(connection, { ...caller, procedure: 'matching.undoLast', input: { month } }, tx => {
    const act = newestAct(connection, month);
    if (!act) throw new Refusal('matching.nothing_to_undo');
    if (act.actor !== tx.actor) throw new Refusal('matching.undo_of_other', { actor: act.actor });
    const stood = JSON.parse(act.stood) as Stood;
    const made = new Set(stood.made);
    const drop = stood.made.flatMap(key => groupOfKey(connection, key) ?? []);
    const make = stood.groups.filter(group => isFree(connection, group, made));
    carryOut(tx, { month, drop, make, decide: stood.decisions });
    markUndone(connection, act.id);
    return { act: act.id };
  });
}

/** Whether no row stands in a match that stays. */
function isFree(connection: Connection, { relation, rows }: NewGroup, going: ReadonlySet<string>): boolean {
  const met = groupOfRows(
    connection,
    relation,
    rows.map(({ row }) => row),
  );
  return [...met.values()].every(({ key }) => going.has(key));
}
