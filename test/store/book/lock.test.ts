import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeBook, openBook } from '../../../src/store/book/open.ts';
import { clientNames, codeOf, keepingOf, makeBook, namesIn, newFolder } from './keeping.ts';

let folder: string;
let path: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = newFolder();
  path = join(folder, '账.duizhang');
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts another process that opens the book, and answers what it said first. */
async function otherProcess(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'owner.ts'), path]);
  children.push(child);
  const [bytes] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, said: bytes.toString('utf8').trim() };
}

it('another process is refused while this one owns the book', async () => {
  const book = makeBook(folder);
  expect((await otherProcess()).said).toBe('books.in_use');
  closeBook(book);
  expect((await otherProcess()).said).toBe('open');
});

it('the book of a killed owner opens at once with all that it acknowledged', async () => {
  closeBook(makeBook(folder));
  for (let round = 1; round <= 3; round += 1) {
    const { child, said } = await otherProcess();
    expect(said).toBe('open');
    expect(codeOf(() => openBook(keepingOf(), { path }))).toBe('books.in_use');
    const reader = openBook(keepingOf(), { path, readOnly: true });
    expect(clientNames(reader)).toHaveLength(round);
    closeBook(reader);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(namesIn(path).at(-1)).toBe(`进程 ${child.pid}`);
  }
});

it('an owner that ends as it should leaves the book free', async () => {
  closeBook(makeBook(folder));
  const { child } = await otherProcess();
  child.stdin!.end();
  await once(child, 'exit');
  expect(namesIn(path)).toEqual([`进程 ${child.pid}`]);
});
