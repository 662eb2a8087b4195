import type { Product, Scene } from '../rulebook/types.ts';
import type { OrderFacts } from './facts.ts';

/** What is kept of an order as a placement; `creative` is JSON. */
export interface KeptPlacement {
  product: Product;
  scene: Scene | null;
  goal: string | null;
  creative: string | null;
}

/** What is known of a stored order as a placement. */
export function placementOf({ product, scene, goal, creative }: KeptPlacement): OrderFacts {
  const { video, live, ...more } = JSON.parse(creative ?? '{}') as Partial<OrderFacts>;
  return {
    product,
    ...(scene ? { scene } : {}),
    ...(goal ? { goal } : {}),
    ...more,
    ...(video ? { video } : {}),
    ...(live ? { live } : {}),
  };
}
