import type { SheetFormat } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../../files/write-xlsx.ts';
import type { Words } from './words.ts';

const E5_PER_FEN = 1_000;

export type ReportFormat = SheetFormat;

/** 分 as a money cell, 0 as 0.00. */
export function moneyCell(fen: number): CellValue {
  const amountE5 = fen * E5_PER_FEN;
  return Number.isSafeInteger(amountE5) ? amountE5 : BigInt(fen) * BigInt(E5_PER_FEN);
}

/** 分 as a money cell of a report for accountants: zero is a dash on a sheet and on paper, and a figure in CSV. */
export function dashedCell(fen: number, format: ReportFormat): CellValue {
  return fen === 0 && format !== 'csv' ? '—' : moneyCell(fen);
}

/** Columns by their headings under `reports.column.`. */
export function columnsOf(
  words: Words,
  columns: readonly (readonly [heading: string, kind: ColumnSpec['kind'], width: number])[],
): ColumnSpec[] {
  return columns.map(([heading, kind, width]) => ({
    heading: words.say(`reports.column.${heading}`),
    kind,
    width,
  }));
}

/** A sheet whose rows are all at hand. */
export function sheetOf(
  name: string,
  title: string[],
  columns: ColumnSpec[],
  rows: CellValue[][],
  totals?: CellValue[],
): SheetSpec {
  return {
    name,
    title,
    columns,
    rowCount: rows.length,
    rows: (from, count) => rows.slice(from, from + count),
    totals,
  };
}
