import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBook } from '../../../src/store/book/create.ts';
import { type Disk, disk } from '../../../src/store/book/disk.ts';
import type { BookFormat, Keeping, Verdict } from '../../../src/store/book/format.ts';
import { closeBook, type OpenBook, openBook } from '../../../src/store/book/open.ts';
import type { Connection } from '../../../src/store/dialect/sqlite.ts';
import { SCHEMA, SCHEMA_VERSION } from '../../../src/store/schema/index.ts';

/** A check of a book as the store needs one: the clients' names make the head hash. */
export function plainVerify(connection: Connection): Verdict {
  const names = connection.prepareValue('SELECT name FROM client ORDER BY id').all() as string[];
  const headHash = createHash('sha256').update(names.join('\n')).digest('hex');
  const bad = names.includes('不平') ? [{ code: 'ledger.unbalanced' }] : [];
  return { ok: bad.length === 0, transfers: names.length, logEntries: 0, headHash, findings: bad };
}

export const FORMAT: BookFormat = {
  version: SCHEMA_VERSION,
  statements: SCHEMA,
  migrations: [],
  verify: plainVerify,
};

export const NOW = new Date('2026-11-20T11:23:00Z');

export function keepingOf(some: { disk?: Disk; format?: Partial<BookFormat>; now?: Date } = {}): Keeping {
  const now = some.now ?? NOW;
  return { disk: some.disk ?? disk, format: { ...FORMAT, ...some.format }, now: () => now };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), '对账 book '));
}

export function makeBook(
  folder: string,
  some: { name?: string; passphrase?: string; keeping?: Keeping } = {},
): OpenBook {
  return createBook(some.keeping ?? keepingOf(), {
    path: join(folder, some.name ?? '账.duizhang'),
    bookId: 'b-1',
    actor: 'tester',
    name: '测试账套',
    firstPeriod: '2026-11',
    createdAt: NOW.toISOString(),
    passphrase: some.passphrase,
  });
}

export function addClients(connection: Connection, names: string[]): void {
  connection.immediate(() => {
    const insert = connection.prepare(CLIENT_INSERT);
    for (const name of names) insert.run(name, name);
  });
}

export const CLIENT_INSERT = 'INSERT INTO client (name, search_key) VALUES (?, ?)';

export function clientNames({ connection }: { connection: Connection }): string[] {
  return connection.prepareValue('SELECT name FROM client ORDER BY id').all() as string[];
}

/** Names of the clients in a book file, opened and closed again. */
export function namesIn(path: string, passphrase?: string): string[] {
  const book = openBook(keepingOf(), { path, passphrase });
  try {
    return clientNames(book);
  } finally {
    closeBook(book);
  }
}

export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no refusal';
}
