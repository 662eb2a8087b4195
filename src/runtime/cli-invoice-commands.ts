import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import * as z from 'zod';
import { type Finding, Refusal } from '../domain/refusal.ts';
import { LIMITS } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import { SHEET_FORMATS } from '../files/write-sheets.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';
import { cliCatalogue } from './resources.ts';

// `inspect` opens no book. What the acts on a book take long to load, so they are loaded when one of them is asked for.
const acts = () => import('./cli-invoice-acts.ts');

const book = z.string().describe('book file (.duizhang)');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

function told({ severity, code, params, place }: Finding) {
  const { file = null, sheet = null, row = null } = place;
  return {
    severity,
    code,
    file,
    sheet: sheet || null,
    row,
    message: renderText(cliCatalogue(), code, params),
  };
}

/** One document for one invoice; a list or an archive of several is an array of them. */
async function inspect(line: CommandLine, file: string, password: string | undefined) {
  const path = resolve(file);
  if (!existsSync(path)) throw new Refusal('cli.file_missing', {}, { file });
  const request = { path, name: basename(path), password };
  const found = await line.pool.call('inspectInvoices', request, { time_ms: LIMITS.time_ms });
  const documents = found.map(invoice => ({ ...invoice, findings: invoice.findings.map(told) }));
  return documents.length === 1 ? documents[0] : documents;
}

export function invoiceCommands(base: CommandBase, line: CommandLine) {
  return {
    inspect: base
      .meta({
        description:
          'What an e-invoice (XML, OFD, an archive of them) or an invoice list says and what is doubtful; amounts in yuan',
      })
      .input(
        z.object({
          file: z.string().describe('e-invoice or invoice list; of several invoices an array is answered'),
          password: z.string().optional().describe('password of an archive'),
        }),
      )
      .handler(({ input }) => inspect(line, input.file, input.password)),
    import: base
      .meta({
        description:
          'Take e-invoices (XML, OFD, an archive) or an invoice list into the register; PDF is only kept',
      })
      .input(
        z.object({
          book,
          file: z.string().describe('e-invoice, archive, invoice list, or PDF'),
          number: z
            .string()
            .optional()
            .describe('invoice that a PDF belongs to; else the number in its name'),
          password: z.string().optional().describe('password of an archive'),
        }),
      )
      .handler(async ({ input }) => (await acts()).importFile(line, input)),
    invoiceable: base
      .meta({ description: 'What may be invoiced to a client on a day (INV-5); amounts in fen' })
      .input(
        z.object({
          book,
          client: z.string().describe('client code'),
          on: day.optional().describe('today where absent'),
        }),
      )
      .handler(async ({ input }) => (await acts()).invoiceable(line, input)),
  };
}

/** `reports invoice-reconciliation`: 客户发票对账表 with the register of the range. */
export function reconciliationCommand(base: CommandBase, line: CommandLine) {
  return base
    .meta({ description: 'Invoices of each client against what was charged 客户发票对账表' })
    .input(
      z.object({
        book,
        from: day.describe('first day'),
        to: day.describe('last day'),
        client: z.string().optional().describe('client code; every client where absent'),
        format: z.enum(SHEET_FORMATS).default('xlsx'),
        out: z.string().describe('file to write'),
      }),
    )
    .handler(async ({ input }) => (await acts()).reconciliation(line, input));
}
