import { describe, expect, it } from 'vitest';
import { command } from '../../src/ledger/command.ts';
import { changeState, recordFigure, recordRefund } from '../../src/services/orders.ts';
import {
  followItem,
  refundList,
  seeInPool,
  transitBoard,
  transitDetail,
} from '../../src/services/refunds.ts';
import { insertRow } from '../../src/store/changes.ts';
import { importFile } from '../imports/desk.ts';
import { bankFile } from '../imports/sheets.ts';
import { callerAt, importAt, isSound, no, orderBook, suixintuiFile } from '../orders-book/desk.ts';
import { ALL, asking, desk, listOn, on, placed, rejected, rules, terminated } from './desk.ts';

describe('REF-1', () => {
  it('REF-1: rejected on day 0, due at the end of working day 7, overdue from day 8', async () => {
    const at = await desk();
    await rejected(at, 'agency', '2026-05-08');
    const [line] = listOn(at, '2026-05-08');
    // 9 May is a make-up day: 9, 11, 12, 13, 14, 15, 18.
    expect(line).toEqual({
      ...{ id: no(1), client: 'C1', account: '1700000000000001', reason: 'rejected', expectedFen: 45_000 },
      ...{ arrivedFen: 0, route: 'bank', dueOn: '2026-05-18', provisional: false, state: 'in_transit' },
      ...{ from: '2026-05-08', fromAssumed: false, inferred: false },
    });
    expect(listOn(at, '2026-05-18')[0]!.state).toBe('in_transit');
    expect(listOn(at, '2026-05-19')[0]!.state).toBe('overdue');
    expect(listOn(at, '2026-05-07')).toEqual([]);
    const [item] = transitBoard(at.connection, ALL, asking('2026-05-19')).items;
    expect([item!.overdueDays, item!.workingDaysLeft, item!.due?.by]).toEqual([1, -1, 'REF-1']);
    await recordRefund(at.connection, on('2026-05-20'), { order: item!.order!.id, amountFen: 45_000 });
    expect(listOn(at, '2026-05-19')[0]!.state).toBe('overdue');
    expect(listOn(at, '2026-05-20')[0]).toMatchObject({ state: 'arrived', arrivedFen: 45_000 });
    const kinds = transitBoard(at.connection, ALL, asking('2026-05-20')).items.map(({ kind }) => kind);
    expect(kinds).toEqual(['registered_out', 'registered_in']);
  });

  it('REF-1: across a year without a calendar the day is provisional, and is counted anew once the year is known', async () => {
    const at = await desk();
    await rejected(at, 'agency', '2026-12-30');
    const { connection } = at;
    expect(listOn(at, '2026-12-31')[0]).toMatchObject({ dueOn: '2027-01-08', provisional: true });
    const year = { year: 2027, source: '通知', off: { '2027-01-01': '元旦' }, work: [] };
    expect(refundList(connection, ALL, asking('2026-12-31', year))[0]).toMatchObject({
      ...{ dueOn: '2027-01-11', provisional: false },
    });
  });

  it('REF-1: told by a list, day 0 is the end that it tells, the day first seen so, or the placing, assumed', async () => {
    const connection = await orderBook('orders');
    const line = { amount: '500.00', payment: '银行卡', at: '2026-05-12 10:00:00' };
    await importAt(
      connection,
      suixintuiFile([{ no: no(1), state: '审核不通过', ...line }]),
      '2026-05-20T02:00:00Z',
    );
    await importAt(
      connection,
      suixintuiFile([{ no: no(2), state: '审核中', ...line }]),
      '2026-05-12T12:00:00Z',
    );
    await importAt(
      connection,
      suixintuiFile([{ no: no(2), state: '审核不通过', ...line }]),
      '2026-05-14T02:00:00Z',
    );
    const lines = listOn({ connection }, '2026-05-21');
    expect(lines.map(({ id, from, fromAssumed, dueOn }) => [id, from, fromAssumed, dueOn])).toEqual([
      [no(1), '2026-05-12', true, '2026-05-21'],
      [no(2), '2026-05-14', false, '2026-05-25'],
    ]);
  });
});

describe('REF-2', () => {
  it('REF-2: paid from the pool: back at once, inferred until it is seen; the timer runs', async () => {
    const at = await desk();
    const order = await terminated(at, 'pool', '2026-05-08');
    const { connection } = at;
    expect(listOn(at, '2026-05-11')[0]).toMatchObject({
      ...{ route: 'pool', reason: 'terminated', expectedFen: 18_000, state: 'in_transit', inferred: true },
      dueOn: '2026-05-18',
    });
    expect(listOn(at, '2026-05-20')[0]!.state).toBe('overdue');
    const [item] = transitBoard(connection, ALL, asking('2026-05-20')).items;
    expect([item!.kind, item!.isMemo]).toEqual(['pool_refund', true]);
    await seeInPool(
      connection,
      on('2026-05-20'),
      { item: no(1), seenOn: '2026-05-20' },
      asking('2026-05-20'),
    );
    expect(listOn(at, '2026-05-20')[0]).toMatchObject({ state: 'arrived', inferred: false });
    expect(transitBoard(connection, ALL, asking('2026-05-20')).items).toEqual([]);
    expect(order).toBe(1);
  });

  it('REF-2: a settled flow says that it is back', async () => {
    const at = await desk();
    const order = await terminated(at, 'pool', '2026-05-08');
    const seen = { rules, order, name: 'spent', valueFen: 30_000, on: '2026-05-08', seenIn: 'bill' } as const;
    await recordFigure(at.connection, on('2026-05-12'), seen);
    expect(listOn(at, '2026-05-12')[0]).toMatchObject({ state: 'arrived', inferred: false });
  });

  it('REF-2: who paid and how: bank, employee, the client itself', async () => {
    for (const [payer, expected] of [
      ['agency', { kind: 'order_refund', funder: 'agency', isMemo: false, channel: '建行' }],
      ['employee', { kind: 'order_refund', funder: 'employee', isMemo: false, channel: '小王' }],
      ['client', { kind: 'order_refund', funder: 'client', isMemo: true }],
    ] as const) {
      const at = await desk();
      await terminated(at, payer, '2026-05-08');
      const items = transitBoard(at.connection, ALL, asking('2026-05-11')).items;
      const item = items.find(({ kind }) => kind === 'order_refund');
      expect(item).toMatchObject({ ...expected, openFen: 18_000, expectedFen: 18_000, route: 'bank' });
    }
  });
});

