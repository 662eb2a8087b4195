import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { beijingDay } from '../domain/calendar/days.ts';
import { type Finding, Refusal, type RefusalData } from '../domain/refusal.ts';
import { renderRuleFinding } from '../domain/rulebook/finding.ts';
import { LIMITS } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import type { SheetFormat } from '../files/write-sheets.ts';
import { clientId, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { invoiceReads, invoiceWrites } from './invoice-acts.ts';
import { cliCatalogue, cliLanguage } from './resources.ts';

// What the commands on the invoice register of a book do.

const today = () => beijingDay(Date.now());

function told({ code, params, place }: Pick<RefusalData, 'code' | 'params' | 'place'>) {
  const { file = null, sheet = null, row = null } = place;
  return { code, file, sheet: sheet || null, row, message: renderText(cliCatalogue(), code, params) };
}
const finding = (each: Finding) => ({ severity: each.severity, ...told(each) });

/** The hostile file is read in a thread before the book is touched. */
export async function importFile(
  line: CommandLine,
  input: { book: string; file: string; number?: string; password?: string },
) {
  const path = resolve(input.file);
  if (!existsSync(path)) throw new Refusal('cli.file_missing', {}, { file: input.file });
  const name = basename(path);
  const request = { path, name, ...(input.password === undefined ? {} : { password: input.password }) };
  const file = await line.pool.call('openInvoices', request, { time_ms: LIMITS.time_ms });
  return withBook(line, input.book, async book => {
    const caller = {
      ...{ actor: book.actor, key: randomUUID(), at: new Date().toISOString(), scope: book.scope },
      // A file tells facts: nobody's consent is asked for.
      gives: 'none' as const,
    };
    const staged = { path, name };
    const done = await invoiceWrites['invoices/import'](book, { caller, file, staged, number: input.number });
    return {
      ...done,
      routed: done.routed.map(({ number, findings }) => ({ number, findings: findings.map(finding) })),
      refused: done.refused.map(each => ({ number: each.number, ...told(each) })),
      findings: done.findings.map(finding),
    };
  });
}

/** INV-5 of a client on a day; amounts in 分. */
export function invoiceable(line: CommandLine, input: { book: string; client: string; on?: string }) {
  return withBook(
    line,
    input.book,
    book => {
      const client = clientId(book, input.client)!;
      const asked = { scope: book.scope, client, on: input.on ?? today() };
      const { chargedFen, rebateFen, feeFen, invoicedFen, redFen, invoiceableFen, preInvoicedFen, route } =
        invoiceReads['invoices/invoiceable'](book, asked);
      return {
        ...{ chargedFen, rebateFen, feeFen, invoicedFen, redFen, invoiceableFen, preInvoicedFen },
        route: {
          ...{ from: route.from, way: route.way, path: route.path },
          findings: route.findings.map(each => ({
            ...{ rule: each.rule, source: each.source, severity: each.severity, code: each.code },
            message: renderRuleFinding(cliCatalogue(), each).message,
          })),
        },
      };
    },
    true,
  );
}

/** `reports invoice-reconciliation`. */
export function reconciliation(
  line: CommandLine,
  input: { book: string; from: string; to: string; client?: string; format: SheetFormat; out: string },
) {
  const { from, to, format } = input;
  const path = resolve(input.out);
  return withBook(
    line,
    input.book,
    async book => {
      const client = clientId(book, input.client);
      const asked = { kind: 'reconciliation' as const, from, to, client, scope: book.scope };
      const written = await invoiceReads['invoices/write'](book, {
        ...asked,
        format,
        path,
        language: cliLanguage(),
      });
      return { report: path, ...written };
    },
    true,
  );
}
