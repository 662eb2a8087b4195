import { beijingClock } from '../calendar/days.ts';
import { FINALITIES, type Finality, finalityOf, usableInClose } from '../orders/figures.ts';
import { isFinal, type OrderState, orderState, unpaidClosesAt, wayTo } from '../orders/states.ts';
import { type Rules, rowsFor, ruleFor } from '../rulebook/lookup.ts';
import type { Product } from '../rulebook/types.ts';
import { type FigureName, NO_FIGURES, type OrderFigures, type OrderFlag } from './order.ts';

/** One observation of a figure, oldest first. */
export interface SeenFigure {
  name: keyof OrderFigures;
  valueFen: number;
  finality: Finality;
}

/** How final each known figure is. */
export type FigureTrust = Partial<Record<FigureName, Finality>>;

/** Whether a figure takes the place of the one before: what is settled or billed gives way to nothing less final (DAT-5). */
export function takesPlace(before: Finality | undefined, now: Finality): boolean {
  if (before === undefined || !usableInClose(before)) return true;
  return FINALITIES.indexOf(now) >= FINALITIES.indexOf(before);
}

/** The known value of each figure, the newest that nothing more final stands against, and how final it is (DAT-5). */
export function newestFigures(seen: readonly SeenFigure[]): {
  figures: OrderFigures;
  trust: FigureTrust;
  /** Of the spend. */
  finality: Finality | null;
} {
  const figures = { ...NO_FIGURES };
  const trust: FigureTrust = {};
  for (const { name, valueFen, finality } of seen) {
    if (!takesPlace(trust[name], finality)) continue;
    figures[name] = valueFen;
    trust[name] = finality;
  }
  return { figures, trust, finality: trust.spent ?? null };
}

/** The figures that a reconciliation or a close may use: settled or billed ones; every other is null (DAT-5). */
export function figuresForClose(seen: readonly SeenFigure[]): OrderFigures {
  return newestFigures(seen.filter(({ finality }) => usableInClose(finality))).figures;
}

/** What is not as final as a figure that stands, and says another value, is recorded and said (DAT-5). */
export function flagOfLessFinal(valueFen: number, standsFen: number): OrderFlag | null {
  if (valueFen === standsFen) return null;
  const params = { valueFen, standsFen };
  return {
    rule: 'DAT-5',
    severity: 'warn',
    code: 'orders.less_final',
    next: 'orders.less_final_next',
    params,
  };
}

const LAPSED = 'orders.unpaid_lapsed';

/**
 * ORD-11: an order that is unpaid still although its minutes are over has closed by the rule, but nobody has told so: it
 * is said and its state stays. Null while it may be paid, or where no rule or no time of placing is known.
 */
export function flagOfUnpaid(
  product: Product,
  order: { state: OrderState | null; placedAt: string | null },
  at: string,
  rules: Rules,
): OrderFlag | null {
  if (order.state !== 'UNPAID') return null;
  const placed = instantOf(order.placedAt);
  const row = ruleFor(rules, 'unpaid_minutes', product);
  const closesAt = placed === null ? null : unpaidClosesAt(product, placed, rules);
  if (!row || closesAt === null || Date.parse(at) < Date.parse(closesAt)) return null;
  const params = { minutes: row.value };
  return { rule: 'ORD-11', row: row.id, severity: 'warn', code: LAPSED, next: `${LAPSED}_next`, params };
}

/** Findings of an order that still hold in a state: that it lapsed unpaid is answered by any other state. */
export function stillHolding(findings: readonly OrderFlag[], state: OrderState | null): OrderFlag[] {
  return findings.filter(({ code }) => code !== LAPSED || state === 'UNPAID');
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
  return start === null ? null : beijingClock(new Date(Date.parse(start) + durationMinutes * 60_000));
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

/** Whether money of an order may still be on order in a state. */
export function isRunning(product: Product, state: OrderState | null): boolean {
  return state !== null && !isFinal(product, state) && orderState(product, state).effect !== 'none';
}
