import type { IDatasource } from 'ag-grid-community';
import type { GridPage, GridQuery, GridRow } from '../../domain/grid.ts';
import { Refusal } from '../../domain/refusal.ts';
import { desk } from '../app/client.ts';
import { LiveRows } from './live-rows.ts';

/** Rows asked for at a time. */
export const BLOCK_ROWS = 200;
/** The most rows that one question may ask for (the contract's limit). */
export const WINDOW_MOST = 1_000;

export const EVERYTHING: GridQuery = { filter: [], sort: [] };

/** The subject whose events make the rows of a grid stale. */
export function subjectOf(grid: string): 'book' | 'compare' | 'statements' {
  if (grid.startsWith('book:')) return 'book';
  return grid.startsWith('compare:') ? 'compare' : 'statements';
}

/** Rows of a query as AG Grid asks for them, with the way to renew them when the book went on. */
export interface GridRowsSource extends IDatasource {
  live: LiveRows;
}

/** Rows of a query as AG Grid asks for them; `first` answers the first block without asking again. */
export function rowsUnder(
  grid: string,
  query: GridQuery,
  first: GridPage | null,
  tell: { loaded(total: number): void; failed(error: unknown): void; isOther(): void },
): GridRowsSource {
  const stop = new AbortController();
  const { signal } = stop;
  const live = new LiveRows(
    {
      window: (from, count) => desk.grids.window({ grid, query, from, count }, { signal }),
      locate: async id => (await desk.grids.locate({ grid, query, id }, { signal })).index,
    },
    first,
    { blockRows: BLOCK_ROWS, mostRows: WINDOW_MOST, isOther: tell.isOther },
  );
  return {
    live,
    getRows({ startRow, endRow, successCallback, failCallback }) {
      live.page(startRow, endRow - startRow).then(
        page => {
          if (signal.aborted) return;
          successCallback(page.rows, page.total);
          tell.loaded(page.total);
        },
        error => {
          if (signal.aborted) return;
          failCallback();
          tell.failed(error);
        },
      );
    },
    destroy: () => stop.abort(),
  };
}

/** All rows from `from` up to (not including) `to`, page by page. Refuses `bookgrid.changed` between two revisions. */
export async function* rowsBetween(
  grid: string,
  query: GridQuery,
  from: number,
  to: number,
): AsyncGenerator<GridRow[]> {
  let revision: number | undefined;
  for (let at = from; at < to; at += WINDOW_MOST) {
    const page = await desk.grids.window({ grid, query, from: at, count: Math.min(WINDOW_MOST, to - at) });
    if (at > from && page.revision !== revision) throw new Refusal('bookgrid.changed');
    revision = page.revision;
    if (page.rows.length === 0) return;
    yield page.rows;
  }
}
