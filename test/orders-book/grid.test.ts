import { expect, it } from 'vitest';
import {
  bookGridColumns,
  bookGridTotals,
  bookGridValues,
  bookGridWindow,
} from '../../src/services/book-grids.ts';
import { importAt, no, orderBook, suixintuiFile } from './desk.ts';

const ALL = { kind: 'all' } as const;

it('the grid of orders filters by state and client, newest first, with exact counts and sums; unknown is no figure', async () => {
  const connection = await orderBook();
  await importAt(
    connection,
    suixintuiFile([
      { no: no(1), state: '投放中', spent: '120.00' },
      { no: no(2), state: '投放完成', spent: '500.00', at: '2026-05-11 09:00:00' },
      { no: no(3), state: '投放中', spent: '--', amount: '300.00', at: '2026-05-09 09:00:00' },
    ]),
  );
  const query = { filter: [], sort: [] };
  const page = bookGridWindow(connection, ALL, 'book:orders', { query, from: 0, count: 10 });
  expect(page.rows.map(({ values }) => [values.order_no, values.state, values.spent])).toEqual([
    [no(2), 'suixintui.FINISHED', 50_000_000],
    [no(1), 'suixintui.DELIVERY_OK', 12_000_000],
    [no(3), 'suixintui.DELIVERY_OK', null],
  ]);
  expect(page.rows[0]!.values).toMatchObject({
    client: '上海木桥商贸有限公司',
    product: 'suixintui',
    flagged: '0',
  });
  const running = { kind: 'in' as const, column: 'state', values: ['suixintui.DELIVERY_OK'] };
  const selection = { query: { filter: [running], sort: [] }, except: [] };
  expect(bookGridTotals(connection, ALL, 'book:orders', selection)).toMatchObject({
    count: 2,
    sums: { amount: '800.00', spent: '120.00' },
  });
  expect(bookGridValues(connection, ALL, 'book:orders', { column: 'state', query })).toEqual([
    { value: 'suixintui.DELIVERY_OK', count: 2 },
    { value: 'suixintui.FINISHED', count: 1 },
  ]);
  const stranger = { kind: 'manager', manager: 9, on: '2026-05-11' } as const;
  expect(bookGridWindow(connection, stranger, 'book:orders', { query, from: 0, count: 10 }).total).toBe(0);
  expect(bookGridColumns(connection, ALL, 'book:orders').map(({ key }) => key)).toEqual(
    expect.arrayContaining(['order_no', 'placed_on', 'expected', 'finality', 'flagged']),
  );
});
