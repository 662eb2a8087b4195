import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copiesOf } from '../../../src/store/book/backup.ts';
import { disk } from '../../../src/store/book/disk.ts';
import type { BookFormat, Migration } from '../../../src/store/book/format.ts';
import { openUpgraded } from '../../../src/store/book/migrate.ts';
import { closeBook, openBook } from '../../../src/store/book/open.ts';
import { SCHEMA } from '../../../src/store/schema/index.ts';
import { dyingDisk, Killed } from './dying-disk.ts';
import { addClients, clientNames, codeOf, keepingOf, makeBook, namesIn, newFolder } from './keeping.ts';

const TABLE = 'CREATE TABLE later_subject (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT';
const INDEX = 'CREATE INDEX later_subject_text ON later_subject (text)';
const STEPS: Migration[] = [
  { to: 2, run: connection => connection.exec(TABLE) },
  {
    to: 3,
    run: connection => {
      connection.exec(INDEX);
      connection.prepare('INSERT INTO later_subject (text) SELECT name FROM client').run();
    },
  },
];
const LATER: Partial<BookFormat> = { version: 3, statements: [...SCHEMA, TABLE, INDEX], migrations: STEPS };

let folder: string;
let copies: string;
let path: string;
beforeEach(() => {
  folder = newFolder();
  copies = join(folder, 'copies');
  path = join(folder, '账.duizhang');
  const book = makeBook(folder);
  addClients(book.connection, ['一号', '二号']);
  closeBook(book);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const upgraded = (format: Partial<BookFormat>, used = disk) =>
  openUpgraded(keepingOf({ format, disk: used }), { path }, copies);

it('brings a book up step by step, after a copy of it as it was', () => {
  const book = upgraded(LATER);
  expect(book.connection.pragma('user_version')).toBe(3);
  expect(clientNames(book)).toEqual(['一号', '二号']);
  expect(book.connection.prepareValue('SELECT text FROM later_subject ORDER BY id').all()).toEqual([
    '一号',
    '二号',
  ]);
  closeBook(book);
  const [copy] = copiesOf(disk, path, copies, 'b-1');
  expect(copy).toMatchObject({ verified: true, manifest: { version: 1, headHash: null } });
  expect(namesIn(copy!.path)).toEqual(['一号', '二号']);
  closeBook(upgraded(LATER));
  expect(copiesOf(disk, path, copies, 'b-1')).toHaveLength(1);
});

it('opens a book of the present version without a copy', () => {
  closeBook(upgraded({}));
  expect(readdirSync(folder).sort()).toEqual(['账.duizhang', '账.duizhang.lock']);
});

it('asks a reader to wait for the owner, and an older release to be updated', () => {
  expect(codeOf(() => openBook(keepingOf({ format: LATER }), { path, readOnly: true }))).toBe('books.older');
  closeBook(upgraded(LATER));
  expect(codeOf(() => openBook(keepingOf(), { path }))).toBe('books.newer');
});

const broken = (run: Migration['run']): Partial<BookFormat> => ({
  ...LATER,
  migrations: [STEPS[0]!, { to: 3, run }],
});
it.each([
  [
    'throws',
    broken(() => {
      throw new Error('no');
    }),
  ],
  [
    'writes what a constraint refuses',
    broken(c => c.exec("INSERT INTO client (name, search_key) VALUES ('一号', '')")),
  ],
  ['leaves another schema', broken(c => c.exec('CREATE TABLE stray (a)'))],
  [
    'makes a book that does not pass',
    broken(c => {
      c.exec(INDEX);
      c.exec("INSERT INTO client (name, search_key) VALUES ('不平', '')");
    }),
  ],
  ['is missing', { ...LATER, migrations: [STEPS[1]!] }],
])('a migration that %s leaves the book byte for byte', (_name, format) => {
  const before = hash(path);
  expect(codeOf(() => upgraded(format))).toBe('books.migration_failed');
  expect(hash(path)).toBe(before);
  expect(readdirSync(folder).sort()).toEqual(['copies', '账.duizhang', '账.duizhang.lock']);
  expect(namesIn(path)).toEqual(['一号', '二号']);
});

it('a full disk on the way is told as such', () => {
  const full = {
    ...disk,
    sync: () => {
      throw Object.assign(new Error('no'), { code: 'ENOSPC' });
    },
  };
  const before = hash(path);
  expect(codeOf(() => upgraded(LATER, full))).toBe('books.disk_full');
  expect(hash(path)).toBe(before);
});

it('a kill between any two steps leaves the old book or the new one', () => {
  let at = 1;
  for (; ; at += 1) {
    const name = `账${at}.duizhang`;
    const book = makeBook(folder, { name });
    addClients(book.connection, ['一号', '二号']);
    closeBook(book);
    path = join(folder, name);
    const before = hash(path);
    const { disk: dying, reached } = dyingDisk(at);
    try {
      closeBook(upgraded(LATER, dying));
    } catch (error) {
      expect(error).toBeInstanceOf(Killed);
    }
    if (!reached()) break;
    const isOld = hash(path) === before;
    const left = upgraded(LATER);
    expect(left.connection.pragma('user_version')).toBe(3);
    expect(clientNames(left)).toEqual(['一号', '二号']);
    closeBook(left);
    expect(isOld || at > 8, `step ${at}`).toBe(true);
    expect(readdirSync(folder).filter(each => /part|swap/.test(each))).toEqual([]);
  }
  expect(at).toBeGreaterThan(10);
});
