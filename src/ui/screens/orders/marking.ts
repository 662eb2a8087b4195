import { type OrderState, orderState, statesOf } from '../../../domain/orders/states.ts';
import type { Product } from '../../../domain/rulebook/types.ts';

/** States into which an order can come by a step, in the order in which they are met. */
export function enterable(product: Product): OrderState[] {
  const entered = new Set(statesOf(product).flatMap(state => orderState(product, state).next));
  return statesOf(product).filter(state => entered.has(state));
}

/** Product of a state as the grid has it, `product.STATE` or a product alone; null for none. */
export function productIn(value: unknown): Product | null {
  const product = String(value ?? '').split('.')[0];
  return product === 'suixintui' || product === 'douplus' ? product : null;
}
