import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Caller } from '../../src/services/clients.ts';
import { type Connection, openConnection } from '../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../src/store/schema/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'parties-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let serial = 0;

/** A place in a folder that goes away with the test file. */
export function placeFor(name: string): string {
  serial += 1;
  return join(folder, `${serial}-${name}`);
}

export function fileOf(name: string, bytes: string | Uint8Array): { path: string; name: string } {
  const path = placeFor(name);
  writeFileSync(path, bytes);
  return { path, name };
}

/** An empty book whose first month is May 2026. */
export function newBook(): Connection {
  const connection = openConnection(placeFor('book.duizhang'), { readOnly: false, mustExist: false });
  createSchema(connection, {
    bookId: `book-${serial}`,
    name: '测试',
    firstPeriod: '2026-05',
    createdAt: '2026-05-01T00:00:00Z',
  });
  return connection;
}

export function caller(day = '2026-05-08'): Caller {
  serial += 1;
  return { actor: 'tester', key: `key-${serial}`, at: `${day}T04:00:00Z`, scope: { kind: 'all' } };
}

/** Number of log entries and of changes: what "nothing was written" is measured by. */
export function writings(connection: Connection): number[] {
  return ['log', 'change', 'transfer'].map(
    table => connection.prepareValue(`SELECT count(*) FROM ${table}`).get() as number,
  );
}
