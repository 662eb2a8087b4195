import * as z from 'zod';
import { VOUCHER_FORMATS } from '../domain/vouchers/forms.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';

/** What the acts take long to load, so they are loaded when one of them is asked for. */
const acts = () => import('./cli-voucher-acts.ts');

const book = z.string().describe('book file (.duizhang)');
const period = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .describe('month, yyyy-mm');
const out = z.string().describe('file to write');

/** `reports vouchers`, `reports voucher-withdraw`, `reports voucher-mapping`, `reports gl-compare`. */
export function voucherCommands(base: CommandBase, line: CommandLine) {
  return {
    vouchers: base
      .meta({
        description:
          'Vouchers 记账凭证 for the general ledger: what is new becomes the next batch; where nothing is new, the last batch again',
      })
      .input(
        z.object({
          ...{ book, period, out },
          format: z
            .enum(VOUCHER_FORMATS)
            .describe('import form; yonyou writes TXT unless --out ends in .xlsx or .csv'),
          batch: z.int().min(1).optional().describe('write this batch again, byte for byte'),
          by: z.enum(['event', 'day']).optional().describe('a voucher for each event, or one a day'),
          view: z.enum(['net', 'gross']).optional().describe('净额法 or 总额法, instead of the book’s'),
        }),
      )
      .handler(async ({ input }) => (await acts()).vouchers(line, input)),
    voucherWithdraw: base
      .meta({ description: 'Take the last voucher batch of a month back before it was booked' })
      .input(
        z.object({
          book,
          batch: z.int().min(1),
          reason: z.string().min(1).describe('why, kept in the book'),
        }),
      )
      .handler(async ({ input }) => (await acts()).withdraw(line, input)),
    voucherMapping: base
      .meta({ description: 'Write the account mapping 科目映射 (XLSX, CSV), or replace it by a file' })
      .input(
        z.object({
          book,
          file: z.string().optional().describe('mapping to take in'),
          out: z.string().optional().describe('file to write'),
        }),
      )
      .handler(async ({ input }) => (await acts()).mapping(line, input)),
    glCompare: base
      .meta({ description: 'General ledger check 总账核对表 against its 科目余额表' })
      .input(
        z.object({
          ...{ book, period, out },
          file: z.string().describe('科目余额表 of the general ledger (XLSX, XLS, CSV)'),
          columns: z
            .string()
            .optional()
            .describe(
              'FIELD=HEADING, separated by commas, for an unknown form: code name debits credits closing …',
            ),
          format: z.enum(['xlsx', 'csv', 'pdf']),
        }),
      )
      .handler(async ({ input }) => (await acts()).glCompare(line, input)),
  };
}
