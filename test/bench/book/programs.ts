import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Peer, PYTHON } from '../availability.ts';
import { BENCH_FOLDER } from '../data.ts';
import { runOnce } from '../measure.ts';
import { BENCH, type Contender, node, target } from '../programs.ts';
import type { BookData } from './data.ts';
import { type JournalKind, journalOf } from './peers/journals.ts';
import { sqlitePost } from './peers/sqlite-post.ts';
import { makeBook } from './product/book.ts';

const HERE = join(BENCH, 'book');
/** Works of one run of the bench; gone with it. */
const BOOK = target('book.duizhang');
const AGAIN = target('again.duizhang');
const PLAIN = target('plain.db');
const EMPTY = target('empty.duizhang');
const OUT = target('peer.out');
const made = new Map<number, string>();

function remove(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

/** Takes away every book that the run made. */
export function removeBooks(): void {
  for (const path of [BOOK, AGAIN, PLAIN, EMPTY, OUT, ...made.values()]) remove(path);
}

const described = (data: BookData) => join(BENCH_FOLDER, 'book-1', String(data.rows), 'data.json');
const importing = (flow: string, book: string) => node('ours', join(HERE, 'product/import.ts'), [flow, book]);

/** The book of a year, posted once for everything that stands on it. */
export async function postedBook(data: BookData): Promise<string> {
  const path = target(`year-${data.rows}.duizhang`);
  if (!made.has(data.rows)) {
    await makeBook(path, data.clients);
    await runOnce(importing(data.flow, path));
    made.set(data.rows, path);
  }
  return path;
}

async function copyOfPosted(data: BookData, path: string): Promise<void> {
  const posted = await postedBook(data);
  remove(path);
  if (existsSync(`${posted}-wal`)) throw new Error('the posted book was not closed');
  copyFileSync(posted, path);
}

const floor: Contender<BookData> = {
  name: 'floor',
  needs: null,
  program: data => ({
    ...node('floor', join(HERE, 'product/floor.ts'), [data.flow, described(data), PLAIN]),
    before: () => remove(PLAIN),
  }),
};

export const POST: Contender<BookData>[] = [
  {
    name: 'ours',
    needs: null,
    program: data => ({ ...importing(data.flow, BOOK), before: () => makeBook(BOOK, data.clients) }),
  },
  floor,
  {
    name: 'sqlite3',
    needs: 'sqlite3',
    program: data => ({
      name: 'sqlite3',
      command: 'sqlite3',
      args: ['-bail', PLAIN],
      input: sqlitePost(data),
      before: () => remove(PLAIN),
    }),
  },
  {
    name: 'posting only',
    needs: null,
    program: data => ({
      ...node('posting only', join(HERE, 'product/post.ts'), [data.flow, BOOK]),
      before: () => makeBook(BOOK, data.clients),
    }),
  },
];

/** A peer that runs once: what is compared is dozens of times. Its output goes to a file, as anybody would have it. */
function slow(
  name: string,
  needs: Peer,
  mostRows: number,
  command: string,
  args: (data: BookData) => string[],
): Contender<BookData> {
  const line = '"$0" "$@" > "$OUT_FILE"';
  return {
    name,
    needs,
    mostRows,
    program: data => ({
      name,
      command: 'env',
      args: [`OUT_FILE=${OUT}`, 'sh', '-c', line, command, ...args(data)],
      once: true,
    }),
  };
}

const actual = (name: string, mode: 'add' | 'import'): Contender<BookData> => ({
  name,
  needs: 'actual',
  mostRows: 10_000,
  program: data => ({ ...node(name, join(HERE, 'peers/actual.ts'), [data.flow, mode]), once: true }),
});

/** P3: other programs that keep accounts, as far as anybody would wait for them. */
export const POST_PEERS: Contender<BookData>[] = [
  POST[0]!,
  actual('Actual add', 'add'),
  actual('Actual import', 'import'),
  slow('hledger', 'hledger', 100_000, 'hledger', ({ flow }) => [
    '-f',
    flow,
    '--rules-file',
    join(HERE, 'peers/flow.rules'),
    'print',
  ]),
  slow('GnuCash', 'gnucash', 100_000, PYTHON, ({ flow }) => [
    '-B',
    join(HERE, 'peers/gnucash_post.py'),
    flow,
    OUT,
  ]),
];

function onPosted(name: string, path: string): Contender<BookData> {
  return {
    name,
    needs: null,
    program: data => ({
      ...node(name, join(HERE, path), [target(`year-${data.rows}.duizhang`)]),
      before: async () => {
        await postedBook(data);
      },
    }),
  };
}

const duckFile = (data: BookData) => join(BENCH_FOLDER, 'book-1', String(data.rows), 'year.duckdb');

/** B1: every balance by account and month, from what each program keeps. */
export const BALANCES: Contender<BookData>[] = [
  onPosted('ours', 'product/balances.ts'),
  {
    name: 'DuckDB',
    needs: 'duckdb',
    program: data => ({
      ...node('DuckDB', join(HERE, 'peers/duckdb-balances.ts'), [duckFile(data)]),
      before: async () => {
        if (existsSync(duckFile(data))) return;
        const args = [duckFile(data), data.flow, described(data)];
        await runOnce(node('DuckDB', join(HERE, 'peers/duckdb-balances.ts'), args));
      },
    }),
  },
];

const journal =
  (kind: JournalKind, ...args: string[]) =>
  (data: BookData) =>
    args.map(arg => (arg === '' ? journalOf(data, kind) : arg));
const BY_MONTH = 'SELECT account, year, month, sum(position) GROUP BY account, year, month';

/** B2: the same asked of the text tools, which read their journal every time. */
export const BALANCES_PEERS: Contender<BookData>[] = [
  BALANCES[0]!,
  slow('ledger', 'ledger', 1_000_000, 'ledger', journal('journal', '-f', '', '--monthly', 'reg')),
  slow('hledger', 'hledger', 1_000_000, 'hledger', journal('journal', '-f', '', 'bal', '-M')),
  slow('bean-query', 'beancount', 1_000_000, 'bean-query', journal('beancount', '', BY_MONTH)),
];

/** B3: the kept sums proved from the transfers, beside what posting costs at least. */
export const RECOUNT: Contender<BookData>[] = [onPosted('ours', 'product/recount.ts'), floor];

/** The same file again: as it is, and as another file that says the same. */
export const POST_AGAIN: Contender<BookData>[] = [
  {
    name: 'ours',
    needs: null,
    program: data => ({ ...importing(data.flow, AGAIN), before: () => copyOfPosted(data, AGAIN) }),
  },
  {
    name: 'as another file',
    needs: null,
    program: data => ({
      ...node('as another file', join(HERE, 'product/import.ts'), [data.copy, AGAIN]),
      before: () => copyOfPosted(data, AGAIN),
    }),
  },
  floor,
];

/** The weeks after the year; each round has rows of its own. */
export const POST_MORE: Contender<BookData>[] = [
  {
    name: 'ours',
    needs: null,
    program: data => ({
      ...importing(data.more[0]!, AGAIN),
      before: () => copyOfPosted(data, AGAIN),
    }),
  },
  {
    name: 'into an empty book',
    needs: null,
    program: data => ({
      ...node('into an empty book', join(HERE, 'product/import.ts'), [data.more[0]!, EMPTY]),
      before: () => makeBook(EMPTY, data.clients),
    }),
  },
  floor,
];
