import type { OrderEntry } from '../../../contract/order.ts';
import type { OrderView } from '../../../contract/orders.ts';
import { refundOf } from '../../../domain/order-book/money.ts';
import type { OrderFigures } from '../../../domain/order-book/order.ts';
import type { Finality } from '../../../domain/orders/figures.ts';
import { isFinal, type OrderState, orderState, statesOf } from '../../../domain/orders/states.ts';
import type { Product } from '../../../domain/rulebook/types.ts';
import type { Tone } from '../../app/chip.tsx';

/** Colour of a state: what refused, what waits, what runs, what is done. */
export function stateTone(product: Product, state: OrderState): Tone {
  if (state === 'FAILED' || state === 'OFFLINE_AUDIT') return 'danger';
  switch (orderState(product, state).effect) {
    case 'none':
      return 'neutral';
    case 'spend':
    case 'close':
      return 'success';
    case 'return_unspent':
      return state === 'OVER' || state === 'DELIVERED' ? 'success' : 'warning';
    default:
      return 'info';
  }
}

/** Colour of how far a figure may be trusted. */
export function finalityTone(finality: Finality): Tone {
  if (finality === 'provisional') return 'warning';
  return finality === 'reported' ? 'info' : 'success';
}

/** Kinds of what a timeline shows. */
export const SHOWN = ['all', 'steps', 'figures', 'money'] as const;
export type Shown = (typeof SHOWN)[number];

/** Entries that tell something of a kind. */
export function entriesOf(entries: readonly OrderEntry[], shown: Shown): OrderEntry[] {
  if (shown === 'all') return [...entries];
  const key = shown === 'money' ? 'batches' : shown;
  return entries.filter(entry => entry[key].length > 0);
}

function figuresOf(order: OrderView): OrderFigures {
  return {
    amount: order.amountFen,
    paid: order.paidFen,
    coupon: order.couponFen,
    top_up: order.topUpFen,
    spent: order.spentFen,
    refunded: order.refundedFen,
  };
}

/** States that are no legal next step: what the platform did all the same is recorded as a fact. */
export function otherStates(product: Product, state: OrderState | null, next: readonly OrderState[]) {
  return statesOf(product).filter(each => each !== state && !next.includes(each));
}

/** Whether the spend is asked with a step: where money comes back, or spend accrues. */
export function asksSpend(product: Product, to: OrderState): boolean {
  const { effect } = orderState(product, to);
  return effect === 'spend' || effect === 'return_unspent' || effect === 'close';
}

/** What a step does, for the button that makes it: a text code below `screens.order.step.` and the amount in 分. */
export function stepDoes(
  order: OrderView,
  to: OrderState,
  spentFen: number | null,
): { act: 'returns' | 'places' | 'waits' | 'only'; amountFen: number } {
  const { product, state } = order;
  const { effect } = orderState(product, to);
  const known = spentFen ?? order.spentFen;
  if (effect === 'place' && (state === null || orderState(product, state).effect === 'none'))
    return { act: 'places', amountFen: refundOf(figuresOf(order), 0) };
  if (!isFinal(product, to) || effect === 'none') return { act: 'only', amountFen: 0 };
  if (effect === 'return_all') return { act: 'returns', amountFen: refundOf(figuresOf(order), 0) };
  const wasDelivering = state !== null && orderState(product, state).effect === 'spend';
  if (known === null && to === 'OFFLINE_AUDIT' && !wasDelivering)
    return { act: 'returns', amountFen: refundOf(figuresOf(order), 0) };
  if (known === null) return { act: 'waits', amountFen: 0 };
  const amountFen = refundOf(figuresOf(order), known);
  return amountFen > 0 ? { act: 'returns', amountFen } : { act: 'only', amountFen: 0 };
}