describe('REF-3', () => {
  it('REF-3: 500 = 450 + 50 coupon, 300 spent: 180 expected, short and over told by tickets', async () => {
    const at = await desk();
    const order = await terminated(at, 'agency', '2026-05-08');
    const { connection } = at;
    expect(listOn(at, '2026-05-11')[0]).toMatchObject({ expectedFen: 18_000, state: 'in_transit' });
    await recordRefund(connection, on('2026-05-12'), { order, amountFen: 10_000 });
    expect(listOn(at, '2026-05-12')[0]).toMatchObject({ state: 'short', arrivedFen: 10_000 });
    const detail = transitDetail(connection, ALL, { item: no(1), ...asking('2026-05-12') });
    expect(detail.tickets).toMatchObject([{ reason: 'REFUND_SHORT', amountFen: 8_000, state: 'open' }]);
    expect(detail.buckets).toEqual([{ bucket: 'cash', amountFen: 18_000, isMemo: false }]);
    isSound(connection);
  });

  it('REF-3: as long as the spend is unknown so is the amount (DAT-3)', async () => {
    const at = await desk();
    const order = await placed(at, 'agency', '2026-05-08');
    await changeState(at.connection, on('2026-05-08'), { rules, order, to: 'DELIVERY_OK' });
    await changeState(at.connection, on('2026-05-09'), { rules, order, to: 'OVER', on: '2026-05-09' });
    expect(listOn(at, '2026-05-11')[0]).toMatchObject({
      expectedFen: null,
      state: 'expected',
      reason: 'unspent',
    });
    expect(listOn(at, '2026-05-20')[0]!.state).toBe('overdue');
    await recordFigure(at.connection, on('2026-05-11'), { rules, order, name: 'spent', valueFen: 50_000 });
    expect(listOn(at, '2026-05-11')).toEqual([]);
  });
});

describe('REF-4', () => {
  it('REF-4: each case says where to look and whom to ask, with an owner and a service number', async () => {
    const at = await desk();
    await rejected(at, 'agency', '2026-05-08');
    const { connection } = at;
    const follow = { item: no(1), owner: '小李', serviceNo: 'KF-20260520', note: null };
    await followItem(connection, on('2026-05-20'), follow, asking('2026-05-20'));
    const { routes, cited, item } = transitDetail(connection, ALL, { item: no(1), ...asking('2026-05-20') });
    expect(routes.map(({ act, path }) => [act, path])).toEqual([
      ['refund_look', '我 → ≡ → 更多功能 → 小店随心推 → 退款'],
      ['refund_ask', '我 → ≡ → 更多功能 → 小店随心推 → 个人中心 → 服务百宝箱 → 帮助与客服 → 人工客服'],
    ]);
    expect(cited.map(({ rule }) => rule)).toEqual(['REF-1', 'REF-2']);
    expect(item.follow).toEqual({ owner: '小李', serviceNo: 'KF-20260520', note: null, seenOn: null });
    await expect(
      followItem(connection, on('2026-05-20'), { ...follow, item: 'x' }, asking('2026-05-20')),
    ).rejects.toMatchObject({ code: 'refunds.item_unknown' });
  });
});

it('a channel row settles the case (E38), and only own clients are told of', async () => {
  const at = await desk();
  await rejected(at, 'agency', '2026-05-08');
  const { connection } = at;
  const row = { day: '2026-05-13', net: 450, party: '湖北巨量引擎科技有限公司', memo: '退款', no: '1-1' };
  await importFile(connection, bankFile([row]));
  expect(listOn(at, '2026-05-13')[0]).toMatchObject({ state: 'arrived', arrivedFen: 45_000 });
  isSound(connection);
  const scope = await command(
    connection,
    { ...callerAt('2026-05-13T02:00:00Z'), procedure: 'test', input: null },
    tx => {
      const manager = insertRow(tx, 'manager', { name: '李经理', search_key: '李经理' });
      return { kind: 'manager', manager, on: '2026-05-13' } as const;
    },
  );
  expect(refundList(connection, scope, asking('2026-05-13'))).toEqual([]);
  expect(transitBoard(connection, scope, asking('2026-05-13')).items).toEqual([]);
});
