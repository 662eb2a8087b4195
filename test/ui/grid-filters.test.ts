import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridFilter, GridValue, GridValueCount } from '../../src/domain/grid.ts';
import { conditionsOf, draftOf, EMPTY_DRAFT, tick, withColumn } from '../../src/ui/grid/filters.ts';

test('money bounds are typed in the unit and asked in 1/100000 of it', () => {
  const { conditions } = conditionsOf('amount', 'money', { ...EMPTY_DRAFT, from: ' 1,234.5 ', to: '2000' });
  expect(conditions).toEqual([{ kind: 'between', column: 'amount', from: 123_450_000, to: 200_000_000 }]);
});

test('full-width digits are read, an open end stays open', () => {
  const { conditions } = conditionsOf('amount', 'money', { ...EMPTY_DRAFT, to: '－５．２０' });
  expect(conditions).toEqual([{ kind: 'between', column: 'amount', from: null, to: -520_000 }]);
});

test.each([
  ['money', '十元', 'grid.filter.not_a_number'],
  ['integer', '1.5', 'grid.filter.not_a_number'],
  ['date', '2026-02-30', 'grid.filter.not_a_date'],
  ['date', '2026/5/1', 'grid.filter.not_a_date'],
] as const)('%s: %s is named beside its field', (kind, typed, code) => {
  expect(conditionsOf('c', kind, { ...EMPTY_DRAFT, from: typed }).faults).toEqual({ from: code });
});

test('reversed ends, an empty list and too many values are faults', () => {
  const dates = { ...EMPTY_DRAFT, from: '2026-05-02', to: '2026-05-01' };
  expect(conditionsOf('c', 'date', dates).faults).toEqual({ to: 'grid.filter.reversed' });
  const none = { ...EMPTY_DRAFT, ticked: new Set<GridValue>() };
  expect(conditionsOf('c', 'text', none).faults).toEqual({ list: 'grid.filter.none_ticked' });
  const many = { ...EMPTY_DRAFT, ticked: new Set<GridValue>(Array.from({ length: 1001 }, (_, at) => at)) };
  expect(conditionsOf('c', 'text', many).faults).toEqual({ list: 'grid.filter.too_many' });
});

test('an untouched draft sets no condition', () => {
  expect(conditionsOf('c', 'text', { ...EMPTY_DRAFT, contains: '  ' }).conditions).toEqual([]);
});

test('a draft reads back the conditions it was made of', () => {
  const amount = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
  fc.assert(
    fc.property(amount, amount, fc.string({ minLength: 1, maxLength: 9 }), (a, b, word) => {
      const filter: GridFilter = [
        { kind: 'between', column: 'amount', from: Math.min(a, b), to: Math.max(a, b) },
        { kind: 'in', column: 'kind', values: [word, null] },
      ];
      const money = conditionsOf('amount', 'money', draftOf(filter, 'amount', 'money'));
      const kinds = conditionsOf('kind', 'text', draftOf(filter, 'kind', 'text'));
      expect([...money.conditions!, ...kinds.conditions!]).toEqual(filter);
    }),
  );
});

test('new conditions of a column take the place of its earlier ones only', () => {
  const filter: GridFilter = [
    { kind: 'contains', column: 'a', text: 'x' },
    { kind: 'contains', column: 'b', text: 'y' },
  ];
  expect(withColumn(filter, 'a', [])).toEqual([filter[1]]);
  expect(withColumn(filter, 'a', [{ kind: 'in', column: 'a', values: [1] }])).toEqual([
    filter[1],
    { kind: 'in', column: 'a', values: [1] },
  ]);
});

const counts = (...values: GridValue[]): GridValueCount[] => values.map(value => ({ value, count: 1 }));

test('unticking one of an untouched list leaves the others, ticking it again leaves the list untouched', () => {
  const all = counts('充值', '退款', null);
  const less = tick(null, all, ['退款'], false);
  expect(less).toEqual(new Set(['充值', null]));
  expect(tick(less, all, ['退款'], true)).toBeNull();
});

test('a list that was cut off never counts as untouched again', () => {
  const all = counts(...Array.from({ length: 1000 }, (_, at) => at));
  const less = tick(null, all, [0], false);
  expect(tick(less, all, [0], true)?.size).toBe(1000);
});
