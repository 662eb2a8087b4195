import type { FigureName, OrderFigures, OrderFlag, OrderTraits } from '../../domain/order-book/order.ts';
import type { OrderTold } from '../../domain/order-book/row.ts';
import { type FigureTrust, flagOfLessFinal, takesPlace } from '../../domain/order-book/told.ts';
import type { Finality } from '../../domain/orders/figures.ts';
import { knownFigures, type OrderPatch, type StoredOrder } from '../../store/orders.ts';

/** What describes an order, as its columns. */
export function traitColumns({
  scene,
  goal,
  bid,
  durationMinutes,
  video,
  liveRoom,
  placedAt,
  payment,
}: OrderTraits): OrderPatch {
  return { scene, goal, bid, durationMinutes, video, liveRoom, placedAt, payment };
}

/** What a row says of an order over what is known; what it leaves blank stays (DAT-3). */
export function mergedTraits(before: StoredOrder, told: OrderTraits): OrderTraits {
  return {
    scene: told.scene ?? before.scene,
    goal: told.goal ?? before.goal,
    bid: told.bid ?? before.bid,
    durationMinutes: told.durationMinutes ?? before.durationMinutes,
    video: told.video ?? before.video,
    liveRoom: told.liveRoom ?? before.liveRoom,
    placedAt: before.placedAt ?? told.placedAt,
    endedAt: told.endedAt,
    payment: before.payment ?? told.payment,
  };
}

/** What of a row's figures takes the place of what is known; one that is less final than what stands does not (DAT-5). */
export function keptFigures(
  before: StoredOrder,
  { figures }: OrderTold,
  stands: FigureTrust,
  finality: Finality,
): { kept: OrderFigures; flags: OrderFlag[] } {
  const kept = { ...figures };
  const known = knownFigures(before);
  const flags: OrderFlag[] = [];
  for (const [name, trust] of Object.entries(stands) as [FigureName, Finality][]) {
    const value = kept[name];
    if (value === null || takesPlace(trust, finality)) continue;
    kept[name] = null;
    const flag = flagOfLessFinal(value, known[name] ?? 0);
    if (flag) flags.push(flag);
  }
  return { kept, flags };
}

/** Figures that a row tells; what it leaves blank stays as it was known (DAT-3). */
export function knownFrom(before: StoredOrder, figures: OrderFigures): OrderPatch {
  return {
    amountFen: figures.amount ?? before.amountFen,
    paidFen: figures.paid ?? before.paidFen,
    couponFen: figures.coupon ?? before.couponFen,
    topUpFen: figures.top_up ?? before.topUpFen,
    spentFen: figures.spent ?? before.spentFen,
    refundedFen: figures.refunded ?? before.refundedFen,
  };
}

/** A doubt of a rule that is kept with the order. */
export function flag(rule: string, code: string, params: OrderFlag['params']): OrderFlag {
  return { rule, severity: 'warn', code, next: `${code}_next`, params };
}

/** Findings that are kept with an order. */
export function findingsIn(order: StoredOrder): OrderFlag[] {
  return order.findings === null ? [] : (JSON.parse(order.findings) as OrderFlag[]);
}

/** The same finding twice says nothing more. */
export function textOf(findings: readonly OrderFlag[]): string | null {
  const texts = [...new Set(findings.map(finding => JSON.stringify(finding)))];
  return texts.length === 0 ? null : `[${texts.join(',')}]`;
}
