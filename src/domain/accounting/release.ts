import type { Fen } from '../money.ts';

const PPM = 1_000_000n;

/**
 * R, the release formula: the part of a deferred rebate that a spend of `spentFen` out of `baseFen` sets free.
 * Everything once the spend reaches the base; else floor(deferred × spent ÷ base), exact. All amounts ≥ 0.
 */
export function release(deferredFen: Fen, spentFen: Fen, baseFen: Fen): Fen {
  if (deferredFen <= 0 || spentFen <= 0) return 0 as Fen;
  if (spentFen >= baseFen) return deferredFen;
  return Number((BigInt(deferredFen) * BigInt(spentFen)) / BigInt(baseFen)) as Fen;
}

/** 到账 of a front rebate: round-half-up(实付 × (1 + rate)); the rate in millionths (3 % = 30000). */
export function creditedOf(paidFen: Fen, ratePpm: number): Fen {
  const scaled = BigInt(paidFen) * (PPM + BigInt(ratePpm));
  return Number((scaled * 2n + PPM) / (PPM * 2n)) as Fen;
}
