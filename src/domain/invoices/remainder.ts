import type { Fen } from '../money.ts';
import type { InvoiceMode } from '../parties/types.ts';
import { Refusal } from '../refusal.ts';
import { findingBy, type RuleFinding } from '../rulebook/finding.ts';
import { type Rules, rowNamed } from '../rulebook/lookup.ts';

/** The buckets that money was spent from, as far as INV-5 tells them apart. */
export type ChargedBucket =
  | 'prepay'
  | 'rebate_credit'
  | 'credit'
  | 'preloan'
  | 'grant'
  | 'red_packet'
  | 'coupon';

/** One charge to a client for spend: own pool, shared wallet or direct order alike. */
export interface SpendCharge {
  amountFen: Fen;
  bucket: ChargedBucket;
  /** Settled or billed (DAT-5): only final spend is charged. */
  final: boolean;
  /** A grant that the client bought. */
  sold?: boolean;
}

/** What INV-5 counts of a client's charges, and what it leaves out and why. */
export interface Charged {
  chargedFen: Fen;
  /** Not final yet. */
  provisionalFen: Fen;
  /** Grants, red packets and coupons that were not sold. */
  unsoldFen: Fen;
}

const MONEY: ReadonlySet<ChargedBucket> = new Set(['prepay', 'rebate_credit', 'credit', 'preloan']);

/** Sums charges for final spend; under M2 and M3 the agency invoices no spend at all. */
export function chargedOf(charges: readonly SpendCharge[], mode: InvoiceMode): Charged {
  let [chargedFen, provisionalFen, unsoldFen] = [0, 0, 0];
  for (const { amountFen, bucket, final, sold } of charges) {
    if (!MONEY.has(bucket) && !(bucket === 'grant' && sold)) unsoldFen += amountFen;
    else if (!final) provisionalFen += amountFen;
    else if (mode === 'M1') chargedFen += amountFen;
  }
  return {
    chargedFen: chargedFen as Fen,
    provisionalFen: provisionalFen as Fen,
    unsoldFen: unsoldFen as Fen,
  };
}

/** All figures ≥ 0, in 分, of one client and contract subject up to a day. */
export interface InvoiceableFacts {
  chargedFen: number;
  /** Client rebates that belong to the charges. */
  rebateFen: number;
  feeFen: number;
  /** Blue invoices issued, those ahead of charges too. */
  invoicedFen: number;
  /** Red letters, as a positive sum. */
  redFen: number;
}

export interface Remainder {
  /** 可开票余额, ≥ 0. */
  invoiceableFen: Fen;
  /** 预开票余额: invoiced ahead of charges, ≥ 0. One of the two is 0. */
  preInvoicedFen: Fen;
}

/**
 * INV-5, agency → client: charges − client rebates + service fees − blue invoices + red letters. Below zero it is what
 * has been invoiced in advance, a balance of its own.
 */
export function remainderOf(facts: InvoiceableFacts): Remainder {
  const openFen = facts.chargedFen - facts.rebateFen + facts.feeFen - facts.invoicedFen + facts.redFen;
  return {
    invoiceableFen: Math.max(0, openFen) as Fen,
    preInvoicedFen: Math.max(0, -openFen) as Fen,
  };
}

/** INV-5, platform → client. */
export interface PlatformFacts {
  /** 可开票 of the imported bill; undefined where none was imported. */
  billAvailableFen?: number;
  /** Final spend that is no grant and that the client itself paid for. */
  paidSpendFen: number;
  invoicedFen: number;
  redFen: number;
}

/** What the platform may still invoice: the bill's own figure where there is one, else the client's own final spend. */
export function platformRemainder(facts: PlatformFacts): { invoiceableFen: Fen; basis: 'bill' | 'spend' } {
  if (facts.billAvailableFen !== undefined)
    return { invoiceableFen: Math.max(0, facts.billAvailableFen) as Fen, basis: 'bill' };
  const openFen = facts.paidSpendFen - facts.invoicedFen + facts.redFen;
  return { invoiceableFen: Math.max(0, openFen) as Fen, basis: 'spend' };
}

export const INVOICE_CONSENTS = ['none', 'approval', 'supervisor'] as const;
/** Who must agree: nobody, finance 预开票审批, or the finance supervisor. */
export type InvoiceConsent = (typeof INVOICE_CONSENTS)[number];

export interface InvoiceDecision {
  /** Part that is covered by the remainder, and part ahead of charges. */
  coveredFen: Fen;
  aheadFen: Fen;
  /** 预开票余额 once it is issued. */
  preInvoicedFen: Fen;
  consent: InvoiceConsent;
  finding: RuleFinding | null;
}

/**
 * INV-5: an invoice up to the remainder needs nobody; above it, as long as all that is invoiced stays within the cash
 * received from the client, it is a 预开票 with approval; above the cash received only the supervisor may.
 * Refuses `invoices.amount_not_positive`.
 */
export function decideInvoice(
  amountFen: number,
  facts: InvoiceableFacts,
  receivedFen: number,
  rules: Rules,
): InvoiceDecision {
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0)
    throw new Refusal('invoices.amount_not_positive', { amountFen });
  const before = remainderOf(facts);
  const coveredFen = Math.min(amountFen, before.invoiceableFen) as Fen;
  const aheadFen = (amountFen - coveredFen) as Fen;
  const { preInvoicedFen } = remainderOf({ ...facts, invoicedFen: facts.invoicedFen + amountFen });
  const outstandingFen = facts.invoicedFen - facts.redFen + amountFen;
  const consent = aheadFen === 0 ? 'none' : outstandingFen <= receivedFen ? 'approval' : 'supervisor';
  const params = {
    amountFen,
    invoiceableFen: before.invoiceableFen,
    aheadFen,
    receivedFen,
    outstandingFen,
  };
  return { coveredFen, aheadFen, preInvoicedFen, consent, finding: findingOf(consent, params, rules) };
}

function findingOf(
  consent: InvoiceConsent,
  params: Record<string, number>,
  rules: Rules,
): RuleFinding | null {
  const row = rowNamed(rules, 'inv-5.receivable');
  if (consent === 'none' || !row) return null;
  const isSupervisors = consent === 'supervisor';
  const code = isSupervisors ? 'invoices.inv_5_above_cash' : 'invoices.inv_5_ahead';
  return findingBy(row, isSupervisors ? 'block' : 'warn', code, params);
}

/** Refuses `invoices.consent_approval` and `invoices.consent_supervisor` where who agreed is not enough; the supervisor's word is enough for all. */
export function refuseWithoutConsent({ consent, aheadFen }: InvoiceDecision, given: InvoiceConsent): void {
  if (INVOICE_CONSENTS.indexOf(given) < INVOICE_CONSENTS.indexOf(consent))
    throw new Refusal(
      consent === 'supervisor' ? 'invoices.consent_supervisor' : 'invoices.consent_approval',
      { aheadFen },
    );
}
