import type {
  CellClickedEvent,
  CellContextMenuEvent,
  CellDoubleClickedEvent,
  GridApi,
} from 'ag-grid-community';
import { type KeyboardEvent, type RefObject, useCallback, useMemo, useState } from 'react';
import type { GridColumn, GridRow } from '../../domain/grid.ts';
import { showCount } from '../app/figures.ts';
import { useNotify } from '../app/notify.tsx';
import { useTexts } from '../app/texts.ts';
import type { MenuActs, MenuPlace } from './cell-menu.tsx';
import { copyText } from './cell-text.ts';
import { BOX_COLUMN } from './cells.tsx';
import { COPY_MOST, copyRows, putOnClipboard, selectedRows } from './copy.ts';
import { withColumn } from './filters.ts';
import { actOfKey, type KeyAct } from './keys.ts';
import type { GridRows } from './use-query.ts';

/** What mouse, keys and menu do to rows and cells of a grid. */
export function useGridActs(args: {
  api: RefObject<GridApi<GridRow> | null>;
  root: RefObject<HTMLDivElement | null>;
  rows: GridRows;
  columns: ReadonlyMap<string, GridColumn>;
  visible: readonly GridColumn[];
  exportAs(format: 'xlsx' | 'csv'): void;
  onOpen: ((row: GridRow) => void) | undefined;
}) {
  const { api, root, rows, columns, visible, exportAs, onOpen } = args;
  const { t } = useTexts();
  const notify = useNotify();
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { state, chooser, setFilter, chosenCount } = rows;

  const menuActs: MenuActs = useMemo(
    () => ({
      open: onOpen,
      copyCell: (row, column) =>
        void putOnClipboard(copyText(column, row.values[column.key] ?? null, t, row)),
      async copyRows(headings, row) {
        try {
          const chosen =
            chosenCount > 0 ? await selectedRows(state.grid, state.selection, state.query.sort) : [row];
          if (!chosen) return notify.info('grid.copy_too_many', { most: showCount(COPY_MOST) });
          await copyRows(chosen, visible, t, headings);
          notify.success('grid.copied', { count: showCount(chosen.length) });
        } catch (error) {
          notify.refusal(error);
        }
      },
      filterBy(row, column) {
        const value = row.values[column.key] ?? null;
        setFilter(
          withColumn(state.query.filter, column.key, [{ kind: 'in', column: column.key, values: [value] }]),
        );
      },
      clearFilters: () => setFilter([]),
      exportAs,
    }),
    [state, visible, chosenCount, setFilter, t, notify, onOpen, exportAs],
  );

  const move = (index: number, column: string) => {
    const last = (state.total ?? 1) - 1;
    const to = Math.max(0, Math.min(last, index));
    api.current?.ensureIndexVisible(to);
    api.current?.setFocusedCell(to, column);
    return to;
  };

  const openMenuAt = (row: GridRow, columnKey: string, x: number, y: number) =>
    setMenu({ x, y, row, column: columns.get(columnKey) ?? null });

  /** One act of the keyboard on the focused cell. Answers whether there was anything to do. */
  const run = (act: KeyAct, cell: HTMLElement): boolean => {
    const focused = api.current?.getFocusedCell();
    const row = focused ? api.current?.getDisplayedRowAtIndex(focused.rowIndex)?.data : undefined;
    if (act === 'selectNone') {
      if (chosenCount === 0) return false;
      chooser.clear();
      return true;
    }
    if (!focused || !row) return false;
    const { rowIndex } = focused;
    const columnKey = focused.column.getColId();
    switch (act) {
      case 'toggle':
        chooser.toggleOne(row.id, rowIndex);
        return true;
      case 'extendTo':
        void chooser.extendTo(rowIndex);
        return true;
      case 'extendUp':
      case 'extendDown': {
        const to = move(rowIndex + (act === 'extendUp' ? -1 : 1), columnKey);
        void chooser.extendTo(to, rowIndex);
        return true;
      }
      case 'selectAll':
        chooser.setAll();
        return true;
      case 'copy': {
        const column = columns.get(columnKey);
        if (chosenCount === 0 && column) menuActs.copyCell(row, column);
        else menuActs.copyRows(false, row);
        return true;
      }
      case 'copyWithHeadings':
        menuActs.copyRows(true, row);
        return true;
      case 'open':
        onOpen?.(row);
        return onOpen !== undefined;
      case 'menu': {
        const box = cell.getBoundingClientRect();
        openMenuAt(row, columnKey, box.left + 12, box.bottom - 4);
        return true;
      }
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.ag-cell') : null;
    const act = actOfKey(event);
    if (!cell || !act || event.defaultPrevented || !root.current?.contains(cell)) return;
    if (!run(act, cell)) return;
    event.preventDefault();
    event.stopPropagation();
    // The page's own keys listen on the document, behind React's root.
    event.nativeEvent.stopImmediatePropagation();
  };

  const onCellClicked = (event: CellClickedEvent<GridRow>) => {
    const mouse = event.event as MouseEvent | undefined;
    if (!event.data || event.rowIndex === null || !mouse || event.column.getColId() === BOX_COLUMN) return;
    if (mouse.shiftKey) void chooser.extendTo(event.rowIndex);
    else if (mouse.ctrlKey || mouse.metaKey) chooser.toggleOne(event.data.id, event.rowIndex);
  };

  const onCellDoubleClicked = (event: CellDoubleClickedEvent<GridRow>) => {
    if (event.data && event.column.getColId() !== BOX_COLUMN) onOpen?.(event.data);
  };

  const onCellContextMenu = (event: CellContextMenuEvent<GridRow>) => {
    const mouse = event.event as MouseEvent | undefined;
    if (!event.data || !mouse) return;
    const key = event.column.getColId();
    openMenuAt(event.data, key, mouse.clientX, mouse.clientY);
    if (event.rowIndex !== null) api.current?.setFocusedCell(event.rowIndex, key);
  };

  const closeMenu = useCallback(() => {
    setMenu(null);
    const focused = api.current?.getFocusedCell();
    if (focused) api.current?.setFocusedCell(focused.rowIndex, focused.column);
  }, [api]);

  return { menu, menuActs, closeMenu, onKeyDown, onCellClicked, onCellDoubleClicked, onCellContextMenu };
}
