import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMPARE_TABS, type CompareTab } from '../../src/domain/compare.ts';
import { type Matching, matchSides, sumOf } from '../../src/domain/matching/match.ts';
import { type CompareSide, dayText, NO_DAY } from '../../src/domain/matching/side.ts';
import { TabSource } from '../../src/domain/matching/tab-source.ts';
import { type SideRow, sideOf } from './sides.ts';

const ALL = { key: true, date: true, party: true };

const row = fc.record({
  key: fc.constantFrom('', 'A', 'B', 'C1', 'D22', 'E'),
  amount: fc.constantFrom(0, 100_000, -100_000, 250_000, 2 ** 40, Number.NaN, Infinity),
  day: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null, freq: 8 }),
  party: fc.constantFrom('', 'P', 'Q'),
});
const rows = fc.array(row, { maxLength: 14 });
const windowDays = fc.integer({ min: 0, max: 4 });
const chosen = fc.record({ key: fc.boolean(), date: fc.boolean(), party: fc.boolean() });

/** The rule said as plainly as it can be, quadratic: pairs of row numbers by tab. */
function naive(
  left: SideRow[],
  right: SideRow[],
  on: typeof ALL,
  days: number,
): Record<CompareTab, string[]> {
  const tabs = Object.fromEntries(COMPARE_TABS.map(tab => [tab, [] as string[]])) as Record<
    CompareTab,
    string[]
  >;
  const leftOpen = new Set(left.keys());
  const rightOpen = new Set(right.keys());
  const same = (a: number, b: number) => (a === b && a !== Infinity) || (Number.isNaN(a) && Number.isNaN(b));
  const take = (tab: CompareTab, l: number | null, r: number | null) => {
    tabs[tab].push(`${l}:${r}`);
    if (l !== null) leftOpen.delete(l);
    if (r !== null) rightOpen.delete(r);
  };
  const rank = (amount: number) => (amount === Infinity ? 2e300 : Number.isNaN(amount) ? 1e300 : amount);
  const dayOf = (item: SideRow) => (on.date && item.day !== null ? item.day : -1e6);
  for (const key of new Set(on.key ? left.map(item => item.key) : [])) {
    if (key === '' || !right.some(item => item.key === key)) continue;
    const order = (list: SideRow[], open: Set<number>) =>
      [...open]
        .filter(at => list[at]!.key === key)
        .sort(
          (a, b) =>
            rank(list[a]!.amount) - rank(list[b]!.amount) || dayOf(list[a]!) - dayOf(list[b]!) || a - b,
        );
    for (const withDay of [true, false])
      for (const l of order(left, leftOpen)) {
        const r = order(right, rightOpen).find(
          at =>
            same(left[l]!.amount, right[at]!.amount) && (!withDay || dayOf(left[l]!) === dayOf(right[at]!)),
        );
        if (r === undefined) continue;
        const comparable = on.date && left[l]!.day !== null && right[r]!.day !== null;
        take(comparable && left[l]!.day !== right[r]!.day ? 'differing' : 'equal', l, r);
      }
    const [ls, rs] = [order(left, leftOpen), order(right, rightOpen)];
    ls.forEach((l, at) => {
      if (at < rs.length) take('differing', l, rs[at]!);
      else take('duplicates', l, null);
    });
    rs.slice(ls.length).forEach(r => {
      take('duplicates', null, r);
    });
  }
  const able = (item: SideRow) =>
    item.amount !== 0 && Number.isFinite(item.amount) && (!on.date || item.day !== null);
  const near: { l: number; r: number; distance: number; lower: number }[] = [];
  for (const l of leftOpen)
    for (const r of rightOpen) {
      const [a, b] = [left[l]!, right[r]!];
      if (!able(a) || !able(b) || a.amount !== b.amount || (on.party && a.party !== b.party)) continue;
      const distance = on.date ? Math.abs(a.day! - b.day!) : 0;
      if (distance > (on.date ? days : 0)) continue;
      near.push({ l, r, distance, lower: on.date ? Math.min(a.day!, b.day!) : 0 });
    }
  near.sort((a, b) => a.distance - b.distance || a.lower - b.lower || a.l - b.l || a.r - b.r);
  for (const { l, r, distance } of near) {
    if (!leftOpen.has(l) || !rightOpen.has(r)) continue;
    const certain = !on.key && on.party && on.date && distance === 0 && left[l]!.party !== '';
    take(certain ? 'equal' : 'fuzzy', l, r);
  }
  for (const l of leftOpen) take('leftOnly', l, null);
  for (const r of rightOpen) take('rightOnly', null, r);
  return tabs;
}

