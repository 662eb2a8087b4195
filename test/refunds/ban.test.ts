import { expect, it } from 'vitest';
import { identifyReceipt } from '../../src/services/imports.ts';
import { banAccount } from '../../src/services/orders.ts';
import { recordBanArrival, recordConfiscation, transitBoard } from '../../src/services/refunds.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { waitingCases } from '../../src/store/imports-open.ts';
import { openTickets } from '../../src/store/imports-tickets.ts';
import { importFile } from '../imports/desk.ts';
import { bankFile, net } from '../imports/sheets.ts';
import { isSound, QIANCHUAN } from '../orders-book/desk.ts';
import { ALL, asking, type Desk, desk, listOn, on, rules } from './desk.ts';

async function banned(): Promise<Desk & { item: string }> {
  const at = await desk();
  await banAccount(at.connection, on('2026-05-10'), {
    rules,
    account: QIANCHUAN,
    on: '2026-05-10',
    orders: [],
  });
  const [ban] = transitBoard(at.connection, ALL, asking('2026-05-11')).items;
  return { ...at, item: ban!.id };
}
const reasons = (connection: Connection) =>
  openTickets(connection).map(({ reason, amountFen }) => [reason, amountFen]);
const platform = { party: '湖北巨量引擎科技有限公司', memo: '退款' };

it('ACC-2, E47: a ban refund is a case over customer service, with the term that the office agreed', async () => {
  const at = await banned();
  expect(listOn(at, '2026-05-11')[0]).toMatchObject({
    ...{ reason: 'ban', route: 'customer_service', client: 'C1', account: QIANCHUAN, expectedFen: 1_000_000 },
    ...{ state: 'in_transit', dueOn: '2026-05-19' },
  });
  expect(listOn(at, '2026-05-20')[0]!.state).toBe('overdue');
});

it('E47: it arrives at the agency in parts; short is told, the rest is confiscated and the case ends', async () => {
  const { connection, item, money } = await banned();
  const funds = net(connection, '2203.01');
  const arrival = { item, to: 'agency', amountFen: 600_000, money, on: '2026-05-13' } as const;
  await recordBanArrival(connection, on('2026-05-13'), arrival, asking('2026-05-13'));
  expect([net(connection, '1221.03'), net(connection, '1002.90')]).toEqual([400_000, 600_000]);
  expect(net(connection, '2203.01') - funds).toBe(-600_000);
  expect(reasons(connection)).toEqual([
    ['BAN_REFUND', 1_000_000],
    ['REFUND_SHORT', 400_000],
  ]);
  const part = { item, amountFen: 150_000, on: '2026-05-20', reason: '平台扣罚' };
  const confiscate = (bears: 'client' | 'agency', amountFen: number) =>
    recordConfiscation(connection, on('2026-05-20'), { ...part, bears, amountFen }, asking('2026-05-20'));
  await expect(confiscate('client', 400_001)).rejects.toMatchObject({ code: 'accounting.balance_short' });
  await confiscate('client', 150_000);
  await confiscate('agency', 250_000);
  expect([net(connection, '1221.03'), net(connection, '6711')]).toEqual([0, 250_000]);
  expect([reasons(connection), listOn({ connection }, '2026-05-20')[0]!.state]).toEqual([[], 'arrived']);
  isSound(connection);
  await expect(confiscate('client', 1)).rejects.toMatchObject({ code: 'refunds.ban_unknown' });
});

it('E47: it arrives at the client’s own account', async () => {
  const { connection, item } = await banned();
  const arrival = { item, to: 'client', amountFen: 1_000_000, on: '2026-05-13' } as const;
  await recordBanArrival(connection, on('2026-05-13'), arrival, asking('2026-05-13'));
  expect([net(connection, '1221.03'), net(connection, '1002.90'), reasons(connection)]).toEqual([0, 0, []]);
  expect(net(connection, '2203.02')).toBe(-1_000_000);
  isSound(connection);
});

it('E47: the bank’s row is matched by the account in its text, and registered money is cleared by its row', async () => {
  const named = await banned();
  const row = { day: '2026-05-13', net: 10_000, ...platform, note: QIANCHUAN, no: '1-1' };
  await importFile(named.connection, bankFile([row]));
  expect([
    net(named.connection, '1221.03'),
    net(named.connection, '1002;'),
    reasons(named.connection),
  ]).toEqual([...[0, 1_000_000], []]);
  isSound(named.connection);

  const byHand = await banned();
  const { connection, item, money } = byHand;
  const arrival = { item, to: 'agency', amountFen: 1_000_000, money, on: '2026-05-13' } as const;
  await recordBanArrival(connection, on('2026-05-13'), arrival, asking('2026-05-13'));
  await importFile(connection, bankFile([{ day: '2026-05-13', net: 10_000, ...platform, no: '1-1' }]));
  expect([net(connection, '1002.90'), net(connection, '1002;'), net(connection, '2241.01')]).toEqual([
    0, 1_000_000, 0,
  ]);
  isSound(connection);
});

it('E47: without a number the only case of the amount is met; what does not fit waits for a person', async () => {
  const { connection, money } = await banned();
  const rows = [
    { day: '2026-05-12', net: 9_999, ...platform, no: '1-1' },
    { day: '2026-05-13', net: 10_000, ...platform, no: '1-2' },
    { day: '2026-05-14', net: 10_000, ...platform, no: '1-3' },
  ];
  await importFile(connection, bankFile(rows));
  expect([net(connection, '1221.03'), net(connection, '2241.01')]).toEqual([0, -1_999_900]);
  isSound(connection);

  const other = await banned();
  await importFile(other.connection, bankFile([rows[0]!]));
  const [waiting] = waitingCases(other.connection, '2241.01');
  const part = { kind: 'ban_refund', amountFen: 999_900, no: QIANCHUAN } as const;
  const request = { caseNo: waiting!.caseNo, money: waiting!.money, parts: [part] };
  await identifyReceipt(other.connection, on('2026-05-14'), request);
  expect([net(other.connection, '1221.03'), net(other.connection, '2241.01')]).toEqual([100, 0]);
  expect(reasons(other.connection)).toContainEqual(['REFUND_SHORT', 100]);
  expect(money).toBeGreaterThan(0);
  isSound(other.connection);
});
