import { Dropdown, type MenuProps } from 'antd';
import type { GridColumn, GridRow } from '../../domain/grid.ts';
import { showCount } from '../app/figures.ts';
import { useTexts } from '../app/texts.ts';
import { absentIn, cellText, headingOf } from './cell-text.ts';
import { useGridState } from './grid-state.ts';

/** Where a menu was asked for. */
export interface MenuPlace {
  x: number;
  y: number;
  row: GridRow;
  column: GridColumn | null;
}

export interface MenuActs {
  open: ((row: GridRow) => void) | undefined;
  copyCell(row: GridRow, column: GridColumn): void;
  copyRows(headings: boolean, row: GridRow): void;
  filterBy(row: GridRow, column: GridColumn): void;
  clearFilters(): void;
  exportAs(format: 'xlsx' | 'csv'): void;
}

/** The menu of a cell, by the right mouse button or Shift+F10. */
export function CellMenu(props: { place: MenuPlace; acts: MenuActs; chosen: number; close(): void }) {
  const { t } = useTexts();
  const { query, unknown } = useGridState();
  const { place, acts, chosen } = props;
  const { row, column } = place;
  const value = column
    ? cellText(column, row.values[column.key] ?? null, t, absentIn(unknown, column.key))
    : '';
  const rows = chosen > 0 ? t('grid.menu.rows_chosen', { count: showCount(chosen) }) : t('grid.menu.row');
  const items: MenuProps['items'] = [
    acts.open ? { key: 'open', label: t('grid.menu.open'), onClick: () => acts.open?.(row) } : null,
    column
      ? { key: 'cell', label: t('grid.menu.copy_cell'), onClick: () => acts.copyCell(row, column) }
      : null,
    { key: 'rows', label: t('grid.menu.copy', { rows }), onClick: () => acts.copyRows(false, row) },
    { key: 'headed', label: t('grid.menu.copy_headed', { rows }), onClick: () => acts.copyRows(true, row) },
    { type: 'divider' as const },
    column
      ? {
          key: 'filter',
          label: t('grid.menu.filter', {
            column: headingOf(column, t),
            value: shortened(value) || t('grid.filter.empty'),
          }),
          onClick: () => acts.filterBy(row, column),
        }
      : null,
    {
      key: 'clear',
      label: t('grid.filters_clear'),
      disabled: query.filter.length === 0,
      onClick: acts.clearFilters,
    },
    { type: 'divider' as const },
    { key: 'xlsx', label: t('grid.export.xlsx'), onClick: () => acts.exportAs('xlsx') },
    { key: 'csv', label: t('grid.export.csv'), onClick: () => acts.exportAs('csv') },
  ].filter(item => item !== null);
  return (
    <Dropdown
      open
      autoFocus
      trigger={['click']}
      menu={{ items, onClick: props.close }}
      onOpenChange={open => {
        if (!open) props.close();
      }}
    >
      <span className="desk-menu-anchor" style={{ left: place.x, top: place.y }} />
    </Dropdown>
  );
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
