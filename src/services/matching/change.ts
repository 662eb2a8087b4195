import type { ActKind } from '../../domain/matching/book/acts.ts';
import type { Difference } from '../../domain/matching/book/difference.ts';
import { differenceOfKept, differenceOfOpen, type KeptEntry } from '../../domain/matching/book/kept.ts';
import { type Relation, UNEQUAL } from '../../domain/matching/book/relations.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../ledger/command.ts';
import { insertRow, updateRow } from '../../store/changes.ts';
import {
  closedAmong,
  decisionOfKey,
  dropMatches,
  type KeptMatch,
  keepMatches,
} from '../../store/matching.ts';
import { keepAct } from '../../store/matching-acts.ts';
import {
  addTotal,
  countsInTotal,
  dropOpen,
  groupOfKey,
  groupOfRows,
  groupsById,
  lastRun,
  putOpen,
  type StoredGroup,
  suggestionsOfRows,
} from '../../store/matching-open.ts';
import { syncSome } from '../../store/tickets-sync.ts';
import { clearMatches, takeBackClearings } from './clear.ts';

export type Verdict = 'accepted' | 'rejected' | 'open';

/** What a person says about rows. */
export interface Decision {
  key: string;
  relation: Relation;
  left: readonly number[];
  right: readonly number[];
  verdict: Verdict;
  note: string | null;
}

/** A match to be kept, of its month. */
export type NewGroup = KeptMatch & { month: string; relation: Relation };

/** Everything that one act does to matches. */
export interface Change {
  month: string;
  /** Matches and suggestions that go. */
  drop: readonly number[];
  /** Matches and suggestions that come. */
  make: readonly NewGroup[];
  decide: readonly Decision[];
}

/** What stood before an act: enough to undo it. */
export interface Stood {
  groups: NewGroup[];
  made: string[];
  decisions: Decision[];
}

/**
 * Carries out a change of matches: decisions, matches, open rows, totals, clearing pairs and tickets say the same when it
 * is done. Answers what stood before. Refuses `matching.month_closed`: what a closed month says stays as it is sealed.
 */
export function carryOut(tx: Tx, change: Change): Stood {
  const { connection } = tx;
  const rowsMade = Map.groupBy(change.make, ({ relation }) => relation);
  const inTheWay = [...rowsMade].flatMap(([relation, groups]) =>
    suggestionsOfRows(connection, relation, rowsOf(groups.filter(({ state }) => state === 'matched'))),
  );
  const known = change.make.flatMap(({ key }) => groupOfKey(connection, key) ?? []);
  const going = groupsById(connection, [...new Set([...change.drop, ...inTheWay, ...known])]);
  const moved = [...going.filter(({ state }) => state === 'matched'), ...change.make];
  const closed = closedAmong(connection, [{ month: change.month, client: null }, ...moved]);
  if (closed !== null) throw new Refusal('matching.month_closed', { month: closed });
  const affected = affectedOf([...going, ...change.make]);
  const before = standing(tx, affected);
  takeBackClearings(
    tx,
    going.filter(({ state }) => state === 'matched').map(({ key }) => key),
  );
  const decisions = change.decide.map(each => decide(tx, each));
  dropMatches(
    connection,
    going.map(({ id }) => id),
  );
  for (const [month, groups] of Map.groupBy(change.make, each => each.month))
    keepMatches(connection, month, groups);
  const after = standing(tx, affected);
  settle(tx, { before, after });
  clearMatches(
    tx,
    change.make.filter(({ state }) => state === 'matched').map(({ key }) => key),
  );
  ticket(tx, change.month, { before, after });
  return {
    groups: going.map(({ id: _, entries, ...group }) => ({ ...group, rows: entries })),
    made: change.make.map(({ key }) => key),
    decisions,
  };
}

/** Keeps the act so that it can be undone. */
export function remember(
  tx: Tx,
  act: { month: string; kind: ActKind; relation: Relation; note: string | null; rows: number },
  stood: Stood,
): void {
  const matches = Math.max(stood.made.length, stood.groups.length);
  const { seq: id, actor, at } = tx;
  keepAct(tx.connection, { ...act, id, actor, at, matches, stood: JSON.stringify(stood) });
}

