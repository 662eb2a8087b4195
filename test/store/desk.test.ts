import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeskShelf } from '../../src/store/desk.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-shelf-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('answers the fallback where nothing was kept, and what was kept to a later session', async () => {
  const shelf = new DeskShelf(folder);
  expect(await shelf.read('settings', { a: 1 })).toEqual({ a: 1 });
  await shelf.update('settings', { a: 1 }, present => ({ a: present.a + 1 }));
  expect(await new DeskShelf(folder).read('settings', null)).toEqual({ a: 2 });
  expect(await readdir(folder)).toEqual(['settings.json']);
});

it('loses no change when many arrive at once', async () => {
  const shelf = new DeskShelf(folder);
  await Promise.all(Array.from({ length: 50 }, () => shelf.update('count', 0, present => present + 1)));
  expect(await shelf.read('count', 0)).toBe(50);
});

it('keeps the old document when a change refuses, and goes on', async () => {
  const shelf = new DeskShelf(folder);
  await shelf.update('count', 0, () => 7);
  const refused = shelf.update('count', 0, () => {
    throw new Error('no');
  });
  await expect(refused).rejects.toThrow('no');
  expect(await shelf.update('count', 0, present => present + 1)).toBe(8);
});

it('names a damaged document instead of starting afresh over it', async () => {
  await writeFile(join(folder, 'settings.json'), '{"a":');
  await expect(new DeskShelf(folder).read('settings', {})).rejects.toMatchObject({
    code: 'store.document_damaged',
  });
});
