import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { command } from '../../src/ledger/command.ts';
import {
  banAccount,
  changeState,
  checkDraft,
  limitsOf,
  listOrders,
  orderDetail,
  placeOrder,
  previewLiveCart,
  recordFigure,
  registerOrder,
  slowOrders,
  terminateForLiveCart,
  topUp,
} from '../../src/services/orders.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { heldOf, orderById } from '../../src/store/orders.ts';
import { net } from '../imports/sheets.ts';
import {
  callerAt,
  DOUPLUS,
  fund,
  importAt,
  isSound,
  no,
  orderBook,
  orderOf,
  QIANCHUAN,
  RULES,
  suixintuiFile,
} from './desk.ts';

const ALL = { kind: 'all' } as const;
const AT = '2026-05-10T02:00:00Z';
const caller = (at = AT) => ({ ...callerAt(at), scope: ALL });
const rules = RULES;

const SUIXINTUI: OrderDraft = {
  product: 'suixintui',
  account: QIANCHUAN,
  scene: 'video',
  goal: '商品购买',
  durationHours: 24,
  bid: { by: 'goal', mode: 'auto' },
  amountFen: 50_000,
  payment: 'pool',
  video: { public: true, titleLength: 8, seconds: 20, cart: 'xiaodian', materialId: '7400000000000000001' },
};
/** An enterprise whose placement needs the upgrade. */
const MESSAGES: OrderDraft = {
  product: 'douplus',
  account: DOUPLUS,
  scene: 'video',
  goal: '私信咨询',
  amountFen: 10_000,
  payment: 'pool',
  upgrade: 'upgraded_limited',
  video: { cart: 'none', materialId: '7400000000000000002' },
};

/** The client's legal person, an enterprise without corporate verification. */
async function withSubject(connection: Connection): Promise<void> {
  await command(connection, { ...callerAt(AT), procedure: 'test', input: null }, tx => {
    const name = '上海木桥商贸有限公司';
    const subject = insertRow(tx, 'subject', { kind: 'enterprise', name, search_key: name });
    updateRow(tx, 'client', 1, { subject });
    insertRow(tx, 'subject_verification', { subject, state: 'none' });
    return null;
  });
}

const onOrder = (connection: Connection) => net(connection, '1123.04');

describe('registering and the life of an order', () => {
  it('E27, E30, E36: from 已下单 through top-up and spend to money back, verified after each step', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const { order, batch } = await registerOrder(connection, caller(), {
      rules,
      draft: SUIXINTUI,
      orderNo: no(1),
    });
    expect([batch !== null, onOrder(connection)]).toEqual([true, 50_000]);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK', spentFen: 10_000 });
    expect([onOrder(connection), net(connection, '6401.01')]).toEqual([40_000, 10_000]);
    await topUp(connection, caller(), { rules, order, amountFen: 20_000 });
    expect(onOrder(connection)).toBe(60_000);
    await changeState(connection, caller('2026-05-11T06:00:00Z'), {
      rules,
      order,
      to: 'OVER',
      spentFen: 45_000,
    });
    expect([onOrder(connection), net(connection, '6401.01')]).toEqual([0, 45_000]);
    expect(net(connection, '1123.03')).toBe(2_000_000 - 45_000);
    isSound(connection);
    const detail = orderDetail(connection, ALL, { rules, order, at: '2026-05-12T00:00:00Z' });
    expect(detail.steps.map(({ from, to }) => [from, to])).toEqual([
      [null, 'AUDIT'],
      ['AUDIT', 'DELIVERY_OK'],
      ['DELIVERY_OK', 'OVER'],
    ]);
    expect(detail.order).toMatchObject({ expectedFen: 25_000, refundedFen: 25_000, topUpFen: 20_000 });
    expect(detail.money.map(({ event }) => event)).toContain('E36');
    expect([detail.log.length, detail.next]).toEqual([4, []]);
    expect(detail.notes.map(({ rule }) => rule)).toContain('DAT-1');
  });

  it('REF-3: paid directly, what is unspent less the coupon part is expected back', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const money = await command(connection, { ...callerAt(AT), procedure: 'test', input: null }, tx =>
      insertRow(tx, 'money_account', { kind: 'alipay', name: '支付宝', search_key: '支付宝' }),
    );
    const draft: OrderDraft = { ...SUIXINTUI, couponFen: 5_000, payment: 'alipay', funder: 'agency', money };
    const { order } = await registerOrder(connection, caller(), { rules, draft, orderNo: no(1) });
    expect([net(connection, '1123.06'), net(connection, '1012.90')]).toEqual([45_000, -45_000]);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    await changeState(connection, caller(), { rules, order, to: 'FROZEN' });
    expect(net(connection, '1221.01')).toBe(0);
    await recordFigure(connection, caller('2026-05-12T02:00:00Z'), {
      rules,
      order,
      name: 'spent',
      valueFen: 30_000,
    });
    expect([net(connection, '1123.06'), net(connection, '1221.01')]).toEqual([0, 18_000]);
    expect(orderById(connection, order)).toMatchObject({ expectedFen: 18_000, finality: 'reported' });
    isSound(connection);
  });

  it('E41: spend that turns out less gives the difference back', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const { order } = await registerOrder(connection, caller(), { rules, draft: SUIXINTUI, orderNo: no(1) });
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK', spentFen: 20_000 });
    await changeState(connection, caller(), { rules, order, to: 'OVER', spentFen: 40_000 });
    await recordFigure(connection, caller(), { rules, order, name: 'spent', valueFen: 35_000 });
    expect([net(connection, '6401.01'), net(connection, '1123.03'), onOrder(connection)]).toEqual([
      35_000, 1_965_000, 0,
    ]);
    isSound(connection);
  });

  it('ORD-11: an illegal step is refused, as a fact it is recorded and flagged', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    const { order } = await registerOrder(connection, caller(), { rules, draft: SUIXINTUI, orderNo: no(1) });
    await changeState(connection, caller(), { rules, order, to: 'OFFLINE_AUDIT' });
    expect(onOrder(connection)).toBe(0);
    await expect(
      changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' }),
    ).rejects.toMatchObject({
      code: 'orders.illegal_step',
    });
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK', fact: true });
    expect(orderById(connection, order)).toMatchObject({ state: 'DELIVERY_OK', flagged: 1 });
    isSound(connection);
  });

  it('an order list goes on with an order that the book placed, and its undo takes that back', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    await registerOrder(connection, caller(), { rules, draft: SUIXINTUI, orderNo: no(1) });
    const { done } = await importAt(
      connection,
      suixintuiFile([{ no: no(1), state: '投放结束', spent: '300.00' }]),
    );
    expect(done.orders).toEqual({ created: 0, updated: 1, flagged: 0 });
    expect([onOrder(connection), net(connection, '6401.01')]).toEqual([0, 30_000]);
    isSound(connection);
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放结束', spent: '310.00' }]));
    expect([onOrder(connection), net(connection, '6401.01')]).toEqual([0, 31_000]);
    expect(heldOf(connection, no(1))).toMatchObject({ placedFen: 50_000, spentFen: 31_000, onOrderFen: 0 });
    isSound(connection);
  });
});

