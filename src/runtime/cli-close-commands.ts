import * as z from 'zod';
import { SHEET_FORMATS } from '../files/write-sheets.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-close-acts.ts');

const which = z.object({
  book: z.string().describe('book file (.duizhang)'),
  period: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .describe('month, yyyy-mm'),
});
const client = z.string().optional().describe('client code; the whole book where absent');
const reason = z.string().min(1).describe('why, kept in the book');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** `periods …`: 结账, 客户关账, 反结账, the checklist. */
export function closeCommands(base: CommandBase, line: CommandLine) {
  return {
    close: base
      .meta({ description: 'Close a month of the book or of a client, or tell what is missing (exit 2)' })
      .input(which.extend({ client }))
      .handler(async ({ input }) => (await acts()).close(line, input)),
    reopen: base
      .meta({ description: 'Reopen the last closed month 反结账' })
      .input(which.extend({ client, reason }))
      .handler(async ({ input }) => (await acts()).reopen(line, input)),
    checklist: base
      .meta({ description: 'The thirty lines of the month-end checklist, computed; amounts in fen' })
      .input(which.extend({ client }))
      .handler(async ({ input }) => (await acts()).checklist(line, input)),
    carry: base
      .meta({ description: 'Leave lines of the checklist open by name 挂账结转' })
      .input(
        which.extend({
          client,
          lines: z.string().describe('numbers of lines, with commas'),
          owner: z.string().min(1).describe('who looks after it'),
          due: day.describe('until when'),
          reason,
        }),
      )
      .handler(async ({ input }) => (await acts()).carry(line, input)),
    noBusiness: base
      .meta({ description: 'Say that a money account had no rows in a month 当日无业务' })
      .input(which.extend({ money: z.string().describe('name of the money account'), reason }))
      .handler(async ({ input }) => (await acts()).noBusiness(line, input)),
    report: base
      .meta({ description: 'Write the close report 结账报告' })
      .input(
        which.extend({
          client,
          format: z.enum(SHEET_FORMATS).default('xlsx'),
          out: z.string().describe('file to write'),
        }),
      )
      .handler(async ({ input }) => (await acts()).report(line, input)),
  };
}
