import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { limitSettings } from '../../src/services/orders/facts.ts';
import { dropPlan, holdPlanAgain, placePlan, planOrder, setLimits } from '../../src/services/orders/plan.ts';
import { listPlans } from '../../src/services/orders/plan-view.ts';
import {
  changeState,
  checkDraft,
  limitsOf,
  placeOrder,
  registerOrder,
  topUp,
} from '../../src/services/orders.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { heldOf, orderById } from '../../src/store/orders.ts';
import { plannedById, poolRoom } from '../../src/store/orders-plans.ts';
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
  RULES as rules,
  suixintuiFile,
} from '../orders-book/desk.ts';

const ALL = { kind: 'all' } as const;
const AT = '2026-05-10T02:00:00Z';
const ON = '2026-05-11';
const caller = (at = AT) => ({ ...callerAt(at), scope: ALL });

const SUIXINTUI: OrderDraft = {
  product: 'suixintui',
  account: QIANCHUAN,
  scene: 'video',
  goal: '商品购买',
  amountFen: 50_000,
  payment: 'pool',
  video: { public: true, titleLength: 8, seconds: 20, cart: 'xiaodian', materialId: '740001' },
};
const DOUPLUS_LIMITED: OrderDraft = {
  product: 'douplus',
  account: DOUPLUS,
  scene: 'video',
  goal: '私信咨询',
  amountFen: 20_000,
  payment: 'pool',
  upgrade: 'upgraded_limited',
  video: { cart: 'none', materialId: '740002' },
};

async function funded(eachFen = 100_000): Promise<Connection> {
  const connection = await orderBook('orders');
  await fund(connection, eachFen);
  return connection;
}

/** The client's legal person: an enterprise without corporate verification. */
async function withSubject(connection: Connection): Promise<void> {
  await command(connection, { ...callerAt(AT), procedure: 'test', input: null }, tx => {
    const name = '上海木桥商贸有限公司';
    const subject = insertRow(tx, 'subject', { kind: 'enterprise', name, search_key: name });
    updateRow(tx, 'client', 1, { subject });
    insertRow(tx, 'subject_verification', { subject, state: 'none' });
    return null;
  });
}

const plan = (connection: Connection, draft: OrderDraft = SUIXINTUI, on = ON) =>
  planOrder(connection, caller(), { rules, draft, on });
const room = (connection: Connection, pool = 1) => poolRoom(connection, pool, '2026-05-10');
const planned = (connection: Connection) =>
  listPlans(connection, ALL, { rules, state: 'planned', turn: 'listed', today: '2026-05-10' });

