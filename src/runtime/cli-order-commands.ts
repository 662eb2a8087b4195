import * as z from 'zod';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts on a book take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-order-acts.ts');

const book = z.string().describe('book file (.duizhang)');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const client = z.string().describe('client code');

/** Commands on the orders of a book, beside `orders check`, which opens none. */
export function orderCommands(base: CommandBase, line: CommandLine) {
  return {
    import: base
      .meta({ description: 'Import an order list (Suixintui or DOU+): orders, figures and money' })
      .input(
        z.object({
          book,
          file: z.string().describe('order list to read'),
          profile: z.string().optional().describe('id of the form, instead of recognising it'),
          sheet: z.string().optional(),
          account: z.string().optional().describe('platform account, where the file does not name it'),
        }),
      )
      .handler(async ({ input }) => (await acts()).ordersImport(line, input)),
    list: base
      .meta({ description: 'Orders of the book with their exact number and sums, the newest first' })
      .input(
        z.object({
          book,
          client: client.optional(),
          state: z.string().optional().describe('code of a state: DELIVERY_OK, AUDITING …'),
          from: day.optional().describe('first day of placing'),
          to: day.optional().describe('last day of placing'),
          limit: z.int().min(1).max(100_000).default(1_000).describe('most orders to list'),
        }),
      )
      .handler(async ({ input }) => (await acts()).ordersList(line, input)),
  };
}

/** `limits show`: what a client may still place with DOU+. */
export function limitCommands(base: CommandBase, line: CommandLine) {
  return {
    show: base
      .meta({ description: 'What a client may still place with DOU+ on a day, by legal person and account' })
      .input(z.object({ book, client, on: day.optional().describe('day; today in Beijing where absent') }))
      .handler(async ({ input }) => (await acts()).limitsShow(line, input)),
  };
}
