import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import type { PlanListInput } from '../../src/contract/plans.ts';
import { pastedTable, readPlanRows } from '../../src/domain/orders/plan-rows.ts';
import { poolEstimate } from '../../src/domain/orders/pool-room.ts';
import { command } from '../../src/ledger/command.ts';
import { checkPlanList, commitPlanList } from '../../src/services/orders/plan-list.ts';
import { archivePreset, duplicateOf, keepPreset, listPresets } from '../../src/services/orders/presets.ts';
import { orderDetail, registerOrder } from '../../src/services/orders.ts';
import { insertRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { orderById } from '../../src/store/orders.ts';
import { plannedOrders, poolRoom } from '../../src/store/orders-plans.ts';
import { planRowOf, refusedRows } from '../../src/ui/screens/order-check/plan-lines.ts';
import {
  callerAt,
  DOUPLUS,
  fund,
  isSound,
  no,
  orderBook,
  orderOf,
  QIANCHUAN,
  RULES as rules,
} from '../orders-book/desk.ts';

const ALL = { kind: 'all' } as const;
const AT = '2026-05-10T02:00:00Z';
const TODAY = '2026-05-10';
const caller = () => ({ ...callerAt(AT), scope: ALL });

const HEAD =
  '产品\t客户\t账户\t投放日期\t场景\t目标\t金额\t支付方式\t出资方\t付款账户\t订单号\t视频公开\t标题字数\t视频秒数\t定向';
const row = (
  parts: Partial<
    Record<'client' | 'account' | 'on' | 'amount' | 'payment' | 'funder' | 'payer' | 'no', string>
  >,
) => {
  const {
    client = '',
    account = QIANCHUAN,
    on = '',
    amount = '300',
    payment = '余额',
    funder = '',
    payer = '',
  } = parts;
  return `随心推\t${client}\t${account}\t${on}\t视频\t商品购买\t${amount}\t${payment}\t${funder}\t${payer}\t${parts.no ?? ''}\t是\t8\t20\t同城25-35岁`;
};
const reading = (...lines: string[]) => readPlanRows([pastedTable([HEAD, ...lines].join('\n'))]);
const list = (read: ReturnType<typeof reading>, as: PlanListInput['as']): PlanListInput => ({
  rows: read.orders.map(planRowOf),
  as,
  on: TODAY,
  turn: 'listed',
});
const codes = (rows: readonly { refusals: readonly { code: string }[] }[]) =>
  rows.map(({ refusals }) => refusals.map(({ code }) => code));

async function funded(eachFen = 100_000): Promise<Connection> {
  const connection = await orderBook('orders');
  await fund(connection, eachFen);
  await command(connection, { ...callerAt(AT), procedure: 'test', input: null }, tx => {
    insertRow(tx, 'money_account', { kind: 'alipay', name: '公司支付宝', search_key: '公司支付宝' });
    return null;
  });
  return connection;
}

describe('a filled list', () => {
  it('every row is judged before anything is written, and the allowed ones become plans with their money held', async () => {
    const connection = await funded();
    const read = reading(
      row({ amount: '600' }),
      row({ amount: '80' }),
      row({ account: '', client: '上海木桥商贸有限公司', on: '2026/5/11' }),
      row({ amount: '200' }),
      row({ account: '999' }),
      row({ amount: '' }),
      row({ on: '2026-05-01', amount: '100' }),
      row({ payment: '支付宝', payer: '无此账户', amount: '100' }),
      row({ payment: '支付宝', payer: '公司支付宝', amount: '900' }),
    );
    const checked = checkPlanList(connection, ALL, { ...list(read, 'planned'), rules, today: TODAY });
    expect(codes(checked.rows)).toEqual([
      [],
      ['rules.ord_1_minimum'],
      [],
      ['orders.plan_row_pool_short'],
      ['orders.plan_row_unknown_account'],
      ['orders.plan_without_amount'],
      ['orders.plan_in_the_past'],
      ['orders.plan_row_unknown_money'],
      [],
    ]);
    expect(checked).toMatchObject({ allowed: 3, allowedFen: 180_000 });
    expect(checked.rows[3]?.refusals[0]?.params).toEqual({
      neededFen: '200.00',
      roomFen: '100.00',
      shortFen: '100.00',
    });
    expect(plannedOrders(connection, { state: 'planned' })).toEqual([]);
    const { done, refused } = await commitPlanList(connection, caller(), { ...list(read, 'planned'), rules });
    expect(done.map(each => each.row)).toEqual([1, 3, 9]);
    expect(refused.map(each => each.row)).toEqual([2, 4, 5, 6, 7, 8]);
    const stored = plannedOrders(connection, { state: 'planned' });
    expect(stored.map(({ on, amountFen }) => [on, amountFen])).toEqual([
      [TODAY, 60_000],
      [TODAY, 90_000],
      ['2026-05-11', 30_000],
    ]);
    expect(JSON.parse(stored[0]!.draft)).toMatchObject({ account: QIANCHUAN, targeting: '同城25-35岁' });
    expect(poolRoom(connection, 1, TODAY)).toMatchObject({ freeFen: 10_000, heldFen: 90_000 });
    isSound(connection);
  });

  it('rows that stand on the platform are registered whatever the rules say, but for what cannot be written', async () => {
    const connection = await funded();
    const read = reading(
      row({ no: no(1), amount: '80' }),
      row({ no: no(1) }),
      row({}),
      row({ no: no(2), payment: '微信', funder: '客户', on: '2026-05-09' }),
      row({ no: no(3), payment: '微信', funder: '员工' }),
    );
    const checked = checkPlanList(connection, ALL, { ...list(read, 'registered'), rules, today: TODAY });
    expect(codes(checked.rows)).toEqual([
      [],
      ['orders.plan_row_twice'],
      ['orders.plan_row_no_number'],
      [],
      ['orders.plan_row_no_employee'],
    ]);
    const { done } = await commitPlanList(connection, caller(), { ...list(read, 'registered'), rules });
    expect(done.map(each => each.row)).toEqual([1, 4]);
    expect(orderOf(connection, no(1))).toMatchObject({ flagged: 1, amountFen: 8_000, state: 'AUDIT' });
    expect(orderOf(connection, no(2))).toMatchObject({ placedOn: '2026-05-09', funder: 'client' });
    const again = checkPlanList(connection, ALL, { ...list(read, 'registered'), rules, today: TODAY });
    expect(codes(again.rows)[0]).toEqual(['orders.exists']);
    isSound(connection);
  });

  it('the same key commits once; another manager sees none of the accounts', async () => {
    const connection = await funded();
    const read = reading(row({ amount: '300' }));
    const by = caller();
    const wanted = { ...list(read, 'planned'), rules };
    const one = await commitPlanList(connection, by, wanted);
    expect(await commitPlanList(connection, by, wanted)).toEqual(one);
    expect(plannedOrders(connection, { state: 'planned' })).toHaveLength(1);
    const mine = { kind: 'manager', manager: 7, on: TODAY } as const;
    const foreign = checkPlanList(connection, mine, { ...wanted, today: TODAY });
    expect(codes(foreign.rows)).toEqual([['orders.plan_row_unknown_account']]);
    expect(foreign.rows[0]).toMatchObject({ clientName: null, accountName: null });
  });

  it('refused rows are written out as they stand, each with its reasons, the unread ones too', () => {
    const read = reading(row({ amount: '80' }), '千川\t\t1');
    const rows = refusedRows(
      read,
      new Map([[1, [{ code: 'rules.ord_1_minimum', params: { minimumFen: '100.00' }, place: {} }]]]),
    );
    expect(rows.map(({ cells, reasons }) => [cells[0], reasons[0]?.code])).toEqual([
      ['随心推', 'rules.ord_1_minimum'],
      ['千川', 'orders.plan_word'],
    ]);
    expect(rows[0]?.headings).toEqual(HEAD.split('\t'));
  });

  it('reads day, coupon, payer and number; a day that is none is told', () => {
    const [one, other] = reading(row({ on: '2026年5月1日', no: ' 73001 ' }), row({ on: '明天' })).orders;
    expect(one).toMatchObject({ on: '2026-05-01', orderNo: '73001', targeting: '同城25-35岁' });
    expect(other).toMatchObject({ on: undefined });
    expect(other?.findings.map(({ code }) => code)).toEqual(['orders.plan_day']);
  });
});

describe('presets', () => {
  it('belong to a client, are named once, put away and taken back; an order remembers what it was made with', async () => {
    const connection = await funded();
    const preset = {
      client: 1,
      kind: 'targeting',
      name: '同城女性',
      content: { targeting: '同城25-35岁女性' },
    } as const;
    const { preset: id } = await keepPreset(connection, caller(), preset);
    await expect(keepPreset(connection, caller(), preset)).rejects.toMatchObject({
      code: 'orders.preset_exists',
    });
    await keepPreset(connection, caller(), { ...preset, id, content: { targeting: '同城30岁以上' } });
    const draft: OrderDraft = {
      ...{ product: 'suixintui', account: QIANCHUAN, scene: 'video', goal: '商品购买', payment: 'pool' },
      ...{ amountFen: 30_000, couponFen: 1_000, durationHours: 24, bid: { by: 'goal', mode: 'auto' } },
      targeting: '同城30岁以上',
      targetingPreset: id,
      video: { public: true, titleLength: 8, seconds: 20, materialId: '740001' },
    };
    const { order } = await registerOrder(connection, caller(), { rules, draft, orderNo: no(1) });
    expect(orderById(connection, order)).toMatchObject({ targetingPreset: id, creativePreset: null });
    expect(orderDetail(connection, ALL, { rules, order, at: AT }).targeting).toBe('同城30岁以上');
    expect(listPresets(connection, ALL, { client: 1, archived: false })).toMatchObject([
      { id, name: '同城女性', orders: 1 },
    ]);
    await archivePreset(connection, caller(), { preset: id, archived: true });
    expect(listPresets(connection, ALL, { client: 1, archived: false })).toEqual([]);
    expect(listPresets(connection, ALL, { archived: true })).toHaveLength(1);
    const mine = { kind: 'manager', manager: 7, on: TODAY } as const;
    expect(listPresets(connection, mine, { archived: true })).toEqual([]);
    const { couponFen: _, ...like } = draft;
    expect(duplicateOf(connection, ALL, { order })).toEqual({ draft: like, orderNo: no(1) });
    isSound(connection);
  });
});

describe('what a pool bears', () => {
  it('is what is left after the order, how many more of it, and how many days at the pace of the last ones', () => {
    const room = { freeFen: 100_000, heldFen: 0, onOrderFen: 40_000, spentFen: 70_000, spentDays: 7 };
    expect(poolEstimate(room, 30_000)).toEqual({ leftFen: 70_000, orders: 3, days: 14 });
    expect(poolEstimate({ ...room, spentFen: 0 }, 0)).toEqual({ leftFen: 100_000, orders: null, days: null });
    expect(poolEstimate(room, 120_000)).toMatchObject({ leftFen: -20_000, orders: 0 });
  });

  it('reads free, held, on order and spent from the book', async () => {
    const connection = await funded();
    const draft = { product: 'douplus', account: DOUPLUS, amountFen: 20_000, payment: 'pool' } as const;
    await registerOrder(connection, caller(), { rules, draft, orderNo: no(5), state: 'DELIVERING' });
    expect(poolRoom(connection, 2, TODAY)).toEqual({
      freeFen: 80_000,
      heldFen: 0,
      onOrderFen: 20_000,
      spentFen: 0,
      spentDays: 7,
    });
  });
});
