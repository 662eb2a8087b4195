import { shareOf } from '../accounting/rates.ts';
import type { Fen } from '../money.ts';
import type { Tier, TierMethod } from './terms.ts';

/** A rebate or fee on a base. */
export interface OnBase {
  dueFen: number;
  /** The tier that the base reaches, from 1. */
  tier: number;
  /** Rate of that tier, in millionths. */
  ratePpm: number;
}

/**
 * What is due on a base: 全额 the whole of it at the rate of the tier it reaches; 超额 each part at its own. One rounding,
 * half up, of every part. A base below 0 (more taken back than spent) gives nothing.
 */
export function dueOn(baseFen: number, tiers: readonly Tier[], method: TierMethod): OnBase {
  const base = Math.max(0, baseFen);
  const reached = Math.max(
    0,
    tiers.findLastIndex(({ fromFen }) => fromFen <= base),
  );
  const { ratePpm } = tiers[reached]!;
  const dueFen =
    method === 'whole'
      ? shareOf(base as Fen, ratePpm)
      : tiers.slice(0, reached + 1).reduce((sum, tier, at) => {
          const upToFen = Math.min(base, tiers[at + 1]?.fromFen ?? base);
          return sum + shareOf((upToFen - tier.fromFen) as Fen, tier.ratePpm);
        }, 0);
  return { dueFen, tier: reached + 1, ratePpm };
}
