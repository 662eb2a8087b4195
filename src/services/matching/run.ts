import { type Found, foundKey } from '../../domain/matching/book/found.ts';
import { keptEntry, onlyClient } from '../../domain/matching/book/kept.ts';
import { type Entries, type Entry, RELATIONS, UNEQUAL } from '../../domain/matching/book/relations.ts';
import { type Decided, matchBook } from '../../domain/matching/book/run.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { dropMatches, type KeptMatch, keepMatches, statedAs, statedMatches } from '../../store/matching.ts';
import { clearableMatches, looseClearings } from '../../store/matching-clear.ts';
import { clearMatches, TWIN_RELATIONS, takeBack } from './clear.ts';
import type { MatchCaller } from './decide.ts';
import { loadMonth } from './load.ts';
import { rebuildOpen } from './open.ts';

/** What a run found. Counts are of matches; `unmatched` of rows. */
export interface RunResult {
  /** By a number that both sides name, or linked when it was booked. */
  exact: number;
  byRule: Record<string, number>;
  suggested: number;
  /** Rows of the month that should meet another, and stand in no match and no suggestion. */
  unmatched: number;
  seconds: number;
}

/** What a run found, and all rows of the month and around it, for the differences that are left. */
export interface MonthRun {
  result: RunResult;
  all: Entries;
}

export interface RunHooks {
  cancelled: () => boolean;
  onProgress: (done: number, total: number) => void;
  now_ms: () => number;
}

/** Matches that one transaction keeps. */
const SLICE = 2_000;

/**
 * Matches a month, or one client of it. What was found before and still holds keeps its id; what persons decided stays.
 * Cancelled between slices, the next run goes on from what is there. Refuses `jobs.cancelled`.
 */
export function runMatching(
  connection: Connection,
  { month, client, ...caller }: { month: string; client: number | null; actor: string; at: string },
  hooks: RunHooks,
): MonthRun {
  const began = hooks.now_ms();
  const stop = () => {
    if (hooks.cancelled()) throw new Refusal('jobs.cancelled');
  };
  const loaded = loadMonth(connection, month);
  const all = matchBook({ ...loaded, checkpoint: stop });
  const found = all
    .filter(match => sidesOf(match).some(({ day }) => day.startsWith(month)))
    .filter(match => client === null || clientOf(match) === client);
  let isWhole = false;
  try {
    keep(connection, { month, client, found }, { ...hooks, stop });
    isWhole = true;
  } finally {
    rebuildOpen(connection, { month, all: loaded.all, isWhole, ...caller });
  }
  const byRule: Record<string, number> = {};
  let exact = 0;
  const sure = found.filter(({ state }) => state === 'matched');
  for (const { rule } of sure) {
    if (rule === 'number' || rule === 'book') exact++;
    else byRule[rule] = (byRule[rule] ?? 0) + 1;
  }
  const unmatched = unmatchedRows(loaded.entries, { month, client, found: all, decided: loaded.decided });
  const seconds = Math.round((hooks.now_ms() - began) / 10) / 100;
  const result = { exact, byRule, suggested: found.length - sure.length, unmatched: unmatched.size, seconds };
  return { result, all: loaded.all };
}

const sidesOf = ({ left, right }: Pick<Found, 'left' | 'right'>): Entry[] => [...left, ...right];

function clientOf(match: Pick<Found, 'left' | 'right'>): number | null {
  return onlyClient(sidesOf(match));
}

function keep(
  connection: Connection,
  { month, client, found }: { month: string; client: number | null; found: readonly Found[] },
  { stop, onProgress }: RunHooks & { stop: () => void },
): void {
  const stated = statedMatches(connection, month, client);
  const wanted = found.map(keptMatch);
  const keys = new Set(wanted.map(({ key }) => key));
  const drop = [...stated].filter(([key]) => !keys.has(key)).map(([, { id }]) => id);
  const fresh = wanted.filter(match => stated.get(match.key)?.said !== statedAs(match));
  const total = drop.length + fresh.length;
  for (let at = 0; at < drop.length; at += SLICE) {
    stop();
    connection.immediate(() => dropMatches(connection, drop.slice(at, at + SLICE)));
    onProgress(Math.min(at + SLICE, drop.length), total);
  }
  for (let at = 0; at < fresh.length; at += SLICE) {
    stop();
    connection.immediate(() => keepMatches(connection, month, fresh.slice(at, at + SLICE)));
    onProgress(drop.length + Math.min(at + SLICE, fresh.length), total);
  }
}

function keptMatch(match: Found): KeptMatch {
  const { relation, rule, state, differenceFen, evidence } = match;
  return {
    key: foundKey(match),
    ...{ relation, rule, state, differenceFen, client: clientOf(match) },
    decidedBy: state === 'matched' ? rule : null,
    evidence: JSON.stringify(evidence),
    rows: sidesOf(match).map(keptEntry),
  };
}

/** Rows of the month that should meet another and meet none, in no relation. */
function unmatchedRows(
  entries: Entries,
  {
    month,
    client,
    found,
    decided,
  }: {
    month: string;
    client: number | null;
    found: readonly Found[];
    decided: readonly Decided[];
  },
): Set<number> {
  const met = new Set(found.flatMap(match => sidesOf(match).map(({ row }) => row)));
  for (const { verdict, rows } of decided) if (verdict === 'accepted') for (const row of rows) met.add(row);
  const rest = RELATIONS.filter(relation => !UNEQUAL.has(relation))
    .flatMap(relation => entries[relation])
    .filter(entry => entry.fen !== 0 && entry.reason !== 'direct' && entry.day.startsWith(month))
    .filter(entry => (client === null || entry.client === client) && !met.has(entry.row));
  return new Set(rest.map(({ row }) => row));
}

/**
 * After a run: exact matches post the clearing pairs that they leave no doubt of, and what lost its match is taken back in
 * red. Logged only where there is something to do; answers how many matches were cleared.
 */
export async function clearMonth(
  connection: Connection,
  caller: MatchCaller,
  { month }: { month: string },
): Promise<number> {
  if (
    looseClearings(connection).length === 0 &&
    clearableMatches(connection, month, TWIN_RELATIONS).length === 0
  )
    return 0;
  return command(connection, { ...caller, procedure: 'matching.clear', input: { month } }, tx => {
    for (const clearing of looseClearings(connection)) takeBack(tx, clearing);
    return clearMatches(tx, clearableMatches(connection, month, TWIN_RELATIONS));
  });
}
