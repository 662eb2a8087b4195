import { Refusal } from '../refusal.ts';
import type { Policy, PolicyTerms } from './terms.ts';

/** Later than every day of a calendar. */
const NEVER = '9999-12-31';

/**
 * Whether two policies would both count: same party, kind and form, platforms that meet, days that meet. 现返 and 货返
 * beside each other are two policies; so are the client side and the media side.
 */
export function overlaps(one: PolicyTerms, other: PolicyTerms): boolean {
  return (
    one.side === other.side &&
    one.client === other.client &&
    one.supplier === other.supplier &&
    one.kind === other.kind &&
    one.form === other.form &&
    (one.platform === other.platform || one.platform === 'any' || other.platform === 'any') &&
    !isEmpty(one) &&
    !isEmpty(other) &&
    one.from <= (other.to ?? NEVER) &&
    other.from <= (one.to ?? NEVER)
  );
}

/** Ended before its first day: taken back, it never held. */
const isEmpty = ({ from, to }: PolicyTerms) => to !== null && to < from;

/** Refuses `policies.overlap`, with the first policy that meets the new one. */
export function checkOverlap(terms: PolicyTerms, others: readonly Policy[]): void {
  const met = others.find(other => overlaps(terms, other));
  if (met) throw new Refusal('policies.overlap', { no: met.id, from: met.from, to: met.to ?? '—' });
}
