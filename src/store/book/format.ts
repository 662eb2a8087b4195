import { basename } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../dialect/sqlite.ts';
import type { Disk } from './disk.ts';

/** What the check of a whole book answers; the ledger gives it, the store only hands it on. */
export interface Verdict {
  ok: boolean;
  transfers: number;
  logEntries: number;
  headHash: string;
  findings: readonly { code: string }[];
}

/** One step forward from a version of the book to the next; it runs in one transaction on a copy. */
export interface Migration {
  /** The version that it makes. */
  to: number;
  run(connection: Connection): void;
}

/** The books that this release writes: version, every text of its schema, the ways up to it and the check of it. */
export interface BookFormat {
  version: number;
  statements: readonly string[];
  migrations: readonly Migration[];
  verify(connection: Connection): Verdict;
}

/** What every act on a book needs; the runtime gives it. */
export interface Keeping {
  disk: Disk;
  format: BookFormat;
  now(): Date;
}

/**
 * Compares every text of the schema with the shipped one, before anything of it may run: a trigger or view that
 * somebody put in is never met. Refuses `books.schema_changed` with the name of the first stranger.
 */
export function checkSchema(connection: Connection, book: string, statements: readonly string[]): void {
  const place = { file: basename(book) };
  const found = connection.guard(
    () =>
      connection.prepareRaw('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all() as string[][],
  );
  const shipped = new Set(statements);
  const stranger = found.find(([name, sql]) => !shipped.delete(sql!) && !name!.startsWith('sqlite_'));
  if (stranger)
    throw new Refusal('books.schema_changed', { ...place, name: stranger[0]!.slice(0, 80) }, place);
  if (shipped.size > 0) {
    const missing = [...shipped][0]!.slice(0, 80).replace(/\s+/g, ' ');
    throw new Refusal('books.schema_changed', { ...place, name: missing }, place);
  }
}
