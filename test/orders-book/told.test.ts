import { describe, expect, it } from 'vitest';
import type { OrderDraft } from '../../src/contract/orders.ts';
import { figuresForClose } from '../../src/domain/order-book/told.ts';
import { command } from '../../src/ledger/command.ts';
import { setPeriod } from '../../src/ledger/periods.ts';
import { changeState, checkDraft, recordFigure, registerOrder, topUp } from '../../src/services/orders.ts';
import { insertRow, updateRow } from '../../src/store/changes.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { figuresOf, heldOf, type StoredOrder } from '../../src/store/orders.ts';
import { net } from '../imports/sheets.ts';
import {
  callerAt,
  DOUPLUS,
  douplusFile,
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
const caller = (at = '2026-05-10T02:00:00Z') => ({ ...callerAt(at), scope: ALL });
const rules = RULES;
const draftOf = (product: 'suixintui' | 'douplus', amountFen = 50_000): OrderDraft => ({
  product,
  account: product === 'suixintui' ? QIANCHUAN : DOUPLUS,
  scene: 'video',
  goal: product === 'suixintui' ? '商品购买' : '点赞评论量',
  amountFen,
  payment: 'pool',
});
const fileOf = { suixintui: suixintuiFile, douplus: douplusFile } as const;
const PRODUCTS = ['suixintui', 'douplus'] as const;
const onOrder = (connection: Connection) => net(connection, '1123.04');
const codesIn = ({ findings }: StoredOrder) =>
  (JSON.parse(findings ?? '[]') as { code: string }[]).map(({ code }) => code);

async function close(connection: Connection, month: string): Promise<void> {
  await command(connection, { ...callerAt('2026-06-03T02:00:00Z'), procedure: 'test', input: null }, tx => {
    setPeriod(tx, '2026-06', 'open');
    setPeriod(tx, month, 'closed');
    return null;
  });
}

describe('追加 and 续费 told by a list', () => {
  it.each(PRODUCTS)(
    'E27: %s, the same number with a larger amount is a top-up, placed once',
    async product => {
      const connection = await orderBook('orders');
      await fund(connection, 1_000_000);
      const { order } = await registerOrder(connection, caller(), {
        rules,
        draft: draftOf(product),
        orderNo: no(1),
      });
      const list = (amount: string) =>
        fileOf[product]([{ no: no(1), state: '投放中', amount, spent: '100.00' }]);
      await importAt(connection, list('500.00'));
      expect([onOrder(connection), orderOf(connection, no(1), product).topUpFen]).toEqual([40_000, null]);
      await importAt(connection, list('700.00'));
      expect(onOrder(connection)).toBe(60_000);
      expect(orderOf(connection, no(1), product)).toMatchObject({ amountFen: 50_000, topUpFen: 20_000 });
      await topUp(connection, caller('2026-05-13T02:00:00Z'), { rules, order, amountFen: 10_000 });
      await importAt(connection, list('800.00'), '2026-05-13T03:00:00Z');
      expect([onOrder(connection), heldOf(connection, no(1)).placedFen]).toEqual([70_000, 80_000]);
      expect(orderOf(connection, no(1), product)).toMatchObject({ topUpFen: 30_000 });
      expect(codesIn(orderOf(connection, no(1), product)).filter(code => code.startsWith('orders.'))).toEqual(
        [],
      );
      isSound(connection);
    },
  );

  it.each(PRODUCTS)(
    'E27: %s, an order that only lists tell is placed with what it has grown to',
    async product => {
      const connection = await orderBook('orders');
      await fund(connection, 1_000_000);
      const list = (amount: string, spent: string, state = '投放中') =>
        fileOf[product]([{ no: no(1), state, amount, spent }]);
      await importAt(connection, list('500.00', '100.00'));
      await importAt(connection, list('700.00', '300.00'));
      expect(onOrder(connection)).toBe(40_000);
      expect(orderOf(connection, no(1), product)).toMatchObject({ amountFen: 50_000, topUpFen: 20_000 });
      await importAt(connection, list('700.00', '650.00', '投放终止'));
      expect([onOrder(connection), net(connection, '1123.03')]).toEqual([0, 2_000_000 - 65_000]);
      isSound(connection);
    },
  );

  it('E27: 追加金额 in a column of its own is the running total, and is not added twice', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const { order } = await registerOrder(connection, caller(), {
      rules,
      draft: draftOf('suixintui'),
      orderNo: no(1),
    });
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    await topUp(connection, caller(), { rules, order, amountFen: 10_000 });
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放中', topUp: '300.00' }]));
    expect([onOrder(connection), orderOf(connection, no(1)).topUpFen]).toEqual([80_000, 30_000]);
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放中', topUp: '200.00' }]));
    expect(codesIn(orderOf(connection, no(1)))).toContain('orders.shrunk_top_up');
    await importAt(
      connection,
      suixintuiFile([{ no: no(1), state: '投放结束', topUp: '200.00', spent: '700.00' }]),
    );
    expect([onOrder(connection), net(connection, '1123.03')]).toEqual([0, 2_000_000 - 70_000]);
    isSound(connection);
  });

  it('LIM-3: a renewal that a list tells takes up the room of the day on which it was seen', async () => {
    const connection = await orderBook();
    await fund(connection, 1_000_000);
    await command(connection, { ...callerAt('2026-05-10T02:00:00Z'), procedure: 'test', input: null }, tx => {
      const name = '上海木桥商贸有限公司';
      const subject = insertRow(tx, 'subject', { kind: 'enterprise', name, search_key: name });
      updateRow(tx, 'client', 1, { subject });
      insertRow(tx, 'subject_verification', { subject, state: 'none' });
      return null;
    });
    const draft: OrderDraft = {
      ...draftOf('douplus', 10_000),
      goal: '私信咨询',
      upgrade: 'upgraded_limited',
    };
    await registerOrder(connection, caller(), { rules, draft, orderNo: no(1) });
    const list = (amount: string) => douplusFile([{ no: no(1), state: '投放中', amount }]);
    await importAt(connection, list('250.00'), '2026-05-12T02:00:00Z');
    const usedOn = (on: string) => checkDraft(connection, ALL, { rules, draft, on }).used;
    expect(usedOn('2026-05-12')).toMatchObject({ todayFen: 15_000, totalFen: 25_000 });
    expect(usedOn('2026-05-10')).toMatchObject({ todayFen: 10_000 });
    isSound(connection);
  });
});

