import { describe, expect, it } from 'vitest';
import { type FiledRun, followBalance } from '../../src/domain/imports/continuity.ts';

let plans = 0;
/** A run of one file on one day without clock times. */
function run(openingE5: number, closingE5: number, rows: number, day = '2026-05-31'): FiledRun {
  plans += 1;
  return {
    ...{ day, openingE5, closingE5, rows, firstAt: day, lastAt: day, firstLine: 2, lastLine: rows + 1 },
    ...{ plan: plans, name: `流水${plans}.csv`, sheet: '' },
  };
}
const end = (...runs: FiledRun[]) => {
  const chain = followBalance(runs)!;
  return [chain.days.at(-1)!.closingE5, chain.gaps.length];
};

describe('two partial files of the last day, without clock times', () => {
  it('lead from one to the other, in either order', () => {
    for (const [first, second] of [
      [run(100, 80, 3), run(80, 50, 2)],
      [run(80, 50, 2), run(100, 80, 3)],
    ] as const)
      expect(end(run(120, 100, 4, '2026-05-30'), first, second)).toEqual([50, 0]);
  });

  it('one that begins or ends as the other does is a part of it', () => {
    const dayBefore = () => run(120, 100, 4, '2026-05-30');
    expect(end(dayBefore(), run(100, 50, 5), run(100, 80, 3))).toEqual([50, 0]);
    expect(end(dayBefore(), run(100, 50, 5), run(70, 50, 2))).toEqual([50, 0]);
    expect(end(dayBefore(), run(100, 100, 2), run(100, 100, 2))).toEqual([100, 0]);
  });

  it('a longer one that leads nowhere else is a gap, not a part', () => {
    expect(end(run(120, 100, 4, '2026-05-30'), run(100, 80, 2), run(70, 50, 3))).toEqual([50, 1]);
  });

  it('the next day says where the day ended', () => {
    const next = run(80, 60, 1, '2026-06-01');
    expect(end(run(100, 80, 3), run(80, 50, 2), next)[0]).toBe(60);
  });
});
