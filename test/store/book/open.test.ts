import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disk } from '../../../src/store/book/disk.ts';
import { closeBook, type OpenBook, openBook } from '../../../src/store/book/open.ts';
import { openConnection } from '../../../src/store/dialect/sqlite.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../src/store/schema/index.ts';
import { addClients, clientNames, codeOf, keepingOf, makeBook, namesIn, newFolder } from './keeping.ts';

let folder: string;
let path: string;
let open: OpenBook[];
beforeEach(() => {
  folder = newFolder();
  path = join(folder, '账.duizhang');
  open = [];
});
afterEach(() => {
  for (const book of open) closeBook(book);
  rmSync(folder, { recursive: true, force: true });
});
const kept = (book: OpenBook) => {
  open.push(book);
  return book;
};
const opening = (some: { passphrase?: string; readOnly?: boolean } = {}) =>
  codeOf(() => kept(openBook(keepingOf(), { path, ...some })));

describe('creating a book', () => {
  it('makes a file with our marks that opens again', () => {
    const book = makeBook(folder);
    addClients(book.connection, ['一号', '二号']);
    closeBook(book);
    expect(namesIn(path)).toEqual(['一号', '二号']);
    const header = readFileSync(path);
    expect(header.readInt32BE(68)).toBe(APPLICATION_ID);
    expect(header.readInt32BE(60)).toBe(SCHEMA_VERSION);
    expect(readdirSync(folder).sort()).toEqual(['账.duizhang', '账.duizhang.lock']);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('refuses a name that is taken, by whatever', () => {
    writeFileSync(path, 'notes');
    expect(codeOf(() => makeBook(folder))).toBe('books.exists');
    expect(readFileSync(path, 'utf8')).toBe('notes');
    expect(readdirSync(folder)).toEqual(['账.duizhang']);
  });

  it('refuses a folder that is not there, a share, and a short passphrase', () => {
    expect(codeOf(() => makeBook(join(folder, 'none')))).toBe('books.no_folder');
    const share = { ...disk, fileSystem: () => 0xfe534d42 | 0 };
    expect(codeOf(() => makeBook(folder, { keeping: keepingOf({ disk: share }) }))).toBe(
      'books.network_share',
    );
    expect(codeOf(() => makeBook(folder, { passphrase: '七个字七个字七' }))).toBe('books.passphrase_short');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a book that is open', () => {
  it('is refused to a second owner and lent to readers, who see what is written', () => {
    const book = kept(makeBook(folder));
    expect(opening()).toBe('books.in_use');
    const reader = kept(openBook(keepingOf(), { path, readOnly: true }));
    addClients(book.connection, ['新客户']);
    expect(clientNames(reader)).toEqual(['新客户']);
    expect(codeOf(() => addClients(reader.connection, ['不许']))).toBe('store.read_only');
  });

  it('is free again once closed', () => {
    closeBook(makeBook(folder));
    closeBook(openBook(keepingOf(), { path }));
    expect(opening()).toBe('no refusal');
  });

  it('is noticed to be another file when somebody replaces it', () => {
    const book = kept(makeBook(folder));
    expect(disk.identity(path)).toBe(book.identity);
    copyFileSync(path, `${path}.2`);
    rmSync(path);
    expect(disk.identity(path)).toBeNull();
    disk.rename(`${path}.2`, path);
    expect(disk.identity(path)).not.toBe(book.identity);
  });
});

describe('a file that is not a book of ours', () => {
  beforeEach(() => closeBook(makeBook(folder)));
  const patch = (at: number, bytes: number[]) => {
    const file = readFileSync(path);
    Buffer.from(bytes).copy(file, at);
    writeFileSync(path, file);
  };
  const throughSql = (...statements: string[]) => {
    const connection = openConnection(path, { readOnly: false });
    for (const statement of statements) connection.exec(statement);
    connection.close();
  };

  it('is told apart from a missing one', () => {
    rmSync(path);
    expect(opening()).toBe('books.missing');
    expect(readdirSync(folder)).not.toContain('账.duizhang');
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['short', Buffer.from('SQLite format 3\0')],
    ['random', randomBytes(20_000)],
    ['text', Buffer.from('日期,金额\n2026-11-20,1.00\n'.repeat(500))],
  ])('%s: not a book', (_name, bytes) => {
    writeFileSync(path, bytes);
    expect(opening()).toBe('books.not_a_book');
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('is refused by its header before SQLite reads it', () => {
    patch(68, [0, 0, 0, 9]);
    expect(opening()).toBe('books.not_a_book');
    patch(68, [0x44, 0x5a, 0x54, 0x31]);
    patch(16, [0, 1]);
    expect(opening()).toBe('books.damaged');
    patch(16, [0x10, 0]);
    patch(60, [0, 0, 0, 99]);
    expect(opening()).toBe('books.newer');
    patch(60, [0, 0, 0, SCHEMA_VERSION]);
    expect(opening()).toBe('no refusal');
  });

  it('of another kind that SQLite made', () => {
    rmSync(path);
    const connection = openConnection(path, { readOnly: false, mustExist: false });
    connection.exec('CREATE TABLE other (a)');
    connection.close();
    expect(opening()).toBe('books.not_a_book');
  });

  it.each([
    ['trigger', "CREATE TRIGGER evil AFTER INSERT ON client BEGIN UPDATE client SET name = 'x'; END"],
    [
      'looping view',
      'CREATE VIEW evil AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r',
    ],
    ['table', 'CREATE TABLE evil (a)'],
    ['missing trigger', 'DROP TRIGGER client_stays'],
  ])('with a strange %s in its schema', (_name, statement) => {
    throughSql(statement);
    expect(opening()).toBe('books.schema_changed');
    expect(opening({ readOnly: true })).toBe('books.schema_changed');
  });

  it('with a damaged table', () => {
    const connection = openConnection(path, { readOnly: false });
    addClients(
      connection,
      Array.from({ length: 400 }, (_, at) => `客户${at}`),
    );
    const page = connection
      .prepareValue("SELECT rootpage FROM sqlite_schema WHERE name = 'client'")
      .get() as number;
    connection.close();
    patch((page - 1) * 4096 + 8, [255, 255, 255, 255, 255]);
    expect(opening()).toBe('books.damaged');
  });

  it('cut off', () => {
    writeFileSync(path, readFileSync(path).subarray(0, 4096 * 3));
    expect(opening()).toBe('books.damaged');
  });

  it('that the system keeps from us', () => {
    const closed = {
      ...disk,
      start: () => {
        throw Object.assign(new Error('no'), { code: 'EACCES' });
      },
    };
    expect(codeOf(() => openBook(keepingOf({ disk: closed }), { path }))).toBe('books.not_allowed');
  });
});
