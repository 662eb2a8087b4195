import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Marking } from '../../src/contract/order-list.ts';
import { DOUPLUS_STATES, type OrderState, SUIXINTUI_STATES } from '../../src/domain/orders/states.ts';
import { markMany, previewMarking } from '../../src/services/orders/bulk-mark.ts';
import { markings, undoMarking } from '../../src/services/orders/bulk-undo.ts';
import { changeState, recordFigure } from '../../src/services/orders.ts';
import type { Connection } from '../../src/store/dialect/sqlite.ts';
import { changesOf, heldOf, orderById } from '../../src/store/orders.ts';
import { net } from '../imports/sheets.ts';
import { isSound, no, RULES } from '../orders-book/desk.ts';
import { ALL, AT, bookWith, caller, EVERY, HOOKS, MESSAGES, SUIXINTUI, TODAY } from './orders.ts';

const preview = (connection: Connection, marking: Marking) =>
  previewMarking(connection, ALL, { ...marking, today: TODAY });

const mark = (connection: Connection, marking: Marking, digest = preview(connection, marking).digest) =>
  markMany(connection, caller(), { ...marking, rules: RULES, digest }, HOOKS);

const stateOf = (connection: Connection, id: number) => orderById(connection, id)!.state;

const mixed = () =>
  bookWith([
    { state: 'DELIVERY_OK' },
    { state: 'DELIVERY_OK' },
    { state: 'AUDIT' },
    { state: 'FROZEN' },
    { state: 'DELIVERING', draft: MESSAGES },
  ]);

describe('marking many orders', () => {
  it('says row for row what is legal and what moves before it runs, and then does exactly that', async () => {
    const { connection, ids } = await mixed();
    await recordFigure(connection, caller(), {
      rules: RULES,
      order: ids[0]!,
      name: 'spent',
      valueFen: 30_000,
    });
    const marking: Marking = { ...EVERY, product: 'suixintui', to: 'OVER' };
    const view = preview(connection, marking);
    expect(view).toMatchObject({
      effect: 'return_unspent',
      orders: 5,
      marked: 2,
      sums: { placedFen: 0, spentFen: 0, returnsFen: 20_000 },
      awaits: 1,
    });
    expect(view.refused).toEqual([
      { why: 'orders.bulk_other_product', from: 'DELIVERING', product: 'douplus', orders: 1 },
      { why: 'orders.bulk_illegal', from: 'FROZEN', product: 'suixintui', orders: 1 },
      { why: 'orders.bulk_illegal', from: 'AUDIT', product: 'suixintui', orders: 1 },
    ]);
    expect(
      view.lines.slice(-2).map(({ orderNo, returnsFen, awaits }) => [orderNo, returnsFen, awaits]),
    ).toEqual([
      [no(2), 0, true],
      [no(1), 20_000, false],
    ]);
    const onOrder = net(connection, '1123.04');
    const done = await mark(connection, marking);
    expect(done).toMatchObject({ product: 'suixintui', to: 'OVER', marked: 2, batches: 1 });
    expect(ids.map(id => stateOf(connection, id))).toEqual(['OVER', 'OVER', 'AUDIT', 'FROZEN', 'DELIVERING']);
    expect(net(connection, '1123.04')).toBe(onOrder - 20_000);
    isSound(connection);
  });

  it('refuses to run another list than was shown, a selection of nothing, and a month that is closed', async () => {
    const { connection, ids } = await mixed();
    const marking: Marking = { ...EVERY, product: 'suixintui', to: 'FROZEN' };
    const { digest } = preview(connection, marking);
    await recordFigure(connection, caller(), {
      rules: RULES,
      order: ids[1]!,
      name: 'spent',
      valueFen: 10_000,
    });
    await expect(mark(connection, marking, digest)).rejects.toMatchObject({ code: 'orders.bulk_changed' });
    expect(stateOf(connection, ids[1]!)).toBe('DELIVERY_OK');
    const nothing: Marking = { selection: { ids: ['999'] }, sort: [], product: 'suixintui', to: 'OVER' };
    expect(() => preview(connection, nothing)).toThrow(expect.objectContaining({ code: 'orders.bulk_none' }));
    expect(() => preview(connection, { ...marking, on: '2026-03-31' })).toThrow(
      expect.objectContaining({ code: 'ledger.period_closed' }),
    );
    expect(() => preview(connection, { ...marking, to: 'DELIVERED' })).toThrow(
      expect.objectContaining({ code: 'orders.no_such_state' }),
    );
  });

  it('marks only what the scope reaches, named one by one or under a filter', async () => {
    const { connection, ids } = await mixed();
    const stranger = { kind: 'manager', manager: 9, on: TODAY } as const;
    const to = { product: 'suixintui', to: 'OVER', today: TODAY } as const;
    for (const chosen of [EVERY, { selection: { ids: ids.map(String) }, sort: [] }])
      expect(() => previewMarking(connection, stranger, { ...chosen, ...to })).toThrow(
        expect.objectContaining({ code: 'orders.bulk_none' }),
      );
    const one = { selection: { ids: [String(ids[1])] }, sort: [] };
    expect(preview(connection, { ...one, product: 'suixintui', to: 'OVER' }).orders).toBe(1);
  });
});

