import { type Found, foundKey } from '../../domain/matching/book/found.ts';
import { type Entries, type Entry, RELATIONS, UNEQUAL } from '../../domain/matching/book/relations.ts';
import { type Decided, matchBook } from '../../domain/matching/book/run.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { dropMatches, type KeptMatch, keepMatches, statedAs, statedMatches } from '../../store/matching.ts';
import { loadMonth } from './load.ts';

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
  { month, client }: { month: string; client: number | null },
  hooks: RunHooks,
): RunResult {
  const began = hooks.now_ms();
  const stop = () => {
    if (hooks.cancelled()) throw new Refusal('jobs.cancelled');
  };
  const loaded = loadMonth(connection, month);
  const all = matchBook({ ...loaded, checkpoint: stop });
  const found = all
    .filter(match => sidesOf(match).some(({ day }) => day.startsWith(month)))
    .filter(match => client === null || clientOf(match) === client);
  keep(connection, { month, client, found }, { ...hooks, stop });
  const byRule: Record<string, number> = {};
  let exact = 0;
  const sure = found.filter(({ state }) => state === 'matched');
  for (const { rule } of sure) {
    if (rule === 'number' || rule === 'book') exact++;
    else byRule[rule] = (byRule[rule] ?? 0) + 1;
  }
  const unmatched = unmatchedRows(loaded.entries, { month, client, found: all, decided: loaded.decided });
  const seconds = Math.round((hooks.now_ms() - began) / 10) / 100;
  return { exact, byRule, suggested: found.length - sure.length, unmatched: unmatched.size, seconds };
}

const sidesOf = ({ left, right }: Pick<Found, 'left' | 'right'>): Entry[] => [...left, ...right];

/** The one client of a match; null where its rows name none or several. */
export function clientOf(match: Pick<Found, 'left' | 'right'>): number | null {
  const clients = new Set(sidesOf(match).flatMap(({ client }) => (client === null ? [] : [client])));
  return clients.size === 1 ? [...clients][0]! : null;
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
    rows: sidesOf(match).map(({ row, side, fen }) => ({ row, side, fen })),
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
