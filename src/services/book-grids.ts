import type {
  GridColumn,
  GridPage,
  GridQuery,
  GridSelection,
  GridSort,
  GridTotals,
  GridValueCount,
} from '../domain/grid.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { type ExportHooks, type GridFile, writeGrid } from '../files/write-grid.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { openGrid } from '../store/grids/open.ts';

/**
 * Grids over the open book. By name:
 * `book:journal[:<from>:<to>]` 序时账, `book:ledger:<account>[:<from>:<to>]` 明细账 of an account with its running balance,
 * `book:client:<client>[:<from>:<to>]` every transfer of a client and its pools, `book:plan:<plan>` rows of an import
 * plan, `book:rows:<file>` rows of an imported file, `book:files`, `book:log` 操作日志, `book:tickets` open tickets,
 * `book:orders` orders of 小店随心推 and DOU+.
 * Every function refuses `grids.not_found`, `grids.not_seen` where the scope does not reach, and `reports.bad_day` or
 * `reports.range_reversed` for the days of a name; unknown columns are `grids.no_column`.
 */
export function bookGridColumns(connection: Connection, scope: RowScope, grid: string): GridColumn[] {
  return openGrid(connection, scope, grid).columns;
}

/** Rows of a query with the exact number of rows under its filter, and the revision to which they belong. */
export function bookGridWindow(
  connection: Connection,
  scope: RowScope,
  grid: string,
  request: { query: GridQuery; from: number; count: number },
): GridPage {
  return openGrid(connection, scope, grid).window(request.query, request.from, request.count);
}

/** Exact count, and sums of the named columns or of all; a running balance has no sum. */
export function bookGridTotals(
  connection: Connection,
  scope: RowScope,
  grid: string,
  selection: GridSelection,
  sums?: readonly string[],
): GridTotals {
  return openGrid(connection, scope, grid).totals(selection, sums);
}

/** Values of a column under the other conditions of a query, most frequent first, at most 1,000. */
export function bookGridValues(
  connection: Connection,
  scope: RowScope,
  grid: string,
  request: { column: string; query: GridQuery },
): GridValueCount[] {
  return openGrid(connection, scope, grid).values(request.column, request.query);
}

/** Row number (from 0) of a row under a query, or null. */
export function bookGridLocate(
  connection: Connection,
  scope: RowScope,
  grid: string,
  request: { query: GridQuery; id: string },
): { index: number | null } {
  return { index: openGrid(connection, scope, grid).locate(request.query, request.id) };
}

export interface BookGridExport extends GridFile {
  grid: string;
  selection: GridSelection;
  sort: GridSort[];
}

/** Writes what a grid shows, row for row, with its totals: the rows that are there when it begins. */
export async function exportBookGrid(
  connection: Connection,
  scope: RowScope,
  request: BookGridExport,
  hooks: ExportHooks,
): Promise<void> {
  const reader = openGrid(connection, scope, request.grid);
  const ids = reader.idsOf(request.selection, request.sort);
  const rows = {
    columns: reader.columns,
    count: ids.length,
    sums: reader.totals(request.selection).sums,
    rows: (from: number, count: number) =>
      reader.rowsById(ids.subarray(from, from + count)).map(({ values }) => values),
  };
  await writeGrid(request, rows, hooks);
}
