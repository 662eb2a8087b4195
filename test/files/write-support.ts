import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils, type WorkBook } from '@e965/xlsx';
import { TextWriter, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { afterEach, beforeEach } from 'vitest';
import type { CellValue, ColumnKind, SheetSpec } from '../../src/files/write-sheet.ts';

/** A folder of its own for each test of the file that calls this. */
export function folderPerTest(): { path(name: string): string; names(): string[] } {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'duizhang-write-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return { path: name => join(folder, name), names: () => readdirSync(folder) };
}

/** A sheet whose rows stand in memory; headings are the kinds with their position. */
export function sheetOf(
  kinds: ColumnKind[],
  rows: CellValue[][],
  more: Partial<SheetSpec> = {},
): SheetSpec & { asked: [number, number][] } {
  const asked: [number, number][] = [];
  return {
    name: '流水',
    columns: kinds.map((kind, index) => ({ heading: `${kind} ${index + 1}`, kind })),
    rowCount: rows.length,
    rows(from, count) {
      asked.push([from, count]);
      return rows.slice(from, from + count);
    },
    ...more,
    asked,
  };
}

/** The workbook as SheetJS, a reader that shares no code with the writer, sees it. */
export function readBook(path: string): WorkBook {
  return read(readFileSync(path), { type: 'buffer', cellNF: true });
}

/** A text as SheetJS gives it back: line breaks inside cells come as LF. */
export function asSheetJs(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Values of a sheet, null for an empty cell. */
export function cellsOf(book: WorkBook, sheet = 0): (string | number | null)[][] {
  const name = book.SheetNames[sheet]!;
  return utils.sheet_to_json(book.Sheets[name]!, { header: 1, raw: true, defval: null, blankrows: true });
}

/** The text of every part of an archive. */
export async function partsOf(path: string): Promise<Record<string, string>> {
  const reader = new ZipReader(new Uint8ArrayReader(readFileSync(path)), { useWebWorkers: false });
  const parts: Record<string, string> = {};
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    parts[entry.filename] = await entry.getData(new TextWriter(), { checkSignature: true });
  }
  await reader.close();
  return parts;
}

/** Records of a CSV by the book (RFC 4180), for files that the writer itself made. */
export function csvRecords(path: string): string[][] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new Error(`not RFC 4180 at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    records.at(-1)!.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'));
    if (match[3] === '\r\n') records.push([]);
  }
  records.pop();
  return records;
}
