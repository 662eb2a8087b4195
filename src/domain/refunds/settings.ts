import { Refusal } from '../refusal.ts';

/** Kinds of money in transit for which no rule sets a term; the office agrees one for itself. */
export const AGREED_TERMS = ['ban_refund', 'withdrawal', 'recharge', 'registered', 'own_transfer'] as const;
export type AgreedTerm = (typeof AGREED_TERMS)[number];

/** What a book agrees about money in transit. */
export interface TransitSettings {
  /** Working days until it is overdue; null: no term. */
  terms: Record<AgreedTerm, number | null>;
  /** A withdrawal from this amount on is approved by a second person; null: none is. */
  approvalFromFen: number | null;
  /** Last days of the classes of an ageing report; what is older is the last class. */
  ageingDays: readonly number[];
}

export const DEFAULT_TRANSIT_SETTINGS: TransitSettings = {
  terms: { ban_refund: 7, withdrawal: 7, recharge: 3, registered: 3, own_transfer: 3 },
  approvalFromFen: 1_000_000,
  ageingDays: [7, 15, 30, 60, 90],
};

const MOST_DAYS = 3_660;

/** Refuses `refunds.bad_term` and `refunds.bad_ageing`: classes rise, and there are at most ten. */
export function checkTransitSettings({ terms, ageingDays }: TransitSettings): void {
  for (const days of Object.values(terms))
    if (days !== null && !(Number.isInteger(days) && days >= 0 && days <= MOST_DAYS))
      throw new Refusal('refunds.bad_term', { days: String(days), most: MOST_DAYS });
  const isRising = ageingDays.every((days, at) => Number.isInteger(days) && days > (ageingDays[at - 1] ?? 0));
  if (!isRising || ageingDays.length === 0 || ageingDays.length > 10 || ageingDays.at(-1)! > MOST_DAYS)
    throw new Refusal('refunds.bad_ageing', { days: ageingDays.join(', ') });
}
