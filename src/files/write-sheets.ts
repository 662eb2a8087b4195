import { writeCsv } from './write-csv.ts';
import { type Paper, writePdf } from './write-pdf.ts';
import { type SheetSpec, type WriteOptions, type WrittenFile, writeXlsx } from './write-xlsx.ts';

export const SHEET_FORMATS = ['xlsx', 'csv', 'pdf'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** Writes sheets in the format that was asked for; CSV holds the first sheet only. Refuses what the writers refuse. */
export function writeSheets(
  format: SheetFormat,
  path: string,
  sheets: readonly SheetSpec[],
  paper: Paper | undefined,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  if (format === 'csv') return writeCsv(path, sheets[0]!, options);
  if (format === 'xlsx') return writeXlsx(path, [...sheets], options);
  if (!paper) throw new Error('a PDF was asked for without its paper');
  return writePdf(path, sheets, paper, options);
}
