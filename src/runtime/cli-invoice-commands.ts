import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import * as z from 'zod';
import { type Finding, Refusal } from '../domain/refusal.ts';
import { LIMITS } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import type { CommandBase } from './cli-base.ts';
import type { CommandLine } from './cli-line.ts';
import { cliCatalogue } from './resources.ts';

// Commands on invoice files alone: they open no book.

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
  };
}
