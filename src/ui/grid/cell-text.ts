import type { GridColumn, GridRow, GridValue } from '../../domain/grid.ts';
import { formatE5, groupThousands } from '../../domain/money.ts';

/** How a grid writes what is not there: a fact nobody knows, or a place where nothing belongs. */
export type Absent = 'unknown' | 'blank';

/** Columns whose missing values are facts nobody knows; elsewhere nothing belongs there. */
export type UnknownIn = ReadonlySet<string>;

export function absentIn(unknown: UnknownIn, column: string): Absent {
  return unknown.has(column) ? 'unknown' : 'blank';
}

/** Renders a text code; the page's `t`. */
export type Render = (code: string, params?: Record<string, string | number>) => string;

/** The heading of a column in the user's language, or as the file has it. */
export function headingOf(column: GridColumn, t: Render): string {
  if (column.heading !== undefined) return t(column.heading);
  return column.raw ?? column.key;
}

/** Money in 1/100000 of the unit as accountants read it: 123456780000 → "1,234,567.80", nothing moved → "–". */
export function moneyText(amountE5: number): string {
  return amountE5 === 0 ? '–' : groupThousands(formatE5(amountE5));
}

const SLOT = /\{\w+\}/g;

/** The text of a coded value, filled from its row; apart from a row its slots stand open. */
function codedText(column: GridColumn, value: GridValue, t: Render, row: GridRow | undefined): string {
  const params = column.valueParams === undefined ? null : row?.values[column.valueParams];
  const text = t(
    `${column.valueText}${value}`,
    typeof params === 'string' ? (JSON.parse(params) as Record<string, string | number>) : {},
  );
  return column.valueParams === undefined ? text : text.replace(SLOT, '…');
}

/** The words of one cell, as they are shown, copied and read aloud. */
export function cellText(
  column: GridColumn,
  value: GridValue,
  t: Render,
  absent: Absent,
  row?: GridRow,
): string {
  if (value === null || value === undefined || Number.isNaN(value)) {
    const telling = column.kind === 'money' || column.kind === 'date' || column.kind === 'integer';
    return telling && absent === 'unknown' ? t('grid.unknown') : '';
  }
  if (column.valueText !== undefined) return codedText(column, value, t, row);
  if (typeof value === 'boolean') return t(value ? 'grid.yes' : 'grid.no');
  if (typeof value === 'number') {
    if (column.kind === 'money') return moneyText(value);
    return column.kind === 'integer' ? groupThousands(String(value)) : String(value);
  }
  return value;
}

/** What a spreadsheet should receive for a cell: plain decimals without separators, everything else as shown. */
export function copyText(column: GridColumn, value: GridValue, t: Render, row?: GridRow): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (typeof value === 'number') return column.kind === 'money' ? formatE5(value) : String(value);
  return cellText(column, value, t, 'blank', row);
}

/** A sum of the engine (decimal string) with separators. */
export function sumText(decimal: string): string {
  return groupThousands(decimal);
}

export function isNegative(value: GridValue | string): boolean {
  return typeof value === 'number' ? value < 0 : typeof value === 'string' && value.startsWith('-');
}

/** Values of a row under the shown columns, for copying. */
export function rowTexts(columns: readonly GridColumn[], row: GridRow, t: Render): string[] {
  return columns.map(column => copyText(column, row.values[column.key] ?? null, t, row));
}
