import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import { WorkCalendar } from '../domain/calendar/working-days.ts';
import type { CalendarYear } from '../domain/calendar/year.ts';
import { readCalendarFile, shippedYears } from '../services/calendar.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';
import { resourcesFolder } from './resources.ts';

/** Document of the workstation's shelf: years that a user brought, the newest last. */
const SHELF = 'calendars';

/** Working days by the shipped years and by those that were brought to this workstation. */
async function workCalendar(line: CommandLine): Promise<WorkCalendar> {
  const brought = await line.shelf.read<CalendarYear[]>(SHELF, []);
  return new WorkCalendar([...shippedYears({ folder: join(resourcesFolder, 'calendars') }), ...brought]);
}

export function calendarCommands(base: CommandBase, line: CommandLine) {
  return {
    due: base
      .meta({ description: 'The end of a working day counted from a day, which is day 0' })
      .input(
        z.object({
          from: z.string().describe('day 0, yyyy-mm-dd'),
          workingDays: z.coerce.number().describe('how many working days later'),
        }),
      )
      .handler(async ({ input }) => (await workCalendar(line)).due(input.from, input.workingDays)),
    isWorkday: base
      .meta({ description: 'Whether a day is worked in China' })
      .input(z.object({ on: z.string().describe('day, yyyy-mm-dd') }))
      .handler(async ({ input }) => (await workCalendar(line)).isWorkday(input.on)),
    import: base
      .meta({ description: 'Bring the published days off and make-up days of a year (CSV, XLSX or JSON)' })
      .input(z.object({ file: z.string().describe('rows of date, off or work, name') }))
      .handler(async ({ input: { file } }) => {
        const years = await readCalendarFile({ path: resolve(file), name: basename(file) });
        const kept = new Set(years.map(({ year }) => year));
        await line.shelf.update<CalendarYear[]>(SHELF, [], before => [
          ...before.filter(({ year }) => !kept.has(year)),
          ...years,
        ]);
        return years.map(({ year, off, work }) => ({
          year,
          off: Object.keys(off).length,
          work: work.length,
        }));
      }),
  };
}
