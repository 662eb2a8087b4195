import type { Fen } from '../../money.ts';
import { Refusal } from '../../refusal.ts';
import { taxWithin } from '../rates.ts';
import type { AccountRef } from '../types.ts';
import { type Draft, needOpen, refuseShort } from './draft.ts';
import type { ClientRef, Facts, MediaTaxLine, RedTaxLine, TaxLine } from './facts.ts';
import * as refs from './refs.ts';

type Amounts = Pick<TaxLine, 'grossFen' | 'discountFen' | 'ratePpm' | 'taxFen'>;

/** Tax of a line: the invoice's own, else t(gross less discount). Refuses `accounting.discount_above_line`. */
export function taxOf({ grossFen, discountFen = 0 as Fen, ratePpm, taxFen }: Amounts): Fen {
  if (discountFen > grossFen) refuseShort('accounting.discount_above_line', 'T1', discountFen, grossFen);
  return taxFen ?? taxWithin((grossFen - discountFen) as Fen, ratePpm);
}

const income = (client: ClientRef, line: TaxLine | RedTaxLine): AccountRef =>
  line.of === 'fee' ? refs.feeIncome(client) : refs.charges(client, line.pool);

/**
 * T1 invoice to client for charges made: tax Dr 6001.01/.02 · Cr 2221.01; of charges accrued by T3: Dr 2221.03 · Cr
 * 2221.01. Rebates on the same invoice as discount lines: tax of the net.
 */
export function invoiced(draft: Draft, { client, lines }: Facts<'T1'>): void {
  for (const line of lines) {
    const taxFen = taxOf(line);
    const accrued = refs.taxAccrued(client);
    const accruedFen = line.accrued ? Math.min(taxFen, draft.room(accrued)) : 0;
    draft.post(accrued, refs.OUTPUT_TAX, accruedFen);
    draft.post(income(client, line), refs.OUTPUT_TAX, taxFen - accruedFen);
  }
}

/**
 * T2 invoice ahead of charges 预开票: Dr 2203.03 · Cr 2221.01; when charged: Dr 6001.01 · Cr 2203.03 (a fee: 6001.02).
 * Charging refuses `accounting.balance_short` above what was invoiced ahead.
 */
export function invoicedAhead(draft: Draft, { step, client, lines }: Facts<'T2'>): void {
  const ahead = refs.taxAhead(client);
  for (const line of lines) {
    const taxFen = taxOf(line);
    if (step === 'invoice') draft.post(ahead, refs.OUTPUT_TAX, taxFen);
    else {
      needOpen(draft, ahead, taxFen, 'account');
      draft.post(income(client, line), ahead, taxFen);
    }
  }
}

/** T3 month end, charged not invoiced: Dr 6001.01/.02 · Cr 2221.03; of charges taken back: red, at most what is accrued. */
export function accrueTax(draft: Draft, { step, client, lines }: Facts<'T3'>): void {
  const accrued = refs.taxAccrued(client);
  for (const line of lines) {
    const taxFen = taxOf(line);
    if (step === 'accrue') draft.post(income(client, line), accrued, taxFen);
    else {
      needOpen(draft, accrued, taxFen, 'account');
      draft.post(accrued, income(client, line), taxFen, { red: true });
    }
  }
}

/** Only a general taxpayer deducts input tax, and only in M1 is the platform's invoice the agency's. */
const deducts = (draft: Draft) => draft.settings.taxpayer === 'general';
const cost = ({ client, pool }: MediaTaxLine) => refs.mediaCost(client, pool);

/**
 * T4 platform special invoice received (M1): Dr 2221.04 · Cr 6401.01 tax; 勾选: Dr 2221.02 · Cr 2221.04. 普票, small-scale
 * buyer, or M2: no entry. 勾选 refuses `accounting.balance_short` above what was received.
 */
export function mediaInvoice(draft: Draft, facts: Facts<'T4'>): void {
  if (!deducts(draft)) return;
  const waiting = refs.inputTaxWaiting(facts.supplier);
  if (facts.step === 'certified') {
    needOpen(draft, waiting, facts.taxFen, 'account');
    draft.post(refs.INPUT_TAX, waiting, facts.taxFen);
  } else if (facts.paper === 'special' && facts.mode === 'M1')
    for (const line of facts.lines) draft.post(waiting, cost(line), taxOf(line));
}

/**
 * T5 red letter to client: red of T1/T2 in the open period, on what each line's tax had been taken from; what is no longer
 * accrued or ahead was charged meanwhile and comes off the income. The charge itself is unchanged.
 */
export function redLetter(draft: Draft, { client, lines }: Facts<'T5' | 'T8'>): void {
  const red = { red: true } as const;
  for (const line of lines) {
    const taxFen = taxOf(line);
    const ahead = refs.taxAhead(client);
    const aheadFen = line.from === 'ahead' ? Math.min(taxFen, draft.room(ahead)) : 0;
    draft.post(refs.OUTPUT_TAX, ahead, aheadFen, red);
    const accruedFen = line.from === 'accrued' ? taxFen : 0;
    draft.post(refs.OUTPUT_TAX, refs.taxAccrued(client), accruedFen, red);
    draft.post(refs.OUTPUT_TAX, income(client, line), taxFen - aheadFen - accruedFen, red);
  }
}

/** T6 red letter from platform, tax: rebate Dr 6401.02 · Cr 2221.06; error Dr 6401.01 · Cr 2221.06, then T4 of the new one. */
export function mediaRedLetter(draft: Draft, facts: Facts<'T6'>): void {
  if (!deducts(draft)) return;
  const reversed = refs.inputTaxReversed(facts.supplier);
  if (facts.cause === 'rebate') draft.post(refs.mediaRebate(facts, facts.client), reversed, taxOf(facts));
  else for (const line of facts.lines) draft.post(cost(line), reversed, taxOf(line));
}

/** T7 rebate received on our own invoice to the platform: Dr 6401.02 · Cr 2221.01 tax. */
export function rebateInvoice(draft: Draft, facts: Facts<'T7'>): void {
  draft.post(refs.mediaRebate(facts, facts.client), refs.OUTPUT_TAX, taxOf(facts));
}

/**
 * T8 void on the day 作废 (old forms only): red of T1. Refuses `accounting.void_digital` for a 数电票, which can only be
 * red, and `accounting.void_late` on a later day; whether or not the book keeps tax.
 */
export function voided(draft: Draft, facts: Facts<'T8'>): void {
  const { form, issuedOn, voidedOn } = facts;
  if (form === 'digital') throw new Refusal('accounting.void_digital');
  if (issuedOn !== voidedOn) throw new Refusal('accounting.void_late', { issuedOn, voidedOn });
  if (draft.settings.taxInLedger) redLetter(draft, facts);
}
