import * as z from 'zod';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** `reports spend`: 消耗日报/月报 as a workbook, CSV, PDF, or as the text for a chat. */
export function spendCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({ description: 'Spend by client, account, product and kind of money 消耗日报/月报' })
    .input(
      z.object({
        book: z.string().describe('book file (.duizhang)'),
        from: day.describe('first day'),
        to: day.describe('last day'),
        client: z.string().optional().describe('client code; every client where absent'),
        format: z.enum(['xlsx', 'csv', 'pdf', 'text']).default('xlsx'),
        out: z.string().describe('file to write'),
      }),
    )
    .handler(async ({ input }) => (await import('./cli-spend-acts.ts')).spend(line, input));
}
