import { expect, it } from 'vitest';
import { handOverClients } from '../../src/services/clients/hand-over.ts';
import { previewHandOver } from '../../src/services/orders/bulk-clients.ts';
import { registerOrder } from '../../src/services/orders.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { assignmentsOf } from '../../src/store/parties.ts';
import { newBook, withClients } from '../imports/desk.ts';
import { fund, isSound, no, orderBook, QIANCHUAN, RULES } from '../orders-book/desk.ts';
import { ALL, caller, EVERY, SUIXINTUI } from './orders.ts';

const OTHER = '1700000000000099';

/** Two clients, one with two orders and one with one. */
async function twoClients(): Promise<Connection> {
  const connection = newBook('2026-05');
  await withClients(connection, [
    { code: 'C1', name: '上海木桥商贸有限公司', qianchuan: [QIANCHUAN], basis: 'orders' },
    { code: 'C2', name: '杭州竹里茶业有限公司', qianchuan: [OTHER], basis: 'orders' },
  ]);
  await fund(connection, 1_000_000);
  const drafts = [SUIXINTUI, SUIXINTUI, { ...SUIXINTUI, account: OTHER }];
  for (const [at, draft] of drafts.entries())
    await registerOrder(connection, caller(), { rules: RULES, draft, orderNo: no(at + 1) });
  return connection;
}

const managers = (connection: Connection, client: number) =>
  assignmentsOf(connection, client).map(({ manager, from, to }) => [manager, from, to]);

it('the clients behind a selection are shown once each, then handed over in one command, history kept', async () => {
  const connection = await orderBook('orders');
  await fund(connection, 1_000_000);
  for (const serial of [1, 2])
    await registerOrder(connection, caller(), { rules: RULES, draft: SUIXINTUI, orderNo: no(serial) });
  const ask = (manager: string, from: string) =>
    previewHandOver(connection, ALL, { ...EVERY, manager, from });
  const first = ask('李敏', '2026-05-01');
  expect(first.clients).toMatchObject([{ client: 1, orders: 2, before: null, after: '李敏', why: null }]);
  await handOverClients(connection, caller(), { clients: [1], manager: '李敏', from: '2026-05-01' });
  expect(ask('李敏', '2026-05-08').clients).toMatchObject([{ why: 'orders.hand_over_same' }]);
  expect(ask('王芳', '2026-06-01').clients).toMatchObject([{ before: '李敏', after: '王芳', why: null }]);
  await handOverClients(connection, caller(), { clients: [1], manager: '王芳', from: '2026-06-01' });
  expect(managers(connection, 1)).toEqual([
    ['李敏', '2026-05-01', '2026-05-31'],
    ['王芳', '2026-06-01', null],
  ]);
  isSound(connection);
});

it('nobody hands over a client that the scope does not reach, and then none of the others', async () => {
  const connection = await twoClients();
  const id = connection.prepareValue("SELECT id FROM manager WHERE name = '李敏'");
  await handOverClients(connection, caller(), { clients: [1], manager: '李敏', from: '2026-05-01' });
  const scope = { kind: 'manager', manager: id.get() as number, on: '2026-05-10' } as const;
  const seen = previewHandOver(connection, scope, { ...EVERY, manager: '王芳', from: '2026-05-09' });
  expect(seen.clients.map(({ client, orders }) => [client, orders])).toEqual([[1, 2]]);
  const wanted = { clients: [1, 2], manager: '王芳', from: '2026-05-09' };
  await expect(handOverClients(connection, { ...caller(), scope }, wanted)).rejects.toMatchObject({
    code: 'clients.not_found',
  });
  expect(managers(connection, 1)).toEqual([['李敏', '2026-05-01', null]]);
});
