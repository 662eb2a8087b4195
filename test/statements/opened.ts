import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { afterAll } from 'vitest';
import type { CountSum, Inspection, Profile } from '../../src/domain/statement.ts';
import { LIMITS, type OpenedFile } from '../../src/domain/table.ts';
import { encodeGb18030 } from '../../src/files/encode-gb18030.ts';
import { openFile } from '../../src/files/open.ts';
import { inspectFile } from '../../src/statements/inspect.ts';
import { loadProfiles } from '../../src/statements/profiles.ts';
import type { Wanted } from '../../src/statements/recognise.ts';

const folder = mkdtempSync(join(tmpdir(), 'duizhang-statements-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const shipped = loadProfiles(join(import.meta.dirname, '../../resources/profiles'));

export type Coding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le';

export function encode(text: string, coding: Coding): Uint8Array {
  if (coding === 'gb18030') return encodeGb18030(text);
  if (coding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  return Buffer.from(coding === 'utf-8-bom' ? `\ufeff${text}` : text, 'utf8');
}

export async function openBytes(name: string, bytes: Uint8Array): Promise<OpenedFile> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return openFile({ path, name }, { limits: LIMITS });
}

export function openText(text: string, name = '流水.csv', coding: Coding = 'utf-8'): Promise<OpenedFile> {
  return openBytes(name, encode(text, coding));
}

/** A workbook of the given rows, one entry per sheet. */
export function openBook(
  sheets: Record<string, (string | number | null)[][]>,
  hidden: string[] = [],
): Promise<OpenedFile> {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
  book.Workbook = { Sheets: book.SheetNames.map(name => ({ Hidden: hidden.includes(name) ? 1 : 0 })) };
  return openBytes('流水.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }));
}

export function inspect(file: OpenedFile, want: Wanted = {}, profiles: Profile[] = shipped): Inspection {
  return inspectFile(file, profiles, want).inspection;
}

export async function inspectText(text: string, name?: string, coding?: Coding): Promise<Inspection> {
  return inspect(await openText(text, name, coding));
}

/** `3/120.00`. */
export function short({ count, sum }: CountSum): string {
  return `${count}/${sum}`;
}

export function codes(inspection: Inspection): string[] {
  return inspection.findings.map(finding => finding.code);
}

export function lines(...rows: string[]): string {
  return `${rows.join('\n')}\n`;
}
