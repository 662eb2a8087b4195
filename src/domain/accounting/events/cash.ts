import type { AccountRef, Dims } from '../types.ts';
import type { Draft } from './draft.ts';
import type { Cash } from './facts.ts';
import * as refs from './refs.ts';

interface Marks {
  dims: Dims;
  item?: number;
  /** Only the part of the account that belongs to this case. */
  byCase?: true;
}

function standing(draft: Draft, account: AccountRef, { byCase }: Marks): number {
  return byCase ? draft.roomOfCase(account) : draft.room(account);
}

/**
 * A payment of what is owed (f): Dr the debt · Cr 1002, at most what is owed; the rest is a payment to explain, Dr 1221.07
 * with a ticket UNKNOWN. Answers what of the debt was paid.
 */
export function payOwed(
  draft: Draft,
  owed: AccountRef,
  paidFrom: Cash,
  amountFen: number,
  marks: Marks,
): number {
  const owedFen = Math.min(amountFen, standing(draft, owed, marks));
  draft.post(owed, refs.paidOutOf(paidFrom), owedFen, { item: marks.item });
  if (owedFen < amountFen) {
    draft.ticket('UNKNOWN', amountFen - owedFen, marks.dims);
    if (paidFrom.by !== 'suspense')
      draft.post(refs.unidentified(paidFrom.money), refs.paidOutOf(paidFrom), amountFen - owedFen);
  }
  return owedFen;
}

/**
 * A receipt of what is due (f): Dr 1002 · Cr what is due, at most what stands there; the rest is a receipt to claim,
 * Cr 2241.01. Answers what was received of it.
 */
export function receiveDue(
  draft: Draft,
  due: AccountRef,
  into: Cash,
  amountFen: number,
  marks: Marks,
): number {
  const dueFen = Math.min(amountFen, standing(draft, due, marks));
  draft.post(refs.receivedInto(into), due, dueFen, { item: marks.item });
  if (into.by !== 'suspense')
    draft.post(refs.receivedInto(into), refs.unclaimed(into.money), amountFen - dueFen);
  return dueFen;
}
