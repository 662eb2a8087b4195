import { describe, expect, it } from 'vitest';
import { undoImport } from '../../src/services/imports.ts';
import { changesOf, figuresOf } from '../../src/store/orders.ts';
import { net } from '../imports/sheets.ts';
import { callerAt, douplusFile, importAt, isSound, no, orderBook, orderOf, suixintuiFile } from './desk.ts';

describe('orders of an imported list', () => {
  it('ORD-11: are made with their state, figures and account, in the same command', async () => {
    const connection = await orderBook();
    const { done } = await importAt(
      connection,
      suixintuiFile([
        { no: no(1), state: '投放中', spent: '120.00' },
        { no: no(2), state: '审核不通过', scene: '直播间' },
      ]),
    );
    expect(done.orders).toEqual({ created: 2, updated: 0, flagged: 0 });
    expect(orderOf(connection, no(1))).toMatchObject({
      state: 'DELIVERY_OK',
      amountFen: 50_000,
      spentFen: 12_000,
      scene: 'video',
      goal: '商品购买',
      durationMinutes: 1_440,
      placedOn: '2026-05-10',
      toldBy: 'file',
      client: 1,
    });
    expect(orderOf(connection, no(2))).toMatchObject({
      state: 'OFFLINE_AUDIT',
      scene: 'live',
      spentFen: null,
    });
    isSound(connection);
  });

  it('DAT-2: figures are provisional until an hour after the end; read again they are reported', async () => {
    const connection = await orderBook();
    const path = suixintuiFile([{ no: no(1), state: '投放完成', spent: '500.00' }]);
    await importAt(connection, path, '2026-05-11T02:30:00Z');
    expect(orderOf(connection, no(1))).toMatchObject({
      finality: 'provisional',
      endedAt: '2026-05-11 10:00:00',
    });
    const { done } = await importAt(connection, path, '2026-05-11T03:00:00Z');
    expect(done.orders).toEqual({ created: 0, updated: 1, flagged: 0 });
    expect(orderOf(connection, no(1)).finality).toBe('reported');
    const spent = figuresOf(connection, orderOf(connection, no(1)).id).filter(({ name }) => name === 'spent');
    expect(spent.map(({ finality, valueFen }) => [finality, valueFen])).toEqual([
      ['provisional', 50_000],
      ['reported', 50_000],
    ]);
    isSound(connection);
  });

  it('DAT-3: a blank figure is unknown, and does not undo what was known', async () => {
    const connection = await orderBook();
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放中', spent: '--' }]));
    expect(orderOf(connection, no(1)).spentFen).toBeNull();
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放中', spent: '100.00' }]));
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放结束', spent: '' }]));
    expect(orderOf(connection, no(1))).toMatchObject({ spentFen: 10_000, state: 'OVER' });
    isSound(connection);
  });

  it('ORD-11: a step that the platform cannot take is recorded and flagged, an unknown word too', async () => {
    const connection = await orderBook();
    await importAt(connection, suixintuiFile([{ no: no(1), state: '投放完成', spent: '500.00' }]));
    const { done } = await importAt(
      connection,
      suixintuiFile([{ no: no(1), state: '审核中', spent: '500.00' }]),
    );
    expect(done.orders).toEqual({ created: 0, updated: 1, flagged: 1 });
    const order = orderOf(connection, no(1));
    expect([order.state, order.flagged]).toEqual(['AUDIT', 1]);
    expect(changesOf(connection, order.id).map(({ from, to }) => [from, to])).toEqual([
      [null, 'FINISHED'],
      ['FINISHED', 'AUDIT'],
    ]);
    await importAt(connection, suixintuiFile([{ no: no(2), state: '神秘状态' }]));
    expect(orderOf(connection, no(2))).toMatchObject({ state: null, flagged: 1 });
    isSound(connection);
  });

  it('DOU+ orders are known by their own states', async () => {
    const connection = await orderBook();
    await importAt(
      connection,
      douplusFile([{ no: no(7), state: '投放终止', spent: '20.00', scene: '直播间' }]),
    );
    expect(orderOf(connection, no(7), 'douplus')).toMatchObject({ state: 'UNDELIVERIED', scene: 'live' });
    isSound(connection);
  });

  it('an import taken back takes its steps and figures back', async () => {
    const connection = await orderBook();
    const { done: first } = await importAt(
      connection,
      suixintuiFile([{ no: no(1), state: '投放中', spent: '100.00' }]),
    );
    const path = suixintuiFile([{ no: no(1), state: '投放结束', spent: '300.00' }]);
    const { done: second } = await importAt(connection, path);
    await undoImport(connection, callerAt('2026-05-13T00:00:00Z'), second.corrections[0]!);
    expect(orderOf(connection, no(1))).toMatchObject({ state: 'DELIVERY_OK', spentFen: 10_000, standing: 1 });
    isSound(connection);
    expect(first.orders).toEqual({ created: 1, updated: 0, flagged: 0 });
  });

  it('an order of which nothing remains stands no longer, until it is told again', async () => {
    const connection = await orderBook();
    const path = suixintuiFile([{ no: no(1), state: '投放结束', spent: '300.00' }]);
    const { done } = await importAt(connection, path);
    await undoImport(connection, callerAt('2026-05-13T00:00:00Z'), done.batch!);
    expect(orderOf(connection, no(1))).toMatchObject({ state: null, spentFen: null, standing: 0 });
    expect(net(connection, '1123.04')).toBe(0);
    isSound(connection);
    await importAt(connection, path, '2026-05-14T00:00:00Z');
    expect(orderOf(connection, no(1))).toMatchObject({ state: 'OVER', spentFen: 30_000, standing: 1 });
    isSound(connection);
  });
});

describe('an order whose end nobody tells', () => {
  it('DAT-2: has ended at the latest when its end was first seen, or after the longest hours there are', async () => {
    const connection = await orderBook();
    const path = douplusFile([
      { no: no(1), state: '投放完成', spent: '500.00', at: '2026-05-10 10:00:00' },
      { no: no(2), state: '投放完成', spent: '500.00', at: '2026-05-01 10:00:00' },
    ]);
    await importAt(connection, path, '2026-06-01T02:00:00Z');
    const finality = () => [no(1), no(2)].map(each => orderOf(connection, each, 'douplus').finality);
    expect(finality()).toEqual(['provisional', 'reported']);
    await importAt(connection, path, '2026-06-01T02:30:00Z');
    expect(finality()).toEqual(['provisional', 'reported']);
    await importAt(connection, path, '2026-06-01T03:00:00Z');
    expect(finality()).toEqual(['reported', 'reported']);
    isSound(connection);
  });
});
