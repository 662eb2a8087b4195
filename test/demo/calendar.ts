import { fileURLToPath } from 'node:url';
import { WorkCalendar } from '../../src/domain/calendar/working-days.ts';
import { shippedYears } from '../../src/services/calendar.ts';

/** The calendar that the demo agency works by. */
export const CALENDAR = new WorkCalendar(
  shippedYears({ folder: fileURLToPath(new URL('../../resources/calendars', import.meta.url)) }),
);
