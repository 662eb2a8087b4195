import { type Finality, finalityOf } from '../orders/figures.ts';
import { isFinal, type OrderState, orderState, wayTo } from '../orders/states.ts';
import { type Rules, rowsFor } from '../rulebook/lookup.ts';
import type { Product } from '../rulebook/types.ts';
import { NO_FIGURES, type OrderFigures, type OrderFlag } from './order.ts';

/** One observation of a figure, oldest first. */
export interface SeenFigure {
  name: keyof OrderFigures;
  valueFen: number;
  finality: Finality;
}

/** The newest known value of each figure, and how final the spend is. */
export function newestFigures(seen: readonly SeenFigure[]): {
  figures: OrderFigures;
  finality: Finality | null;
} {
  const figures = { ...NO_FIGURES };
  let finality: Finality | null = null;
  for (const { name, valueFen, finality: trust } of seen) {
    figures[name] = valueFen;
    if (name === 'spent') finality = trust;
  }
  return { figures, finality };
}

/** Whether an order went the platform's way; what did not is recorded and said (ORD-11). */
export function flagOfStep(product: Product, from: OrderState | null, to: OrderState): OrderFlag | null {
  if (from === to || wayTo(product, from, to) !== null) return null;
  const params = {
    from: `${product}.${from ?? ''}`,
    to: `${product}.${to}`,
  };
  return {
    rule: 'ORD-11',
    severity: 'warn',
    code: 'orders.odd_step',
    next: 'orders.odd_step_next',
    params,
  };
}

/**
 * When an order ended, Beijing time: as told; else, once its state says that it has, the end of its hours after it was
 * placed (they are an estimate, ORD-7, so this only decides how long its figures stay provisional, DAT-2). Null: not
 * ended, or nobody knows since when.
 */
export function endOf(
  product: Product,
  order: {
    state: OrderState | null;
    endedAt: string | null;
    placedAt: string | null;
    durationMinutes: number | null;
  },
): string | null {
  if (order.endedAt !== null) return order.endedAt;
  if (order.state === null || !isFinal(product, order.state)) return null;
  const { placedAt, durationMinutes } = order;
  if (placedAt === null || durationMinutes === null) return null;
  const start = instantOf(placedAt);
  return start === null ? null : beijingTime(new Date(Date.parse(start) + durationMinutes * 60_000));
}

/**
 * The latest moment (UTC) at which an order of an end state can have ended, where nobody says when it did: when that state
 * was first seen, or the longest hours there are after its placing.
 */
export function endedBy(
  product: Product,
  placedAt: string | null,
  firstSeenAt: string,
  rules: Rules,
): string {
  const kinds = ['durations', 'durations_api'] as const;
  const offered = kinds.flatMap(kind => rowsFor(rules, kind, product).map(({ value }) => value));
  const longest = Math.max(0, ...offered.flatMap(({ hours, upTo }) => [...hours, upTo ?? 0]));
  const placed = instantOf(placedAt);
  if (placed === null || longest === 0) return firstSeenAt;
  const latest = new Date(Date.parse(placed) + longest * 3_600_000).toISOString();
  return Date.parse(latest) < Date.parse(firstSeenAt) ? latest : firstSeenAt;
}

/** How final a figure of an order is when it is seen at a moment (UTC) (DAT-2). */
export function trustOf(endedAt: string | null, seenAt: string, rules: Rules): Finality {
  return finalityOf({ in: 'order', endedAt: momentOf(endedAt), seenAt }, rules);
}

/** A moment as it is given: a UTC instant, or Beijing time. */
function momentOf(time: string | null): string | null {
  return time?.endsWith('Z') ? time : instantOf(time);
}

/** The UTC instant of a Beijing time; a day alone counts to its end. */
export function instantOf(time: string | null): string | null {
  if (time === null) return null;
  const clock = time.length > 10 ? time.slice(11) : '24:00:00';
  const at = Date.parse(`${time.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at)) return null;
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return new Date(at + ((hours - 8) * 3_600 + minutes * 60 + seconds) * 1_000).toISOString();
}

export function beijingTime(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Whether money of an order may still be on order in a state. */
export function isRunning(product: Product, state: OrderState | null): boolean {
  return state !== null && !isFinal(product, state) && orderState(product, state).effect !== 'none';
}
