import * as z from 'zod';
import { SHEET_FORMATS } from '../files/write-sheets.ts';
import type { CommandBase } from './cli-base.ts';
import { settlementCommand } from './cli-bill-commands.ts';
import { fundsDailyCommand, longOpenCommand } from './cli-funds-commands.ts';
import { reconciliationCommand } from './cli-invoice-commands.ts';
import type { CommandLine } from './cli-line.ts';
import { packCommands } from './cli-pack-commands.ts';
import { poolCommands, poolStatementCommand } from './cli-pool-commands.ts';
import { ageingCommand } from './cli-refund-commands.ts';
import { spendCommand } from './cli-spend-commands.ts';
import { voucherCommands } from './cli-voucher-commands.ts';

/** What the acts on a book take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-book-acts.ts');

const book = z.string().describe('book file (.duizhang)');
const file = z.string().describe('file to read');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const client = z.string().describe('client code');
const format = z.enum(SHEET_FORMATS).default('xlsx');
const out = z.string().describe('file to write');

/**
 * Commands on a book. A sealed book takes its passphrase from the environment (`DUIZHANG_PASSPHRASE`), never from an
 * argument, which others on the machine could read. Every one of them understands `--as NAME` and
 * `--pin-file FILE` (see `cli-person.ts`).
 */
export function bookCommands(base: CommandBase, line: CommandLine) {
  return {
    book: {
      create: base
        .meta({ description: 'Make a new book' })
        .input(
          z.object({
            book,
            name: z.string().min(1).max(60).describe('name of the agency'),
            firstPeriod: z
              .string()
              .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
              .optional()
              .describe('first month, yyyy-mm; January of this year where absent, of a demo book 2026-03'),
            demo: z
              .boolean()
              .optional()
              .describe('fill it with the demo agency: clients, opening, months of statements'),
          }),
        )
        .handler(async ({ input }) => (await acts()).create(line, input)),
      verify: base
        .meta({ description: 'Recompute everything and name what differs' })
        .input(z.object({ book }))
        .handler(async ({ input }) => (await acts()).verifyOf(line, input.book)),
      backup: base
        .meta({ description: 'Take a verified copy' })
        .input(
          z.object({
            book,
            to: z
              .string()
              .optional()
              .describe(
                "folder of the copy; where absent the book's own folder of copies, which the month-end looks at",
              ),
          }),
        )
        .handler(async ({ input }) => (await acts()).backup(line, input)),
      restore: base
        .meta({ description: 'Put a copy in the place of a book; the book there is kept beside' })
        .input(z.object({ from: z.string().describe('copy to restore'), book }))
        .handler(async ({ input }) => (await acts()).restore(line, input)),
      salvage: base
        .meta({ description: 'Write all that can still be read of a damaged book; the file is not touched' })
        .input(
          z.object({
            book,
            format: z.enum(['xlsx', 'csv']).default('xlsx'),
            out: z.string().describe('workbook to write, or for CSV a folder that is there'),
          }),
        )
        .handler(async ({ input }) => (await acts()).salvage(line, input)),
    },
    clients: {
      import: base
        .meta({ description: 'Import a client list (XLSX or CSV)' })
        .input(z.object({ book, file }))
        .handler(async ({ input }) => (await acts()).clientsImport(line, input)),
      list: base
        .meta({ description: 'Clients of the book' })
        .input(
          z.object({
            book,
            query: z.string().optional().describe('name, shop, Douyin id, account or initials'),
          }),
        )
        .handler(async ({ input }) => (await acts()).clientsList(line, input)),
    },
    opening: {
      import: base
        .meta({ description: 'Import the opening balances' })
        .input(
          z.object({ book, file, difference: z.string().optional().describe('name of what stays on 3001') }),
        )
        .handler(async ({ input }) => (await acts()).opening(line, input)),
    },
    pools: poolCommands(base, line),
    ledger: {
      balances: base
        .meta({ description: 'Balances by account and dimensions' })
        .input(z.object({ book, client: client.optional(), on: day.optional() }))
        .handler(async ({ input }) => (await acts()).balances(line, input)),
      export: base
        .meta({ description: 'Every transfer as a journal that other programs can check' })
        .input(z.object({ book, format: z.enum(['hledger', 'beancount']), file: out }))
        .handler(async ({ input }) => (await acts()).journal(line, input)),
    },
    reports: {
      'client-statement': base
        .meta({ description: 'Statement for a client 客户对账单' })
        .input(z.object({ book, client, from: day, to: day, format, out }))
        .handler(async ({ input }) => (await acts()).report(line, 'client-statement', input)),
      'trial-balance': base
        .meta({ description: 'Trial balance 科目余额表' })
        .input(z.object({ book, client: client.optional(), from: day, to: day, format, out }))
        .handler(async ({ input }) => (await acts()).report(line, 'trial-balance', input)),
      spend: spendCommand(base, line),
      'funds-daily': fundsDailyCommand(base, line),
      'long-open': longOpenCommand(base, line),
      ageing: ageingCommand(base, line),
      'media-settlement': settlementCommand(base, line),
      'pool-statement': poolStatementCommand(base, line),
      ...voucherCommands(base, line),
      'invoice-reconciliation': reconciliationCommand(base, line),
      ...packCommands(base, line),
    },
  };
}

/** `statements import`: it stands among the commands on statements. */
export function importCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({ description: 'Plan a statement against the book and book exactly that plan' })
    .input(
      z.object({
        book,
        file,
        profile: z.string().optional().describe('id of the form, instead of recognising it'),
        sheet: z.string().optional(),
        password: z.string().optional().describe('password of an archive'),
        account: z.string().optional().describe('own account, where the file does not name it'),
        dryRun: z.boolean().optional().describe('plan only, book nothing'),
        refused: z.string().optional().describe('file for the refused rows (XLSX)'),
      }),
    )
    .handler(async ({ input }) => (await acts()).statementsImport(line, input));
}
