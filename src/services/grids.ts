import type { CompareTab } from '../domain/compare.ts';
import type { GridColumn, GridSelection, GridSort, GridValue } from '../domain/grid.ts';
import { GridEngine, type GridSource } from '../domain/grid-engine.ts';
import type { Matching } from '../domain/matching/match.ts';
import type { CompareSide } from '../domain/matching/side.ts';
import { TabSource } from '../domain/matching/tab-source.ts';
import { Refusal } from '../domain/refusal.ts';
import type { OpenedFile } from '../domain/table.ts';
import { type Catalogue, renderText } from '../domain/text.ts';
import { writeCsv } from '../files/write-csv.ts';
import { type CellValue, type ColumnKind, type SheetSpec, writeXlsx } from '../files/write-xlsx.ts';
import { readColumns } from '../statements/columns.ts';
import type { Recognition } from '../statements/recognise.ts';
import { rawSource, statementSource } from '../statements/sources.ts';

/** What a grid's rows come from: plain data over shared memory, so that any thread can show the same rows. */
export type Held =
  | { kind: 'statement'; id: string; file: OpenedFile; recognition: Recognition }
  | { kind: 'comparison'; id: string; matching: Matching; leftSide: CompareSide; rightSide: CompareSide };

/** Holds the rows behind every open grid; an engine is made when a grid is first asked. */
export class GridHall {
  private readonly held = new Map<string, Held>();
  private readonly engines = new Map<string, GridEngine>();

  hold(held: Held): void {
    this.release(held.id);
    this.held.set(held.id, held);
  }

  release(id: string): void {
    this.held.delete(id);
    for (const grid of this.engines.keys()) if (grid.split(':')[1] === id) this.engines.delete(grid);
  }

  /** The engine of a grid by its name (see the contract). Refuses `grids.not_found`. */
  engine(grid: string): GridEngine {
    const known = this.engines.get(grid);
    if (known) return known;
    const held = this.held.get(grid.split(':')[1] ?? '');
    const source = held && sourceOf(held, grid);
    if (!source) throw new Refusal('grids.not_found', { grid });
    const engine = new GridEngine(source);
    this.engines.set(grid, engine);
    return engine;
  }
}

/** The rows of `raw:<fileId>:<sheet index>`, `statement:<fileId>` or `compare:<comparisonId>:<tab>`. */
function sourceOf(held: Held, grid: string): GridSource | null {
  const [kind, , part = ''] = grid.split(':');
  if (held.kind === 'comparison') {
    const rows = kind === 'compare' ? held.matching[part as CompareTab] : undefined;
    return rows ? new TabSource(part as CompareTab, rows, held.leftSide, held.rightSide) : null;
  }
  const sheet = held.file.sheets[kind === 'raw' ? Number(part) : held.recognition.sheetIndex];
  if (!sheet) return null;
  if (kind === 'raw') return rawSource(sheet);
  return kind === 'statement' && held.recognition.profile
    ? statementSource(readColumns(sheet, held.recognition))
    : null;
}

export interface GridExport {
  held: Held;
  grid: string;
  selection: GridSelection;
  sort: GridSort[];
  columns: { key: string; heading: string }[];
  format: 'xlsx' | 'csv';
  /** Name of the sheet. */
  name: string;
  path: string;
  catalogue: Catalogue;
}

/** Writes what a grid shows, row for row, with its totals. Refuses `grids.not_found` and what the writers refuse. */
export async function exportGrid(
  request: GridExport,
  hooks: { cancelled(): boolean; onProgress(done: number, total: number): void },
): Promise<void> {
  const source = sourceOf(request.held, request.grid);
  if (!source) throw new Refusal('grids.not_found', { grid: request.grid });
  const engine = new GridEngine(source);
  const rows = engine.select(request.selection, request.sort);
  const sheet = exportSheet(request, source, rows, engine.totals(request.selection).sums);
  const options = {
    cancelled: hooks.cancelled,
    onProgress: (done: number) => hooks.onProgress(done, rows.length),
  };
  if (request.format === 'xlsx') await writeXlsx(request.path, [sheet], options);
  else await writeCsv(request.path, sheet, options);
}

function exportSheet(
  { columns, name, catalogue }: GridExport,
  source: GridSource,
  rows: Uint32Array,
  sums: Record<string, string>,
): SheetSpec {
  const described = columns.map(({ key, heading }) => {
    const column = source.columns.find(each => each.key === key);
    if (!column) throw new Refusal('grids.no_column', { column: heading });
    return { column, heading };
  });
  const cell = (row: number, at: number): CellValue => {
    const { column } = described[at]!;
    return shown(source.value(row, column.key), column.valueText, catalogue);
  };
  return {
    name,
    columns: described.map(({ column, heading }) => ({ heading, kind: writtenKind(column, source, rows) })),
    rowCount: rows.length,
    rows: (from, count) =>
      Array.from(rows.subarray(from, from + count), row => described.map((_, at) => cell(row, at))),
    totals:
      Object.keys(sums).length === 0 ? undefined : described.map(({ column }) => totalCell(sums[column.key])),
  };
}

/** Codes are written as words; a date column with times of day keeps them. */
function writtenKind(column: GridColumn, source: GridSource, rows: Uint32Array): ColumnKind {
  if (column.kind === 'state') return 'text';
  if (column.kind !== 'date') return column.kind;
  const timed = rows.subarray(0, 100).some(row => String(source.value(row, column.key)).includes(':'));
  return timed ? 'datetime' : 'date';
}

function shown(value: GridValue, valueText: string | undefined, catalogue: Catalogue): CellValue {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null;
  if (typeof value === 'boolean') return renderText(catalogue, value ? 'grid.yes' : 'grid.no');
  return valueText === undefined ? value : renderText(catalogue, `${valueText}${value}`);
}

/** A sum ("1234.50") as the whole number of 1/100000 that the writers take. */
function totalCell(sum: string | undefined): CellValue {
  if (sum === undefined) return null;
  const [whole = '0', decimals = ''] = sum.split('.');
  return BigInt(whole + decimals.padEnd(5, '0'));
}
