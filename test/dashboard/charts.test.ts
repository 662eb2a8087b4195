import { expect, it } from 'vitest';
import { matchRates, runningOut, transitAges } from '../../src/domain/desk-charts.ts';
import { niceTop, shortened, stacked } from '../../src/ui/charts/scale.ts';

it('money in transit stands in the column of its age; what has arrived or is inferred in none', () => {
  const item = (openFen: number, ageDays: number, isInferred = false) => ({
    ...{ openFen, ageDays, isInferred },
    state: 'in_transit' as const,
  });
  const ages = transitAges([
    item(1, 0),
    item(2, 7),
    item(4, 8),
    item(8, 60),
    item(16, 61),
    item(32, 400),
    item(64, 3, true),
    { ...item(128, 3), state: 'arrived' },
  ]);
  expect(ages.map(({ key, values }) => [key, values[0]])).toEqual([
    ['0', 3],
    ['8', 4],
    ['16', 0],
    ['31', 8],
    ['61', 48],
  ]);
});

it('pools stand in the order in which they run out; one that lasts is not there', () => {
  const pool = (id: number, runsOutOn: string | null) => ({
    pool: { id, name: `池${id}` },
    pace: { runsOutOn },
  });
  const pools = [pool(1, '2026-06-09'), pool(2, null), pool(3, '2026-06-01'), pool(4, '2026-06-05')];
  expect(runningOut(pools, { today: '2026-06-03', most: 2 })).toEqual([
    { key: '3', name: '池3', values: [0] },
    { key: '4', name: '池4', values: [2] },
  ]);
});

it('a match rate below all is never told as all', () => {
  const rates = matchRates([
    { month: '2026-04', rows: 0, open: 0 },
    { month: '2026-05', rows: 3_000_000, open: 1 },
    { month: '2026-06', rows: 10, open: 0 },
  ]);
  expect(rates.map(({ values }) => values[0])).toEqual([999_999, 1_000_000]);
});

it('a label is cut where it would meet the next one', () => {
  expect(['2026-05', '61 天以上', '杭州杏青鞋业有限公司'].map(shortened)).toEqual([
    ...['2026-05', '61 天以上', '杭州杏青…'],
  ]);
});

it('marks are plain figures, and pieces of a column stand on each other', () => {
  expect([0, 1, 3, 260, 99_999].map(niceTop)).toEqual([1, 1, 5, 500, 100_000]);
  expect(stacked([10, -5, 30], 100)).toEqual([
    { fromShare: 0, share: 0.1 },
    { fromShare: 0.1, share: 0 },
    { fromShare: 0.1, share: 0.3 },
  ]);
});
