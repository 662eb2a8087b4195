import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGate, type Gate } from '../../src/runtime/gate.ts';
import type { DeskRouter } from '../../src/runtime/router.ts';
import { CART, picture } from './book.ts';

let folder: string;
let gate: Gate;
let desk: RouterClient<DeskRouter>;
let serial = 0;
const key = () => `upgrade-key-${++serial}`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duizhang-upgrade-'));
  gate = await createGate({ dataFolder: folder });
  desk = createRouterClient(gate.router, { context: gate.context('browser') });
  await desk.books.create({ name: '升级', firstPeriod: '2026-03' });
  await desk.clients.create({
    key: key(),
    form: {
      name: '王小明',
      subjectKind: 'individual',
      subjectName: '王小明',
      accounts: [{ kind: 'douplus', id: 'dy2', name: '' }],
    },
  });
});
afterEach(async () => {
  await gate.close();
  await rm(folder, { recursive: true, force: true });
});

const refusal = (code: string) => ({ data: expect.objectContaining({ code }) });
const asRoles = (...roles: ('viewer' | 'accountManager' | 'cashier')[]) =>
  createRouterClient(gate.router, {
    context: { ...gate.context('browser'), who: { actor: 'wire', roles, manager: null } },
  });

async function staged(name: string): Promise<string> {
  const bytes = await readFile(picture(name).path);
  const { uploadId } = await desk.files.begin({ name, bytes: bytes.length });
  await desk.files.chunk({ uploadId, offset: 0, data: new Blob([bytes]) });
  return (await desk.files.finish({ uploadId })).id;
}

it('a case with an ID picture, from the board to the picture again, which the log names', async () => {
  const [row] = await desk.upgrade.board({});
  const { account } = row!;
  expect(row).toMatchObject({ platformId: 'dy2', state: 'unknown', hasCase: false, limits: [] });
  const judged = await desk.upgrade.assess({ account, placement: CART });
  expect(judged).toMatchObject({ required: 'yes', label: { rule: 'UPG-0' } });
  await desk.upgrade.open({ key: key(), account, placement: CART, usedBefore: true, told: true });
  const fileId = await staged('身份证.png');
  await desk.upgrade.addPaper({ key: key(), account, paper: 'id_front', fileId });
  const detail = await desk.upgrade.detail({ account });
  const paper = detail.papers.find(each => each.paper === 'id_front')!;
  expect(paper).toMatchObject({ state: 'submitted', attachment: { name: '身份证.png', type: 'image/png' } });
  const attachment = paper.attachment!.id;
  const opened = await desk.upgrade.openAttachment({ key: key(), account, attachment });
  expect([opened.data.type, opened.data.size]).toEqual(['image/png', paper.attachment!.bytes]);
  const entry = await desk.drill.logEntry({ seq: 5 });
  expect(entry).toMatchObject({
    procedure: 'upgrade.openIdPicture',
    picture: { name: '身份证.png', subject: '王小明' },
  });
  expect(await desk.upgrade.reminders({ manager: null })).toMatchObject({ rows: 1 });
});

it('who only reads sees the board, changes nothing and opens no picture', async () => {
  const reader = asRoles('viewer');
  const [row] = await reader.upgrade.board({});
  const { account } = row!;
  await expect(
    reader.upgrade.open({ key: key(), account, placement: CART, told: true }),
  ).rejects.toMatchObject(refusal('session.role'));
  await expect(
    asRoles('viewer', 'cashier').upgrade.openAttachment({ key: key(), account, attachment: 1 }),
  ).rejects.toMatchObject(refusal('session.role'));
});
