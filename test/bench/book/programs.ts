import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FOLDER } from '../data.ts';
import { runOnce } from '../measure.ts';
import { BENCH, type Contender, node, target } from '../programs.ts';
import type { BookData } from './data.ts';
import { sqlitePost } from './peers/sqlite-post.ts';
import { makeBook } from './product/book.ts';

const HERE = join(BENCH, 'book');
/** Works of one run of the bench; gone with it. */
const BOOK = target('book.duizhang');
const AGAIN = target('again.duizhang');
const PLAIN = target('plain.db');
const EMPTY = target('empty.duizhang');
const made = new Map<number, string>();

function remove(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

/** Takes away every book that the run made. */
export function removeBooks(): void {
  for (const path of [BOOK, AGAIN, PLAIN, EMPTY, ...made.values()]) remove(path);
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
