import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPlanRows } from '../../src/domain/orders/plan-rows.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';
import { row, SHIPPED } from '../rulebook/shipped.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-rules-'));
  gate = await createGate({ dataFolder: folder });
  desk = createRouterClient(gate.router, { context: gate.context('browser') });
});
afterEach(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

const refusal = (code: string) => ({ data: expect.objectContaining({ code }) });

it('the shipped rules stand without a book, those of a book ask for one', async () => {
  expect(await desk.rules.shipped()).toEqual(SHIPPED);
  await expect(desk.rules.list({})).rejects.toMatchObject(refusal('books.not_open'));
});

it('a row is ended and another one added through the wire, and the history names both', async () => {
  await desk.books.create({ name: '规则', firstPeriod: '2026-03' });
  const lower = row('order_minimum', 5_000, { id: 'book.minimum', from: '2026-12-01' });
  const add = { key: 'rules-key-1', row: { ...lower }, reason: '平台公告' };
  await expect(desk.rules.add(add)).rejects.toMatchObject(refusal('rulebook.overlap'));
  await desk.rules.end({ key: 'rules-key-2', row: 'ord-1.minimum', on: '2026-11-30', reason: '平台公告' });
  expect(await desk.rules.add(add)).toEqual({ row: 'book.minimum' });
  const minimumOn = async (on: string) =>
    (await desk.rules.list({ on })).filter(
      ({ kind, product }) => kind === 'order_minimum' && product === 'suixintui',
    );
  expect(await minimumOn('2026-11-30')).toMatchObject([{ id: 'ord-1.minimum', value: 10_000 }]);
  expect(await minimumOn('2026-12-01')).toEqual([lower]);
  const { said } = await desk.rules.history({ rule: 'ORD-1' });
  expect(said.map(({ said: { act } }) => act)).toEqual(['end', 'add']);
});

it('a role that is no administrator reads the rules and changes none', async () => {
  await desk.books.create({ name: '规则', firstPeriod: '2026-03' });
  const who = { actor: 'wire', roles: ['viewer', 'accountManager'] as const, manager: null };
  const context = { ...gate.context('browser'), who };
  const manager = createRouterClient(gate.router, { context });
  expect((await manager.rules.list({})).length).toBe(SHIPPED.length);
  await expect(
    manager.rules.end({ key: 'rules-key-3', row: 'ord-1.minimum', on: '2026-11-30', reason: '公告' }),
  ).rejects.toMatchObject(refusal('session.role'));
});

it('the template of planned orders is written without a book, and reads back as its headings', async () => {
  const { fileId, name } = await desk.rules.planTemplate();
  expect(name).toMatch(/\.xlsx$/);
  const [table] = await desk.rules.readPlan({ fileId });
  expect(readPlanRows([table!])).toEqual({ orders: [], refused: [] });
});
