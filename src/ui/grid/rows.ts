import type { IDatasource } from 'ag-grid-community';
import type { GridPage, GridQuery, GridRow } from '../../domain/grid.ts';
import { desk } from '../app/client.ts';

/** Rows asked for at a time. */
export const BLOCK_ROWS = 200;
/** The most rows that one question may ask for (the contract's limit). */
export const WINDOW_MOST = 1_000;

export const EVERYTHING: GridQuery = { filter: [], sort: [] };

/** The subject whose events make the rows of a grid stale. */
export function subjectOf(grid: string): 'compare' | 'statements' {
  return grid.startsWith('compare:') ? 'compare' : 'statements';
}

/** Rows of a query as AG Grid asks for them; `first` answers the first block without asking again. */
export function rowsUnder(
  grid: string,
  query: GridQuery,
  first: GridPage | null,
  tell: { loaded(total: number): void; failed(error: unknown): void },
): IDatasource {
  const stop = new AbortController();
  return {
    getRows({ startRow, endRow, successCallback, failCallback }) {
      const ready =
        first && startRow === 0
          ? Promise.resolve(first)
          : desk.grids.window(
              { grid, query, from: startRow, count: endRow - startRow },
              { signal: stop.signal },
            );
      ready.then(
        page => {
          if (stop.signal.aborted) return;
          successCallback(page.rows, page.total);
          tell.loaded(page.total);
        },
        error => {
          if (stop.signal.aborted) return;
          failCallback();
          tell.failed(error);
        },
      );
    },
    destroy: () => stop.abort(),
  };
}

/** All rows from `from` up to (not including) `to`, page by page. */
export async function* rowsBetween(
  grid: string,
  query: GridQuery,
  from: number,
  to: number,
): AsyncGenerator<GridRow[]> {
  for (let at = from; at < to; at += WINDOW_MOST) {
    const page = await desk.grids.window({ grid, query, from: at, count: Math.min(WINDOW_MOST, to - at) });
    if (page.rows.length === 0) return;
    yield page.rows;
  }
}
