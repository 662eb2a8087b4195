import './fast-derivation.ts';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  copiesOf,
  lastGoodCopy,
  pruneCopies,
  takeCopy,
  takeDailyCopy,
} from '../../../src/store/book/backup.ts';
import { tablesOf } from '../../../src/store/book/contents.ts';
import { disk } from '../../../src/store/book/disk.ts';
import { closeBook, type OpenBook, openBook } from '../../../src/store/book/open.ts';
import { drillCopy, restoreCopy } from '../../../src/store/book/restore.ts';
import { dyingDisk, Killed } from './dying-disk.ts';
import { addClients, clientNames, codeOf, keepingOf, makeBook, NOW, namesIn, newFolder } from './keeping.ts';

const PASSPHRASE = '口令 passphrase';
let folder: string;
let copies: string;
let path: string;
let book: OpenBook;
beforeEach(() => {
  folder = newFolder();
  copies = join(folder, 'copies');
  path = join(folder, '账.duizhang');
  book = makeBook(folder);
  addClients(book.connection, ['一号', '二号']);
});
afterEach(() => {
  closeBook(book);
  rmSync(folder, { recursive: true, force: true });
});
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const take = (now = NOW) => takeCopy(keepingOf({ now }), book, copies);

describe('a copy', () => {
  it('stands with its manifest under the name of book and moment, and nothing else is left', () => {
    const copy = take();
    expect(copy.name).toBe('账-20261120-192300.duizhang');
    expect(readdirSync(copies).sort()).toEqual([copy.name, `${copy.name}.json`]);
    const bytes = readFileSync(copy.path);
    const manifest = JSON.parse(readFileSync(`${copy.path}.json`, 'utf8'));
    expect(manifest).toMatchObject({
      bookId: 'b-1',
      name: '测试账套',
      version: 1,
      transfers: 2,
      sealed: false,
      takenAt: NOW.toISOString(),
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(manifest.headHash).toMatch(/^[0-9a-f]{64}$/);
    expect(manifest.tables).toEqual(tablesOf(book.connection));
    expect(namesIn(copy.path)).toEqual(['一号', '二号']);
  });

  it('may be taken by a reader while the owner goes on writing, and holds one moment', () => {
    const reader = openBook(keepingOf(), { path, readOnly: true });
    const copy = takeCopy(keepingOf(), reader, copies);
    addClients(book.connection, ['三号']);
    expect(codeOf(() => addClients(reader.connection, ['不许']))).toBe('store.read_only');
    closeBook(reader);
    expect(namesIn(copy.path)).toEqual(['一号', '二号']);
  });

  it('takes the next second where its name is taken', () => {
    expect([take(), take(), take()].map(copy => copy.name.slice(-15, -9))).toEqual([
      '192300',
      '192301',
      '192302',
    ]);
  });

  it('is refused of a book that does not pass, and leaves nothing', () => {
    addClients(book.connection, ['不平']);
    expect(codeOf(take)).toBe('books.unverified');
    expect(readdirSync(copies)).toEqual([]);
  });

  it('once a day, at the first opening of the day in Beijing', () => {
    const daily = (now: Date) => takeDailyCopy(keepingOf({ now }), book, copies, 'b-1')?.name ?? null;
    expect(daily(new Date('2026-11-20T15:59:00Z'))).toBe('账-20261120-235900.duizhang');
    expect(daily(new Date('2026-11-20T15:59:59Z'))).toBeNull();
    expect(daily(new Date('2026-11-20T16:00:00Z'))).toBe('账-20261121-000000.duizhang');
    writeFileSync(join(copies, '账-20261121-000000.duizhang'), 'cut');
    expect(daily(new Date('2026-11-20T17:00:00Z'))).toBe('账-20261121-010000.duizhang');
  });

  it('counts as good only with its manifest, its size and its book', () => {
    const first = take();
    const second = take(later(1));
    const third = take(later(2));
    const good = () => lastGoodCopy(disk, path, copies, 'b-1')?.name ?? null;
    expect(good()).toBe(third.name);
    appendFileSync(third.path, 'x');
    expect(good()).toBe(second.name);
    rmSync(`${second.path}.json`);
    expect(good()).toBe(first.name);
    expect(copiesOf(disk, path, copies, 'b-1')).toHaveLength(3);
    expect(lastGoodCopy(disk, path, copies, 'another-book')).toBeNull();
    expect(lastGoodCopy(disk, path, join(folder, 'none'), 'b-1')).toBeNull();
  });

  it('goes by the retention with its manifest; what is not ours stays', () => {
    writeFileSync(join(folder, 'note.txt'), 'n');
    for (let at = 0; at < 30; at += 1) take(later(at));
    writeFileSync(join(copies, '账-20200101-000000.duizhang'), 'put here by hand');
    const gone = pruneCopies(keepingOf({ now: later(60) }), path, copies, 'b-1');
    expect(gone).toHaveLength(29);
    expect(readdirSync(copies).sort()).toEqual([
      '账-20200101-000000.duizhang',
      '账-20261120-195200.duizhang',
      '账-20261120-195200.duizhang.json',
    ]);
  });

  it('that a kill cut short is no copy, and is cleared away by the next', () => {
    let at = 1;
    for (; ; at += 1) {
      const dying = dyingDisk(at);
      const keeping = keepingOf({ disk: dying.disk, now: later(at) });
      try {
        takeCopy(keeping, book, copies);
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(Killed);
      }
      const good = existsSync(copies)
        ? copiesOf(disk, path, copies, 'b-1').filter(copy => copy.verified)
        : [];
      for (const copy of good) expect(namesIn(copy.path)).toEqual(['一号', '二号']);
    }
    expect(at).toBeGreaterThan(6);
    const names = readdirSync(copies);
    expect(
      names.filter(name => name.startsWith('.') || !names.includes(name.replace(/\.json$/, ''))),
    ).toEqual([]);
  });
});

describe('restoring', () => {
  it('puts the copy in the place of the book and keeps the book aside', () => {
    const copy = take();
    addClients(book.connection, ['三号']);
    closeBook(book);
    const { aside } = restoreCopy(keepingOf(), { copy: copy.path, path });
    expect(namesIn(path)).toEqual(['一号', '二号']);
    expect(aside).toBe(`${path}.before-restore-20261120-192300`);
    expect(namesIn(aside!)).toEqual(['一号', '二号', '三号']);
    expect(namesIn(copy.path)).toEqual(['一号', '二号']);
  });

  it('twice in one second keeps both books aside', () => {
    const copy = take();
    closeBook(book);
    const asides = [1, 2].map(() => restoreCopy(keepingOf(), { copy: copy.path, path }).aside);
    expect(new Set(asides).size).toBe(2);
  });

  it('makes a book where there is none', () => {
    const copy = take();
    const elsewhere = join(folder, '新账.duizhang');
    expect(restoreCopy(keepingOf(), { copy: copy.path, path: elsewhere })).toEqual({ aside: null });
    expect(namesIn(elsewhere)).toEqual(['一号', '二号']);
  });

  it('is refused while the book is open, and for a book in the place of a copy', () => {
    const copy = take();
    expect(codeOf(() => restoreCopy(keepingOf(), { copy: copy.path, path }))).toBe('books.in_use');
    expect(codeOf(() => restoreCopy(keepingOf(), { copy: path, path: join(folder, 'x.duizhang') }))).toBe(
      'books.copy_open',
    );
    expect(clientNames(book)).toEqual(['一号', '二号']);
  });

  it('takes back what a damaged book still has in its log', () => {
    const copy = take();
    const live = join(folder, '坏账.duizhang');
    copyFileSync(path, live);
    copyFileSync(`${path}-wal`, `${live}-wal`);
    const damaged = readFileSync(live).fill(0, 0, 50);
    writeFileSync(live, damaged);
    const log = readFileSync(`${live}-wal`);
    expect(log.length).toBeGreaterThan(0);
    const { aside } = restoreCopy(keepingOf(), { copy: copy.path, path: live });
    expect(namesIn(live)).toEqual(['一号', '二号']);
    expect(readFileSync(aside!)).toEqual(damaged);
    expect(readFileSync(`${aside}-wal`)).toEqual(log);
  });

  it.each([false, true])('leaves a whole book after a kill at any step (log still full: %s)', full => {
    addClients(book.connection, ['三号']);
    const copy = take();
    addClients(book.connection, ['四号']);
    const before = ['一号', '二号', '三号', '四号'];
    if (!full) closeBook(book);
    let at = 1;
    for (; ; at += 1) {
      const target = join(folder, `账${at}.duizhang`);
      copyFileSync(path, target);
      if (full) copyFileSync(`${path}-wal`, `${target}-wal`);
      const { disk: dying, reached } = dyingDisk(at);
      const refused = codeOf(() =>
        restoreCopy(keepingOf({ disk: dying }), { copy: copy.path, path: target }),
      );
      if (!reached()) break;
      // What comes after the rename may fail unheard: the next opening clears it away.
      const restored = before.slice(0, 3);
      const possible = refused === 'no refusal' ? [restored] : [before, restored];
      expect(possible, `step ${at}`).toContainEqual(namesIn(target));
      const left = readdirSync(folder).filter(name => name.startsWith(`账${at}.`) && /part|swap/.test(name));
      expect(left, `step ${at}`).toEqual([]);
    }
    expect(at).toBeGreaterThan(8);
  });

  it('refuses a copy that is gone, changed or of another kind, and leaves the book', () => {
    const copy = take();
    closeBook(book);
    const restore = () => codeOf(() => restoreCopy(keepingOf(), { copy: copy.path, path }));
    const bytes = readFileSync(copy.path);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(copy.path, bytes);
    expect(restore()).toBe('books.copy_damaged');
    rmSync(`${copy.path}.json`);
    writeFileSync(copy.path, bytes.subarray(0, 9000));
    expect(restore()).toBe('books.damaged');
    writeFileSync(copy.path, 'no book');
    expect(restore()).toBe('books.not_a_book');
    rmSync(copy.path);
    expect(restore()).toBe('books.copy_missing');
    expect(namesIn(path)).toEqual(['一号', '二号']);
    expect(readdirSync(folder).sort()).toEqual(['copies', '账.duizhang', '账.duizhang.lock']);
  });

  it('of a sealed copy needs the passphrase of its day', () => {
    closeBook(book);
    rmSync(path);
    book = makeBook(folder, { passphrase: PASSPHRASE });
    addClients(book.connection, ['密']);
    const copy = take();
    expect(copy.manifest?.sealed).toBe(true);
    closeBook(book);
    const restore = (passphrase?: string) =>
      codeOf(() => restoreCopy(keepingOf(), { copy: copy.path, path, passphrase }));
    expect(restore()).toBe('books.passphrase_needed');
    expect(restore('另一个口令 xx')).toBe('books.wrong_passphrase');
    expect(restore(PASSPHRASE)).toBe('no refusal');
    expect(namesIn(path, PASSPHRASE)).toEqual(['密']);
  });
});

describe('the restore drill', () => {
  it('compares every table and leaves nothing', () => {
    const copy = take();
    const tables = Object.keys(tablesOf(book.connection)).length;
    const drill = drillCopy(keepingOf(), { copy: copy.path, scratch: folder });
    expect(drill.tables).toBe(tables);
    expect(drill.rows).toBeGreaterThan(2);
    expect(readdirSync(folder).filter(name => name.includes('drill'))).toEqual([]);
  });

  it('finds a manifest that says something else', () => {
    const copy = take();
    const manifest = JSON.parse(readFileSync(`${copy.path}.json`, 'utf8'));
    manifest.tables.client.rows += 1;
    writeFileSync(`${copy.path}.json`, JSON.stringify(manifest));
    expect(codeOf(() => drillCopy(keepingOf(), { copy: copy.path, scratch: folder }))).toBe(
      'books.copy_damaged',
    );
  });
});
