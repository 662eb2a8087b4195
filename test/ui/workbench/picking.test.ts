import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchRowView, MatchView } from '../../../src/contract/matching.ts';
import {
  found,
  nextOfAmount,
  ordered,
  pressed,
  sumFenOf,
} from '../../../src/ui/screens/workbench/open-rows.ts';
import {
  ageOf,
  NOTHING_PICKED,
  nextInHand,
  sharesRow,
  sidesOf,
  stepped,
  sumsOf,
  sumsOfMatch,
  toggled,
} from '../../../src/ui/screens/workbench/picking.ts';
import { scopeIn } from '../../../src/ui/screens/workbench/scope.ts';
import { partsOf } from '../../../src/ui/screens/workbench/splitting.ts';

const row = (sourceRow: number, side: 'left' | 'right', fen: number, more: Partial<MatchRowView> = {}) => ({
  ...{ sourceRow, side, fen, day: '2026-05-01', party: '木桥商贸', client: null },
  ...{ profile: 'bank', file: '建行流水.csv', sheet: '', row: sourceRow },
  ...more,
});

const match = (id: number, rows: MatchRowView[], relation: MatchView['relation'] = 'receipt'): MatchView => ({
  ...{ id, relation, rule: 'amount', state: 'suggested', differenceFen: 0 },
  ...{ client: null, decidedBy: null, evidence: [], rows },
});

describe('what is picked by hand', () => {
  it('is picked and put back, each row on its side', () => {
    const one = toggled(NOTHING_PICKED, row(1, 'left', 500));
    const two = toggled(one, row(2, 'right', 300));
    expect(sumsOf(two)).toEqual({
      leftCount: 1,
      rightCount: 1,
      leftFen: 500,
      rightFen: 300,
      differenceFen: 200,
    });
    expect(toggled(two, row(1, 'left', 500)).left.size).toBe(0);
  });

  it('has the difference of its sums, whatever was picked in which order', () => {
    const rows = fc.uniqueArray(
      fc.record({
        sourceRow: fc.nat(500),
        side: fc.constantFrom('left' as const, 'right' as const),
        fen: fc.integer({ min: -1e9, max: 1e9 }),
      }),
      { selector: each => each.sourceRow },
    );
    fc.assert(
      fc.property(rows, all => {
        const picked = all.reduce(toggled, NOTHING_PICKED);
        const sum = (side: string) => all.reduce((fen, each) => fen + (each.side === side ? each.fen : 0), 0);
        const { leftFen, rightFen, differenceFen } = sumsOf(picked);
        expect([leftFen, rightFen, differenceFen]).toEqual([
          sum('left'),
          sum('right'),
          sum('left') - sum('right'),
        ]);
        const none = sumsOf(all.reduce(toggled, picked));
        expect([none.leftCount, none.rightCount]).toEqual([0, 0]);
      }),
    );
  });
});

describe('the match in hand', () => {
  const a = match(1, [row(1, 'left', 100), row(10, 'right', 100)]);
  const b = match(2, [row(1, 'left', 100), row(11, 'right', 100)]);
  const c = match(3, [row(2, 'left', 100), row(12, 'right', 100)]);

  it('gives way to the next; an acceptance passes over those of the same rows', () => {
    expect(nextInHand([a, b, c], a, 'accept')).toBe(3);
    expect(nextInHand([a, b, c], a, 'reject')).toBe(2);
    expect(nextInHand([a, b, c], c, 'accept')).toBe(2);
    expect(nextInHand([a, b], b, 'accept')).toBeNull();
    expect(nextInHand([c], c, 'reject')).toBeNull();
  });

  it('shares a row only within its relation', () => {
    expect(sharesRow(a, b)).toBe(true);
    expect(sharesRow(a, c)).toBe(false);
    expect(sharesRow(a, match(4, b.rows, 'fee'))).toBe(false);
  });

  it('moves on step by step and stays at the ends', () => {
    expect(stepped([a, b, c], 1, 1)).toBe(2);
    expect(stepped([a, b, c], 3, 1)).toBe(3);
    expect(stepped([a, b, c], 1, -1)).toBe(1);
    expect(stepped([a, b, c], 99, 1)).toBe(1);
    expect(stepped([], 1, 1)).toBeNull();
  });

  it('is told by its rows, side by side', () => {
    expect(sidesOf(a)).toEqual({ relation: 'receipt', left: [1], right: [10] });
    expect(sumsOfMatch(a).differenceFen).toBe(0);
  });

  it('is split into what was kept, which has both sides', () => {
    expect(partsOf(a, new Set())).toEqual([]);
    expect(partsOf(a, new Set([1]))).toBeNull();
    expect(partsOf(a, new Set([1, 10]))).toEqual([{ left: [1], right: [10] }]);
  });
});

describe('open rows of a side', () => {
  const rows = [
    row(1, 'left', 12_345, { day: '2026-05-03' }),
    row(2, 'left', -100, { day: '2026-05-01', party: '青禾' }),
    row(3, 'left', 12_345, { day: '2026-05-02' }),
  ];
  const numbers = (of: readonly MatchRowView[]) => of.map(each => each.sourceRow);

  it('stand in the order of a heading, equal ones as they were', () => {
    expect(numbers(ordered(rows, { by: 'day', descending: false }))).toEqual([2, 3, 1]);
    expect(numbers(ordered(rows, { by: 'amount', descending: true }))).toEqual([1, 3, 2]);
    expect(pressed({ by: 'day', descending: false }, 'day')).toEqual({ by: 'day', descending: true });
    expect(pressed({ by: 'day', descending: true }, 'amount')).toEqual({ by: 'amount', descending: false });
  });

  it('are found by party, amount as typed, day, file', () => {
    expect(numbers(found(rows, '青禾'))).toEqual([2]);
    expect(numbers(found(rows, '123.4'))).toEqual([1, 3]);
    expect(numbers(found(rows, '-1.00'))).toEqual([2]);
    expect(numbers(found(rows, '05-02'))).toEqual([3]);
    expect(found(rows, ' ')).toBe(rows);
    expect(sumFenOf(rows)).toBe(24_590);
  });

  it('lead to the next of an amount, round the end', () => {
    expect(nextOfAmount(rows, 12_345, 0)).toBe(2);
    expect(nextOfAmount(rows, 12_345, 2)).toBe(0);
    expect(nextOfAmount(rows, 7, 0)).toBe(-1);
    expect(nextOfAmount([], 7, 0)).toBe(-1);
  });

  it('are as old as the days since', () => {
    expect(ageOf('2026-05-01', '2026-05-31')).toBe(30);
    expect(ageOf('2026-06-01', '2026-05-31')).toBe(0);
    expect(ageOf('', '2026-05-31')).toBe(0);
  });
});

describe('the address of the workbench', () => {
  it('says what it looks at; what makes no sense is passed over', () => {
    expect(scopeIn(new URLSearchParams('month=2026-05&client=7&relation=spend&age=30&show=matched'))).toEqual(
      {
        ...{ month: '2026-05', client: 7, relation: 'spend', reason: null, age: 30, show: 'matched' },
      },
    );
    expect(scopeIn(new URLSearchParams('month=2026-13&client=x&relation=else&age=-1'))).toEqual({
      ...{ month: null, client: null, relation: null, reason: null, age: null, show: 'suggested' },
    });
  });
});
