import * as z from 'zod';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts on a book take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-refund-acts.ts');

const book = z.string().describe('book file (.duizhang)');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const on = day.optional().describe('by the end of this day; today in Beijing where absent');

/** Commands on refund cases. */
export function refundCommands(base: CommandBase, line: CommandLine) {
  return {
    list: base
      .meta({ description: 'Refund cases with route, due day and state, arrived ones too 退款' })
      .input(z.object({ book, on }))
      .handler(async ({ input }) => (await acts()).refundsList(line, input)),
  };
}

/** Commands on withdrawals. */
export function withdrawalCommands(base: CommandBase, line: CommandLine) {
  return {
    list: base
      .meta({ description: 'Withdrawals with what became of them, the newest first 提现' })
      .input(z.object({ book }))
      .handler(async ({ input }) => (await acts()).withdrawalsList(line, input)),
  };
}

/** `reports ageing`: money in transit and what clients owe by days past due. */
export function ageingCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({ description: 'Ageing of money in transit and of receivables by open item 账龄分析表、垫款台账' })
    .input(
      z.object({
        book,
        on,
        format: z.enum(['xlsx', 'csv', 'pdf']).default('xlsx'),
        out: z.string().describe('file to write'),
      }),
    )
    .handler(async ({ input }) => (await acts()).ageing(line, input));
}
