import type { CompareTab } from '../domain/compare.ts';
import type { GridSelection, GridSort } from '../domain/grid.ts';
import { GridEngine, type GridSource } from '../domain/grid-engine.ts';
import type { Matching } from '../domain/matching/match.ts';
import type { CompareSide } from '../domain/matching/side.ts';
import { TabSource } from '../domain/matching/tab-source.ts';
import { Refusal } from '../domain/refusal.ts';
import type { OpenedFile } from '../domain/table.ts';
import { type ExportHooks, type GridFile, writeGrid } from '../files/write-grid.ts';
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

export interface GridExport extends GridFile {
  held: Held;
  grid: string;
  selection: GridSelection;
  sort: GridSort[];
}

/** Writes what a grid shows, row for row, with its totals. Refuses `grids.not_found` and what the writers refuse. */
export async function exportGrid(request: GridExport, hooks: ExportHooks): Promise<void> {
  const source = sourceOf(request.held, request.grid);
  if (!source) throw new Refusal('grids.not_found', { grid: request.grid });
  const engine = new GridEngine(source);
  const order = engine.select(request.selection, request.sort);
  const keys = request.columns.map(({ key }) => key);
  const rows = {
    columns: source.columns,
    count: order.length,
    sums: engine.totals(request.selection).sums,
    rows: (from: number, count: number) =>
      Array.from(order.subarray(from, from + count), row =>
        Object.fromEntries(keys.map(key => [key, source.value(row, key)])),
      ),
  };
  await writeGrid(request, rows, hooks);
}