describe('a planned order', () => {
  it('E27: holds its pool money without its coupon, posts nothing, and goes free when it is dropped', async () => {
    const connection = await funded();
    const { planned: id, heldFen } = await plan(connection, { ...SUIXINTUI, couponFen: 5_000 });
    expect(heldFen).toBe(45_000);
    expect(room(connection)).toMatchObject({ freeFen: 55_000, heldFen: 45_000, onOrderFen: 0 });
    expect([net(connection, '1123.03'), net(connection, '1123.04')]).toEqual([200_000, 0]);
    isSound(connection);
    expect(await dropPlan(connection, caller(), { planned: id, reason: '客户取消' })).toEqual({
      planned: id,
      freedFen: 45_000,
    });
    expect(room(connection)).toMatchObject({ freeFen: 100_000, heldFen: 0 });
    await expect(dropPlan(connection, caller(), { planned: id })).rejects.toMatchObject({
      code: 'orders.plan_done',
    });
    isSound(connection);
  });

  it('E27: becomes an order 转实: what was held is what is on order, under the number of the order', async () => {
    const connection = await funded();
    const { planned: id } = await plan(connection);
    const { order } = await placePlan(connection, caller(), {
      rules,
      planned: id,
      orderNo: no(1),
      act: 'place',
    });
    expect(room(connection)).toMatchObject({ freeFen: 50_000, heldFen: 0, onOrderFen: 50_000 });
    expect(heldOf(connection, no(1))).toMatchObject({ placedFen: 50_000, onOrderFen: 50_000 });
    expect(plannedById(connection, id)).toMatchObject({ state: 'placed', order, orderNo: no(1) });
    expect(planned(connection).planned).toEqual([]);
    await changeState(connection, caller(), { rules, order, to: 'OFFLINE_AUDIT' });
    expect(room(connection)).toMatchObject({ freeFen: 100_000, onOrderFen: 0 });
    isSound(connection);
  });

  it('plans and orders together cannot overdraw the pool, whichever comes first', async () => {
    const connection = await funded(100_000);
    await plan(connection);
    await expect(plan(connection, { ...SUIXINTUI, amountFen: 60_000 })).rejects.toMatchObject({
      code: 'accounting.pool_short',
    });
    const place = (amountFen: number, serial: number) =>
      placeOrder(connection, caller(), {
        rules,
        draft: { ...SUIXINTUI, amountFen },
        orderNo: no(serial),
      });
    await expect(place(60_000, 1)).rejects.toMatchObject({ code: 'accounting.pool_short' });
    const { order } = await place(50_000, 2);
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    await expect(topUp(connection, caller(), { rules, order, amountFen: 10_000 })).rejects.toMatchObject({
      code: 'accounting.pool_short',
    });
    expect(room(connection)).toMatchObject({ freeFen: 0, heldFen: 50_000, onOrderFen: 50_000 });
    isSound(connection);
  });

  it('what happened outside goes before a plan: its hold gives way, and can be held again', async () => {
    const connection = await funded(100_000);
    const first = await plan(connection, { ...SUIXINTUI, amountFen: 30_000 });
    const second = await plan(connection, { ...SUIXINTUI, amountFen: 60_000 });
    await registerOrder(connection, caller(), { rules, draft: SUIXINTUI, orderNo: no(1) });
    const held = () =>
      planned(connection).planned.map(({ id, heldFen, needsFen }) => [id, heldFen, needsFen]);
    expect(held()).toEqual([
      [first.planned, 30_000, 30_000],
      [second.planned, 20_000, 60_000],
    ]);
    expect(room(connection)).toMatchObject({ freeFen: 0, heldFen: 50_000, onOrderFen: 50_000 });
    isSound(connection);
    await expect(holdPlanAgain(connection, caller(), { planned: second.planned })).rejects.toMatchObject({
      code: 'accounting.pool_short',
    });
    await dropPlan(connection, caller(), { planned: first.planned });
    await changeState(connection, caller(), { rules, order: 1, to: 'OFFLINE_AUDIT' });
    expect(await holdPlanAgain(connection, caller(), { planned: second.planned })).toMatchObject({
      heldFen: 60_000,
    });
    expect(held()).toEqual([[second.planned, 60_000, 60_000]]);
    isSound(connection);
  });

  it('an import is never stopped by holds', async () => {
    const connection = await funded(100_000);
    await plan(connection, { ...SUIXINTUI, amountFen: 100_000 });
    const line = { no: no(7), amount: '700.00', spent: '700.00', state: '投放完成' };
    await importAt(connection, suixintuiFile([line]));
    expect(orderOf(connection, no(7))).toMatchObject({ state: 'FINISHED' });
    expect(planned(connection).planned[0]).toMatchObject({ heldFen: 30_000, needsFen: 100_000 });
    isSound(connection);
  });

  it('a direct payment holds nothing of the pool', async () => {
    const connection = await funded(0 + 100);
    const { heldFen } = await plan(connection, { ...SUIXINTUI, payment: 'alipay', funder: 'client' });
    expect(heldFen).toBe(0);
    isSound(connection);
  });

  it('ORD-1: is refused by a rule that blocks, in the past, and without an amount', async () => {
    const connection = await funded();
    await expect(plan(connection, { ...SUIXINTUI, amountFen: 9_000 })).rejects.toMatchObject({
      code: 'rules.ord_1_minimum',
    });
    await expect(plan(connection, SUIXINTUI, '2026-05-09')).rejects.toMatchObject({
      code: 'orders.plan_in_the_past',
    });
    const { amountFen: _, ...blank } = SUIXINTUI;
    await expect(plan(connection, blank)).rejects.toMatchObject({ code: 'orders.plan_without_amount' });
    expect(planned(connection).planned).toEqual([]);
  });
});

describe('months', () => {
  it('a plan opens the present month as an order does, and a closed one refuses it', async () => {
    const connection = await funded();
    const at = '2026-07-02T02:00:00Z';
    const plan = (on: string) => planOrder(connection, caller(at), { rules, draft: SUIXINTUI, on });
    await plan('2026-08-01');
    isSound(connection);
    await command(connection, { ...callerAt(at), procedure: 'test', input: null }, tx => {
      setPeriod(tx, '2026-07', 'closed');
      return null;
    });
    await expect(plan('2026-08-02')).rejects.toMatchObject({ code: 'ledger.period_closed' });
  });
});

