import type { Fen } from '../money.ts';
import type { AccountRef, Leg } from './types.ts';

/** Red reversal 红字冲销 of a batch: every leg on swapped sides, marked red, the last one first. */
export function reverse(legs: readonly Leg[]): Leg[] {
  return legs.toReversed().map(leg => {
    const { red, ...plain } = leg;
    const swapped = { ...plain, debit: leg.credit, credit: leg.debit };
    return red ? swapped : { ...swapped, red: true as const };
  });
}

/** How a leg is shown, summed and exported: a red one as a negative amount on the original sides. */
export function shown(leg: Leg): { debit: AccountRef; credit: AccountRef; amountFen: Fen } {
  if (!leg.red) return { debit: leg.debit, credit: leg.credit, amountFen: leg.amountFen };
  return { debit: leg.credit, credit: leg.debit, amountFen: -leg.amountFen as Fen };
}
