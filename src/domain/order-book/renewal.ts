import type { OrderFigures, OrderFlag } from './order.ts';

/**
 * What a row of an order list says of an order that the book has, where the form has no column of top-ups: DOU+ and some
 * lists of 随心推 show 续费 and 追加 only as a larger total under the same number. What is more than the order was placed
 * with is its top-up; the amounts that it was placed with stay.
 */
export function withRenewal(before: OrderFigures, told: OrderFigures): OrderFigures {
  if (told.top_up !== null) return told;
  const placedFen = before.amount;
  const grownFen = placedFen === null || told.amount === null ? 0 : told.amount - placedFen;
  if (before.paid !== null && told.paid !== null && told.paid > before.paid) {
    const amount = grownFen > 0 ? placedFen : told.amount;
    return { ...told, amount, paid: before.paid, top_up: told.paid - before.paid };
  }
  return grownFen > 0 ? { ...told, amount: placedFen, top_up: grownFen } : told;
}

const CODES = {
  top_up: 'orders.shrunk_top_up',
  paid: 'orders.shrunk_paid',
  amount: 'orders.shrunk_amount',
} as const;

/** A running total, or what was paid, can only grow: a smaller one is recorded and said (ORD-11). */
export function flagOfShrinking(before: OrderFigures, told: OrderFigures): OrderFlag | null {
  for (const name of ['top_up', 'paid', 'amount'] as const) {
    const [was, is] = [before[name], told[name]];
    if (was === null || is === null || is >= was) continue;
    const params = { wasFen: was, isFen: is };
    const next = 'orders.shrunk_next';
    return { rule: 'ORD-11', severity: 'warn', code: CODES[name], next, params };
  }
  return null;
}
