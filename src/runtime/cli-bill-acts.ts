import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BILL_FIELDS, type BillColumns, type BillField } from '../domain/bills/types.ts';
import { Refusal } from '../domain/refusal.ts';
import { LIMITS } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import type { SheetFormat } from '../files/write-sheets.ts';
import { billReads, billWrites } from './bill-acts.ts';
import { withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { cliCatalogue, cliLanguage } from './resources.ts';

// What the commands on 平台账单 do.

/** `account=账户,amount=金额`. Refuses `cli.columns` for a field that there is not. */
function columnsOf(text: string): BillColumns {
  const columns: BillColumns = {};
  for (const part of text.split(',')) {
    const [field = '', heading = ''] = part.split('=', 2).map(word => word.trim());
    if (!(BILL_FIELDS as readonly string[]).includes(field)) throw new Refusal('cli.columns', { part });
    columns[field as BillField] = heading;
  }
  return columns;
}

/** The hostile file is read in a thread before the book is touched. */
export async function billImport(
  line: CommandLine,
  input: { book: string; file: string; month?: string; columns?: string; password?: string },
) {
  const path = resolve(input.file);
  if (!existsSync(path)) throw new Refusal('cli.file_missing', {}, { file: input.file });
  const name = basename(path);
  const { month, columns, password } = input;
  const choice = {
    ...(month === undefined ? {} : { month }),
    ...(columns === undefined ? {} : { columns: columnsOf(columns) }),
  };
  const request = { path, name, choice, ...(password === undefined ? {} : { password }) };
  const file = await line.pool.call('openBill', request, { time_ms: LIMITS.time_ms });
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return withBook(line, input.book, async book => {
    const caller = { actor: book.actor, key: randomUUID(), at: new Date().toISOString() };
    const done = await billWrites['bills/import'](book, { caller, file, name, sha256: hash.digest('hex') });
    const findings = done.findings.map(({ code, params, place, severity }) => ({
      ...{ severity, code, row: place.row ?? null },
      message: renderText(cliCatalogue(), code, params),
    }));
    return { ...done, findings };
  });
}

/** `reports media-settlement`. */
export function mediaSettlement(
  line: CommandLine,
  input: { book: string; period: string; format: SheetFormat; out: string },
) {
  const path = resolve(input.out);
  return withBook(
    line,
    input.book,
    async book => {
      const asked = { month: input.period, format: input.format, path, language: cliLanguage() };
      const written = await billReads['bills/write'](book, asked);
      const { totals, hasBill } = billReads['bills/settlement'](book, { month: input.period });
      return { report: path, ...written, hasBill, ...totals };
    },
    true,
  );
}
