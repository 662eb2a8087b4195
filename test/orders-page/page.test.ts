import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { command } from '../../src/ledger/command.ts';
import {
  changeState,
  orderPage,
  recordFigure,
  recordRefund,
  registerOrder,
  settleRefund,
  slowOrders,
  terminateForLiveCart,
  topUp,
} from '../../src/services/orders.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import {
  callerAt,
  DOUPLUS,
  fund,
  importAt,
  isSound,
  no,
  orderBook,
  QIANCHUAN,
  RULES,
  suixintuiFile,
} from '../orders-book/desk.ts';

const ALL = { kind: 'all' } as const;
const AT = '2026-05-10T02:00:00Z';
const caller = (at = AT) => ({ ...callerAt(at), scope: ALL });
const rules = RULES;
const pageAt = (connection: Connection, order: number, at = AT) =>
  orderPage(connection, ALL, { rules, order, at });
const ids = (cited: readonly { rule: string }[]) => cited.map(({ rule }) => rule);

const SUIXINTUI: OrderDraft = {
  product: 'suixintui',
  account: QIANCHUAN,
  scene: 'video',
  goal: '商品购买',
  durationHours: 24,
  bid: { by: 'goal', mode: 'auto' },
  amountFen: 50_000,
  payment: 'pool',
  targeting: '女 25-35 江浙沪',
  video: { public: true, titleLength: 8, seconds: 20, cart: 'xiaodian', materialId: '7400000000000000001' },
};
const LIVE: OrderDraft = {
  product: 'douplus',
  account: DOUPLUS,
  scene: 'live',
  goal: '直播间人气',
  amountFen: 20_000,
  payment: 'pool',
  live: { room: 'muqiao-live', cartEverUsed: false, anchor: 'none' },
};

async function registered(connection: Connection, draft: OrderDraft = SUIXINTUI, serial = 1) {
  const { order } = await registerOrder(connection, caller(), { rules, draft, orderNo: no(serial) });
  return order;
}

async function funded(): Promise<Connection> {
  const connection = await orderBook('orders');
  await fund(connection, 1_000_000);
  return connection;
}

describe('the timeline', () => {
  it('holds every command with its step, figures and postings, the newest first', async () => {
    const connection = await funded();
    const order = await registered(connection);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK', spentFen: 10_000 });
    await topUp(connection, caller(), { rules, order, amountFen: 20_000 });
    await changeState(connection, caller('2026-05-11T06:00:00Z'), {
      rules,
      order,
      to: 'OVER',
      spentFen: 45_000,
    });
    const { entries, held } = pageAt(connection, order, '2026-05-12T00:00:00Z');
    expect(entries.map(({ procedure }) => procedure)).toEqual([
      'orders.changeState',
      'orders.topUp',
      'orders.changeState',
      'orders.register',
    ]);
    const [ended, more, running, placed] = entries;
    expect(ended!.steps).toEqual([{ from: 'DELIVERY_OK', to: 'OVER', reason: null }]);
    expect(ended!.batches[0]!.legs.map(({ event }) => event)).toContain('E36');
    expect(more!.figures).toEqual([
      { name: 'top_up', valueFen: 20_000, day: '2026-05-10', finality: 'provisional' },
    ]);
    expect(running!.figures.map(({ name, valueFen }) => [name, valueFen])).toEqual([['spent', 10_000]]);
    expect(placed!.batches[0]).toMatchObject({ event: 'E27', day: '2026-05-10', reverses: null });
    expect(held).toEqual({ placedFen: 70_000, spentFen: 45_000, onOrderFen: 0, transitFen: 0 });
    isSound(connection);
  });

  it('leads to the rows of files that told and booked something', async () => {
    const connection = await orderBook('orders');
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放中', spent: '120.00' }]));
    const { entries, order } = pageAt(connection, 1);
    expect(order.orderNo).toBe(no(1));
    const [imported] = entries;
    expect(imported).toMatchObject({ procedure: 'imports.commit', steps: [{ to: 'DELIVERY_OK' }] });
    expect(imported!.places).toEqual([
      expect.objectContaining({ fileName: '随心推订单.csv', row: 2, file: 1 }),
    ]);
  });

  it('is refused for an order that the scope does not reach, as for an unknown one', async () => {
    const connection = await funded();
    const order = await registered(connection);
    const mine = { kind: 'manager', manager: 1, on: '2026-05-10' } as const;
    expect(() => orderPage(connection, mine, { rules, order, at: AT })).toThrow('orders.unknown');
    expect(() => pageAt(connection, 999)).toThrow('orders.unknown');
  });
});

