import type { OrderPageView, OrderRefundView } from '../../../contract/order.ts';
import { yuanText } from '../../../domain/money.ts';
import { REFUND_DECISIONS, type RefundDecided } from '../../../domain/order-book/order.ts';
import { isFinal } from '../../../domain/orders/states.ts';
import { readDay } from '../clients/days.ts';
import { readFen } from '../order-check/draft.ts';

/** Where a refund arrives: the agency, the client's own channel, an employee. */
export const ARRIVALS = ['agency', 'client', 'employee'] as const;
export type Arrival = (typeof ARRIVALS)[number];

export interface RefundDraft {
  to: Arrival;
  /** Ids as texts; '' is the one that paid. */
  money: string;
  employee: string;
  amount: string;
  on: string;
}

/** Whether an arrival can be recorded: the order has ended, and something of what was paid has not come back. */
export function awaitsRefund({ order, refund }: Pick<OrderPageView, 'order' | 'refund'>): boolean {
  const { product, state } = order;
  return refund !== null && refund.openFen > 0 && state !== null && isFinal(product, state);
}

/** The refund as it is expected: all of it, the way it was paid (REF-1, REF-2). */
export function refundDraftOf(page: Pick<OrderPageView, 'held'>, refund: OrderRefundView, on: string) {
  const { transitFen } = page.held;
  const amount = transitFen > 0 ? yuanText(transitFen) : '';
  return { to: refund.by, money: '', employee: '', amount, on } satisfies RefundDraft;
}

/** Places at which a refund may arrive: what the client paid comes back to the client. */
export function arrivalsOf({ by }: OrderRefundView): readonly Arrival[] {
  return by === 'client' ? ['client'] : ARRIVALS;
}

/** What must be chosen: an account or an employee, where the one that paid is no answer. */
export function payerAsked({ to }: RefundDraft, { by }: OrderRefundView): 'money' | 'employee' | null {
  if (to === 'client' || to === by) return null;
  return to === 'agency' ? 'money' : 'employee';
}

/** The arrival as the book takes it; null while something is missing or is no amount or day. */
export function arrivalOf(draft: RefundDraft, refund: OrderRefundView) {
  const amountFen = readFen(draft.amount);
  const day = readDay(draft.on);
  const asked = payerAsked(draft, refund);
  if (!amountFen || day === null || (asked !== null && draft[asked] === '')) return null;
  const { to, money, employee } = draft;
  return {
    amountFen,
    to,
    on: day,
    ...(to === 'agency' && money !== '' ? { money: Number(money) } : {}),
    ...(to === 'employee' && employee !== '' ? { employee: Number(employee) } : {}),
  };
}

/** How an amount stands to what is on its way; `unknown` while nobody knows the spend, so that nothing is expected yet. */
export function differenceOf(
  amountFen: number,
  { transitFen }: OrderPageView['held'],
): { as: 'exact' | 'short' | 'over' | 'unknown'; fen: number } {
  if (transitFen === 0) return { as: 'unknown', fen: 0 };
  const fen = amountFen - transitFen;
  return fen === 0 ? { as: 'exact', fen } : fen < 0 ? { as: 'short', fen: -fen } : { as: 'over', fen };
}

/** How a difference may be decided: what is short (E39), what is over (E40), each with what is open of it. */
export function decisionsOf({
  shortFen,
  overFen,
}: OrderRefundView): { as: RefundDecided; openFen: number }[] {
  return REFUND_DECISIONS.map(as => ({
    as,
    openFen: as === 'spend_too_high' || as === 'not_ours' ? overFen : shortFen,
  })).filter(({ openFen }) => openFen > 0);
}

/** The field to which a refusal of a refund speaks. */
export function fieldOfFault(code: string | undefined): 'amount' | 'to' | 'money' | 'employee' | 'on' | null {
  switch (code) {
    case 'accounting.balance_short':
      return 'amount';
    case 'orders.refund_paid_by_client':
      return 'to';
    case 'orders.money_account':
      return 'money';
    case 'orders.employee':
      return 'employee';
    case 'ledger.period_closed':
    case 'ledger.client_period_closed':
      return 'on';
    default:
      return null;
  }
}
