import { type } from '@orpc/contract';
import * as z from 'zod';
import type { GridColumn, GridPage, GridTotals, GridValueCount } from '../domain/grid.ts';
import { gridQuery, gridSelection, gridWindow } from './grid.ts';
import { command, query } from './procedure.ts';

/**
 * One set of procedures behind every grid. A grid is named by what holds its rows:
 * `raw:<fileId>:<sheet index>` cells as in the file, `statement:<fileId>` rows as the profile reads them,
 * `compare:<comparisonId>:<tab>` one tab of a comparison.
 */
const grid = z.string().max(300);

export const grids = {
  columns: query('viewer').input(z.object({ grid })).output(type<GridColumn[]>()),
  window: query('viewer').input(gridWindow.extend({ grid })).output(type<GridPage>()),
  /** Count of a selection or of everything under a filter, and its sums: of the named money columns, of all where none are named. */
  totals: query('viewer')
    .input(z.object({ grid, selection: gridSelection, sums: z.array(z.string()).max(100).optional() }))
    .output(type<GridTotals>()),
  values: query('viewer')
    .input(z.object({ grid, column: z.string(), query: gridQuery }))
    .output(type<GridValueCount[]>()),
  /** Row number (from 0) at which a row stands under a query, or null: a breadcrumb leads back to it. */
  locate: query('viewer')
    .input(z.object({ grid, query: gridQuery, id: z.string() }))
    .output(type<{ index: number | null }>()),
  /** A job that writes what the grid shows; its result is an export. Headings come rendered in the user's language. */
  export: command('viewer')
    .input(
      z.object({
        grid,
        selection: gridSelection,
        sort: gridQuery.shape.sort,
        columns: z
          .array(z.object({ key: z.string(), heading: z.string() }))
          .min(1)
          .max(600),
        format: z.enum(['xlsx', 'csv']),
        name: z.string().max(120),
      }),
    )
    .output(type<{ jobId: string }>()),
};
