import type { LedgerEvent, Payer, PoolFact, Released } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import { isFinal, type OrderState, orderState } from '../orders/states.ts';
import type { Product } from '../rulebook/types.ts';
import type { OrderFigures } from './order.ts';

/** An order as far as its money goes. */
export interface OrderMoney {
  product: Product;
  caseNo: string;
  state: OrderState | null;
  /** Null: unpaid yet, or closed without payment. */
  figures: OrderFigures;
  /** It was delivering at some time, so an unknown spend need not be zero. */
  wasDelivering: boolean;
  pool: PoolFact;
  client: { client: number };
  /** Null: from the pool. */
  paidFrom: Payer | { by: 'client' } | null;
  /** Money of the pool is the client's own: memo only. */
  clientFunded: boolean;
  mode: 'M1' | 'M2' | 'M3';
  /** Orders are the source of spend of the account (`spend_basis`), or it was paid directly. */
  postsSpend: boolean;
}

/** What the ledger holds of the order's case. */
export interface OrderHeld {
  /** Placed and topped up so far, book money or memo. */
  placedFen: number;
  /** Posted spend. */
  spentFen: number;
  /** Still on order (1123.04, 1123.06 or memo). */
  onOrderFen: number;
  released: Released;
}

/** Unspent part that returns to the payer: order amount is paid and coupon, with top-ups (REF-3). */
export function refundOf(figures: OrderFigures, spentFen: number): number {
  const couponFen = figures.coupon ?? 0;
  const cashFen = cashOf(figures);
  const totalFen = cashFen + couponFen;
  const unspentFen = Math.max(0, totalFen - spentFen);
  if (couponFen === 0) return Math.min(cashFen, unspentFen);
  const share = (BigInt(unspentFen) * BigInt(couponFen) * 2n + BigInt(totalFen)) / (BigInt(totalFen) * 2n);
  return Math.min(cashFen, Math.max(0, unspentFen - Math.min(couponFen, Number(share))));
}

/** Cash that an order took: paid, or amount less coupon, with its top-ups. */
export function cashOf({ amount, paid, coupon, top_up: topUp }: OrderFigures): number {
  return (paid ?? Math.max(0, (amount ?? 0) - (coupon ?? 0))) + (topUp ?? 0);
}

/**
 * Spend as far as it is known; null is unknown, and unknown is not zero (DAT-3). An order that was never made, or was
 * rejected before it was seen delivering, spent nothing.
 */
export function spendKnown({
  state,
  figures,
  wasDelivering,
}: Pick<OrderMoney, 'state' | 'figures' | 'wasDelivering'>): number | null {
  if (figures.spent !== null) return figures.spent;
  if (state === 'FAILED') return 0;
  return state === 'OFFLINE_AUDIT' && !wasDelivering ? 0 : null;
}

/** Whether an order has been paid, by its state. */
export function isPaid(product: Product, state: OrderState | null): boolean {
  return state !== null && orderState(product, state).effect !== 'none';
}

/**
 * The events that bring the ledger from what it holds of an order to where the order stands: placing and top-ups (E27,
 * E28), spend where orders post it (E30, E31, E35, and E41 where it is less than before), and once it has ended what is
 * left of it (E36, E37). Nothing to do gives no event, so it may be asked again at any time. `as`: whether the placing is
 * an intent, which is refused when money is short.
 */
export function moneyEvents(order: OrderMoney, held: OrderHeld, as: 'intent' | 'fact'): LedgerEvent[] {
  if (!isPaid(order.product, order.state)) return [];
  const placed = Math.max(0, cashOf(order.figures) - held.placedFen);
  const events: LedgerEvent[] = placed > 0 ? [placing(order, placed as Fen, as)] : [];
  const spentFen = spendKnown(order);
  let heldFen = held.onOrderFen + placed;
  if (spentFen !== null && order.postsSpend) {
    const ownFen = cashOf(order.figures) - refundOf(order.figures, spentFen);
    const moreFen = ownFen - held.spentFen;
    if (moreFen > 0) events.push(spending(order, moreFen as Fen));
    if (moreFen < 0) events.push(restated(order, -moreFen as Fen, held.released));
    // What is taken back of a spend stands on the order again unless the book's money in the pool paid it.
    const comesBack = order.paidFrom !== null || order.clientFunded;
    if (moreFen > 0 || comesBack) heldFen -= moreFen;
  }
  const ended = order.state !== null && isFinal(order.product, order.state);
  const mayReturn = spentFen !== null || !order.postsSpend;
  if (ended && mayReturn && heldFen > 0) events.push(returning(order, heldFen as Fen));
  return events;
}

function placing(order: OrderMoney, amountFen: Fen, as: 'intent' | 'fact'): LedgerEvent {
  const { caseNo, pool, client, paidFrom } = order;
  if (paidFrom) return { id: 'E28', as, caseNo, client, pool, amountFen, paidFrom };
  if (!order.clientFunded) return { id: 'E27', as, caseNo, ...fromPool(pool), amountFen };
  const memo = [{ bucket: 'client_own', amountFen } as const];
  return { id: 'E27', as: 'fact', caseNo, pool, bucket: 'prepay', amountFen: 0 as Fen, memo };
}

function fromPool(pool: PoolFact) {
  return { pool, bucket: 'prepay', unsplit: true } as const;
}

function spending(order: OrderMoney, amountFen: Fen): LedgerEvent {
  const { caseNo, pool, client, paidFrom, mode } = order;
  if (order.clientFunded || paidFrom?.by === 'client')
    return { id: 'E35', caseNo, pool, client, amountFen, onOrder: true };
  const id = mode === 'M2' ? 'E31' : 'E30';
  if (!paidFrom) return { id, caseNo, ...fromPool(pool), source: { kind: 'order' }, amountFen };
  const source = { kind: 'direct', paidFrom } as const;
  return { id, caseNo, pool, bucket: 'prepay', client, source, amountFen };
}

function restated(order: OrderMoney, amountFen: Fen, released: Released): LedgerEvent {
  const { caseNo, pool, client, paidFrom, mode } = order;
  const less = { id: 'E41', step: 'less', caseNo, pool, client, amountFen } as const;
  if (order.clientFunded || paidFrom?.by === 'client') return { ...less, of: 'own', onOrder: true };
  const invoiced = mode === 'M2' ? 'M2' : 'M1';
  const source = paidFrom ? ({ kind: 'direct', paidFrom } as const) : ({ kind: 'order' } as const);
  return { ...less, bucket: 'prepay', source, mode: invoiced, released };
}

function returning(order: OrderMoney, unspentFen: Fen): LedgerEvent {
  const { caseNo, pool, client, paidFrom } = order;
  if (paidFrom?.by === 'client')
    return { id: 'E37', caseNo, client, paidFrom: { by: 'client', pool }, expectedFen: unspentFen };
  if (order.clientFunded) {
    const memo = [{ bucket: 'client_own', amountFen: unspentFen } as const];
    return { id: 'E36', caseNo, pool, bucket: 'prepay', unspentFen: 0 as Fen, memo };
  }
  if (!paidFrom) return { id: 'E36', caseNo, ...fromPool(pool), unspentFen };
  return { id: 'E37', caseNo, client, paidFrom, expectedFen: unspentFen };
}
