import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../src/domain/matching/book/rules.ts';
import {
  changed,
  daysTyped,
  isSame,
  limitText,
  limitTyped,
  moved,
} from '../../../src/ui/screens/workbench/rules.ts';

const kinds = (rules: readonly { kind: string }[]) => rules.map(({ kind }) => kind);

describe('rules of matching as they are edited', () => {
  it('are moved by one place and stay at the ends', () => {
    expect(kinds(moved(DEFAULT_RULES, 1, -1))).toEqual(['party', 'moment', 'amount', 'sum', 'fee']);
    expect(kinds(moved(DEFAULT_RULES, 4, 1))).toEqual(kinds(DEFAULT_RULES));
    expect(isSame(moved(moved(DEFAULT_RULES, 1, 1), 2, -1), DEFAULT_RULES)).toBe(true);
  });

  it('are switched one at a time', () => {
    const off = changed(DEFAULT_RULES, 3, { isOn: false });
    expect(off.filter(({ isOn }) => !isOn).map(({ kind }) => kind)).toEqual(['sum']);
    expect(isSame(off, DEFAULT_RULES)).toBe(false);
  });

  it('read days and limits as they are typed, without rounding', () => {
    expect([daysTyped('3'), daysTyped('３'), daysTyped('32'), daysTyped('-1'), daysTyped('')]).toEqual([
      ...[3, 3, null, null, null],
    ]);
    expect([limitTyped('sum', '4'), limitTyped('sum', '1'), limitTyped('sum', '13')]).toEqual([
      4,
      null,
      null,
    ]);
    expect([limitTyped('fee', '1'), limitTyped('fee', '0.6'), limitTyped('fee', '0.0001')]).toEqual([
      ...[10_000, 6_000, 1],
    ]);
    expect([limitTyped('fee', '0'), limitTyped('fee', '101'), limitTyped('fee', '1.00001')]).toEqual([
      ...[null, null, null],
    ]);
  });

  it('write a limit as it is read', () => {
    for (const limit of [1, 6_000, 10_000, 123_456])
      expect(limitTyped('fee', limitText({ kind: 'fee', limit }))).toBe(limit);
    expect(limitText({ kind: 'moment', limit: null })).toBe('');
  });
});
