import './fast-derivation.ts';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeCopy } from '../../../src/store/book/backup.ts';
import { closeBook } from '../../../src/store/book/open.ts';
import { changePassphrase } from '../../../src/store/book/passphrase.ts';
import { restoreCopy } from '../../../src/store/book/restore.ts';
import { failingDisk } from './dying-disk.ts';
import { addClients, codeOf, keepingOf, makeBook, namesIn, newFolder } from './keeping.ts';

const CODES: [string, string][] = [
  ['ENOSPC', 'books.disk_full'],
  ['EIO', 'books.disk_failed'],
  ['EACCES', 'books.not_allowed'],
  ['EMFILE', 'books.too_many_files'],
  ['EROFS', 'books.not_allowed'],
];

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const everyFile = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !/-wal$|-shm$|\.lock$/.test(entry.name))
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [file.slice(folder.length), readFileSync(file).toString('base64')]),
  );

it.each(CODES)('%s at any call of a backup: named, and every file as before', (code, expected) => {
  const book = makeBook(folder);
  addClients(book.connection, ['一号']);
  takeCopy(keepingOf(), book, join(folder, 'copies'));
  const before = everyFile();
  let refused = 0;
  for (let at = 1; ; at += 1) {
    const { disk, reached } = failingDisk(at, code);
    const answer = codeOf(() => takeCopy(keepingOf({ disk }), book, join(folder, 'copies')));
    if (!reached()) break;
    refused += 1;
    expect(answer, `call ${at}`).toBe(expected);
    expect(everyFile(), `call ${at}`).toEqual(before);
  }
  closeBook(book);
  expect(refused).toBeGreaterThanOrEqual(13);
});

it.each(CODES)('%s at any call of a restore: the old book or the whole new one', (code, expected) => {
  const book = makeBook(folder);
  addClients(book.connection, ['一号']);
  const { path } = book;
  const copy = takeCopy(keepingOf(), book, join(folder, 'copies')).path;
  addClients(book.connection, ['二号']);
  closeBook(book);
  const before = everyFile();
  let refused = 0;
  for (let at = 1; ; at += 1) {
    const { disk, reached } = failingDisk(at, code);
    const answer = codeOf(() => restoreCopy(keepingOf({ disk }), { copy, path }));
    if (!reached()) break;
    if (answer === 'no refusal') {
      // Only what comes after the rename, and looking for a manifest, may fail unheard.
      expect(namesIn(path)).toEqual(['一号']);
      const aside = readdirSync(folder).find(name => name.includes('before-restore'))!;
      rmSync(path);
      restoreCopy(keepingOf(), { copy: join(folder, aside), path });
      rmSync(join(folder, aside));
    } else {
      refused += 1;
      expect(answer, `call ${at}`).toBe(expected);
      const after = everyFile();
      expect(Object.keys(after), `call ${at}`).toEqual(Object.keys(before));
      expect(after, `call ${at}`).toEqual(before);
    }
  }
  expect(namesIn(path)).toEqual(['一号']);
  expect(refused).toBeGreaterThanOrEqual(13);
});

it.each(CODES.slice(0, 2))('%s at any call of a change of passphrase: the old one or the new one', code => {
  const [old, next] = ['旧口令 old passphrase', '新口令 new passphrase'];
  let refused = 0;
  for (let at = 1; ; at += 1) {
    const name = `账${at}.duizhang`;
    const book = makeBook(folder, { name, passphrase: old });
    addClients(book.connection, ['一号']);
    const { disk, reached } = failingDisk(at, code);
    const answer = codeOf(() =>
      closeBook(changePassphrase(keepingOf({ disk }), book, { present: old, next })),
    );
    closeBook(book);
    if (!reached()) break;
    if (answer !== 'no refusal') refused += 1;
    const opens = [old, next].filter(
      passphrase => codeOf(() => namesIn(join(folder, name), passphrase)) === 'no refusal',
    );
    expect(opens, `call ${at}`).toHaveLength(1);
    expect(namesIn(join(folder, name), opens[0])).toEqual(['一号']);
    expect(readdirSync(folder).filter(each => /part|swap/.test(each))).toEqual([]);
  }
  expect(refused).toBeGreaterThan(5);
});

it('a disk that is really full: each act is refused and the book is what it was', () => {
  const names = Array.from({ length: 20_000 }, (_, at) => `客户${at}`);
  const book = makeBook(folder);
  addClients(book.connection, names);
  const { path } = book;
  const copy = takeCopy(keepingOf(), book, join(folder, 'whole')).path;
  closeBook(book);
  const before = everyFile();
  const program = `ulimit -f 512; exec "$0" "$@"`;
  const child = join(import.meta.dirname, 'narrow.ts');
  const answer = spawnSync('sh', ['-c', program, process.execPath, child, folder, copy], {
    encoding: 'utf8',
  });
  expect(answer.stderr).toBe('');
  expect(answer.stdout.trim()).toBe('books.disk_full books.disk_full store.disk_full books.disk_full');
  expect(everyFile()).toEqual(before);
  expect(namesIn(path)).toEqual(names);
});
