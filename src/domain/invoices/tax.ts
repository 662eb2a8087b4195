import type { Fen } from '../money.ts';
import { type Rules, rowsFor } from '../rulebook/lookup.ts';
import type { RuleRowOf, TaxRate } from '../rulebook/types.ts';
import { exactOf } from './exact.ts';

const WHOLE = 10_000n;

/** The rate in force on the rules' day (INV-5); undefined where no row says one. */
export function taxRateOn(rules: Rules, of: TaxRate['of']): RuleRowOf<'tax_rate'> | undefined {
  return rowsFor(rules, 'tax_rate', 'any').find(({ value }) => value.of === of);
}

/**
 * t(X): the tax inside an amount with tax, round-half-up(X × r ÷ (1 + r)), the same for a red amount with its sign.
 * The rate in hundredths of a per cent (6 % = 600).
 */
export function taxInside(grossFen: Fen, basisPoints: number): Fen {
  const rate = BigInt(basisPoints);
  const absolute = BigInt(Math.abs(grossFen));
  const divisor = WHOLE + rate;
  const taxFen = Number((absolute * rate * 2n + divisor) / (divisor * 2n));
  return (grossFen < 0 && taxFen !== 0 ? -taxFen : taxFen) as Fen;
}

/** Reads a rate as files write it: `0.06`, `0.060000`, `6%`, `6`; null for words (免税, 不征税, ***). */
export function basisPointsOf(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const isPercent = plain.endsWith('%');
  const exact = exactOf(isPercent ? plain.slice(0, -1) : plain);
  if (exact === null || exact < 0n) return null;
  // A bare figure from 1 on can only be per cent.
  const inPercent = isPercent || exact >= 10n ** 15n;
  const points = inPercent ? exact * 100n : exact * WHOLE;
  return points % 10n ** 15n === 0n && points <= WHOLE * 10n ** 15n ? Number(points / 10n ** 15n) : null;
}

/** 600 → "6%", 150 → "1.5%". */
export function rateText(basisPoints: number): string {
  const [whole, rest] = [Math.floor(basisPoints / 100), basisPoints % 100];
  return `${whole}${rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`}%`;
}