describe('taking a marking back', () => {
  it('reverses its batches in red, puts every order back, and is done once', async () => {
    const { connection, ids } = await mixed();
    await recordFigure(connection, caller(), {
      rules: RULES,
      order: ids[0]!,
      name: 'spent',
      valueFen: 30_000,
    });
    const before = ids.map(id => orderById(connection, id));
    const held = heldOf(connection, no(1));
    const { seq } = await mark(connection, { ...EVERY, product: 'suixintui', to: 'FROZEN' });
    expect(heldOf(connection, no(1)).onOrderFen).toBe(0);
    expect(markings(connection, ALL)).toMatchObject([{ seq, marked: 3, undone: false, to: 'FROZEN' }]);
    const undone = await undoMarking(connection, caller(), { seq }, HOOKS);
    expect(undone).toEqual({ of: seq, orders: 3, batches: 1 });
    expect(ids.map(id => orderById(connection, id))).toEqual(before);
    expect(heldOf(connection, no(1))).toEqual(held);
    expect(changesOf(connection, ids[0]!).map(({ to, reason }) => [to, reason])).toEqual([
      ['DELIVERY_OK', 'registered'],
      ['FROZEN', null],
      ['DELIVERY_OK', 'undone'],
    ]);
    expect(markings(connection, ALL)).toMatchObject([{ seq, undone: true }]);
    isSound(connection);
    await expect(undoMarking(connection, caller(), { seq }, HOOKS)).rejects.toMatchObject({
      code: 'orders.bulk_undone',
    });
  });

  it('is refused by name where something was told of an order since', async () => {
    const { connection, ids } = await mixed();
    const { seq } = await mark(connection, { ...EVERY, product: 'suixintui', to: 'DELIVERY_OK' });
    const step = { rules: RULES, order: ids[2]!, to: 'OVER' as const };
    await changeState(connection, caller(), step);
    await expect(undoMarking(connection, caller(), { seq }, HOOKS)).rejects.toMatchObject({
      code: 'orders.bulk_later_work',
      params: { no: no(3) },
    });
    await expect(undoMarking(connection, caller(), { seq: seq - 1 }, HOOKS)).rejects.toMatchObject({
      code: 'orders.bulk_unknown',
    });
  });
});

const spent = fc.option(fc.integer({ min: 0, max: 50_000 }), { nil: null });
const suixintui = fc.record({ state: fc.constantFrom(...SUIXINTUI_STATES), spent });
const douplus = fc.record({ state: fc.constantFrom(...DOUPLUS_STATES), spent });

it('whatever the orders and the state: the preview says to the 分 what is posted, and the undo leaves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(suixintui, douplus), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(
        ...SUIXINTUI_STATES.map(to => ({ product: 'suixintui' as const, to: to as OrderState })),
        ...DOUPLUS_STATES.map(to => ({ product: 'douplus' as const, to: to as OrderState })),
      ),
      async (orders, to) => {
        const ofDouplus = (state: OrderState) => (DOUPLUS_STATES as readonly string[]).includes(state);
        const states = orders.map(({ state }) => ({
          state,
          draft:
            ofDouplus(state) && !(SUIXINTUI_STATES as readonly string[]).includes(state)
              ? MESSAGES
              : SUIXINTUI,
        }));
        const { connection, ids } = await bookWith(states);
        for (const [at, { spent: valueFen }] of orders.entries())
          if (valueFen !== null)
            await recordFigure(connection, caller(), {
              rules: RULES,
              order: ids[at]!,
              name: 'spent',
              valueFen,
            });
        const figures = () => ['1123.03', '1123.04', '1123.06', '6401.01'].map(code => net(connection, code));
        const view = preview(connection, { ...EVERY, ...to });
        if (view.marked === 0) return;
        const before = ids.map(id => orderById(connection, id));
        const [free, held] = figures();
        const balances = figures();
        const { seq } = await mark(connection, { ...EVERY, ...to });
        const [freeNow, heldNow] = figures();
        expect(freeNow! - free!).toBe(view.sums.returnsFen - view.sums.placedFen);
        expect(heldNow! - held!).toBe(view.sums.placedFen - view.sums.spentFen - view.sums.returnsFen);
        await undoMarking(connection, caller(AT), { seq }, HOOKS);
        expect(figures()).toEqual(balances);
        expect(ids.map(id => orderById(connection, id))).toEqual(before);
        isSound(connection);
        connection.close();
      },
    ),
    { numRuns: 25 },
  );
});
