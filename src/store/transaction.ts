import type { Kysely } from 'kysely';
import { Refusal } from '../domain/refusal.ts';
import { canonicalJson, Effects, sha256Hex } from './canonical.ts';
import { type Connection, kyselyOver } from './dialect/sqlite.ts';
import type { Tables } from './schema/tables.ts';

/** Who calls what, with which key and input, and when. Clock, key and actor come from outside, so a run can be replayed. */
export interface Call {
  actor: string;
  procedure: string;
  /** Idempotency key: the same key and input get the stored answer. */
  key: string;
  /** Plain data; numbers are safe integers. */
  input: unknown;
  /** UTC, ISO. */
  at: string;
}

/** What a command may write with: one open transaction, which becomes one entry of the log. */
export interface Tx {
  readonly connection: Connection;
  /** Kysely inside this transaction, for reads and small writes of tables that are neither insert-only nor tracked. */
  readonly db: Kysely<Tables>;
  /** Number of the log entry that this command becomes. */
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly effects: Effects;
  /** First source row that this command added; rows from here on were not there before. */
  firstNewSourceRow: number;
  /** Batches begun and not finished; a command with one of them is never committed. */
  unfinished: number;
  /** Called between steps of a long command; refuses `jobs.cancelled` once the user has cancelled. */
  checkpoint(): void;
}

const databases = new WeakMap<Connection, Kysely<Tables>>();

/** Kysely over a book's connection, made once. */
export function tablesOf(connection: Connection): Kysely<Tables> {
  let db = databases.get(connection);
  if (!db) {
    db = kyselyOver<Tables>(connection);
    databases.set(connection, db);
  }
  return db;
}

/** Opens the writing side of a command inside a transaction that the caller has begun. */
export function beginTx(connection: Connection, call: Call, isCancelled?: () => boolean): Tx {
  return {
    connection,
    db: tablesOf(connection),
    seq: (head(connection)?.seq ?? 0) + 1,
    at: call.at,
    actor: call.actor,
    effects: new Effects(),
    firstNewSourceRow: Number.MAX_SAFE_INTEGER,
    unfinished: 0,
    checkpoint() {
      if (isCancelled?.()) throw new Refusal('jobs.cancelled');
    },
  };
}

export interface Head {
  seq: number;
  hash: string;
}

/** The last entry of the log, or null in a file without one. */
export function head(connection: Connection): Head | null {
  const row = connection.prepare('SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1').get();
  return (row as Head | undefined) ?? null;
}

/** Hash before the first entry. */
export const NO_HASH = '0'.repeat(64);

/** The fields of an entry in the order of their canonical bytes. Frozen. */
export type LogFields = readonly [
  seq: number,
  prevHash: string,
  actor: string,
  procedure: string,
  key: string,
  inputHash: string,
  effectHash: string,
  at: string,
  answer: string,
];

/** Hash of one log entry: SHA-256 over the JSON array of its fields. */
export function logHash(fields: LogFields): string {
  return sha256Hex(JSON.stringify(fields));
}

export function inputHash(input: unknown): string {
  return sha256Hex(canonicalJson(input ?? null));
}

/** Writes the entry that closes a command. `answer` is plain data; it is what a repeated call gets. */
export function appendLog(tx: Tx, call: Call, answer: unknown): Head {
  const fields: LogFields = [
    tx.seq,
    head(tx.connection)?.hash ?? NO_HASH,
    call.actor,
    call.procedure,
    call.key,
    inputHash(call.input),
    tx.effects.digest(),
    call.at,
    canonicalJson(answer ?? null),
  ];
  const hash = logHash(fields);
  const sql = `INSERT INTO log (seq, prev_hash, actor, procedure, key, input_hash, effect_hash, at, answer, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  tx.connection.prepare(sql).run(...fields, hash);
  return { seq: tx.seq, hash };
}