describe('an order that nobody pays', () => {
  const unpaid = (at: string, state = '未支付') => suixintuiFile([{ no: no(1), at, state }]);

  it('ORD-11: is flagged once its 15 minutes are over and the list still says unpaid, its state stays', async () => {
    const connection = await orderBook();
    await importAt(connection, unpaid('2026-05-12 09:50:00'), '2026-05-12T02:00:00Z');
    expect(orderOf(connection, no(1))).toMatchObject({ state: 'UNPAID', flagged: 0 });
    const { done } = await importAt(
      connection,
      suixintuiFile([{ no: no(2), at: '2026-05-12 10:00:00', state: '审核中' }]),
      '2026-05-12T02:05:00Z',
    );
    expect(done.orders).toEqual({ created: 1, updated: 0, flagged: 1 });
    expect(orderOf(connection, no(1))).toMatchObject({ state: 'UNPAID', flagged: 1 });
    expect(codesIn(orderOf(connection, no(1)))).toEqual(['orders.unpaid_lapsed']);
    isSound(connection);
  });

  it.each(['超时关闭', '审核中'])('ORD-11: what the list says later answers it: %s', async state => {
    const connection = await orderBook();
    await importAt(connection, unpaid('2026-05-12 09:00:00'));
    expect(orderOf(connection, no(1)).flagged).toBe(1);
    await importAt(connection, unpaid('2026-05-12 09:00:00', state === '超时关闭' ? 'TIMEOUT' : state));
    expect(orderOf(connection, no(1))).toMatchObject({ flagged: 0, findings: null });
    isSound(connection);
  });

  it('ORD-11: a step by hand answers it too', async () => {
    const connection = await orderBook();
    await importAt(connection, unpaid('2026-05-12 09:00:00'));
    const { id } = orderOf(connection, no(1));
    await changeState(connection, caller(), { rules, order: id, to: 'TIMEOUT' });
    expect(orderOf(connection, no(1))).toMatchObject({ state: 'TIMEOUT', flagged: 0, findings: null });
  });
});

