import type { Fen } from '../money.ts';
import { Refusal } from '../refusal.ts';

const PPM = 1_000_000n;

/** round-half-up(n ÷ d) for n ≥ 0, d > 0. */
function halfUp(numerator: bigint, denominator: bigint): Fen {
  return Number((numerator * 2n + denominator) / (denominator * 2n)) as Fen;
}

function checked(ratePpm: number): bigint {
  if (!Number.isSafeInteger(ratePpm) || ratePpm < 0 || ratePpm > 1_000_000)
    throw new Refusal('accounting.rate_invalid', { rate: String(ratePpm) });
  return BigInt(ratePpm);
}

/**
 * t(X), the tax within an amount with tax 含税: round-half-up(X × r ÷ (1 + r)); the rate in millionths (6 % = 60000).
 * Refuses `accounting.rate_invalid`.
 */
export function taxWithin(grossFen: Fen, ratePpm: number): Fen {
  const rate = checked(ratePpm);
  return halfUp(BigInt(grossFen) * rate, PPM + rate);
}

/** Fee, or back rebate, on a base: round-half-up(base × rate), in millionths. Refuses `accounting.rate_invalid`. */
export function shareOf(baseFen: Fen, ratePpm: number): Fen {
  return halfUp(BigInt(baseFen) * checked(ratePpm), PPM);
}
