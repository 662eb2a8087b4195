import { join } from 'node:path';
import { WorkCalendar } from '../domain/calendar/working-days.ts';
import type { CalendarYear } from '../domain/calendar/year.ts';
import { broughtYears, shippedYears } from '../services/calendar.ts';
import type { DeskShelf } from '../store/desk.ts';
import { resourcesFolder } from './resources.ts';

let shipped: CalendarYear[] | null = null;

/** The published years that the product brings, read once in a thread. */
export function shippedCalendars(): CalendarYear[] {
  shipped ??= shippedYears({ folder: join(resourcesFolder, 'calendars') });
  return shipped;
}

/** Working days by the shipped years alone: the same on every workstation. */
export function shippedCalendar(): WorkCalendar {
  return new WorkCalendar(shippedCalendars());
}

/** Working days by the shipped years and by those that were brought to this workstation. */
export async function workCalendar(shelf: DeskShelf): Promise<WorkCalendar> {
  return new WorkCalendar([...shippedCalendars(), ...(await broughtYears(shelf))]);
}
