import * as z from 'zod';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-named-export-acts.ts');

const book = z.string().describe('book file (.duizhang)');

/** `exports …`: named exports 自定义导出, made on the screen of that name. */
export function namedExportCommands(base: CommandBase, line: CommandLine) {
  return {
    list: base
      .meta({ description: 'Named exports of a book: grid, columns, month column' })
      .input(z.object({ book }))
      .handler(async ({ input }) => (await acts()).list(line, input)),
    run: base
      .meta({ description: 'Write a named export for a month' })
      .input(
        z.object({
          book,
          name: z.string().min(1).describe('name of the export'),
          period: z.string().default('last').describe('yyyy-mm, this, last, or all'),
          out: z.string().describe('file to write; .csv writes CSV, .xlsx a workbook, else as it was kept'),
        }),
      )
      .handler(async ({ input }) => (await acts()).run(line, input)),
  };
}