describe('how final a figure is', () => {
  async function ended(): Promise<{ connection: Connection; order: number }> {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const { order } = await registerOrder(connection, caller(), {
      rules,
      draft: draftOf('suixintui'),
      orderNo: no(1),
    });
    await changeState(connection, caller(), { rules, order, to: 'DELIVERY_OK' });
    await changeState(connection, caller('2026-05-11T02:00:00Z'), {
      rules,
      order,
      to: 'OVER',
      spentFen: 30_000,
    });
    return { connection, order };
  }
  const spent = (valueFen: number) => ({ rules, name: 'spent' as const, valueFen });

  it('DAT-5: reported, settled and billed are kept apart; a close uses settled or billed ones only', async () => {
    const { connection, order } = await ended();
    const forClose = () => figuresForClose(figuresOf(connection, order)).spent;
    await recordFigure(connection, caller('2026-05-12T02:00:00Z'), { order, ...spent(31_000) });
    expect([orderOf(connection, no(1)).finality, forClose()]).toEqual(['reported', null]);
    const flow = { on: '2026-05-11', seenIn: 'flow' as const };
    await recordFigure(connection, caller('2026-05-13T02:00:00Z'), { order, ...spent(32_000), ...flow });
    expect([orderOf(connection, no(1)).finality, forClose()]).toEqual(['settled', 32_000]);
    await recordFigure(connection, caller('2026-06-05T02:00:00Z'), {
      order,
      ...spent(33_000),
      seenIn: 'bill',
    });
    expect([orderOf(connection, no(1)).finality, forClose()]).toEqual(['billed', 33_000]);
    const seen = figuresOf(connection, order).filter(({ name }) => name === 'spent');
    expect(seen.map(({ finality }) => finality)).toEqual(['provisional', 'reported', 'settled', 'billed']);
    expect(net(connection, '6401.01')).toBe(33_000);
    isSound(connection);
  });

  it('DAT-5: a flow that is seen before its day is settled is provisional', async () => {
    const { connection, order } = await ended();
    const flow = { on: '2026-05-11', seenIn: 'flow' as const };
    await recordFigure(connection, caller('2026-05-11T09:00:00Z'), { order, ...spent(32_000), ...flow });
    expect(orderOf(connection, no(1)).finality).toBe('provisional');
  });

  it('DAT-5: a settled figure gives way to nothing less final, by hand or from a list; that is kept and said', async () => {
    const { connection, order } = await ended();
    const flow = { on: '2026-05-11', seenIn: 'flow' as const };
    await recordFigure(connection, caller('2026-05-13T02:00:00Z'), { order, ...spent(32_000), ...flow });
    await recordFigure(connection, caller('2026-05-14T02:00:00Z'), { order, ...spent(40_000) });
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放结束', spent: '410.00' }]));
    const stored = orderOf(connection, no(1));
    expect([stored.spentFen, stored.finality, net(connection, '6401.01')]).toEqual([
      32_000,
      'settled',
      32_000,
    ]);
    expect(codesIn(stored)).toEqual(['orders.less_final', 'orders.less_final']);
    expect(figuresOf(connection, order).map(({ valueFen }) => valueFen)).toContain(41_000);
    isSound(connection);
  });

  it('E41, DAT-5: what changes after the close is booked in the open month, the difference only', async () => {
    for (const [valueFen, movedFen] of [
      [35_000, 5_000],
      [26_000, -4_000],
    ] as const) {
      const { connection, order } = await ended();
      await close(connection, '2026-05');
      const flow = { on: '2026-05-11', seenIn: 'flow' as const };
      await recordFigure(connection, caller('2026-06-03T03:00:00Z'), { order, ...spent(valueFen), ...flow });
      const sql = `SELECT b.effective_on, sum(CASE WHEN t.debit = a.id THEN t.amount_fen ELSE -t.amount_fen END)
        FROM transfer t JOIN batch b ON b.id = t.batch JOIN account a ON a.code = '6401.01' AND a.id IN (t.debit, t.credit)
        GROUP BY 1 ORDER BY 1`;
      const byDay = connection.prepareRaw(sql).all() as [string, number][];
      expect(byDay.slice(1)).toEqual([['2026-06-01', movedFen]]);
      expect(onOrder(connection)).toBe(0);
      isSound(connection);
    }
  });

  it('E41, DAT-5: an order that lists tell: what is settled by hand is booked as the difference, once', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const list = (spent: string) => suixintuiFile([{ no: no(1), state: '投放结束', spent }]);
    await importAt(connection, list('300.00'));
    const order = orderOf(connection, no(1)).id;
    const at = (day: string) => caller(`2026-05-${day}T02:00:00Z`);
    const flow = { on: '2026-05-11', seenIn: 'flow' as const };
    const stands = () => [net(connection, '6401.01'), onOrder(connection), net(connection, '1123.03')];
    for (const [day, valueFen] of [
      ['13', 32_000],
      ['14', 31_000],
    ] as const) {
      await recordFigure(connection, at(day), { order, ...spent(valueFen), ...flow });
      expect(stands()).toEqual([valueFen, 0, 2_000_000 - valueFen]);
    }
    const { done } = await importAt(connection, list('305.00'));
    expect(stands()).toEqual([31_000, 0, 2_000_000 - 31_000]);
    expect(done.orders).toMatchObject({ flagged: 1 });
    isSound(connection);
  });

  it('E41: a month that is closed for the client alone is passed over too', async () => {
    const { connection, order } = await ended();
    await command(connection, { ...callerAt('2026-05-20T02:00:00Z'), procedure: 'test', input: null }, tx => {
      setPeriod(tx, '2026-05', 'closed', 1);
      return null;
    });
    await recordFigure(connection, caller('2026-05-20T03:00:00Z'), { order, ...spent(31_000) });
    const last = connection.prepareValue('SELECT effective_on FROM batch ORDER BY id DESC LIMIT 1').get();
    expect([last, net(connection, '6401.01')]).toEqual(['2026-06-01', 31_000]);
    isSound(connection);
  });

  it('E41, DAT-5: a list that says another spend after the close moves the open month too', async () => {
    const connection = await orderBook('orders');
    await fund(connection, 1_000_000);
    const list = (spent: string) => suixintuiFile([{ no: no(1), state: '投放结束', spent }]);
    await importAt(connection, list('300.00'));
    await close(connection, '2026-05');
    await importAt(connection, list('320.00'), '2026-06-03T03:00:00Z');
    const inMay = `SELECT coalesce(sum(CASE WHEN t.debit = a.id THEN t.amount_fen ELSE -t.amount_fen END), 0) FROM transfer t
      JOIN account a ON a.code = '6401.01' AND a.id IN (t.debit, t.credit) WHERE t.effective_on < '2026-06-01'`;
    expect([connection.prepareValue(inMay).get(), net(connection, '6401.01')]).toEqual([30_000, 32_000]);
    isSound(connection);
  });
});
