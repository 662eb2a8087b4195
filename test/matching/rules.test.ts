import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foundKey } from '../../src/domain/matching/book/found.ts';
import { listed, matched, received, row, told } from './rows.ts';

const ONE = { party: '杭州云杉电子商务有限公司' };
const TWO = { party: '郑州云舟化妆品有限公司' };

it('a number that both sides name is a match, whatever the amounts; the difference is told', () => {
  const bank = received('4983.86', '2026-05-27 08:12:24', { memo2: '推广费 SK202605270000091' });
  const list = listed('收款', '4999.36', '2026-05-27 08:13:28', { ...ONE, merchantId: 'SK202605270000091' });
  const [match] = matched([bank, list]);
  expect(match).toMatchObject({
    relation: 'receipt',
    rule: 'number',
    state: 'matched',
    differenceFen: -1550,
  });
});

it('two equally good candidates are asked for, never matched', () => {
  const banks = ['15:51:17', '15:52:47'].map(at =>
    received('96000.00', `2026-05-17 ${at}`, { party: '吴敏伟' }),
  );
  const lists = [ONE, TWO].map(client => listed('收款', '96000.00', '2026-05-17 16:51:17', client));
  const found = matched([...banks, ...lists]);
  expect(told(found)).toEqual([]);
  expect(told(found, 'suggested')).toHaveLength(4);
});

it('a short name and the payer account of an earlier match tell whose money it is', () => {
  const account = { partyAccount: '6255076506590994900' };
  const known = received('10.00', '2026-05-01 08:00:00', { ...account, memo2: 'SK202605010000001' });
  const knownList = listed('收款', '10.00', '2026-05-01 08:10:00', {
    ...ONE,
    merchantId: 'SK202605010000001',
  });
  const bank = received('20600.00', '2026-05-03 08:36:46', { party: '张三', ...account });
  const list = listed('收款', '20600.00', '2026-05-04 08:56:16', { ...ONE, merchantId: 'SK202605040000003' });
  const short = received('700.00', '2026-05-05 08:36:46', { party: '云舟化妆品' });
  const shortList = listed('收款', '700.00', '2026-05-05 09:36:46', TWO);
  const other = listed('收款', '700.00', '2026-05-05 09:37:46', ONE);
  expect(told(matched([known, knownList, bank, list, short, shortList, other]))).toEqual([
    ['receipt.number', known.id, knownList.id],
    ['receipt.party', bank.id, list.id],
    ['receipt.party', short.id, shortList.id],
  ]);
});

it('a round amount of an unknown payer is only suggested; an odd one that stands alone is matched', () => {
  const round = [
    received('5000.00', '2026-05-02 10:00:00'),
    listed('收款', '5000.00', '2026-05-02 11:00:00', ONE),
  ];
  expect(told(matched(round))).toEqual([]);
  const odd = [
    received('5012.34', '2026-05-02 10:00:00'),
    listed('收款', '5012.34', '2026-05-02 11:00:00', ONE),
  ];
  expect(told(matched(odd))).toEqual([['receipt.amount', odd[0]!.id, odd[1]!.id]]);
});

it('one payment of several rows of a client is their only sum', () => {
  const bank = received('1000.00', '2026-05-02 10:00:00', ONE);
  const lists = ['300.00', '700.00', '450.00'].map((fen, at) =>
    listed('收款', fen, `2026-05-02 11:00:0${at}`, ONE),
  );
  expect(told(matched([bank, ...lists]))).toEqual([['receipt.sum', bank.id, lists[0]!.id, lists[1]!.id]]);
  const second = listed('收款', '550.00', '2026-05-02 12:00:00', ONE);
  expect(told(matched([bank, ...lists, second]))).toEqual([]);
});

it('a channel kept a fee of a receipt', () => {
  const bank = received('994.00', '2026-05-02 10:00:00', ONE);
  const list = listed('收款', '1000.00', '2026-05-02 11:00:00', ONE);
  expect(told(matched([bank, list]))).toEqual([['receipt.fee', bank.id, list.id]]);
});

it('an order meets its placing, spend and return; a day of the account meets its rows', () => {
  const no = '7300010000001195523';
  const account = { account: '1700000000000001', merchantId: no, payment: '账户余额', version: '小店随心推' };
  const order = row('orders', {
    ...{ time: '2026-05-01 16:56:43', expense: '500.00', id: no, paid: '500.00', coupon: '0.00' },
    ...{ spent: '120.00', status: '投放终止', topUp: '0.00' },
  });
  const placed = row('list', { time: '2026-05-01 16:56:43', neutral: '500.00', kind: '下单', ...account });
  const spent = row('list', { time: '2026-05-02 10:00:00', expense: '120.00', kind: '消耗', ...account });
  const back = row('list', { time: '2026-05-02 11:00:00', neutral: '380.00', kind: '释放', ...account });
  const day = row('flow', {
    time: '2026-05-02',
    expense: '120.00',
    account: '1700000000000001',
    spent: '120.00',
  });
  expect(told(matched([order, placed, spent, back, day]))).toEqual([
    ['daily.number', day.id, spent.id],
    ['order.number', order.id, placed.id],
    ['spend.number', order.id, spent.id],
    ['return.number', order.id, back.id],
  ]);
});

it('what a person rejected is not found again, and what was accepted is left alone', () => {
  const rows = [
    received('5012.34', '2026-05-02 10:00:00'),
    listed('收款', '5012.34', '2026-05-02 11:00:00', ONE),
  ];
  const ids = rows.map(({ id }) => id);
  for (const verdict of ['rejected', 'accepted'] as const)
    expect(matched(rows, [{ relation: 'receipt', rows: ids, verdict }])).toEqual([]);
});

it('the order in which rows arrive changes nothing', () => {
  const amounts = fc.array(
    fc.record({
      fen: fc.integer({ min: 1, max: 4 }),
      day: fc.integer({ min: 1, max: 5 }),
      side: fc.boolean(),
    }),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(amounts, fc.infiniteStream(fc.nat()), (told, mix) => {
      const rows = told.map(({ fen, day, side }) =>
        side
          ? received(`${fen}.17`, `2026-05-0${day} 08:00:01`, ONE)
          : listed('收款', `${fen}.17`, `2026-05-0${day} 09:00:01`, ONE),
      );
      const mixed = rows
        .map(each => ({ each, at: mix.next().value }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ each }) => each);
      const keys = (of: typeof rows) =>
        matched(of)
          .filter(({ state }) => state === 'matched')
          .map(foundKey)
          .toSorted();
      expect(keys(mixed)).toEqual(keys(rows));
    }),
  );
});
