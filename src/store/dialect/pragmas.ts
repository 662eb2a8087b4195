import type Database from 'better-sqlite3';
import { Refusal } from '../../domain/refusal.ts';

const BUSY_TIMEOUT_MS = 5_000;
const WRITER_CACHE_KIB = 32 * 1024;
/** Pages of a million orders that windows and sums come back to. */
const READER_CACHE_KIB = 64 * 1024;
/** A write-ahead log that a large import stretched is cut back to this at the next checkpoint. */
const WAL_BYTES_KEPT = 64 * 1024 * 1024;

/** Each setting with the value that must be read back. Temporary tables stay in memory: a file would be unencrypted. */
const EVERY_CONNECTION: readonly (readonly [name: string, value: number | string])[] = [
  ['foreign_keys', 1],
  ['recursive_triggers', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['synchronous', 2],
  ['temp_store', 2],
  ['busy_timeout', BUSY_TIMEOUT_MS],
];

/**
 * The one place where a connection gets its settings, each read back. Refuses `store.setting_refused` with the name
 * of a setting that did not take.
 */
export function applyPragmas(database: Database, readOnly: boolean): void {
  const role = readOnly
    ? ([
        ['query_only', 1],
        ['cache_size', -READER_CACHE_KIB],
      ] as const)
    : ([
        ['cache_size', -WRITER_CACHE_KIB],
        ['journal_mode', 'wal'],
        ['journal_size_limit', WAL_BYTES_KEPT],
      ] as const);
  for (const [name, value] of [...EVERY_CONNECTION, ...role]) {
    database.pragma(`${name} = ${value}`);
    const found = database.pragma(name, { simple: true });
    if (found !== value)
      throw new Refusal('store.setting_refused', { setting: name, wanted: value, found: String(found) });
  }
}