describe('placing', () => {
  it('ORD-1 and ACC-2: what a rule blocks is refused before any money moves', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    const small = { ...SUIXINTUI, amountFen: 9_000 };
    await expect(
      placeOrder(connection, caller(), { rules, draft: small, orderNo: no(1) }),
    ).rejects.toMatchObject({
      code: 'rules.ord_1_minimum',
    });
    await expect(
      placeOrder(connection, caller(), {
        rules,
        draft: { ...SUIXINTUI, amountFen: 2_000_000 },
        orderNo: no(1),
      }),
    ).rejects.toMatchObject({ code: 'accounting.pool_short' });
    expect(listOrders(connection, ALL, { filter: {}, offset: 0, limit: 10 }).total).toBe(0);
    isSound(connection);
  });

  it('LIM-4: of two placements at once only one takes the last room', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    await withSubject(connection);
    const draft = { ...MESSAGES, amountFen: 20_000 };
    const both = await Promise.allSettled([
      placeOrder(connection, caller(), { rules, draft, orderNo: no(1) }),
      placeOrder(connection, caller(), { rules, draft, orderNo: no(2) }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: 'rules.lim_1_day', params: { roomFen: '100.00' } });
    await placeOrder(connection, caller(), { rules, draft: MESSAGES, orderNo: no(3) });
    const done = await registerOrder(connection, caller(), { rules, draft, orderNo: no(4) });
    expect(done.findings.map(({ code }) => code)).toContain('rules.lim_1_day');
    expect(orderById(connection, done.order)!.flagged).toBe(1);
    isSound(connection);
  });

  it('LIM-3: the room counts top-ups of the day and not what came back of it, the total what is left', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    await withSubject(connection);
    const { order } = await placeOrder(connection, caller(), { rules, draft: MESSAGES, orderNo: no(1) });
    await changeState(connection, caller(), { rules, order, to: 'DELIVERING', spentFen: 2_000 });
    await topUp(connection, caller(), { rules, order, amountFen: 10_000 });
    await expect(topUp(connection, caller(), { rules, order, amountFen: 15_000 })).rejects.toMatchObject({
      code: 'rules.lim_1_day',
    });
    await changeState(connection, caller(), { rules, order, to: 'UNDELIVERIED', spentFen: 4_000 });
    const { room, used } = checkDraft(connection, ALL, { rules, draft: MESSAGES, on: '2026-05-10' });
    expect([room, used]).toEqual([
      { todayFen: 10_000, totalFen: 496_000, videoTodayFen: null },
      { todayFen: 20_000, totalFen: 4_000, accountTodayFen: 20_000, videoTodayFen: 20_000 },
    ]);
    const limits = limitsOf(connection, ALL, { rules, client: 1, on: '2026-05-11' });
    expect(limits.subjects[0]).toMatchObject({
      state: 'limited',
      countsFrom: '2026-05-10',
      kind: 'enterprise',
    });
    expect(limits.subjects[0]!.accounts[0]!.limits.map(({ kind, roomFen }) => [kind, roomFen])).toEqual([
      ['limit_day', 30_000],
      ['limit_total', 496_000],
    ]);
    isSound(connection);
  });
});

