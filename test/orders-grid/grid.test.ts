import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GridSort } from '../../src/domain/grid.ts';
import { bookGridTotals, bookGridWindow } from '../../src/services/book-grids.ts';
import { no, orderBook } from '../orders-book/desk.ts';
import { ALL } from './orders.ts';

const ORDERS = 120;

/** Orders on few days, so that a day holds many and windows begin within one. */
async function crowded() {
  const connection = await orderBook();
  const insert = connection.prepare(
    `INSERT INTO promo_order (product, order_no, placed_on, state, amount_fen, told_by) VALUES (?, ?, ?, ?, ?, 'book')`,
  );
  for (let at = 1; at <= ORDERS; at++) {
    const day = `2026-05-${String(1 + ((at * 7) % 9)).padStart(2, '0')}`;
    insert.run('douplus', no(at), day, 'DELIVERING', at * 100);
  }
  const rows = connection.prepare('SELECT id, placed_on AS day FROM promo_order').all() as {
    id: number;
    day: string;
  }[];
  return { connection, rows };
}

it('a window anywhere, either way by day, is the same as sorting every order', async () => {
  const { connection, rows } = await crowded();
  const sorted = {
    natural: rows.toSorted((a, b) => b.day.localeCompare(a.day) || b.id - a.id),
    up: rows.toSorted((a, b) => a.day.localeCompare(b.day) || a.id - b.id),
    down: rows.toSorted((a, b) => b.day.localeCompare(a.day) || a.id - b.id),
  };
  const sorts: Record<keyof typeof sorted, GridSort[]> = {
    natural: [],
    up: [{ column: 'placed_on', descending: false }],
    down: [{ column: 'placed_on', descending: true }],
  };
  fc.assert(
    fc.property(
      fc.constantFrom('natural', 'up', 'down'),
      fc.integer({ min: 0, max: ORDERS }),
      fc.integer({ min: 1, max: ORDERS }),
      (way, from, count) => {
        const query = { filter: [], sort: sorts[way] };
        const page = bookGridWindow(connection, ALL, 'book:orders', { query, from, count });
        expect(page.total).toBe(ORDERS);
        const wanted = sorted[way].slice(from, from + count).map(({ id }) => String(id));
        expect(page.rows.map(({ id }) => id)).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});

it('a part of an order number, or several whole ones, finds exactly those orders', async () => {
  const { connection } = await crowded();
  const found = (filter: Parameters<typeof bookGridWindow>[3]['query']['filter']) =>
    bookGridWindow(connection, ALL, 'book:orders', { query: { filter, sort: [] }, from: 0, count: 100 });
  const tail = no(42).slice(-3);
  expect(found([{ kind: 'contains', column: 'order_no', text: tail }]).rows[0]!.values.order_no).toBe(no(42));
  expect(found([{ kind: 'in', column: 'order_no', values: [no(1), no(2), 'none'] }]).total).toBe(2);
  const selection = {
    query: { filter: [{ kind: 'contains' as const, column: 'order_no', text: tail }], sort: [] },
    except: [],
  };
  expect(bookGridTotals(connection, ALL, 'book:orders', selection)).toMatchObject({
    count: 1,
    sums: { amount: '42.00' },
  });
});
