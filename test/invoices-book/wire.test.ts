import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/domain/people/roles.ts';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';
import { invoice, OURS, PLATFORM, xml } from './book.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;
let serial = 0;
const key = () => `invoice-key-${++serial}`;
const refusal = (code: string) => ({ data: expect.objectContaining({ code }) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-invoices-'));
  gate = await createGate({ dataFolder: folder });
  desk = as(...ROLES);
  await desk.books.create({ name: '发票', firstPeriod: '2026-05' });
  const form = { subjectKind: 'enterprise' as const, subjectName: '甲商贸有限公司' };
  await desk.clients.create({ key: key(), form: { name: '甲', ...form } });
});
afterEach(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

function as(...roles: Role[]): RouterClient<DeskRouter> {
  const who = { actor: roles.join(), roles, manager: null };
  return createRouterClient(gate.router, { context: { ...gate.context('browser'), who } });
}

async function staged(name: string, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const { uploadId } = await desk.files.begin({ name, bytes: bytes.length });
  await desk.files.chunk({ uploadId, offset: 0, data: new Blob([bytes]) });
  return (await desk.files.finish({ uploadId })).id;
}

const wanted = (client: number, amountFen: number) => ({
  ...{
    direction: 'agency_client' as const,
    client,
    titleKind: 'enterprise' as const,
    title: '甲商贸有限公司',
  },
  ...{ taxNo: '', paper: 'special' as const, amountFen, note: '' },
});

it('INV-5 who may agree is told by the roles of the person, and the request waits until then', async () => {
  const [row] = await desk.invoices.clients({});
  const { client } = row!;
  const made = await desk.invoices.request({ key: key(), ...wanted(client, 10_600) });
  expect(made).toMatchObject({ state: 'waiting', needs: 'supervisor' });
  const decide = (roles: Role[]) =>
    as(...roles).invoices.decide({ key: key(), request: made.request, act: 'approve', reason: '' });
  await expect(decide(['accountManager'])).rejects.toMatchObject(refusal('session.role'));
  await expect(decide(['accountant'])).rejects.toMatchObject(refusal('invoices.consent_supervisor'));
  expect(await decide(['supervisor'])).toMatchObject({ state: 'open' });
  const issued = {
    number: '26312000000000000017',
    kind: 'digital_special' as const,
    date: '2026-06-05',
    taxNo: '',
  };
  const amounts = { netFen: 10_000, taxFen: 600, request: made.request };
  expect(await desk.invoices.issue({ key: key(), ...issued, ...amounts })).toMatchObject({
    aheadFen: 10_600,
  });
  const [request] = await desk.invoices.requests();
  expect(request).toMatchObject({ state: 'done', decidedBy: 'supervisor', isSamePerson: false });
});

it('a file goes in through the page, its original comes out again, the grid and the reports show it', async () => {
  const made = invoice({ buyer: { name: '甲商贸有限公司', taxNo: '' }, seller: OURS });
  const fileId = await staged('发票.xml', xml(made));
  expect(await desk.invoices.import({ key: key(), fileId })).toMatchObject({ imported: 1, refused: [] });
  const { rows } = await desk.invoices.list({ text: made.number });
  const detail = await desk.invoices.detail({ invoice: rows[0]!.id });
  const kept = { invoice: detail.id, attachment: detail.files[0]!.attachment };
  expect(await desk.invoices.saveFile(kept)).toMatchObject({ name: '发票.xml' });
  const grid = { grid: 'book:invoices', query: { filter: [], sort: [] }, from: 0, count: 10 };
  expect((await desk.grids.window(grid)).rows[0]!.values).toMatchObject({
    number: made.number,
    state: 'standing',
  });
  for (const kind of ['reconciliation', 'register', 'balances', 'requests'] as const)
    for (const format of ['xlsx', 'csv'] as const) {
      const range = { from: '2026-06-01', to: '2026-06-30' };
      expect((await desk.invoices.write({ kind, format, ...range })).name).toMatch(/2026-06-30\.(xlsx|csv)$/);
    }
});

it('an account manager sees invoices to own clients only, none of the platform, and imports nothing', async () => {
  const fileId = await staged(
    '平台.xml',
    xml(invoice({ seller: PLATFORM, buyer: { name: '甲商贸有限公司', taxNo: '' } })),
  );
  await desk.invoices.import({ key: key(), fileId });
  const manager = as('accountManager');
  expect(await manager.invoices.clients({})).toEqual([]);
  expect(await manager.invoices.list({})).toMatchObject({ total: 0 });
  await expect(manager.invoices.detail({ invoice: 1 })).rejects.toMatchObject(refusal('invoices.unknown'));
  await expect(manager.invoices.import({ key: key(), fileId })).rejects.toMatchObject(
    refusal('session.role'),
  );
});
