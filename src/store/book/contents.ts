import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../dialect/sqlite.ts';
import { bookRefusal } from './disk.ts';
import type { BookFormat } from './format.ts';
import { checkPages } from './open.ts';

/** Rows of a table and one hash over all of them, in the table's own order. */
export interface TableContents {
  rows: number;
  sha256: string;
}

export type Tables = Record<string, TableContents>;

/** What a book file holds, found by reading all of it. */
export interface Contents {
  bookId: string;
  name: string;
  version: number;
  /** Null for a version that only an older release can check. */
  transfers: number | null;
  logEntries: number | null;
  headHash: string | null;
  tables: Tables;
}

/** Every table of a book. Equal contents mean equal rows, whatever the pages look like. */
export function tablesOf(connection: Connection): Tables {
  const names = connection
    .prepareValue(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all() as string[];
  return Object.fromEntries(names.map(name => [name, tableOf(connection, name)]));
}

/**
 * Reads a whole book file and checks it: pages, foreign keys, and the ledger's own check where the file has this
 * release's version. Refuses `books.damaged`, and `books.unverified` with the first finding.
 */
export function examine(connection: Connection, path: string, format: BookFormat): Contents {
  const place = { file: basename(path) };
  try {
    checkPages(connection, path, 'integrity_check');
    if (connection.prepareRaw('PRAGMA foreign_key_check').get())
      throw new Refusal('books.damaged', place, place);
    const version = connection.pragma('user_version') as number;
    const verdict = version === format.version ? format.verify(connection) : null;
    if (verdict && !verdict.ok) {
      const finding = verdict.findings[0]?.code ?? '';
      throw new Refusal('books.unverified', { ...place, findings: verdict.findings.length, finding }, place);
    }
    const book = connection.prepare('SELECT id, name FROM book').get() as { id: string; name: string };
    return {
      bookId: book.id,
      name: book.name,
      version,
      transfers: verdict?.transfers ?? null,
      logEntries: verdict?.logEntries ?? null,
      headHash: verdict?.headHash ?? null,
      tables: tablesOf(connection),
    };
  } catch (error) {
    throw bookRefusal(error, path);
  }
}

/** Name of the first table that differs, or null. */
export function differingTable(left: Tables, right: Tables): string | null {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  const differs = (name: string) =>
    left[name]?.rows !== right[name]?.rows || left[name]?.sha256 !== right[name]?.sha256;
  return names.find(differs) ?? null;
}

function tableOf(connection: Connection, name: string): TableContents {
  const hash = createHash('sha256');
  let rows = 0;
  // Not by an index: the table's own tree, by rowid or by key where there is no rowid, has the same order everywhere.
  const all = connection.prepareRaw(`SELECT * FROM "${name.replaceAll('"', '""')}" NOT INDEXED`);
  for (const row of all.iterate() as Iterable<unknown[]>) {
    hash.update(JSON.stringify(row.some(Buffer.isBuffer) ? row.map(withoutBytes) : row));
    rows += 1;
  }
  return { rows, sha256: hash.digest('hex') };
}

function withoutBytes(value: unknown): unknown {
  return Buffer.isBuffer(value) ? { sha256: createHash('sha256').update(value).digest('hex') } : value;
}
