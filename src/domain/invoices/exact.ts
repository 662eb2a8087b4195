import type { Fen } from '../money.ts';

/** Decimal places that are kept: unit prices and quantities carry ten and more. */
const PLACES = 15;
const SCALE = 10n ** BigInt(PLACES);
const PER_FEN = SCALE / 100n;
const MOST_DIGITS = 15;
/** Longer texts are no amounts, and hostile ones would take long to find that out. */
const MOST_LENGTH = 80;

/**
 * Reads a plain decimal ("-1234.567890", "1,234.5") exactly, in units of 10^-15. Null for anything else, for more
 * than fifteen digits before the point or fifteen places that are not zero behind it.
 */
export function exactOf(text: string): bigint | null {
  if (text.length > MOST_LENGTH) return null;
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole, fraction = ''] = match;
  if (whole === undefined && fraction === '') return null;
  const places = fraction.replace(/0+$/, '');
  const digits = (whole ?? '0').replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (places.length > PLACES || digits.length > MOST_DIGITS) return null;
  const value = BigInt(digits + places.padEnd(PLACES, '0'));
  return sign === '-' ? -value : value;
}

/** Rounds to 分, half away from zero. */
export function fenOfExact(exact: bigint): Fen {
  const absolute = exact < 0n ? -exact : exact;
  const fen = (absolute * 2n + PER_FEN) / (PER_FEN * 2n);
  return (exact < 0n && fen !== 0n ? -Number(fen) : Number(fen)) as Fen;
}

/** The amount in 分 where it is a whole number of them, else null. */
export function wholeFen(exact: bigint): Fen | null {
  return exact % PER_FEN === 0n ? fenOfExact(exact) : null;
}

/** The exact product of two decimals, in the same units; what lies beyond them is cut. */
export function times(one: bigint, other: bigint): bigint {
  return (one * other) / SCALE;
}

/** 106000 → "1060.00". */
export function yuanOf(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0');
  return `${amountFen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