describe('rules where they matter', () => {
  it('ORD-9: in review it is said that review takes its time; rejected, what a video must be', async () => {
    const connection = await funded();
    const order = await registered(connection);
    const rowsOf = () =>
      pageAt(connection, order).cited.flatMap(({ rule, row }) => (rule === 'ORD-9' ? row : []));
    expect(rowsOf()).toEqual(['ord-9.review']);
    await changeState(connection, caller(), { rules, order, to: 'OFFLINE_AUDIT' });
    expect(rowsOf()).toEqual(['ord-9.review', 'ord-9.public', 'ord-9.title', 'ord-9.seconds']);
  });

  it('ORD-7: a running order is past its hours and still runs: it ends by state, never by the clock', async () => {
    const connection = await funded();
    const order = await registered(connection);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK', spentFen: 10_000 });
    const late = pageAt(connection, order, '2026-05-20T00:00:00Z');
    expect([late.order.state, late.order.endedAt, late.mayTopUp]).toEqual(['DELIVERY_OK', null, true]);
    expect(ids(late.cited)).toContain('ORD-7');
    await changeState(connection, caller(), { rules, order, to: 'OVER', spentFen: 10_000 });
    expect(ids(pageAt(connection, order).cited)).not.toContain('ORD-7');
  });

  it('ORD-11: only legal next states are offered, and the one that terminates', async () => {
    const connection = await funded();
    const order = await registered(connection);
    expect(pageAt(connection, order)).toMatchObject({
      next: ['OFFLINE_AUDIT', 'BOOK', 'DELIVERY_OK', 'FROZEN'],
      stop: 'FROZEN',
      mayTopUp: false,
    });
    await changeState(connection, caller(), { rules, order, to: 'FROZEN', spentFen: 0 });
    const page = pageAt(connection, order);
    expect([page.next, page.stop]).toEqual([[], null]);
    expect(ids(page.cited)).toContain('ORD-11');
  });

  it('DAT-1, DAT-2, DAT-3, DAT-4 and DAT-5 stand beside the figures that they speak of', async () => {
    const connection = await funded();
    const order = await registered(connection);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    const running = pageAt(connection, order);
    expect(ids(running.cited)).toEqual(expect.arrayContaining(['DAT-1', 'DAT-2', 'DAT-3', 'DAT-4']));
    expect([running.order.spentFen, running.missing]).toEqual([null, 'wait']);
    await changeState(connection, caller(), { rules, order, to: 'OVER' });
    const overdue = pageAt(connection, order, '2026-05-12T00:00:00Z');
    expect(overdue.missing).toBe('ask');
    expect(overdue.routes.map(({ act }) => act)).toContain('missing_figures');
    await recordFigure(connection, caller('2026-05-12T00:00:00Z'), {
      rules,
      order,
      name: 'spent',
      valueFen: 30_000,
    });
    const told = pageAt(connection, order, '2026-05-12T00:00:00Z');
    expect([told.order.finality, told.missing]).toEqual(['reported', null]);
    expect(ids(told.cited)).toContain('DAT-5');
    expect(ids(told.cited)).not.toContain('DAT-3');
  });

  it('ORD-10: a live DOU+ order names its room, and after the cart why it ended', async () => {
    const connection = await funded();
    const order = await registered(connection, LIVE);
    const before = pageAt(connection, order);
    expect(before.room).toEqual({ room: 'muqiao-live', cartUsedOn: null });
    expect(before.cited.map(({ row }) => row)).toContain('ord-10.live');
    await terminateForLiveCart(connection, caller(), {
      rules,
      room: 'muqiao-live',
      on: '2026-05-10',
      orders: [order],
    });
    const after = pageAt(connection, order);
    expect(after.room).toEqual({ room: 'muqiao-live', cartUsedOn: '2026-05-10' });
    expect(after.entries[0]!.steps[0]!.reason).toBe('live_cart');
    expect(after.cited.map(({ row }) => row)).toContain('ord-10.terminated');
    expect(after.upgrade).toBe('unknown');
    isSound(connection);
  });

  it('ORD-8: repetition is seen only where video and targeting are the same, the rest are questions', async () => {
    const connection = await funded();
    await registered(connection);
    await registered(connection, { ...SUIXINTUI, targeting: '不限' }, 2);
    const order = await registered(connection, SUIXINTUI, 3);
    const causes = slowOrders(connection, ALL, { rules, order, at: AT });
    expect(causes.map(({ cause, seen }) => [cause, seen])).toEqual([
      ['repeated', true],
      ['targeting', false],
      ['creative', false],
    ]);
    expect(causes[0]!.orders.map(({ orderNo }) => orderNo)).toEqual([no(1)]);
  });
});

