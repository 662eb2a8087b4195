import { expect, it } from 'vitest';
import { shareOf, toneOfLimit } from '../../../src/ui/app/limit-use.ts';

it('a limit is never shown as more than full', () => {
  expect([0, 15_000, 40_000].map(used => shareOf(used, 30_000))).toEqual([0, 0.5, 1]);
  expect(shareOf(0, 0)).toBe(1);
});

it.each([
  ['nothing used', 0, 0, 'neutral'],
  ['unknown use', null, 0, 'neutral'],
  ['just below four fifths', 23_999, 0, 'neutral'],
  ['four fifths', 24_000, 0, 'warning'],
  ['all of it', 30_000, 0, 'danger'],
  ['an order that fits exactly', 20_000, 10_000, 'neutral'],
  ['an order that does not fit', 20_000, 10_001, 'danger'],
])('%s is told by its tone', (_what, usedFen, takesFen, tone) => {
  expect(toneOfLimit({ limitFen: 30_000, usedFen }, takesFen)).toBe(tone);
});
