import * as z from 'zod';
import { SHEET_FORMATS } from '../files/write-sheets.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-pack-acts.ts');

const book = z.string().describe('book file (.duizhang)');
const period = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .describe('month, yyyy-mm');

const reconciled = z.object({
  book,
  period,
  account: z.string().optional().describe('name of the account, or id at the platform; all where absent'),
  format: z.enum(SHEET_FORMATS).default('xlsx'),
  out: z.string().describe('file to write'),
});

/** `reports statement-pack`, `statement-verify`, `confirmation-letters`, `bank-` and `platform-reconciliation`. */
export function packCommands(base: CommandBase, line: CommandLine) {
  return {
    'statement-pack': base
      .meta({
        description: 'Statement packs of a month 对账单包: XLSX, PDF, differences and evidence by client',
      })
      .input(
        z.object({
          book,
          period,
          out: z.string().describe('folder to write to'),
          client: z.string().optional().describe('client code; every client with money where absent'),
        }),
      )
      .handler(async ({ input }) => (await acts()).statementPack(line, input)),
    'bank-reconciliation': base
      .meta({ description: 'Bank reconciliation 银行存款余额调节表 of a month, by account' })
      .input(reconciled)
      .handler(async ({ input }) => (await acts()).reconciliation(line, 'bank', input)),
    'platform-reconciliation': base
      .meta({ description: 'Platform reconciliation 平台余额调节表 of a month, by pool and kind of money' })
      .input(reconciled)
      .handler(async ({ input }) => (await acts()).reconciliation(line, 'platform', input)),
    'confirmation-letters': base
      .meta({ description: 'Confirmation letters 往来询证函 of every client with a balance, PDF and XLSX' })
      .input(
        z.object({
          book,
          on: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}$/)
            .describe('balances at the end of this day'),
          out: z.string().describe('folder to write to'),
          client: z.string().optional().describe('client code; every client with a balance where absent'),
        }),
      )
      .handler(async ({ input }) => (await acts()).confirmationLetters(line, input)),
    'statement-verify': base
      .meta({ description: 'Check an evidence ZIP of a pack by what stands in it; exit 1 where it differs' })
      .input(
        z.object({
          pack: z.string().describe('evidence ZIP of a pack'),
          book: z.string().optional().describe('book that should know it'),
        }),
      )
      .handler(async ({ input }) => (await acts()).statementVerify(line, input)),
  };
}
