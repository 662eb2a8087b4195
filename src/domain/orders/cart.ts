import type { Product, Scene } from '../rulebook/types.ts';
import { isFinal, type OrderState } from './states.ts';

/** Why the platform ends DOU+ orders of a room that used the cart (ORD-10). */
export const LIVE_CART = 'live_cart';

export interface RoomOrder {
  id: string;
  product: Product;
  scene: Scene;
  /** Douyin account of the live room. */
  room: string;
  state: OrderState;
}

/** The DOU+ live orders that end when their room has used the cart: paid and not ended yet (ORD-10). */
export function endedByCart<Order extends RoomOrder>(orders: readonly Order[], room: string): Order[] {
  return orders.filter(
    order =>
      order.product === 'douplus' &&
      order.scene === 'live' &&
      order.room === room &&
      order.state !== 'UNPAID' &&
      !isFinal('douplus', order.state),
  );
}
