import type { Fen } from '../money.ts';
import { Refusal } from '../refusal.ts';
import { type Rules, ruleFor } from '../rulebook/lookup.ts';
import { numberText, sameParty } from './number.ts';
import type { InvoiceNumber, InvoiceParty } from './types.ts';

/** States of a 红字信息确认单 as the tax platform codes them: 01 … 09. */
export const CONFIRMATION_STATES = [
  ...(['not_needed', 'waits_buyer', 'waits_seller', 'confirmed', 'buyer_denied'] as const),
  ...(['seller_denied', 'lapsed', 'withdrawn', 'withdrawn_confirmed'] as const),
] as const;
export type ConfirmationState = (typeof CONFIRMATION_STATES)[number];

export const RED_REASONS = ['mistake', 'goods_returned', 'service_ended', 'allowance'] as const;
/** 开票有误, 销货退回, 服务中止, 销售折让. */
export type RedReason = (typeof RED_REASONS)[number];

const NEXT: Readonly<Record<ConfirmationState, readonly ConfirmationState[]>> = {
  not_needed: ['withdrawn_confirmed'],
  waits_buyer: ['confirmed', 'buyer_denied', 'lapsed', 'withdrawn'],
  waits_seller: ['confirmed', 'seller_denied', 'lapsed', 'withdrawn'],
  confirmed: ['withdrawn_confirmed'],
  buyer_denied: [],
  seller_denied: [],
  lapsed: [],
  withdrawn: [],
  withdrawn_confirmed: [],
};

/** The state behind a code `01` … `09`; null for any other. */
export function confirmationStateOf(code: string): ConfirmationState | null {
  return /^0[1-9]$/.test(code) ? CONFIRMATION_STATES[Number(code) - 1]! : null;
}

/** How a form begins: an invoice not yet used or booked is reversed by the seller alone, else the other side confirms. */
export function firstState(isUsed: boolean, by: 'seller' | 'buyer'): ConfirmationState {
  if (!isUsed && by === 'seller') return 'not_needed';
  return by === 'seller' ? 'waits_buyer' : 'waits_seller';
}

/** A form as the book keeps it. */
export interface ConfirmationForm {
  state: ConfirmationState;
  /** When it was entered, epoch milliseconds. */
  enteredAtMs: number;
}

/** When a form that waits lapses, epoch milliseconds; null if it does not wait or no row gives the hours. */
export function lapsesAtMs(form: ConfirmationForm, rules: Rules): number | null {
  if (form.state !== 'waits_buyer' && form.state !== 'waits_seller') return null;
  const hours = ruleFor(rules, 'red_confirm_hours', 'any')?.value;
  return hours === undefined ? null : form.enteredAtMs + hours * 3_600_000;
}

/** The state at a moment: what was not confirmed in time has lapsed (超72小时作废). At the very hour it still stands. */
export function stateAt(form: ConfirmationForm, nowMs: number, rules: Rules): ConfirmationState {
  const lapseMs = lapsesAtMs(form, rules);
  return lapseMs !== null && nowMs > lapseMs ? 'lapsed' : form.state;
}

/** Refuses `invoices.confirmation_step` for a step that the form's state at that moment does not allow. */
export function stepForm(
  form: ConfirmationForm,
  to: ConfirmationState,
  nowMs: number,
  rules: Rules,
): ConfirmationForm {
  const from = stateAt(form, nowMs, rules);
  if (!NEXT[from].includes(to)) throw new Refusal('invoices.confirmation_step', { from, to });
  return { ...form, state: to };
}

/** Whether the red invoice may be issued on the form. */
export function mayIssueRed(state: ConfirmationState): boolean {
  return state === 'not_needed' || state === 'confirmed';
}

/** A blue invoice with what red letters have already taken from it (amounts > 0). */
export interface BlueSide {
  number: InvoiceNumber;
  date: string;
  isRed: boolean;
  isVoid: boolean;
  seller: InvoiceParty;
  buyer: InvoiceParty;
  netFen: Fen;
  taxFen: Fen;
  redNetFen: Fen;
  redTaxFen: Fen;
}

/** A red letter; its amounts are ≤ 0. */
export interface RedSide {
  date: string;
  seller: InvoiceParty;
  buyer: InvoiceParty;
  netFen: Fen;
  taxFen: Fen;
}

/** What red letters may still take from a blue invoice, in 分. */
export function blueRest(blue: Pick<BlueSide, 'netFen' | 'taxFen' | 'redNetFen' | 'redTaxFen'>): Fen {
  return (blue.netFen + blue.taxFen - blue.redNetFen - blue.redTaxFen) as Fen;
}

/**
 * INV-5: a red letter is a linked negative of one blue invoice, all letters together never above it (net and tax each).
 * Refuses `invoices.red_not_negative`, `invoices.red_of_red`, `invoices.red_of_void`, `invoices.red_parties`,
 * `invoices.red_before_blue`, `invoices.red_above_blue`.
 */
export function refuseRed(blue: BlueSide, red: RedSide): void {
  const number = numberText(blue.number);
  const grossFen = red.netFen + red.taxFen;
  if (grossFen >= 0 || red.netFen > 0 || red.taxFen > 0)
    throw new Refusal('invoices.red_not_negative', { grossFen });
  if (blue.isRed) throw new Refusal('invoices.red_of_red', { number });
  if (blue.isVoid) throw new Refusal('invoices.red_of_void', { number });
  if (!sameParty(blue.seller, red.seller) || !sameParty(blue.buyer, red.buyer))
    throw new Refusal('invoices.red_parties', { number, seller: blue.seller.name, buyer: blue.buyer.name });
  if (red.date < blue.date)
    throw new Refusal('invoices.red_before_blue', { number, on: red.date, blueOn: blue.date });
  const isAbove = -red.netFen > blue.netFen - blue.redNetFen || -red.taxFen > blue.taxFen - blue.redTaxFen;
  if (isAbove)
    throw new Refusal('invoices.red_above_blue', { number, redFen: -grossFen, restFen: blueRest(blue) });
}
