import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import type { VoucherFormat } from '../domain/vouchers/forms.ts';
import type { VoucherBasis } from '../domain/vouchers/types.ts';
import type { SheetFormat } from '../files/write-sheets.ts';
import { readGlFile, readMapping, voucherFileOf } from '../services/vouchers.ts';
import { type EnteredBook, withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { today } from './implementer.ts';
import { cliLanguage } from './resources.ts';
import { voucherReads, voucherWrites } from './voucher-acts.ts';

const callerOf = ({ actor }: EnteredBook) => ({ actor, key: randomUUID(), at: new Date().toISOString() });

interface VouchersInput {
  book: string;
  period: string;
  format: VoucherFormat;
  out: string;
  batch?: number;
  by?: VoucherBasis;
  view?: 'net' | 'gross';
}

/**
 * Exports what is new in a month as the next batch and writes its file. Where nothing is new, or a batch is named, that
 * batch (the last one) is written again, byte for byte.
 */
export function vouchers(line: CommandLine, input: VouchersInput) {
  const path = resolve(input.out);
  return withBook(line, input.book, async book => {
    const { period: month, by: basis, view, format } = input;
    const { entries } = voucherReads['vouchers/state'](book, { month }).pending;
    const isNew = input.batch === undefined && entries > 0;
    const made = isNew
      ? await voucherWrites['vouchers/export'](book, { caller: callerOf(book), month, basis, view })
      : null;
    const batch = made?.batch ?? input.batch ?? voucherReads['vouchers/last'](book, { month })?.id;
    if (batch === undefined) throw new Refusal('vouchers.nothing_new', { month });
    const file = voucherFileOf(format, path);
    const written = await voucherReads['vouchers/write'](book, { batch, format, file, path });
    const told = voucherReads['vouchers/state'](book, { month }).batches.find(({ id }) => id === batch);
    if (!told) throw new Refusal('vouchers.no_batch', { batch });
    const { firstNo, lastNo, amountFen, digest } = told;
    return {
      ...{
        batch,
        repeated: !isNew,
        period: month,
        format,
        entries: told.entries,
        vouchers: lastNo - firstNo + 1,
      },
      ...{ firstNo, lastNo, debitsFen: amountFen, creditsFen: amountFen, digest, report: path, ...written },
    };
  });
}

/** Takes a batch back before the general ledger booked it. */
export function withdraw(line: CommandLine, input: { book: string; batch: number; reason: string }) {
  const { batch, reason } = input;
  return withBook(line, input.book, book =>
    voucherWrites['vouchers/withdraw'](book, { caller: callerOf(book), batch, reason }),
  );
}

/** Writes the mapping, or replaces it by a file. */
export function mapping(line: CommandLine, input: { book: string; file?: string; out?: string }) {
  return withBook(line, input.book, async book => {
    const { file, out } = input;
    const kept =
      file === undefined
        ? null
        : await voucherWrites['vouchers/keepMapping'](book, {
            caller: callerOf(book),
            ...(await readMapping({ path: resolve(file), name: basename(file) })),
          });
    if (out === undefined) return { kept, report: null };
    const format = /\.csv$/i.test(out) ? 'csv' : 'xlsx';
    const written = await voucherReads['vouchers/writeMapping'](book, { format, path: resolve(out) });
    return { kept, report: resolve(out), ...written };
  });
}

interface CompareInput {
  book: string;
  period: string;
  file: string;
  columns?: string;
  format: SheetFormat;
  out: string;
}

/** Reads the 科目余额表 of the general ledger and writes 总账核对表. */
export async function glCompare(line: CommandLine, input: CompareInput) {
  const { period: month, file, format } = input;
  const columns = input.columns === undefined ? {} : { columns: namedIn(input.columns) };
  const reading = await readGlFile({ path: resolve(file), name: basename(file), ...columns });
  const path = resolve(input.out);
  return withBook(line, input.book, async book => {
    const about = { month, today: today(), reading };
    const compared = await voucherWrites['vouchers/readLedger'](book, { caller: callerOf(book), ...about });
    const sheet = { month, format, path, language: cliLanguage(), today: today() };
    const written = await voucherReads['vouchers/writeCheck'](book, sheet);
    const check = voucherReads['vouchers/check'](book, { month });
    const different = (check?.lines ?? [])
      .filter(({ isEqual }) => !isEqual)
      .map(({ glCode, aux, ours, theirs }) => ({ glCode, aux: aux?.code ?? null, ours, theirs }));
    return {
      period: month,
      equal: compared.different === 0,
      ...compared,
      differences: different,
      report: path,
      ...written,
    };
  });
}

/** `code=科目,debits=借方` by field. */
function namedIn(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map(part => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
}
