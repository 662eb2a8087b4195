/**
 * Exact money. Inside the book an amount is a whole number of 分 (`Fen`). Statement files carry finer units, so
 * what is read from them is a whole number of 1/100000 of the currency unit (`…E5`), summed raw and rounded once.
 * No floating point arithmetic touches money: every number here is a safe integer.
 */
export type Fen = number & { readonly __unit: 'fen' };

export const E5_PER_UNIT = 100_000;
const E5_PER_FEN = 1_000;

/**
 * Reads a plain decimal ("-1234.5", "+0.01", "1,234.56") exactly, in 1/100000 of the unit.
 * Thousands commas must stand where they belong. Returns null for anything else, for more than five
 * significant decimals and for sums that a safe integer cannot hold.
 */
export function parseDecimalE5(text: string): number | null {
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole, fraction = ''] = match;
  if (whole === undefined && fraction === '') return null;
  const decimals = fraction.replace(/0+$/, '');
  if (decimals.length > 5) return null;
  const digits = (whole ?? '0').replaceAll(',', '') + decimals.padEnd(5, '0');
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) return null;
  return sign === '-' && value !== 0 ? -value : value;
}

/** Writes an amount in 1/100000 of the unit as a decimal string with at least two decimals: 21164000 → "211.64". */
export function formatE5(amountE5: number | bigint): string {
  const negative = amountE5 < 0;
  const digits = String(negative ? -amountE5 : amountE5).padStart(6, '0');
  const decimals = digits.slice(-5).replace(/0{1,3}$/, '');
  return `${negative ? '-' : ''}${digits.slice(0, -5)}.${decimals}`;
}

/** 分 as a decimal of yuan without separators, as files and fields hold it: -106000 → "-1060.00". */
export function yuanText(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0');
  return `${amountFen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Rounds 1/100000 to 分, half away from zero: the only place where a finer unit is given up. */
export function fenOfE5(amountE5: number): Fen {
  const absolute = Math.abs(amountE5);
  const remainder = absolute % E5_PER_FEN;
  const fen = (absolute - remainder) / E5_PER_FEN + (remainder * 2 >= E5_PER_FEN ? 1 : 0);
  return (amountE5 < 0 && fen !== 0 ? -fen : fen) as Fen;
}

/** Puts thousands separators into a decimal string: "-1234567.80" → "-1,234,567.80". */
export function groupThousands(decimal: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(decimal) ?? [];
  if (whole === undefined) return decimal;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}

const SPILL_AT = 2 ** 51;

/** An exact running sum that never leaves safe integers: spills into a bigint before a number could round. */
export class ExactSum {
  private spilled = 0n;
  private open = 0;
  count = 0;

  /** Adds one amount (a safe integer in any one unit, at most 2^51 in size) and counts it. */
  add(amount: number): void {
    this.count += 1;
    this.open += amount;
    if (this.open > SPILL_AT || this.open < -SPILL_AT) {
      this.spilled += BigInt(this.open);
      this.open = 0;
    }
  }

  total(): bigint {
    return this.spilled + BigInt(this.open);
  }
}
