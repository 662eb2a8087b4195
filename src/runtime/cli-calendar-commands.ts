import { basename, resolve } from 'node:path';
import * as z from 'zod';
import { keepYears, readCalendarFile } from '../services/calendar.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';
import { workCalendar } from './work-calendar.ts';

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
      .handler(async ({ input }) => (await workCalendar(line.shelf)).due(input.from, input.workingDays)),
    isWorkday: base
      .meta({ description: 'Whether a day is worked in China' })
      .input(z.object({ on: z.string().describe('day, yyyy-mm-dd') }))
      .handler(async ({ input }) => (await workCalendar(line.shelf)).isWorkday(input.on)),
    import: base
      .meta({ description: 'Bring the published days off and make-up days of a year (CSV, XLSX or JSON)' })
      .input(z.object({ file: z.string().describe('rows of date, off or work, name') }))
      .handler(async ({ input: { file } }) => {
        const years = await readCalendarFile({ path: resolve(file), name: basename(file) });
        await keepYears(line.shelf, years);
        return years.map(({ year, off, work }) => ({
          year,
          off: Object.keys(off).length,
          work: work.length,
        }));
      }),
  };
}
