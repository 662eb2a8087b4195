import { resolve } from 'node:path';
import * as z from 'zod';
import { LONG_OPEN_DAYS } from '../domain/reports/long-open.ts';
import { SHEET_FORMATS } from '../files/write-sheets.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

const book = z.string().describe('book file (.duizhang)');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const format = z.enum(SHEET_FORMATS).default('xlsx');
const out = z.string().describe('file to write');

/** What they do takes long to load, so it is loaded when one of them is asked for. */
async function acts() {
  const [{ withBook }, { fundsReads }, { cliLanguage }, { today }] = await Promise.all([
    import('./cli-book-acts.ts'),
    import('./funds-acts.ts'),
    import('./resources.ts'),
    import('./implementer.ts'),
  ]);
  return { withBook, fundsReads, language: cliLanguage(), today: today() };
}

/** `reports funds-daily`: 资金日报 of a day. */
export function fundsDailyCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({
      description: 'Funds of a day 资金日报: opening, in, out and closing of every bank, wallet and pool',
    })
    .input(z.object({ book, on: day.describe('day of the report'), format, out }))
    .handler(async ({ input: { book: file, out: to, ...input } }) => {
      const { withBook, fundsReads, language } = await acts();
      const path = resolve(to);
      return withBook(
        line,
        file,
        async room => {
          const written = await fundsReads['funds/writeDaily'](room, { ...input, path, language });
          return { report: path, ...written };
        },
        true,
      );
    });
}

/** `reports long-open`: 长期挂账表. */
export function longOpenCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({ description: 'Suspense, money in transit and tickets that are older than some days 长期挂账表' })
    .input(
      z.object({
        book,
        days: z.int().min(0).max(3_660).default(LONG_OPEN_DAYS).describe('older than so many days'),
        on: day.optional().describe('day on which the age is counted; today in Beijing where absent'),
        format,
        out,
      }),
    )
    .handler(async ({ input: { book: file, out: to, ...input } }) => {
      const { withBook, fundsReads, language, today } = await acts();
      const path = resolve(to);
      return withBook(
        line,
        file,
        async ({ connection }) => {
          const asked = { on: today, ...input, path, language };
          return {
            report: path,
            ...(await fundsReads['funds/writeLongOpen']({ connection, desk: line }, asked)),
          };
        },
        true,
      );
    });
}