describe('money owed back', () => {
  it('REF-2 and REF-4: from the pool it is returned and inferred; where to look and whom to ask is said', async () => {
    const connection = await funded();
    const order = await registered(connection);
    expect(pageAt(connection, order)).toMatchObject({ owed: null, routes: [] });
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    await changeState(connection, caller(), { rules, order, to: 'OVER' });
    expect(pageAt(connection, order).owed).toEqual({ way: 'unknown', amountFen: 50_000 });
    await recordFigure(connection, caller(), { rules, order, name: 'spent', valueFen: 20_000 });
    const page = pageAt(connection, order);
    expect(page.owed).toEqual({ way: 'pool', amountFen: 30_000 });
    expect(page.routes.map(({ act, rule }) => [act, rule])).toEqual([
      ['refund_look', 'REF-4'],
      ['refund_ask', 'REF-4'],
    ]);
    expect(ids(page.cited)).toEqual(expect.arrayContaining(['REF-2', 'REF-3']));
  });

  it('REF-3: paid directly it is in transit to who paid, less the coupon part', async () => {
    const connection = await funded();
    const money = await command(connection, { ...callerAt(AT), procedure: 'test', input: null }, tx =>
      insertRow(tx, 'money_account', { kind: 'alipay', name: '支付宝', search_key: '支付宝' }),
    );
    const draft = { ...SUIXINTUI, couponFen: 5_000, payment: 'alipay', funder: 'agency', money } as const;
    const order = await registered(connection, draft);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    await changeState(connection, caller(), { rules, order, to: 'FROZEN', spentFen: 30_000 });
    const page = pageAt(connection, order);
    expect(page).toMatchObject({ owed: { way: 'payer', amountFen: 18_000 }, payer: '支付宝' });
    expect(page.held.transitFen).toBe(18_000);
    isSound(connection);
  });
});

describe('the refund of an order that was paid past the pool', () => {
  const paid = async (funder: 'agency' | 'client') => {
    const connection = await funded();
    const { money } = await command(connection, { ...caller(), procedure: 'test', input: null }, tx => ({
      money: insertRow(tx, 'money_account', { kind: 'bank', name: '建行', search_key: '建行', number: '1' }),
    }));
    const draft = {
      ...SUIXINTUI,
      payment: 'bank',
      funder,
      ...(funder === 'agency' ? { money } : {}),
    } as const;
    const order = await registered(connection, draft);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    await changeState(connection, caller(), { rules, order, to: 'FROZEN', spentFen: 30_000 });
    return { connection, order };
  };

  it('E38 to E40: says what is on its way, what came, and what was too much', async () => {
    const { connection, order } = await paid('agency');
    const stand = () => pageAt(connection, order).refund;
    expect(stand()).toEqual({ by: 'agency', openFen: 20_000, arrivedFen: 0, overFen: 0, shortFen: 20_000 });
    await recordRefund(connection, caller(), { order, amountFen: 15_000 });
    expect(stand()).toMatchObject({ openFen: 5_000, arrivedFen: 15_000, shortFen: 5_000 });
    await recordRefund(connection, caller(), { order, amountFen: 6_000 });
    expect(stand()).toMatchObject({ openFen: 0, arrivedFen: 21_000, overFen: 1_000, shortFen: 0 });
    await settleRefund(connection, caller(), { order, decision: 'not_ours', amountFen: 1_000 });
    expect(stand()).toMatchObject({ openFen: 0, overFen: 0 });
    expect(pageAt(connection, order).owed).toBeNull();
  });

  it('E38: what the client paid itself is on its way to the client, and nothing is decided about it', async () => {
    const { connection, order } = await paid('client');
    const before = pageAt(connection, order);
    expect(before.owed).toEqual({ way: 'payer', amountFen: 20_000 });
    expect(before.refund).toMatchObject({ by: 'client', openFen: 20_000, shortFen: 0 });
    await recordRefund(connection, caller(), { order, amountFen: 20_000 });
    expect(pageAt(connection, order)).toMatchObject({
      owed: null,
      refund: { arrivedFen: 20_000, openFen: 0 },
    });
  });

  it('REF-2: an order of the pool has none, and presets are named', async () => {
    const connection = await funded();
    const order = await registered(connection);
    expect(pageAt(connection, order)).toMatchObject({
      refund: null,
      presets: { targeting: null, creative: null },
    });
  });
});