function pairsOf(matching: Matching): Record<CompareTab, string[]> {
  const tabs = {} as Record<CompareTab, string[]>;
  const text = (at: number) => (at < 0 ? 'null' : String(at));
  for (const tab of COMPARE_TABS) {
    const { left, right } = matching[tab];
    tabs[tab] = Array.from(left, (l, at) => `${text(l)}:${text(right[at]!)}`).sort();
  }
  return tabs;
}

function figures(matching: Matching): Record<string, string> {
  return Object.fromEntries(
    COMPARE_TABS.map(tab => [
      tab,
      `${matching[tab].left.length} ${matching[tab].leftE5} ${matching[tab].rightE5}`,
    ]),
  );
}

describe('matching two sides', () => {
  test('agrees with the plain quadratic rule, pair by pair', () => {
    fc.assert(
      fc.property(rows, rows, chosen, windowDays, (left, right, on, days) => {
        const expected = naive(left, right, on, days);
        for (const tab of COMPARE_TABS) expected[tab].sort();
        expect(pairsOf(matchSides(sideOf(left, on), sideOf(right, on), days))).toEqual(expected);
      }),
      { numRuns: 3_000 },
    );
  });

  test('puts every row into exactly one tab, and tabs add up to the files', () => {
    fc.assert(
      fc.property(rows, rows, chosen, windowDays, (left, right, on, days) => {
        const [l, r] = [sideOf(left, on), sideOf(right, on)];
        const matching = matchSides(l, r, days);
        const seen = (side: 'left' | 'right') =>
          COMPARE_TABS.flatMap(tab => [...matching[tab][side]])
            .filter(at => at >= 0)
            .sort((a, b) => a - b);
        expect(seen('left')).toEqual([...left.keys()]);
        expect(seen('right')).toEqual([...right.keys()]);
        const total = (side: 'leftE5' | 'rightE5') =>
          COMPARE_TABS.reduce((sum, tab) => sum + matching[tab][side], 0n);
        expect(total('leftE5')).toBe(sumOf(l));
        expect(total('rightE5')).toBe(sumOf(r));
      }),
      { numRuns: 1_000 },
    );
  });

  test('exchanging the sides exchanges the tabs', () => {
    fc.assert(
      fc.property(rows, rows, chosen, windowDays, (left, right, on, days) => {
        const there = matchSides(sideOf(left, on), sideOf(right, on), days);
        const back = matchSides(sideOf(right, on), sideOf(left, on), days);
        const other: Partial<Record<CompareTab, CompareTab>> = {
          leftOnly: 'rightOnly',
          rightOnly: 'leftOnly',
        };
        for (const tab of COMPARE_TABS) {
          const mirror = back[other[tab] ?? tab];
          expect([there[tab].left.length, there[tab].leftE5, there[tab].rightE5]).toEqual([
            mirror.left.length,
            mirror.rightE5,
            mirror.leftE5,
          ]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('the order of rows changes no count and no sum', () => {
    const shuffled = rows.chain(list =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, shuffled, chosen, windowDays, ([left, left2], [right, right2], on, days) => {
        expect(figures(matchSides(sideOf(left2, on), sideOf(right2, on), days))).toEqual(
          figures(matchSides(sideOf(left, on), sideOf(right, on), days)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test('one key on every row of both files stays quick and exact', () => {
    const many = (count: number, shift: number): SideRow[] =>
      Array.from({ length: count }, (_, at) => {
        const number = (at * 7919 + shift) % count;
        return { key: 'K', amount: number * 100_000, day: number % 7, party: '' };
      });
    const matching = matchSides(sideOf(many(60_000, 0)), sideOf(many(60_000, 3)), 3);
    expect(matching.equal.left.length).toBe(60_000);
  });

  test('many rows of one amount pair at every distance without going quadratic', () => {
    const many = (days: number): SideRow[] =>
      Array.from({ length: 40_000 }, (_, at) => ({
        key: '',
        amount: 100_000,
        day: (at % 50) * 40 + days,
        party: 'P',
      }));
    const matching = matchSides(sideOf(many(0)), sideOf(many(31)), 31);
    // Nearest first: the next group of the other side lies 9 days off, so only the last 800 rows of one side stay alone.
    expect(matching.fuzzy.left.length).toBe(39_200);
    expect(matchSides(sideOf(many(0)), sideOf(many(19)), 18).fuzzy.left.length).toBe(0);
  });
});

describe('a tab as a grid source', () => {
  const left = sideOf([
    { key: 'A', amount: 100_000, day: 0, party: 'P' },
    { key: 'B', amount: 500_000, day: 1, party: 'P' },
    { key: 'C', amount: 300_000, day: 1, party: 'Q' },
    { key: 'D', amount: 100_000, day: 1, party: 'P' },
    { key: 'E', amount: 100_000, day: 1, party: 'P' },
    { key: 'F', amount: 100_000, day: null, party: 'P' },
    { key: 'G', amount: 100_000, day: 4, party: 'P' },
  ]);
  const right = sideOf([
    { key: 'A', amount: 100_000, day: 0, party: 'P' },
    { key: 'B', amount: 400_000, day: 1, party: 'P' },
    { key: 'D', amount: 100_000, day: 2, party: 'P' },
    { key: 'E', amount: 200_000, day: 2, party: 'P' },
    { key: 'F', amount: 100_000, day: 2, party: 'P' },
    { key: 'G', amount: 100_000, day: 4, party: 'Q' },
    { key: 'X', amount: 300_000, day: 3, party: 'Q' },
  ]);
  const matching = matchSides(left, right, 3);
  const source = (tab: CompareTab) => new TabSource(tab, matching[tab], left, right);
  const cells = (tab: CompareTab) => {
    const grid = source(tab);
    return Object.fromEntries(grid.columns.map(({ key }) => [key, grid.value(0, key)]));
  };

  test('shows both values, the difference and the evidence', () => {
    expect(cells('equal')).toMatchObject({ key: 'A', dayDifference: 0, evidence: 'key_amount_same_day' });
    expect(cells('differing')).toEqual({
      key: 'B',
      leftAmount: 500_000,
      rightAmount: 400_000,
      difference: -100_000,
      leftDate: '2026-05-02',
      rightDate: '2026-05-02',
      dayDifference: 0,
      leftParty: 'P',
      rightParty: 'P',
      evidence: 'key_other_amount',
      leftLine: 2,
      rightLine: 2,
    });
    const evidence = (tab: CompareTab) =>
      Array.from({ length: source(tab).count }, (_, row) => source(tab).value(row, 'evidence'));
    expect(evidence('differing')).toEqual([
      'key_other_amount',
      'key_amount_other_day',
      'key_other_amount_day',
    ]);
    expect(evidence('equal')).toEqual(['key_amount_same_day', 'key_amount_no_day', 'key_amount_other_party']);
    expect(cells('fuzzy')).toMatchObject({ evidence: 'amount_party_near_day', dayDifference: 2, key: 'C' });
  });

  test('numbers of a column are what its cells say', () => {
    for (const tab of COMPARE_TABS) {
      const grid = source(tab);
      for (const { key, kind } of grid.columns) {
        const numbers = grid.numbers(key);
        if (!numbers || kind === 'date') continue;
        for (let at = 0; at < grid.count; at++)
          expect(Number.isNaN(numbers[at]!) ? null : numbers[at]).toBe(grid.value(at, key));
      }
    }
  });
});

test('texts of day numbers agree with the calendar', () => {
  for (let day = -200_000; day < 200_000; day += 37) {
    const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (text.startsWith('0') || text.startsWith('-')) continue;
    expect(dayText(day)).toBe(text);
  }
  expect(dayText(NO_DAY)).toBeNull();
});

test('a hash is never trusted: sides whose keys all collide still match by bytes', () => {
  const keys = Array.from({ length: 200 }, (_, at) => `K${String(at).padStart(4, '0')}`);
  const list = keys.map(key => ({ key, amount: 100_000, day: 0, party: '' }));
  const sides: CompareSide[] = [sideOf(list), sideOf([...list].reverse())];
  const { equal } = matchSides(sides[0]!, sides[1]!, 0);
  expect(Array.from(equal.right)).toEqual(Array.from(keys.keys()).reverse());
});
