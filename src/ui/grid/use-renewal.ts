import type { GridApi } from 'ag-grid-community';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { GridRow } from '../../domain/grid.ts';
import { desk } from '../app/client.ts';
import { EVERYTHING, type GridRowsSource } from './rows.ts';
import { type RowSelection, setSelected } from './selection.ts';

/** The most named rows that are looked for one by one after some of them went away. */
const SOUGHT_MOST = 200;

/**
 * Renews the rows of a grid in their place when the book went on: the row at the top stays at the top, the focus on its
 * row, and named rows that are gone leave the selection. Answers the function that renews.
 */
export function useRenewal(args: {
  grid: string;
  api: RefObject<GridApi<GridRow> | null>;
  datasource: GridRowsSource;
  /** Revision of the newest first rows: another one means that the book went on. */
  revision: number | undefined;
  selection: RowSelection;
  setSelection(change: (now: RowSelection) => RowSelection): void;
  failed(error: unknown): void;
}): () => void {
  const newest = useRef(args);
  newest.current = args;
  const running = useRef<{ again: boolean } | null>(null);

  const renew = useCallback(() => {
    if (running.current) {
      running.current.again = true;
      return;
    }
    const run = { again: true };
    running.current = run;
    const work = async () => {
      while (run.again) {
        run.again = false;
        const { datasource } = newest.current;
        try {
          await renewOnce(newest.current);
        } catch (error) {
          // Another query has taken the place of this one and asks for itself.
          if (newest.current.datasource === datasource) throw error;
        }
      }
    };
    void work()
      .catch(error => newest.current.failed(error))
      .finally(() => {
        running.current = null;
      });
  }, []);

  const { revision } = args;
  useEffect(() => {
    const shown = newest.current.datasource.live.revision;
    if (revision !== undefined && shown !== undefined && revision !== shown) renew();
  }, [revision, renew]);
  return renew;
}

async function renewOnce({
  grid,
  api,
  datasource,
  selection,
  setSelection,
}: Parameters<typeof useRenewal>[0]): Promise<void> {
  const view = api.current;
  if (!view || view.isDestroyed()) return;
  const top = Math.max(0, view.getFirstDisplayedRowIndex());
  const topRow = view.getDisplayedRowAtIndex(top)?.data;
  const bottom = Math.max(top, view.getLastDisplayedRowIndex());
  const { live } = datasource;
  const now = await live.renew({ top, bottom, topId: topRow?.id ?? null });
  if (view.isDestroyed()) return;
  const focused = view.getFocusedCell();
  view.refreshInfiniteCache();
  if (now.top !== top) {
    if (now.total > view.getDisplayedRowCount()) view.setRowCount(now.total, true);
    view.ensureIndexVisible(now.top, 'top');
    const row = focused && Math.min(focused.rowIndex + now.top - top, now.total - 1);
    if (focused && row !== null && row >= 0) view.setFocusedCell(row, focused.column);
  }
  const gone = selection.kind === 'rows' ? await goneOf(grid, [...selection.ids]) : [];
  if (gone.length > 0) setSelection(chosen => setSelected(chosen, gone, false) ?? chosen);
}

/** Which of the named rows are no longer there; all of them where they are too many to be looked for. */
async function goneOf(grid: string, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { count } = await desk.grids.totals({ grid, selection: { ids: [...ids] } });
  if (count === ids.length) return [];
  if (ids.length > SOUGHT_MOST) return ids;
  const gone: string[] = [];
  for (const id of ids) {
    const { index } = await desk.grids.locate({ grid, query: EVERYTHING, id });
    if (index === null) gone.push(id);
  }
  return gone;
}
