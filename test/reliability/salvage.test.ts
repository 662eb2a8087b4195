import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/runtime/resources.ts';
import { type BookDesk, salvageBook, verifyLedger } from '../../src/services/books.ts';
import { openStatement } from '../../src/services/statements.ts';
import { closeBook, openBook } from '../../src/store/book/open.ts';
import { openWreck } from '../../src/store/book/salvage.ts';
import type { DeskShelf } from '../../src/store/desk.ts';
import { addClients, codeOf, keepingOf, makeBook, newFolder } from '../store/book/keeping.ts';

const PAGE_BYTES = 4096;
const PROFILES = join(import.meta.dirname, '../../resources/profiles');
const NAMES = Array.from(
  { length: 600 },
  (_, at) => `客户${String(at).padStart(4, '0')} 上海木桥商贸有限公司`,
);
const PASSPHRASE = '口令 passphrase';
const desk: BookDesk = {
  shelf: {} as DeskShelf,
  now: () => new Date('2026-11-20T11:23:00Z'),
  newId: () => 'b-1',
  verify: verifyLedger,
};

let folder: string;
let path: string;
let scratch: string;
beforeEach(() => {
  folder = newFolder();
  path = join(folder, '账.duizhang');
  scratch = join(folder, 'scratch');
  mkdirSync(scratch);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function filled(passphrase?: string): void {
  const book = makeBook(folder, { passphrase });
  addClients(book.connection, NAMES);
  closeBook(book);
}

const hash = () => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Overwrites pages, so that the book no longer opens to be written. */
function damage(pages: (all: number, file: Buffer) => number[]): void {
  const file = readFileSync(path);
  for (const page of pages(file.length / PAGE_BYTES, file))
    file.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES).fill(0xa5);
  writeFileSync(path, file);
}

/** Pages with names of clients in order: leaves of the table or of an index on it. */
const pagesWith = (file: Buffer, text: string): number[] =>
  Array.from({ length: file.length / PAGE_BYTES }, (_, page) => page).filter(page =>
    file.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES).includes(text),
  );

const namesOf = (passphrase?: string) => {
  const wreck = openWreck(keepingOf(), { path, passphrase, scratch });
  const { rows, gaps, columns } = wreck.read('client');
  const at = columns.findIndex(({ name }) => name === 'name');
  const id = columns.findIndex(({ name }) => name === 'id');
  wreck.leave();
  return { ids: rows.map(row => row[id] as number), names: rows.map(row => row[at] as string), gaps };
};

describe.each([
  ['plain', undefined],
  ['sealed', PASSPHRASE],
])('D3 salvage of a %s book', (_, passphrase) => {
  it('refuses a book that opens: its own users and roles say who reads what', () => {
    filled(passphrase);
    expect(codeOf(() => namesOf(passphrase))).toBe('books.sound');
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('reads around pages that cannot be read: each row is right or told as lost, and the file is not touched', () => {
    filled(passphrase);
    // Some pages in the middle of the file, where its rows are.
    damage((all, file) => (passphrase ? [all - 9, all - 30] : pagesWith(file, '客户0300')));
    const before = hash();
    const { ids, names, gaps } = namesOf(passphrase);
    expect(names.length).toBeGreaterThan(NAMES.length / 2);
    ids.forEach((id, at) => void expect(names[at]).toBe(NAMES[id - 1]));
    const isTold = (id: number) => gaps.some(({ from, to }) => id >= from && (to === null || id <= to));
    NAMES.forEach(
      (_name, at) => void expect(ids.includes(at + 1) || isTold(at + 1), `row ${at + 1}`).toBe(true),
    );
    if (!passphrase) expect(gaps.length).toBeGreaterThan(0);
    expect(hash()).toBe(before);
    expect(readdirSync(scratch)).toEqual([]);
  });
});

it('D3 a salvage is a workbook, or a file a table, that says first what was lost', async () => {
  filled();
  damage((_, file) => pagesWith(file, '客户0300'));
  expect(codeOf(() => closeBook(openBook(keepingOf(), { path })))).toBe('books.damaged');
  const before = hash();
  const request = { path, scratch, catalogue: loadCatalogue('zh') };
  const out = join(folder, '抢救.xlsx');
  const report = await salvageBook(desk, { ...request, out, format: 'xlsx' });
  expect(report.damaged.map(({ table }) => table)).toContain('client');
  const { file } = await openStatement({
    path: out,
    name: '抢救.xlsx',
    profilesFolder: PROFILES,
    saved: [],
  });
  const [first, ...sheets] = file.sheets.map(({ name }) => name);
  expect(first).toBe('抢救说明');
  expect(sheets).toContain('client');
  await salvageBook(desk, { ...request, out: scratch, format: 'csv' });
  expect(readFileSync(join(scratch, '抢救说明.csv'), 'utf8')).toContain('有缺失');
  expect(readFileSync(join(scratch, 'client.csv'), 'utf8')).toContain('客户0001');
  expect(hash()).toBe(before);
});

it('D3 a file of which nothing can be read is refused by name, and stays', () => {
  filled();
  const file = readFileSync(path);
  file.subarray(100, PAGE_BYTES).fill(0xa5);
  writeFileSync(path, file);
  const before = hash();
  expect(codeOf(() => openWreck(keepingOf(), { path, scratch }))).toBe('books.nothing_to_salvage');
  expect(hash()).toBe(before);
  expect(codeOf(() => openWreck(keepingOf(), { path: join(folder, '没有.duizhang'), scratch }))).toBe(
    'books.missing',
  );
  expect(existsSync(path)).toBe(true);
});
