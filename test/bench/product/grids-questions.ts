import { seeded } from '../dice.ts';

/** What every program of the grid bench is asked, and how it tells what the answers cost. */

export const WINDOW_ROWS = 100;
const SEED = 20_261_120;

export interface Questions {
  /** Row to which a jump leads: 500,000, or the middle of a smaller book. */
  jumpTo: number;
  days: string[];
  cases: string[];
  /** Accounts with a row to begin at. */
  accounts: { id: number; from: number }[];
  /** Two days around a month. */
  months: { from: string; to: string }[];
  words: string[];
}

/** The same questions for every program over the same rows: `cases` and `accounts` as the book has them. */
export function questionsOf(
  rows: number,
  cases: readonly string[],
  accounts: readonly { id: number; rows: number }[],
  rounds: number,
): Questions {
  const dice = seeded(SEED);
  const times = <T>(make: () => T): T[] => Array.from({ length: rounds }, make);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)]!;
  const day = () => `2025-${two(1 + Math.floor(dice() * 12))}-${two(1 + Math.floor(dice() * 28))}`;
  return {
    jumpTo: Math.min(500_000, Math.floor(rows / 2)),
    days: times(day),
    cases: times(() => pick(cases)),
    accounts: times(() => {
      const account = pick(accounts);
      return { id: account.id, from: Math.floor(dice() * Math.max(1, account.rows - WINDOW_ROWS)) };
    }),
    months: times(() => {
      const month = `2025-${two(1 + Math.floor(dice() * 12))}`;
      return { from: `${month}-01`, to: `${month}-28` };
    }),
    words: times(() => `视频${100 + Math.floor(dice() * 900)}`),
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Milliseconds of each act, by what was asked. */
export class Times {
  private readonly taken = new Map<string, number[]>();

  async measure<T>(what: string, act: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const answer = await act();
    const list = this.taken.get(what) ?? [];
    list.push(performance.now() - start);
    this.taken.set(what, list);
    return answer;
  }

  /** Median and 95th of a hundred, by what was asked. */
  summary(): Record<string, { median: number; p95: number }> {
    return Object.fromEntries(
      [...this.taken].map(([what, list]) => {
        const sorted = list.toSorted((a, b) => a - b);
        const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
        return [what, { median: at(0.5), p95: at(0.95) }];
      }),
    );
  }
}
