import * as z from 'zod';
import { SHEET_FORMATS } from '../files/write-sheets.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts on a book take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-bill-acts.ts');

const book = z.string().describe('book file (.duizhang)');
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** Commands on the platform's monthly bills. */
export function billCommands(base: CommandBase, line: CommandLine) {
  return {
    import: base
      .meta({ description: "Take the platform's monthly bill into the book 平台账单" })
      .input(
        z.object({
          book,
          file: z.string().describe('bill (CSV, XLSX, XLS)'),
          month: month.optional().describe('month of lines that name none'),
          columns: z
            .string()
            .optional()
            .describe('FIELD=HEADING, separated by commas, where the form is unknown'),
          password: z.string().optional().describe('password of an archive'),
        }),
      )
      .handler(async ({ input }) => (await acts()).billImport(line, input)),
  };
}

/** `reports media-settlement`: bill against flow against book by account and business type. */
export function settlementCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({
      description: 'Platform bill against flow against book, by account and business type 媒体结算核对表',
    })
    .input(
      z.object({
        book,
        period: month.describe('month, yyyy-mm'),
        format: z.enum(SHEET_FORMATS).default('xlsx'),
        out: z.string().describe('file to write'),
      }),
    )
    .handler(async ({ input }) => (await acts()).mediaSettlement(line, input));
}