const rowsOf = (groups: readonly NewGroup[]): number[] =>
  groups.flatMap(({ rows }) => rows.map(({ row }) => row));

interface Affected {
  relation: Relation;
  entry: KeptEntry;
}

function affectedOf(groups: readonly (StoredGroup | NewGroup)[]): Affected[] {
  const affected = new Map<string, Affected>();
  for (const group of groups) {
    if (group.state !== 'matched') continue;
    for (const entry of 'entries' in group ? group.entries : group.rows)
      affected.set(`${group.relation} ${entry.row}`, { relation: group.relation, entry });
  }
  return [...affected.values()];
}

interface Standing extends Affected {
  group: StoredGroup | null;
}

/** In which match each row stands now. */
function standing(tx: Tx, affected: readonly Affected[]): Standing[] {
  return [...Map.groupBy(affected, ({ relation }) => relation)].flatMap(([relation, ofRelation]) => {
    const rows = ofRelation.map(({ entry }) => entry.row);
    const ids = groupOfRows(tx.connection, relation, rows);
    const groups = groupsById(tx.connection, [...new Set([...ids.values()].map(({ id }) => id))]);
    const byId = new Map(groups.map(group => [group.id, group]));
    return ofRelation.map(each => ({ ...each, group: byId.get(ids.get(each.entry.row)?.id ?? 0) ?? null }));
  });
}

interface Turn {
  before: readonly Standing[];
  after: readonly Standing[];
}

/** Open rows and totals follow. */
function settle({ connection }: Tx, { before, after }: Turn): void {
  const count = ({ relation, entry, group }: Standing, sign: 1 | -1) => {
    if (!countsInTotal(entry, group !== null)) return;
    const client = group ? group.client : entry.client;
    const month = entry.day.slice(0, 7);
    addTotal(connection, month, { relation, side: entry.side, client, rows: sign, fen: sign * entry.fen });
  };
  for (const each of before) count(each, -1);
  for (const each of after) {
    count(each, 1);
    if (each.group) dropOpen(connection, each.relation, each.entry.row);
    else putOpen(connection, each.relation, each.entry);
  }
}

/** Tickets of the months that were matched follow. */
function ticket(tx: Tx, month: string, { before, after }: Turn): void {
  const months = new Set([month, ...after.map(({ entry }) => entry.day.slice(0, 7))]);
  for (const each of months) {
    if (each !== month && !lastRun(tx.connection, each)) continue;
    const differences = differencesIn(each, after);
    const keys = new Set([...keysIn(each, before), ...keysIn(each, after)]);
    syncSome(tx, each, { keys: [...keys], differences });
  }
}

const isTicketed = ({ relation, entry }: Affected, month: string): boolean =>
  entry.day.startsWith(month) && !UNEQUAL.has(relation);

const keysIn = (month: string, standings: readonly Standing[]): string[] =>
  standings
    .filter(each => isTicketed(each, month))
    .map(({ relation, entry, group }) => group?.key ?? `${relation} ${entry.row}`);

function differencesIn(month: string, standings: readonly Standing[]): Difference[] {
  const here = standings.filter(each => isTicketed(each, month));
  const groups = new Map(here.flatMap(({ group }) => (group ? [[group.key, group]] : [])));
  const open = here.filter(({ group }) => group === null);
  return [
    ...[...groups.values()].map(group => differenceOfKept(group, month)),
    ...open.map(({ relation, entry }) => differenceOfOpen(relation, entry)),
  ].filter(difference => difference !== null);
}

/** Writes a decision; answers what was said before. */
function decide(tx: Tx, { key, relation, left, right, verdict, note }: Decision): Decision {
  const known = decisionOfKey(tx.connection, key);
  const said = { verdict, decided_by: tx.actor, decided_at: tx.at, note };
  if (known) updateRow(tx, 'match_decision', known.id, said);
  else {
    const rows = { left_rows: JSON.stringify(left), right_rows: JSON.stringify(right) };
    insertRow(tx, 'match_decision', { key, relation, ...rows, ...said });
  }
  return {
    ...{ key, relation, left, right },
    verdict: known?.verdict ?? 'open',
    note: known?.note ?? null,
  };
}