describe('what if', () => {
  it('LIM-1: plans take up no limit, and the list says which of a day fit, in which turn, and what lifts it', async () => {
    const connection = await funded(1_000_000);
    await withSubject(connection);
    for (const amountFen of [20_000, 20_000, 10_000])
      await plan(connection, { ...DOUPLUS_LIMITED, amountFen });
    await plan(connection, DOUPLUS_LIMITED, '2026-05-12');
    const { planned: plans, days } = planned(connection);
    expect(plans.map(({ on, verdict }) => [on, verdict?.turn])).toEqual([
      [ON, 1],
      [ON, null],
      [ON, 2],
      ['2026-05-12', 1],
    ]);
    expect(plans[1]?.verdict?.lifts.map(({ by }) => by)).toEqual(['reduce', 'another_day', 'verify']);
    expect(days[0]).toEqual({ on: ON, orders: 3, amountFen: 50_000, fitting: 2, fittingFen: 30_000 });
    const smallest = listPlans(connection, ALL, {
      rules,
      state: 'planned',
      turn: 'smallest',
      today: '2026-05-10',
    });
    expect(smallest.planned.map(({ verdict }) => verdict?.turn)).toEqual([2, null, 1, 1]);
    const { used } = checkDraft(connection, ALL, { rules, draft: DOUPLUS_LIMITED, on: ON });
    expect(used).toMatchObject({ todayFen: 0, totalFen: 0 });
    const mine = { kind: 'manager', manager: 1, on: ON } as const;
    expect(
      listPlans(connection, mine, { rules, state: 'planned', turn: 'listed', today: ON }).planned,
    ).toEqual([]);
  });

  it('LIM-4: of plans of one day only those that fit are placed, whatever was planned', async () => {
    const connection = await funded(1_000_000);
    await withSubject(connection);
    const first = await plan(connection, DOUPLUS_LIMITED, '2026-05-10');
    const second = await plan(connection, DOUPLUS_LIMITED, '2026-05-10');
    const place = (id: number, orderNo: string) =>
      placePlan(connection, caller(), { rules, planned: id, orderNo, act: 'place' });
    const both = await Promise.allSettled([place(first.planned, no(1)), place(second.planned, no(2))]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((both[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'rules.lim_1_day' });
    expect(plannedById(connection, second.planned)).toMatchObject({ state: 'planned' });
    expect(room(connection, 2)).toMatchObject({ heldFen: 20_000, onOrderFen: 20_000 });
    isSound(connection);
  });

  it('LIM-3, LIM-4: how the book reads the limits is set, kept in the log, and read everywhere', async () => {
    const connection = await funded();
    expect(limitSettings(connection)).toEqual({
      dailyScope: 'subject',
      mode: 'block',
      restartAfterExpiry: true,
    });
    const wanted = { dailyScope: 'account', mode: 'warn', restartAfterExpiry: false } as const;
    await setLimits(connection, caller(), wanted);
    expect(limitSettings(connection)).toEqual(wanted);
    expect(limitsOf(connection, ALL, { rules, client: 1, on: ON }).settings).toEqual(wanted);
    const last = connection.prepareValue('SELECT procedure FROM log ORDER BY seq DESC LIMIT 1').get();
    expect(last).toBe('plans.setLimits');
    isSound(connection);
  });
});

describe('the sum of everything', () => {
  it('money is conserved over random plans, drops, placings and facts, and no pool is overdrawn', async () => {
    const act = fc.record({
      kind: fc.constantFrom('plan', 'drop', 'place', 'record', 'order', 'fact', 'end', 'again'),
      tens: fc.integer({ min: 10, max: 60 }),
      pick: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async acts => {
        const connection = await funded(100_000);
        const state = { serial: 0, orders: [] as number[] };
        for (const each of acts) {
          await perform(connection, each, state).catch(error => {
            expect(error).toMatchObject({ name: 'Refusal' });
          });
          const { freeFen, heldFen, onOrderFen } = room(connection);
          expect(freeFen).toBeGreaterThanOrEqual(0);
          expect(heldFen).toBe(planned(connection).planned.reduce((fen, one) => fen + one.heldFen, 0));
          expect(freeFen + heldFen + onOrderFen).toBe(100_000);
        }
        isSound(connection);
        connection.close();
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

async function perform(
  connection: Connection,
  { kind, tens, pick }: { kind: string; tens: number; pick: number },
  state: { serial: number; orders: number[] },
): Promise<void> {
  const draft = { ...SUIXINTUI, amountFen: tens * 1_000 };
  const open = planned(connection).planned;
  const one = open[pick % Math.max(1, open.length)];
  state.serial += 1;
  const orderNo = no(state.serial);
  if (kind === 'plan') await plan(connection, draft);
  else if (kind === 'order')
    state.orders.push((await placeOrder(connection, caller(), { rules, draft, orderNo })).order);
  else if (kind === 'fact')
    state.orders.push((await registerOrder(connection, caller(), { rules, draft, orderNo })).order);
  else if (kind === 'end') {
    const order = state.orders[pick % Math.max(1, state.orders.length)];
    if (order !== undefined && orderById(connection, order)?.state === 'AUDIT')
      await changeState(connection, caller(), { rules, order, to: 'OFFLINE_AUDIT' });
  } else if (one === undefined) return;
  else if (kind === 'drop') await dropPlan(connection, caller(), { planned: one.id });
  else if (kind === 'again') await holdPlanAgain(connection, caller(), { planned: one.id });
  else {
    const act = kind === 'place' ? ('place' as const) : ('record' as const);
    state.orders.push(
      (await placePlan(connection, caller(), { rules, planned: one.id, orderNo, act })).order,
    );
  }
}
