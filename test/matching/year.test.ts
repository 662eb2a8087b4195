import { expect, it } from 'vitest';
import { scoreYear } from './score.ts';
import { matchYear } from './year.ts';

it('a seeded agency year: no false match, and at least 99.5 % of what can be matched is matched', () => {
  for (const seed of [1, 2, 3]) {
    const year = matchYear(12_000, seed);
    // Every kind of damage is there, so that nothing is proved of nothing.
    expect(Object.keys(year.damages)).toHaveLength(10);
    const { byRule, recall, ...score } = scoreYear(year);
    const wrong = Object.entries(byRule).filter(([, each]) => each.false > 0);
    expect(wrong).toEqual([]);
    expect(score.false).toBe(0);
    expect(recall).toBeGreaterThanOrEqual(0.995);
  }
});

it('an order whose number a spreadsheet has cut is found by what is left of it; another number is another order', () => {
  const { rows, parties, truth, matchable } = matchYear(4_000, 11);
  const score = scoreYear({ rows, parties, truth, matchable, damages: {} });
  expect(score.byRule['order.party']!.matches).toBeGreaterThan(0);
  expect(score.byRule['order.amount']?.matches ?? 0).toBe(0);
});
