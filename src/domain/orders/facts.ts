import type { LimitUse } from '../limits/types.ts';
import type { PaymentMethod } from '../rulebook/types.ts';
import type { Cart, PlacementFacts } from '../upgrade/facts.ts';

export interface CreativeFacts {
  public?: boolean;
  titleLength?: number;
  seconds?: number;
  cart?: Cart;
  materialId?: string;
}

/** What is known of an order before it is placed; undefined is unknown. */
export interface OrderFacts extends PlacementFacts {
  amountFen?: number;
  durationHours?: number;
  bid?: { by?: 'plays' | 'goal'; mode?: 'auto' | 'manual' };
  payment?: PaymentMethod;
  video?: CreativeFacts;
  account?: PlacementFacts['account'] & { banned?: boolean };
  used?: LimitUse;
}
