import { daysBetween } from '../calendar/days.ts';
import { type Rules, rowNamed, ruleFor } from '../rulebook/lookup.ts';
import { routeFor } from '../rulebook/routes.ts';
import type { RuleRow } from '../rulebook/types.ts';

// How much a reported figure may be trusted (DAT-1 … DAT-5). Moments are UTC instants, days are Beijing days.

const HOUR_MS = 3_600_000;

/** Lowest first. Only `settled` and `billed` may be used in a reconciliation and a close (DAT-5). */
export const FINALITIES = ['provisional', 'reported', 'settled', 'billed'] as const;
export type Finality = (typeof FINALITIES)[number];

/** Where a figure was seen, and when. */
export type Seen =
  | { in: 'order'; endedAt: string | null; seenAt: string }
  | { in: 'flow'; day: string; seenOn: string }
  | { in: 'bill' };

/** How final a figure is (DAT-2, DAT-5): an order's own figure never gets beyond `reported`. */
export function finalityOf(seen: Seen, rules: Rules): Finality {
  if (seen.in === 'bill') return 'billed';
  if (seen.in === 'flow') {
    const row = ruleFor(rules, 'settled_after_days', 'any');
    return row && daysBetween(seen.day, seen.seenOn) >= row.value.settled ? 'settled' : 'provisional';
  }
  const row = ruleFor(rules, 'final_after_hours', 'any');
  if (seen.endedAt === null || !row) return 'provisional';
  const finalAt = Date.parse(seen.endedAt) + row.value * HOUR_MS;
  return Date.parse(seen.seenAt) >= finalAt ? 'reported' : 'provisional';
}

/** Whether a figure may be used in a reconciliation or a close (DAT-5). */
export function usableInClose(finality: Finality): boolean {
  return finality === 'settled' || finality === 'billed';
}

/** Whether a day's flow is to be read again, T+3 (DAT-5). */
export function rereadDue(day: string, on: string, rules: Rules): boolean {
  const row = ruleFor(rules, 'settled_after_days', 'any');
  return row !== undefined && daysBetween(day, on) >= row.value.reread;
}

/**
 * What to do about figures that have not come (DAT-2): wait until the hour is over, then ask the platform by the
 * route's path.
 */
export function missingFigures(
  endedAt: string | null,
  at: string,
  rules: Rules,
): { act: 'wait' } | { act: 'ask'; path: string | null } {
  const finality = finalityOf({ in: 'order', endedAt, seenAt: at }, rules);
  if (finality === 'provisional') return { act: 'wait' };
  return { act: 'ask', path: routeFor(rules, 'missing_figures', 'any')?.value.path ?? null };
}

/** The cell of a figure: blank and dashes are unknown, which is not zero (DAT-3). */
export function knownCell(cell: string | null): string | null {
  const text = cell?.trim() ?? '';
  return text === '' || /^[-–—]+$/.test(text) ? null : text;
}

/** What is said beside figures: what they hold (DAT-1), and for weak ones on what they depend (DAT-4). */
export function figureNotes(weak: boolean, rules: Rules): RuleRow[] {
  const ids = weak ? ['dat-1.scope', 'dat-4.interaction'] : ['dat-1.scope'];
  return ids.map(id => rowNamed(rules, id)).filter(row => row !== undefined);
}
