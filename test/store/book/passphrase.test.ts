import './fast-derivation.ts';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeCopy } from '../../../src/store/book/backup.ts';
import { closeBook, openBook } from '../../../src/store/book/open.ts';
import { changePassphrase } from '../../../src/store/book/passphrase.ts';
import { dyingDisk, Killed } from './dying-disk.ts';
import { addClients, clientNames, codeOf, keepingOf, makeBook, namesIn, newFolder } from './keeping.ts';

const OLD = '旧口令 old passphrase';
const NEW = '新口令 new passphrase';
const CANARIES = Array.from({ length: 25 }, (_, at) => `金丝雀客户${at}canary`);

let folder: string;
let path: string;
beforeEach(() => {
  folder = newFolder();
  path = join(folder, '账.duizhang');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const everyFile = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
const canariesIn = (file: string) => {
  const bytes = readFileSync(file);
  return CANARIES.filter(canary => bytes.includes(canary));
};

describe('a sealed book', () => {
  it('opens with its passphrase only, in whatever spelling the keyboard gives', () => {
    const book = makeBook(folder, { passphrase: 'Café 对账台' });
    addClients(book.connection, ['一号']);
    closeBook(book);
    expect(namesIn(path, 'Cafe\u0301 对账台')).toEqual(['一号']);
    expect(codeOf(() => openBook(keepingOf(), { path }))).toBe('books.passphrase_needed');
  });

  it('answers a hundred wrong passphrases alike', () => {
    closeBook(makeBook(folder, { passphrase: OLD }));
    const answer = (passphrase: string) => {
      try {
        return String(openBook(keepingOf(), { path, passphrase }));
      } catch (error) {
        return JSON.stringify([(error as Error).message, error]);
      }
    };
    const answers = Array.from({ length: 100 }, (_, at) => answer(`${OLD}${at}`));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('books.wrong_passphrase');
  });

  it('keeps names out of every file: book, log, copy, manifest, while open and after', () => {
    const book = makeBook(folder, { passphrase: OLD });
    addClients(book.connection, CANARIES);
    takeCopy(keepingOf(), book, join(folder, 'copies'));
    const files = everyFile();
    expect(files.map(file => file.slice(folder.length + 1)).sort()).toContain('账.duizhang-wal');
    for (const file of files) expect(canariesIn(file), file).toEqual([]);
    closeBook(book);
    for (const file of everyFile()) expect(canariesIn(file), file).toEqual([]);
    expect(namesIn(path, OLD)).toEqual(CANARIES);
  });

  it('shows them in a plain book, so the search above finds what there is', () => {
    const book = makeBook(folder);
    addClients(book.connection, CANARIES);
    expect(canariesIn(`${path}-wal`)).toEqual(CANARIES);
    closeBook(book);
    expect(canariesIn(path)).toEqual(CANARIES);
  });

  it('never tells passphrase or key in an error or a file', () => {
    const book = makeBook(folder, { passphrase: OLD });
    const key = Buffer.from(book.key!);
    const secrets = [OLD, key.subarray(4, 36).toString('hex'), key.subarray(4, 36).toString('base64')];
    const errors: string[] = [];
    for (const act of [
      () => openBook(keepingOf(), { path, passphrase: OLD }),
      () => changePassphrase(keepingOf(), book, { present: `${OLD}!`, next: NEW }),
      () => changePassphrase(keepingOf(), book, { present: OLD, next: '短' }),
      () => changePassphrase(keepingOf({ disk: dyingDisk(2).disk }), book, { present: OLD, next: NEW }),
    ]) {
      try {
        act();
      } catch (error) {
        errors.push(inspect(error, { depth: 9 }));
      }
    }
    closeBook(book);
    expect(errors).toHaveLength(4);
    for (const secret of secrets) {
      expect(errors.filter(text => text.includes(secret))).toEqual([]);
      expect(everyFile().filter(file => readFileSync(file).includes(secret))).toEqual([]);
    }
    expect(book.key!.every(byte => byte === 0)).toBe(true);
  });

  it('needs nothing but its file and the passphrase', () => {
    const book = makeBook(folder, { passphrase: OLD });
    addClients(book.connection, ['一号']);
    closeBook(book);
    const elsewhere = join(folder, '别处.duizhang');
    copyFileSync(path, elsewhere);
    expect(namesIn(elsewhere, OLD)).toEqual(['一号']);
  });

  it('with damaged first bytes has the constant answer; with a damaged page it is damaged', () => {
    const book = makeBook(folder, { passphrase: OLD });
    closeBook(book);
    const whole = readFileSync(path);
    const flipped = (at: number) => Buffer.from(whole.map((byte, index) => (index === at ? byte ^ 1 : byte)));
    writeFileSync(path, flipped(3));
    expect(codeOf(() => openBook(keepingOf(), { path, passphrase: OLD }))).toBe('books.wrong_passphrase');
    writeFileSync(path, flipped(4096 * 5 + 100));
    expect(codeOf(() => openBook(keepingOf(), { path, passphrase: OLD }))).toBe('books.damaged');
  });
});

describe('changing the passphrase', () => {
  const changes = [
    { name: 'another one', from: OLD, to: NEW },
    { name: 'a first one', from: undefined, to: NEW },
    { name: 'none any more', from: OLD, to: null },
  ];

  it.each(changes)('to $name keeps every row and the lock', ({ from, to }) => {
    const book = makeBook(folder, { passphrase: from });
    addClients(book.connection, CANARIES);
    const changed = changePassphrase(keepingOf(), book, { present: from, next: to });
    expect(clientNames(changed)).toEqual(CANARIES);
    addClients(changed.connection, ['后来的']);
    expect(codeOf(() => openBook(keepingOf(), { path, passphrase: NEW }))).toBe('books.in_use');
    closeBook(changed);
    expect(namesIn(path, to ?? undefined)).toEqual([...CANARIES, '后来的']);
    if (to) {
      expect(codeOf(() => openBook(keepingOf(), { path, passphrase: from ?? OLD }))).toBe(
        'books.wrong_passphrase',
      );
      for (const file of everyFile()) expect(canariesIn(file), file).toEqual([]);
    }
    const names = readdirSync(folder).sort();
    expect(names).toEqual(['账.duizhang', '账.duizhang.lock']);
  });

  it('needs the present one and leaves the book open without it', () => {
    const book = makeBook(folder, { passphrase: OLD });
    for (const present of [NEW, undefined])
      expect(codeOf(() => changePassphrase(keepingOf(), book, { present, next: NEW }))).toMatch(
        /^books\.(wrong_passphrase|passphrase_needed)$/,
      );
    addClients(book.connection, ['还开着']);
    closeBook(book);
    expect(namesIn(path, OLD)).toEqual(['还开着']);
  });

  it('waits for readers that are in the middle of something', () => {
    const book = makeBook(folder, { passphrase: OLD });
    addClients(book.connection, ['一号']);
    const reader = openBook(keepingOf(), { path, passphrase: OLD, readOnly: true });
    reader.connection.exec('BEGIN');
    clientNames(reader);
    addClients(book.connection, ['二号']);
    book.connection.pragma('busy_timeout = 0');
    expect(codeOf(() => changePassphrase(keepingOf(), book, { present: OLD, next: NEW }))).toBe(
      'books.in_use',
    );
    closeBook(reader);
    closeBook(book);
    expect(namesIn(path, OLD)).toEqual(['一号', '二号']);
  });

  it.each(changes)('to $name leaves the old or the new one after a kill at any step', ({ from, to }) => {
    let steps = 0;
    for (let at = 1; ; at += 1) {
      const name = `账${at}.duizhang`;
      path = join(folder, name);
      const book = makeBook(folder, { name, passphrase: from });
      addClients(book.connection, CANARIES);
      const { disk, reached } = dyingDisk(at);
      try {
        closeBook(changePassphrase(keepingOf({ disk }), book, { present: from, next: to }));
      } catch (error) {
        expect(error).toBeInstanceOf(Killed);
        closeBook(book);
      }
      if (!reached()) break;
      steps += 1;
      const opens = [from, to ?? undefined].filter(
        passphrase => codeOf(() => closeBook(openBook(keepingOf(), { path, passphrase }))) === 'no refusal',
      );
      expect(opens.length, `step ${at}`).toBeGreaterThan(0);
      expect(namesIn(path, opens[0])).toEqual(CANARIES);
      expect(
        readdirSync(folder).filter(each => each.startsWith(`${name}.`) && /part|swap/.test(each)),
      ).toEqual([]);
    }
    expect(steps).toBeGreaterThan(5);
  });
});
