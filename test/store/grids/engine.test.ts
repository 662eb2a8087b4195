import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GridCondition, GridQuery, GridRow, GridSort, GridValue } from '../../../src/domain/grid.ts';
import { GridEngine } from '../../../src/domain/grid-engine.ts';
import { openGrid } from '../../../src/store/grids/open.ts';
import type { GridReader } from '../../../src/store/grids/reader.ts';
import type { TestBook } from '../../reports/book.ts';
import { gridBook, SUMMARIES } from './book.ts';

const ALL = { kind: 'all' } as const;
const NOTHING: GridQuery = { filter: [], sort: [] };

const idOf = (book: TestBook, code: string) =>
  book.connection.prepareValue('SELECT min(id) FROM account WHERE code = ?').get(code) as number;

/** Grids with the keys of their natural order. */
const GRIDS: [name: string, grid: (book: TestBook) => string, natural: GridSort[]][] = [
  ['journal', () => 'book:journal', asc('day')],
  ['journal of days', () => 'book:journal:2026-01-10:2026-03-05', asc('day')],
  ['ledger', book => `book:ledger:${idOf(book, '2203.01')}`, asc('day')],
  ['ledger of days', book => `book:ledger:${idOf(book, '1002')}:2026-02-01:2026-04-30`, asc('day')],
  ['client', () => 'book:client:2', asc('day')],
  ['plan', () => 'book:plan:1', asc('n')],
  ['file rows', () => 'book:rows:1', asc('row')],
  ['log', () => 'book:log', [{ column: 'seq', descending: true }]],
  ['tickets', () => 'book:tickets', asc('day')],
];

function asc(column: string): GridSort[] {
  return [{ column, descending: false }];
}

let book: TestBook;
beforeAll(async () => {
  book = await gridBook(7);
});
afterAll(() => book.close());

/** The grid that is known to be right, over the same rows. */
function engineOver(reader: GridReader, natural: GridSort[]) {
  const rows = reader.window(NOTHING, 0, 100_000).rows.toSorted((a, b) => Number(a.id) - Number(b.id));
  const byId = new Map(rows.map((row, at) => [row.id, at]));
  const engine = new GridEngine({
    columns: reader.columns,
    count: rows.length,
    value: (row, key) => rows[row]!.values[key]!,
    idOf: row => rows[row]!.id,
    rowOf: id => byId.get(id) ?? -1,
  });
  const inOrder = (query: GridQuery) => (query.sort.length > 0 ? query : { ...query, sort: natural });
  return { engine, rows, inOrder };
}

const NEEDLES = [
  '',
  'e',
  'É',
  'é',
  '甲',
  '%',
  '_',
  '[',
  '*',
  '?',
  '"',
  '\\',
  '1',
  '2026-01',
  ' · ',
  'T',
  'shop É',
];

function queries(reader: GridReader, rows: readonly GridRow[]): fc.Arbitrary<GridQuery> {
  const keys = reader.columns.map(({ key }) => key);
  const value = (key: string): fc.Arbitrary<GridValue> =>
    rows.length === 0 ? fc.constant(null) : fc.nat(rows.length - 1).map(at => rows[at]!.values[key] ?? null);
  const bound = (key: string) =>
    fc.oneof(
      { weight: 6, arbitrary: value(key).map(found => (typeof found === 'boolean' ? null : found)) },
      fc.constantFrom(null, 0, 12_345, -500_000, 99.5, '2026-02', '2026-02-15', 'zz'),
    );
  const condition = (column: string): fc.Arbitrary<GridCondition> =>
    fc.oneof(
      fc.record({
        kind: fc.constant('contains' as const),
        column: fc.constant(column),
        text: fc.constantFrom(...NEEDLES, ...SUMMARIES),
      }),
      fc.record({
        kind: fc.constant('in' as const),
        column: fc.constant(column),
        values: fc.array(fc.oneof(value(column), fc.constantFrom(null, 'x', 7)), { maxLength: 4 }),
      }),
      fc.record({
        kind: fc.constant('between' as const),
        column: fc.constant(column),
        from: bound(column),
        to: bound(column),
      }),
    );
  const key = fc.constantFrom(...keys);
  return fc.record({
    filter: fc.array(key.chain(condition), { maxLength: 3 }),
    sort: fc.uniqueArray(fc.record({ column: key, descending: fc.boolean() }), {
      maxLength: 3,
      selector: ({ column }) => column,
    }),
  });
}

describe.each(GRIDS)('%s', (_, gridOf, natural) => {
  it('answers as the engine over the same rows does', () => {
    const grid = gridOf(book);
    const reader = openGrid(book.connection, ALL, grid);
    const { engine, rows, inOrder } = engineOver(reader, natural);
    const isSummed = new Set(Object.keys(reader.totals({ query: NOTHING, except: [] }).sums));
    fc.assert(
      fc.property(
        queries(reader, rows),
        fc.nat(60),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        (query, from, count, pick) => {
          const page = reader.window(query, from, count);
          const expected = engine.window(inOrder(query), from, count);
          expect(page.rows.map(({ id }) => id)).toEqual(expected.rows.map(({ id }) => id));
          expect(page.rows).toEqual(
            expected.rows.map(row => ({ ...row, values: expect.objectContaining(row.values) })),
          );
          expect(page.total).toBe(expected.total);

          const named = rows.filter((_row, at) => (at * 7 + pick) % 3 === 0).map(({ id }) => id);
          for (const selection of [{ query, except: [] }, { query, except: named }, { ids: named }]) {
            const { count: found, sums } = engine.totals(selection);
            const kept = Object.fromEntries(Object.entries(sums).filter(([key]) => isSummed.has(key)));
            expect(reader.totals(selection)).toEqual({ count: found, sums: kept });
            const wanted = Object.keys(sums).filter((_key, at) => (at + pick) % 2 === 0);
            const asked = Object.fromEntries(Object.entries(kept).filter(([key]) => wanted.includes(key)));
            expect(reader.totals(selection, wanted)).toEqual({ count: found, sums: asked });
            expect(Object.keys(engine.totals(selection, wanted).sums)).toEqual(wanted);
            const order = engine.select(selection, inOrder(query).sort);
            const ids = Array.from(order.subarray(from, from + count), row => rows[row]!.id);
            expect(reader.rowsOf(selection, query.sort, from, count).map(({ id }) => id)).toEqual(ids);
          }
          if (rows.length > 0) {
            const { id } = rows[pick % rows.length]!;
            expect(reader.locate(query, id)).toBe(engine.locate(inOrder(query), id));
          }
          const column = reader.columns[pick % reader.columns.length]!.key;
          expect(reader.values(column, query)).toEqual(engine.values(column, query));
        },
      ),
      { numRuns: 150 },
    );
  });
});
