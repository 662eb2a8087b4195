import { type Rules, rowNamed } from '../rulebook/lookup.ts';
import type { RuleRow } from '../rulebook/types.ts';

/** An own order as far as the diagnosis asks. */
export interface PlacedOrder {
  id: string;
  material: string | null;
  /** Fingerprint of the targeting; null is unknown. */
  targeting: string | null;
  /** Day of payment. */
  on: string;
}

/** A likely cause: `seen` in own orders, with those orders, else a question to ask. */
export interface SlowCause {
  cause: 'targeting' | 'repeated' | 'creative';
  row: RuleRow;
  seen: boolean;
  orders: string[];
}

/** Why an order spends slowly (ORD-8): what own orders show first, the other causes of the brief as questions. */
export function slowCauses(order: PlacedOrder, own: readonly PlacedOrder[], rules: Rules): SlowCause[] {
  const before = own.filter(
    each =>
      each.id !== order.id &&
      each.on <= order.on &&
      order.material !== null &&
      each.material === order.material &&
      order.targeting !== null &&
      each.targeting === order.targeting,
  );
  const causes: SlowCause[] = [];
  for (const cause of ['repeated', 'targeting', 'creative'] as const) {
    const row = rowNamed(rules, `ord-8.${cause}`);
    const orders = cause === 'repeated' ? before.map(({ id }) => id) : [];
    if (row) causes.push({ cause, row, seen: orders.length > 0, orders });
  }
  return causes.toSorted((one, other) => Number(other.seen) - Number(one.seen));
}
