import type { ColumnMovedEvent, ColumnResizedEvent, GridApi, GridReadyEvent } from 'ag-grid-community';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { GridRow } from '../../domain/grid.ts';
import { desk } from '../app/client.ts';
import { BOX_COLUMN } from './cells.tsx';
import type { ColumnPlace } from './layout.ts';
import { rememberPlace } from './memory.ts';
import { isSelected, type RowSelection } from './selection.ts';
import type { GridRows } from './use-query.ts';

/** Ties the drawn grid to what the page knows: place and focus, column moves, marks of selected rows. */
export function useView(args: {
  api: RefObject<GridApi<GridRow> | null>;
  root: RefObject<HTMLDivElement | null>;
  /** What readers call the grid. */
  name: string;
  places: readonly ColumnPlace[];
  change(places: ColumnPlace[]): void;
  rows: GridRows;
  onFocusRow: ((row: GridRow) => void) | undefined;
}) {
  const newest = useRef(args);
  newest.current = args;
  const told = useRef<string | null>(null);
  const { api, root } = args;
  const { selection } = args.rows.state;

  const paint = useCallback(() => {
    if (root.current) {
      const here = api.current?.isDestroyed() ? undefined : api.current?.getFocusedCell()?.rowIndex;
      paintRows(root.current, newest.current.rows.state.selection, here);
    }
    tellFocus(api.current, newest.current.onFocusRow, told);
  }, [api, root]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: painted again for each new selection
  useEffect(paint, [paint, selection]);

  const onGridReady = useCallback(
    (event: GridReadyEvent<GridRow>) => {
      api.current = event.api;
      root.current?.querySelector('[role=grid]')?.setAttribute('aria-label', newest.current.name);
      event.api.setGridOption('datasource', newest.current.rows.datasource);
      const place = newest.current.rows.remembered;
      if (!place) return;
      event.api.ensureIndexVisible(Math.min(place.top, Math.max(0, place.total - 1)), 'top');
      if (place.focused) event.api.setFocusedCell(place.focused.row, place.focused.column);
    },
    [api, root],
  );

  // Before the library takes its grid away, which it does with its own layout effects.
  useLayoutEffect(
    () => () => {
      const grid = api.current;
      if (!grid || grid.isDestroyed()) return;
      const { place, state } = newest.current.rows;
      const { query, selection: chosen, total } = state;
      const focused = grid.getFocusedCell();
      rememberPlace(place, {
        query,
        selection: chosen,
        top: Math.max(0, grid.getFirstDisplayedRowIndex()),
        focused: focused ? { row: focused.rowIndex, column: focused.column.getColId() } : null,
        total: total ?? 0,
      });
    },
    [api],
  );

  const onColumnsChanged = useCallback((event: ColumnMovedEvent | ColumnResizedEvent) => {
    const byUser = event.source.startsWith('ui');
    if (!event.finished || !byUser) return;
    const hidden = newest.current.places.filter(place => place.hidden);
    const shown = event.api.getColumnState().flatMap(({ colId, width, hide }) => {
      const known = colId !== BOX_COLUMN && !hide;
      return known ? [{ key: colId, width: Math.round(width ?? 120), hidden: false }] : [];
    });
    newest.current.change(mergeHidden(shown, hidden, newest.current.places));
  }, []);

  const scrollTo = useCallback((id: string) => bringIntoSight(id, newest.current), []);
  const focus = useCallback(() => {
    const grid = api.current;
    if (!grid) return;
    const focused = grid.getFocusedCell();
    const column = focused?.column ?? grid.getAllDisplayedColumns()[1];
    if (column)
      grid.setFocusedCell(focused?.rowIndex ?? Math.max(0, grid.getFirstDisplayedRowIndex()), column);
  }, [api]);

  return useMemo(
    () => ({ onGridReady, onColumnsChanged, paint, scrollTo, focus }),
    [onGridReady, onColumnsChanged, paint, scrollTo, focus],
  );
}

async function bringIntoSight(
  id: string,
  args: { api: RefObject<GridApi<GridRow> | null>; rows: GridRows },
): Promise<boolean> {
  const { state, setFilter } = args.rows;
  let { index } = await desk.grids.locate({ grid: state.grid, query: state.query, id });
  if (index === null && state.query.filter.length > 0) {
    const query = { filter: [], sort: state.query.sort };
    ({ index } = await desk.grids.locate({ grid: state.grid, query, id }));
    if (index !== null) setFilter([]);
  }
  if (index === null) return false;
  const place = index;
  const grid = await gridWhen(args.api, each => each.getDisplayedRowCount() > place);
  if (!grid) return false;
  grid.ensureIndexVisible(place, 'middle');
  // Focus on a row that is not drawn yet would be lost when its answer comes.
  await gridWhen(args.api, each => each.getDisplayedRowAtIndex(place)?.data !== undefined);
  await nextFrame();
  if (grid.isDestroyed()) return false;
  const column = grid.getAllDisplayedColumns()[1];
  if (column) grid.setFocusedCell(place, column);
  return true;
}

const FRAMES_MOST = 200;

/** The drawn grid once it is ready: a lifted filter or a new grid takes an answer to be drawn. Null if it never is. */
async function gridWhen(
  api: RefObject<GridApi<GridRow> | null>,
  ready: (grid: GridApi<GridRow>) => boolean,
): Promise<GridApi<GridRow> | null> {
  for (let frame = 0; frame < FRAMES_MOST; frame++) {
    await nextFrame();
    const grid = api.current;
    if (grid?.isDestroyed()) return null;
    if (grid && ready(grid)) return grid;
  }
  return null;
}

function nextFrame(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => resolve()));
}

/** Marks selected rows and the one in hand in both halves of the grid, for the eye and for readers. */
function paintRows(root: HTMLElement, selection: RowSelection, here: number | undefined): void {
  for (const row of root.querySelectorAll<HTMLElement>('.ag-row[row-id]')) {
    const chosen = isSelected(selection, row.getAttribute('row-id') ?? '');
    row.classList.toggle('desk-chosen', chosen);
    row.setAttribute('aria-selected', String(chosen));
    row.classList.toggle('desk-here', row.getAttribute('row-index') === String(here));
  }
}

function tellFocus(
  grid: GridApi<GridRow> | null,
  tell: ((row: GridRow) => void) | undefined,
  told: RefObject<string | null>,
): void {
  if (!grid || !tell || grid.isDestroyed()) return;
  const focused = grid.getFocusedCell();
  const row = focused ? grid.getDisplayedRowAtIndex(focused.rowIndex)?.data : undefined;
  if (!row || row.id === told.current) return;
  told.current = row.id;
  tell(row);
}

/** Hidden columns keep their place after the neighbour they stood behind. */
function mergeHidden(
  shown: ColumnPlace[],
  hidden: readonly ColumnPlace[],
  before: readonly ColumnPlace[],
): ColumnPlace[] {
  const merged = [...shown];
  for (const place of hidden) {
    const left = before[before.indexOf(place) - 1];
    const at = left ? merged.findIndex(other => other.key === left.key) : -1;
    merged.splice(at + 1, 0, place);
  }
  return merged;
}
