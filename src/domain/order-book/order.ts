import type { RuleFinding } from '../rulebook/finding.ts';
import type { PaymentMethod, Product, Scene } from '../rulebook/types.ts';

/** Reported figures of an order, 分. `top_up` and `refunded` are running totals. */
export const FIGURE_NAMES = ['amount', 'paid', 'coupon', 'top_up', 'spent', 'refunded'] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** Figures as they are known; null is unknown, which is not zero (DAT-3). */
export type OrderFigures = Record<FigureName, number | null>;

export const NO_FIGURES: OrderFigures = {
  amount: null,
  paid: null,
  coupon: null,
  top_up: null,
  spent: null,
  refunded: null,
};

/** How a refund that is short (E39) or over (E40) is decided. */
export const REFUND_DECISIONS = [
  ...(['spent', 'agency_bears', 'client_bears'] as const),
  ...(['spend_too_high', 'not_ours'] as const),
] as const;
export type RefundDecided = (typeof REFUND_DECISIONS)[number];

export const ORDER_FUNDERS = ['agency', 'client', 'employee'] as const;
/** Who paid: 代理商, 客户, 员工代付. */
export type OrderFunder = (typeof ORDER_FUNDERS)[number];

/** What describes an order besides its state and figures. Times are Beijing time, `2026-05-01 09:08:07`. */
export interface OrderTraits {
  scene: Scene | null;
  goal: string | null;
  /** As the platform words it, or `goal/auto`. */
  bid: string | null;
  durationMinutes: number | null;
  /** Id of the video or material. */
  video: string | null;
  /** Douyin id of the live room. */
  liveRoom: string | null;
  placedAt: string | null;
  endedAt: string | null;
  payment: PaymentMethod | null;
}

export const NO_TRAITS: OrderTraits = {
  scene: null,
  goal: null,
  bid: null,
  durationMinutes: null,
  video: null,
  liveRoom: null,
  placedAt: null,
  endedAt: null,
  payment: null,
};

export interface OrderKey {
  product: Product;
  orderNo: string;
}

/** A finding kept with an order; `at` is when it was found. */
export interface OrderFlag extends Omit<RuleFinding, 'row' | 'source' | 'rule'> {
  rule: string;
  row?: string;
}
