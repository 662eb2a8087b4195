import '../store/book/fast-derivation.ts';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import {
  type BookDesk,
  backupBook,
  backupDaily,
  bookState,
  changePassphrase,
  closeBook,
  copiesFolder,
  copyPath,
  createBook,
  drillRestore,
  listCopies,
  type OpenBook,
  openBook,
  placeFor,
  recentBooks,
  recentPath,
  restoreBook,
  verifyBook,
  verifyLedger,
} from '../../src/services/books.ts';
import { insertRow } from '../../src/store/changes.ts';
import { DeskShelf } from '../../src/store/desk.ts';
import { clientNames, codeOf, newFolder } from '../store/book/keeping.ts';

let folder: string;
let desk: BookDesk;
let now: Date;
beforeEach(() => {
  folder = newFolder();
  now = new Date('2026-11-20T02:00:00Z');
  let ids = 0;
  desk = {
    shelf: new DeskShelf(join(folder, 'desk')),
    now: () => now,
    newId: () => `id-${++ids}`,
    verify: verifyLedger,
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const addClient = ({ connection }: OpenBook, name: string) =>
  command(
    connection,
    { actor: 'tester', procedure: 'clients.add', key: name, input: { name }, at: now.toISOString() },
    tx => insertRow(tx, 'client', { name, search_key: name }),
  );
const making = (name: string, some: { passphrase?: string } = {}) =>
  createBook(desk, {
    path: placeFor(folder, name),
    name,
    firstPeriod: '2026-11',
    actor: 'tester',
    ...some,
  });

it('a day with a book: made, copied, changed, restored, opened from the recent ones', async () => {
  const book = await making('杭州代投');
  await addClient(book, '一号');
  expect(bookState(desk, book)).toMatchObject({
    id: 'id-1',
    name: '杭州代投',
    path: join(folder, '杭州代投.duizhang'),
    firstPeriod: '2026-11',
    readOnly: false,
    sealed: false,
    inPlace: true,
    lastGoodCopy: null,
  });
  const daily = backupDaily(desk, book);
  expect(backupDaily(desk, book)).toBeNull();
  expect(bookState(desk, book).lastGoodCopy).toEqual(daily);
  await addClient(book, '二号');
  expect(verifyBook(desk, book.connection)).toMatchObject({
    ok: true,
    transfers: 0,
    logEntries: 3,
    findings: [],
  });
  now = new Date('2026-11-20T02:30:00Z');
  const second = backupBook(desk, book);
  // Both copies are of one hour of one day, so the later one serves for both.
  expect(listCopies(desk, book.path, 'id-1').map(copy => copy.name)).toEqual([second.name]);
  await addClient(book, '三号');
  closeBook(book);

  const copy = copyPath(desk, book.path, second.name);
  expect(drillRestore(desk, { copy, scratch: folder }).tables).toBeGreaterThan(10);
  const { aside } = restoreBook(desk, { copy, path: book.path });
  expect(basename(aside!)).toBe('杭州代投.duizhang.before-restore-20261120-103000');
  const [recent] = await recentBooks(desk);
  expect(recent).toMatchObject({ name: '杭州代投', path: book.path, present: true });
  const again = await openBook(desk, { path: await recentPath(desk, recent!.id) });
  expect(clientNames(again)).toEqual(['一号', '二号']);
  closeBook(again);
});

it('a log that was rewritten after a copy no longer meets the copy', async () => {
  const book = await making('账');
  await addClient(book, '一号');
  backupBook(desk, book);
  const manifest = `${copyPath(desk, book.path, listCopies(desk, book.path, null)[0]!.name)}.json`;
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace(/"headHash": "[0-9a-f]{64}"/, `"headHash": "${'0'.repeat(64)}"`));
  const { ok, findings } = verifyBook(desk, book.connection);
  expect(ok).toBe(false);
  expect(findings.map(finding => finding.code)).toEqual(['ledger.verify.anchor']);
  closeBook(book);
});

it('keeps twelve recent books, the latest first, each once, and knows which are gone', async () => {
  for (let at = 1; at <= 13; at += 1) closeBook(await making(`账${at}`));
  closeBook(await openBook(desk, { path: join(folder, '账5.duizhang') }));
  rmSync(join(folder, '账13.duizhang'));
  const recent = await recentBooks(desk);
  expect(recent.map(book => book.name)).toEqual(
    [5, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2].map(at => `账${at}`),
  );
  expect(recent.filter(book => !book.present).map(book => book.name)).toEqual(['账13']);
  await expect(recentPath(desk, 'nobody')).rejects.toMatchObject({ code: 'books.no_such_recent' });
});

it('a sealed book keeps its copies sealed, and shows which copies anyone can read', async () => {
  const plain = await making('密账');
  backupBook(desk, plain);
  now = new Date('2026-11-21T02:00:00Z');
  const sealed = changePassphrase(desk, plain, { next: '一个新的口令吧' + '啊' });
  backupBook(desk, sealed);
  expect(bookState(desk, sealed)).toMatchObject({ sealed: true, inPlace: true });
  expect(listCopies(desk, sealed.path, 'id-1').map(copy => copy.sealed)).toEqual([true, false]);
  closeBook(sealed);
  await expect(openBook(desk, { path: sealed.path, passphrase: 'wrong wrong' })).rejects.toMatchObject({
    code: 'books.wrong_passphrase',
  });
});

it('a copy is found by its own name only', async () => {
  const book = await making('账');
  const { name } = backupBook(desk, book);
  closeBook(book);
  expect(copyPath(desk, book.path, name)).toBe(join(copiesFolder(book.path), name));
  for (const other of [`../${basename(book.path)}`, `./${name}`, `${name}.json`, '..', ''])
    expect(codeOf(() => copyPath(desk, book.path, other))).toBe('books.copy_missing');
});

it('a book whose shelf cannot be written is given back', async () => {
  const book = await making('账');
  closeBook(book);
  const broken = {
    ...desk,
    shelf: { update: () => Promise.reject(new Error('no shelf')) } as unknown as DeskShelf,
  };
  await expect(openBook(broken, { path: book.path })).rejects.toThrow('no shelf');
  closeBook(await openBook(desk, { path: book.path }));
});

it('any name makes a file name inside the folder', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), name => {
      const place = placeFor(folder, name);
      expect(dirname(place)).toBe(folder);
      expect(basename(place)).toMatch(/^[^.\s].*\.duizhang$/u);
      expect(Buffer.byteLength(basename(place))).toBeLessThan(180);
    }),
  );
  expect(basename(placeFor(folder, '../CON'))).toBe('账套 CON.duizhang');
  expect(basename(placeFor(folder, 'a/b: 账'))).toBe('a b 账.duizhang');
  expect(readdirSync(folder)).toEqual([]);
});
