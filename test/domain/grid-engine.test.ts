import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GridFilter, GridSort, GridValue } from '../../src/domain/grid.ts';
import { GridEngine, type GridSource } from '../../src/domain/grid-engine.ts';

type Row = { name: string | null; amount: number | null; day: string | null };

function engineOf(rows: Row[]): GridEngine {
  const source: GridSource = {
    columns: [
      { key: 'name', kind: 'text' },
      { key: 'amount', kind: 'money' },
      { key: 'day', kind: 'date' },
    ],
    count: rows.length,
    value: (row, key) => rows[row]![key as keyof Row] as GridValue,
  };
  return new GridEngine(source);
}

const rows: Row[] = [
  { name: '云舟', amount: 500_000, day: '2026-05-01 08:00:00' },
  { name: '云杉', amount: -200_000, day: '2026-05-02' },
  { name: null, amount: null, day: null },
  { name: '云舟', amount: 100_000, day: '2026-05-03 23:59:59' },
];
const ids = (engine: GridEngine, filter: GridFilter, sort: GridSort[] = []) =>
  engine.window({ filter, sort }, 0, 100).rows.map(row => row.id);

describe('windows', () => {
  it('filters by text, by value list and by range, unknown matching no range', () => {
    const engine = engineOf(rows);
    expect(ids(engine, [{ kind: 'contains', column: 'name', text: '舟' }])).toEqual(['0', '3']);
    expect(ids(engine, [{ kind: 'in', column: 'name', values: [null, '云杉'] }])).toEqual(['1', '2']);
    expect(ids(engine, [{ kind: 'between', column: 'amount', from: -200_000, to: 100_000 }])).toEqual([
      '1',
      '3',
    ]);
    expect(ids(engine, [{ kind: 'between', column: 'amount', from: null, to: null }])).toEqual([
      '0',
      '1',
      '3',
    ]);
  });

  it('takes a day as bound for the whole day', () => {
    const engine = engineOf(rows);
    expect(ids(engine, [{ kind: 'between', column: 'day', from: '2026-05-01', to: '2026-05-01' }])).toEqual([
      '0',
    ]);
    expect(ids(engine, [{ kind: 'between', column: 'day', from: null, to: '2026-05-03' }])).toEqual([
      '0',
      '1',
      '3',
    ]);
  });

  it('sorts by several columns, unknown last both ways, and keeps the file order among equals', () => {
    const engine = engineOf(rows);
    expect(ids(engine, [], [{ column: 'amount', descending: false }])).toEqual(['1', '3', '0', '2']);
    expect(
      ids(
        engine,
        [],
        [
          { column: 'name', descending: true },
          { column: 'amount', descending: false },
        ],
      ),
    ).toEqual(['3', '0', '1', '2']);
  });

  it('gives any window of the same order', () => {
    const engine = engineOf(rows);
    const query = { filter: [], sort: [{ column: 'amount', descending: true }] };
    const whole = engine.window(query, 0, 10).rows;
    expect(engine.window(query, 1, 2).rows).toEqual(whole.slice(1, 3));
    expect(engine.window(query, 3, 50)).toEqual({ rows: whole.slice(3), total: 4 });
  });
});

describe('selections', () => {
  it('counts and sums exactly what filter and exceptions leave', () => {
    const engine = engineOf(rows);
    const query = { filter: [{ kind: 'in' as const, column: 'name', values: ['云舟'] }], sort: [] };
    expect(engine.totals({ query, except: [] })).toEqual({ count: 2, sums: { amount: '6.00' } });
    expect(engine.totals({ query, except: ['0'] })).toEqual({ count: 1, sums: { amount: '1.00' } });
    expect(engine.totals({ ids: ['1', '2'] })).toEqual({ count: 2, sums: { amount: '-2.00' } });
  });

  it('select-all minus ids and the ids themselves share the whole, for any rows', () => {
    const row = fc.record({
      name: fc.constantFrom('a', 'b', null),
      amount: fc.option(fc.integer({ min: -1e9, max: 1e9 })),
      day: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.array(fc.nat(59)), (given, picked) => {
        const engine = engineOf(given);
        const chosen = [...new Set(picked.filter(at => at < given.length))].map(String);
        const query = { filter: [], sort: [] };
        const rest = engine.totals({ query, except: chosen });
        const some = engine.totals({ ids: chosen });
        const all = engine.totals({ query, except: [] });
        expect(rest.count + some.count).toBe(all.count);
        const fen = (text: string | undefined) => Math.round(Number(text) * 1e5);
        expect(fen(rest.sums.amount) + fen(some.sums.amount)).toBe(fen(all.sums.amount));
      }),
    );
  });
});

describe('value lists and breadcrumbs', () => {
  it('lists values under the other conditions, most frequent first', () => {
    const engine = engineOf(rows);
    const filter: GridFilter = [{ kind: 'in', column: 'name', values: ['云杉'] }];
    expect(engine.values('name', { filter, sort: [] })).toEqual([
      { value: '云舟', count: 2 },
      { value: '云杉', count: 1 },
      { value: null, count: 1 },
    ]);
  });

  it('finds a row again under any order, and not where the filter hides it', () => {
    const engine = engineOf(rows);
    const sort = [{ column: 'amount', descending: false }];
    expect(engine.locate({ filter: [], sort }, '0')).toBe(2);
    expect(
      engine.locate({ filter: [{ kind: 'contains', column: 'name', text: '杉' }], sort }, '0'),
    ).toBeNull();
  });
});