describe('what stops orders', () => {
  it('ORD-10: a room that used the cart ends its running DOU+ live orders, shown first, money booked', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    const live: OrderDraft = {
      ...MESSAGES,
      scene: 'live',
      goal: '直播间人气',
      amountFen: 20_000,
      live: { room: 'muqiao-live', cartEverUsed: false, anchor: 'none' },
    };
    delete live.video;
    const one = await registerOrder(connection, caller(), { rules, draft: live, orderNo: no(1) });
    await changeState(connection, caller(), { rules, order: one.order, to: 'DELIVERING', spentFen: 5_000 });
    await registerOrder(connection, caller(), { rules, draft: live, orderNo: no(2) });
    const preview = previewLiveCart(connection, ALL, { room: 'muqiao-live' });
    expect(preview.orders.map(({ order, returnsFen }) => [order.orderNo, returnsFen])).toEqual([
      [no(1), 15_000],
      [no(2), null],
    ]);
    const orders = preview.orders.map(({ order }) => order.id);
    await expect(
      terminateForLiveCart(connection, caller(), { rules, room: 'muqiao-live', orders: [orders[0]!] }),
    ).rejects.toMatchObject({ code: 'orders.room_changed' });
    const done = await terminateForLiveCart(connection, caller(), { rules, room: 'muqiao-live', orders });
    expect(done.ended).toBe(2);
    expect(orderOf(connection, no(1), 'douplus')).toMatchObject({
      state: 'UNDELIVERIED',
      liveCart: 1,
      expectedFen: 15_000,
    });
    const detail = orderDetail(connection, ALL, { rules, order: one.order, at: AT });
    expect(detail.steps.at(-1)!.reason).toBe('live_cart');
    const draft = { ...live, live: { room: 'muqiao-live', anchor: 'none' as const } };
    const { allowed, findings } = checkDraft(connection, ALL, { rules, draft, on: '2026-05-11' });
    expect([allowed, findings.some(({ rule }) => rule === 'ORD-10')]).toEqual([false, true]);
    isSound(connection);
  });

  it('ACC-2: a ban blocks new orders, flags running ones and opens the refund of what is left', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    const { order } = await registerOrder(connection, caller(), { rules, draft: SUIXINTUI, orderNo: no(1) });
    const done = await banAccount(connection, caller(), { rules, account: QIANCHUAN, on: '2026-05-10' });
    expect([done.flagged, done.expectedFen, done.tickets.length]).toEqual([1, 1_000_000, 1]);
    expect(orderById(connection, order)!.flagged).toBe(1);
    await expect(
      placeOrder(connection, caller(), { rules, draft: SUIXINTUI, orderNo: no(2) }),
    ).rejects.toMatchObject({ code: 'rules.acc_2_banned' });
    const recorded = await registerOrder(connection, caller(), { rules, draft: SUIXINTUI, orderNo: no(2) });
    expect(orderById(connection, recorded.order)!.flagged).toBe(1);
    isSound(connection);
  });

  it('ORD-8: the same video with the same targeting before is seen in own orders', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    const draft = { ...SUIXINTUI, targeting: '女 25-35 江浙沪' };
    await registerOrder(connection, caller(), { rules, draft, orderNo: no(1) });
    const { order } = await registerOrder(connection, caller(), { rules, draft, orderNo: no(2) });
    const [first, ...others] = slowOrders(connection, ALL, { rules, order, at: AT });
    expect(first).toMatchObject({ cause: 'repeated', seen: true, orders: [{ orderNo: no(1) }] });
    expect(others.every(({ seen }) => !seen)).toBe(true);
  });
});

describe('lists', () => {
  it('count and sum exactly under a filter', async () => {
    const connection = await orderBook();
    await importAt(
      connection,
      suixintuiFile([
        { no: no(1), state: '投放中', spent: '120.00' },
        { no: no(2), state: '投放完成', spent: '500.00' },
        { no: no(3), state: '投放完成', amount: '300.00', spent: '300.00', at: '2026-05-11 09:00:00' },
      ]),
    );
    const ended = listOrders(connection, ALL, { filter: { state: 'FINISHED' }, offset: 0, limit: 1 });
    expect([ended.orders.length, ended.total, ended.sums.amountFen, ended.sums.spentFen]).toEqual([
      1, 2, 80_000, 80_000,
    ]);
    const running = listOrders(connection, ALL, { filter: { running: true }, offset: 0, limit: 10 });
    expect(running.orders.map(({ orderNo }) => orderNo)).toEqual([no(1)]);
    const mine = { kind: 'manager', manager: 1, on: '2026-05-11' } as const;
    expect(listOrders(connection, mine, { filter: {}, offset: 0, limit: 10 }).total).toBe(0);
    expect(() => orderDetail(connection, mine, { rules, order: 1, at: AT })).toThrow('orders.unknown');
  });
});
