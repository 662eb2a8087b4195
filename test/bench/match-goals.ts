import { join } from 'node:path';
import { type Goal, growth, type Job, MILLION, type Results, TENTH_MILLION } from './goals.ts';
import { BENCH, type Contender, node } from './programs.ts';

/** Matching against the truth: a seeded agency year that is damaged as life damages it (test/matching/year.ts). */
export interface MatchData {
  rows: number;
}

interface Told {
  false: number;
  recall: number;
  suggested: number;
  byRule: Record<string, { matches: number; false: number; rows: number; precision: number; share: number }>;
}

const MEMORY_MB = 8_000;

const ours: Contender<MatchData> = {
  name: 'ours',
  needs: null,
  program: ({ rows }) => ({
    ...node('ours', join(BENCH, 'product/match-year.ts'), [String(rows)], MEMORY_MB),
    once: true,
  }),
};

const told = (results: Results): Told | null => {
  const answer = results.get('ours')?.answer;
  return answer === undefined ? null : (JSON.parse(answer) as Told);
};

const goal = (
  id: string,
  what: string,
  limit: Pick<Goal, 'most' | 'least'>,
  key: 'false' | 'recall',
): Goal => ({
  ...{ id, what, rows: MILLION, ...limit },
  figure: results => told(results)?.[key] ?? null,
});

export const MATCH_JOBS: Job<MatchData>[] = [
  {
    name: 'match a year',
    sizes: [10_000, TENTH_MILLION, MILLION],
    contenders: [ours],
    truth: () => ({ false: 0 }),
    goals: [
      goal('R6', 'matching: false matches', { most: 0 }, 'false'),
      goal('R7', 'matching: part of the matchable rows matched', { least: 0.995 }, 'recall'),
      growth('R8', 'matching', 10.5),
    ],
    told: results =>
      Object.entries(told(results)?.byRule ?? {}).map(
        ([rule, { matches, precision, share }]) =>
          `  ${rule.padEnd(16)} ${String(matches).padStart(9)} matches, precision ${precision.toFixed(5)}, part of the rows matched ${share.toFixed(5)}`,
      ),
  },
];
