import { daysPast } from '../calendar/days.ts';
import type { WorkCalendar } from '../calendar/working-days.ts';
import { type Rules, ruleFor } from '../rulebook/lookup.ts';
import type { Product } from '../rulebook/types.ts';
import type { AgreedTerm, TransitSettings } from './settings.ts';
import type { DueDay, TransitItem } from './transit.ts';

/** REF-1: the end of the last working day of a refund of an order; null where no rule of day 0 says it. */
export function refundDue(
  product: Product,
  dayZero: string,
  calendar: WorkCalendar,
  rules: Rules,
): DueDay | null {
  const row = ruleFor(rules, 'refund_working_days', product);
  if (!row) return null;
  const workingDays = row.value.last;
  const { due, provisional } = calendar.due(dayZero, workingDays);
  return { on: due, provisional, workingDays, by: row.rule };
}

/** The end of a term that the office agreed for itself; null where it agreed none. */
export function agreedDue(
  term: AgreedTerm,
  dayZero: string,
  calendar: WorkCalendar,
  { terms }: TransitSettings,
): DueDay | null {
  const workingDays = terms[term];
  if (workingDays === null) return null;
  const { due, provisional } = calendar.due(dayZero, workingDays);
  return { on: due, provisional, workingDays, by: 'agreed' };
}

/**
 * Age, days left and days over, on a day. Overdue begins with the working day after the last one (REF-1: with day 8): a
 * weekend in between is not over yet.
 */
export function standingOn(
  on: string,
  beganOn: string,
  due: DueDay | null,
  calendar: WorkCalendar,
): Pick<TransitItem, 'ageDays' | 'workingDaysLeft' | 'overdueDays'> & { isOver: boolean } {
  const last = due?.on ?? beganOn;
  const left = due && (on <= last ? calendar.between(on, last) : 0 - calendar.between(last, on));
  const isOver = left !== null && left < 0;
  return {
    ageDays: daysPast(beganOn, on),
    workingDaysLeft: left,
    overdueDays: due === null || isOver ? daysPast(last, on) : 0,
    isOver,
  };
}
