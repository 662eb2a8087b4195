import { expect, it } from 'vitest';
import type { BookRow } from '../../src/domain/matching/book/rows.ts';
import { listed, matched, received } from './rows.ts';

const NAMES = ['杭州云杉电子商务有限公司', '郑州云舟化妆品有限公司', '杭州云砚服饰有限公司'];
const SHORT = ['云杉电子商务', '云舟化妆品', '云砚服饰'];

/** Numbers from a seed, below `n`. */
function diceOf(seed: number): (n: number) => number {
  let state = seed;
  return n => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

interface Month {
  rows: BookRow[];
  /** Event that a row belongs to. */
  truth: Map<number, number>;
  /** Rows of events that must be found: told on both sides, and no twin of another. */
  matchable: Set<number>;
}

/** A month of receipts as life damages it: numbers lost, days shifted, fees kept, parts, doubles, rows that are missing. */
function month(seed: number, events: number): Month {
  const dice = diceOf(seed);
  const truth = new Map<number, number>();
  const matchable = new Set<number>();
  const rows: BookRow[] = [];
  const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
  const at = (day: number, minute: number) =>
    `2026-05-${String(day).padStart(2, '0')} ${String(8 + (minute % 12)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:${String(dice(60)).padStart(2, '0')}`;
  for (let event = 0; event < events; event++) {
    const who = dice(NAMES.length);
    const day = 1 + dice(28);
    // Some amounts are round and come again, on the same day too.
    const fen = dice(5) === 0 ? (1 + dice(20)) * 50_000 : 10_000 + dice(9_000_000);
    const merchantId = `SK202605${String(seed).padStart(3, '0')}${String(event).padStart(6, '0')}`;
    const damage = dice(20);
    const hasNumber = damage > 3;
    const party = dice(4) === 0 ? SHORT[who]! : NAMES[who]!;
    const keptFen = damage === 5 ? Math.floor((fen * 6) / 1_000) : 0;
    const bankDay = Math.min(30, day + (damage === 6 ? dice(3) : 0));
    const told = [] as BookRow[];
    if (damage !== 7)
      told.push(
        received(yuan(fen - keptFen), at(bankDay, event), {
          party,
          memo2: hasNumber ? `推广费 ${merchantId}` : '推广费',
        }),
      );
    if (damage !== 8)
      told.push(
        listed('收款', yuan(fen), at(day, event + 7), { party: NAMES[who]!, merchantId, memo: '对公转账' }),
      );
    for (const { id } of told) {
      truth.set(id, event);
      if (told.length === 2 && hasNumber) matchable.add(id);
    }
    rows.push(...told);
  }
  return { rows, truth, matchable };
}

it('a seeded month: no false match, and every row that names its number is matched', () => {
  let false_ = 0;
  let unnamed = 0;
  let unnamedMet = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { rows, truth, matchable } = month(seed, 150);
    const met = new Set<number>();
    for (const { left, right, state } of matched(rows)) {
      if (state !== 'matched') continue;
      const all = [...left, ...right].map(({ row }) => row);
      for (const row of all) met.add(row);
      if (new Set(all.map(row => truth.get(row))).size > 1) false_++;
    }
    expect([...matchable].filter(row => !met.has(row))).toEqual([]);
    const pairs = Map.groupBy(truth, ([, event]) => event);
    for (const pair of pairs.values())
      if (pair.length === 2 && !matchable.has(pair[0]![0])) {
        unnamed++;
        if (met.has(pair[0]![0])) unnamedMet++;
      }
  }
  expect(false_).toBe(0);
  // Of those that lost their number, equal amounts of one client are asked for and never guessed.
  expect(unnamedMet / unnamed).toBeGreaterThan(0.9);
});
