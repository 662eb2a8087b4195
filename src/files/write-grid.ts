import type { GridColumn, GridValue } from '../domain/grid.ts';
import type { Params } from '../domain/refusal.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Catalogue, renderText } from '../domain/text.ts';
import { writeCsv } from './write-csv.ts';
import { type CellValue, type ColumnKind, type SheetSpec, writeXlsx } from './write-xlsx.ts';

/** How a grid is written: which of its columns under which headings, in which language. */
export interface GridFile {
  columns: { key: string; heading: string }[];
  format: 'xlsx' | 'csv';
  /** Name of the sheet. */
  name: string;
  path: string;
  catalogue: Catalogue;
}

/** The rows of a grid as a file takes them: by windows. */
export interface GridRows {
  columns: readonly GridColumn[];
  count: number;
  /** Sums of money columns, as decimal strings. */
  sums: Record<string, string>;
  rows(from: number, count: number): Record<string, GridValue>[];
}

export interface ExportHooks {
  cancelled(): boolean;
  onProgress(done: number, total: number): void;
}

/** Writes the rows of a grid with their totals. Refuses `grids.no_column` and what the writers refuse. */
export async function writeGrid(file: GridFile, grid: GridRows, hooks: ExportHooks): Promise<void> {
  const sheet = gridSheet(file, grid);
  const options = {
    cancelled: hooks.cancelled,
    onProgress: (done: number) => hooks.onProgress(done, grid.count),
  };
  if (file.format === 'xlsx') await writeXlsx(file.path, [sheet], options);
  else await writeCsv(file.path, sheet, options);
}

function gridSheet({ columns, name, catalogue }: GridFile, grid: GridRows): SheetSpec {
  const described = columns.map(({ key, heading }) => {
    const column = grid.columns.find(each => each.key === key);
    if (!column) throw new Refusal('grids.no_column', { column: heading });
    return { column, heading };
  });
  const cells = (values: Record<string, GridValue>) =>
    described.map(({ column }) => cellOf(column, values, catalogue));
  const some = grid.rows(0, Math.min(100, grid.count));
  return {
    name,
    columns: described.map(({ column, heading }) => ({ heading, kind: writtenKind(column, some) })),
    rowCount: grid.count,
    rows: (from, count) => grid.rows(from, count).map(cells),
    totals:
      Object.keys(grid.sums).length === 0
        ? undefined
        : described.map(({ column }) => totalCell(grid.sums[column.key])),
  };
}

/** Codes are written as words; a date column with times of day keeps them. */
function writtenKind(column: GridColumn, some: Record<string, GridValue>[]): ColumnKind {
  if (column.kind === 'state') return 'text';
  if (column.kind !== 'date') return column.kind;
  return some.some(values => String(values[column.key]).includes(':')) ? 'datetime' : 'date';
}

function cellOf(column: GridColumn, values: Record<string, GridValue>, catalogue: Catalogue): CellValue {
  const value = values[column.key] ?? null;
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null;
  if (typeof value === 'boolean') return renderText(catalogue, value ? 'grid.yes' : 'grid.no');
  if (column.valueText === undefined) return value;
  return renderText(catalogue, `${column.valueText}${value}`, paramsOf(column, values));
}

function paramsOf({ valueParams }: GridColumn, values: Record<string, GridValue>): Params {
  const params = valueParams === undefined ? null : values[valueParams];
  return typeof params === 'string' ? (JSON.parse(params) as Params) : {};
}

/** A sum ("1234.50") as the whole number of 1/100000 that the writers take. */
function totalCell(sum: string | undefined): CellValue {
  if (sum === undefined) return null;
  const [whole = '0', decimals = ''] = sum.split('.');
  return BigInt(whole + decimals.padEnd(5, '0'));
}
