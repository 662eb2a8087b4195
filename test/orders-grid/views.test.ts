import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SavedView, VIEWS_MOST } from '../../src/domain/settings.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;

const open = async () => {
  gate = await createGate({ dataFolder: folder });
  desk = createRouterClient(gate.router, { context: gate.context('browser') });
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-views-'));
  await open();
});
afterEach(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

const view = (id: string, name: string): SavedView => ({
  id,
  name,
  query: {
    filter: [{ kind: 'in', column: 'state', values: ['douplus.DELIVERING', null] }],
    sort: [{ column: 'spent', descending: true }],
  },
  columns: [{ key: 'order_no', width: 180, hidden: false }],
});

it('a view keeps filter, sort and columns on the workstation: renamed under its id, once per name, gone when dropped', async () => {
  const grid = 'book:orders';
  await desk.settings.keepView({ grid, view: view('a', '投放中') });
  await desk.settings.keepView({ grid, view: view('b', '消耗从高到低') });
  await expect(desk.settings.keepView({ grid, view: view('c', '投放中') })).rejects.toMatchObject({
    data: { code: 'settings.view_name_taken', params: { name: '投放中' } },
  });
  await desk.settings.keepView({ grid, view: view('a', 'DOU+ 投放中') });
  await gate.close();
  await open();
  expect(await desk.settings.views({ grid })).toEqual([view('a', 'DOU+ 投放中'), view('b', '消耗从高到低')]);
  expect(await desk.settings.views({ grid: 'book:journal' })).toEqual([]);
  expect(await desk.settings.dropView({ grid, id: 'a' })).toEqual([view('b', '消耗从高到低')]);
});

it('a list keeps a bounded number of views', async () => {
  const grid = 'book:orders';
  for (let n = 0; n < VIEWS_MOST; n++)
    await desk.settings.keepView({ grid, view: view(`v${n}`, `视图${n}`) });
  await expect(desk.settings.keepView({ grid, view: view('more', '再一个') })).rejects.toMatchObject({
    data: { code: 'settings.views_full' },
  });
});
