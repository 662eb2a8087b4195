import { describe, expect, it } from 'vitest';
import { beijingDay, daysBetween } from '../../../src/domain/calendar/days.ts';
import {
  EVERYTHING_WAITING,
  keyOf,
  rowAfter,
  sumOf,
  underFilter,
  type WaitingMoney,
} from '../../../src/ui/screens/claims/waiting.ts';

const row = (caseNo: string, part: Partial<WaitingMoney> = {}): WaitingMoney => ({
  caseNo,
  money: 1,
  openFen: 100,
  day: '2026-03-20',
  party: '',
  memo: '',
  suggestions: [],
  ...part,
});

const TODAY = '2026-04-05';

describe('what waits under a filter', () => {
  const rows = [
    row('a', { day: '2026-02-01', party: '杭州云舟有限公司', suggestions: [1] }),
    row('b', { day: '2026-03-28', memo: '推广费 3月', openFen: 1_234_567, suggestions: [1, 2] }),
    row('c', { day: '2026-04-05', money: 2 }),
    row('d', { day: '2026-03-29' }),
  ];
  const shown = (filter: Partial<typeof EVERYTHING_WAITING>) =>
    underFilter(rows, { ...EVERYTHING_WAITING, ...filter }, TODAY).map(({ caseNo }) => caseNo);

  it('by suggestion, account and age', () => {
    expect(shown({})).toEqual(['a', 'b', 'c', 'd']);
    expect(shown({ hint: 'one' })).toEqual(['a']);
    expect(shown({ hint: 'some' })).toEqual(['b']);
    expect(shown({ hint: 'none' })).toEqual(['c', 'd']);
    expect(shown({ money: 2 })).toEqual(['c']);
    expect(shown({ age: 'week' })).toEqual(['c', 'd']);
    expect(shown({ age: 'month' })).toEqual(['b']);
    expect(shown({ age: 'older' })).toEqual(['a']);
  });

  it('by words: all of them, in name, memo, day or amount', () => {
    expect(shown({ text: '云舟' })).toEqual(['a']);
    expect(shown({ text: '推广 3月' })).toEqual(['b']);
    expect(shown({ text: '¥12,345.67' })).toEqual(['b']);
    expect(shown({ text: '2026-04-05' })).toEqual(['c']);
    expect(shown({ text: '云舟 推广' })).toEqual([]);
  });
});

it('days are whole, over a change of clocks and of the year', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
  expect(beijingDay(Date.parse('2026-03-31T16:00:00Z'))).toBe('2026-04-01');
});

it('the row in hand moves on to its successor, at the end to the row before', () => {
  const rows = [row('a'), row('b'), row('c')];
  expect(rowAfter(rows, keyOf(rows[0]!))).toBe(keyOf(rows[1]!));
  expect(rowAfter(rows, keyOf(rows[2]!))).toBe(keyOf(rows[1]!));
  expect(rowAfter([row('a')], keyOf(rows[0]!))).toBeNull();
  expect(sumOf(rows)).toBe(300);
});
