import { Refusal } from '../refusal.ts';
import { numberText, sameParty } from './number.ts';
import type { Invoice } from './types.ts';

/** What must be equal for two papers of one number to be the same invoice. */
export type InvoiceFace = Pick<
  Invoice,
  'number' | 'date' | 'netFen' | 'taxFen' | 'grossFen' | 'seller' | 'buyer'
>;

const AMOUNTS = ['netFen', 'taxFen', 'grossFen'] as const;

/** The first field in which two papers of one number differ; null if they are the same invoice. */
export function differingField(one: InvoiceFace, other: InvoiceFace): keyof InvoiceFace | null {
  if (one.date !== other.date && one.date !== null && other.date !== null) return 'date';
  for (const field of AMOUNTS)
    if (one[field] !== other[field] && one[field] !== null && other[field] !== null) return field;
  if (one.seller.name !== '' && other.seller.name !== '' && !sameParty(one.seller, other.seller))
    return 'seller';
  return one.buyer.name !== '' && other.buyer.name !== '' && !sameParty(one.buyer, other.buyer)
    ? 'buyer'
    : null;
}

/**
 * INV-5: a number is used once. The same invoice again is `known` and books nothing; another invoice under a number
 * that is taken is refused: `invoices.duplicate_number`. Old numbers count with their code.
 */
export function checkNumberFree(invoice: InvoiceFace, taken: InvoiceFace | undefined): 'new' | 'known' {
  if (taken === undefined) return 'new';
  if (differingField(invoice, taken) === null) return 'known';
  const number = invoice.number === null ? '' : numberText(invoice.number);
  throw new Refusal('invoices.duplicate_number', { number });
}
