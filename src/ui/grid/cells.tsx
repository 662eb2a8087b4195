import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import { Checkbox } from 'antd';
import type { GridColumn, GridRow } from '../../domain/grid.ts';
import { Chip } from '../app/chip.tsx';
import { useTexts } from '../app/texts.ts';
import {
  type Absent,
  absentIn,
  cellText,
  headingOf,
  isNegative,
  type Render,
  type UnknownIn,
} from './cell-text.ts';
import { useGridState } from './grid-state.ts';
import { HeaderCell } from './header-cell.tsx';
import { actOfKey } from './keys.ts';
import type { ColumnPlace } from './layout.ts';
import { coverage, isSelected } from './selection.ts';

/** Key of the column of boxes, which is no column of the data. */
export const BOX_COLUMN = '__box';

function StateCell(params: ICellRendererParams<GridRow>) {
  const { t } = useTexts();
  const { columns, tones } = useGridState();
  const column = columns.get(params.column?.getColId() ?? '');
  if (!column || !params.data) return null;
  const value = params.data.values[column.key] ?? null;
  // A yes is worth a chip, a no on every row is noise.
  if (value === null || value === false) return null;
  return (
    <Chip
      word={cellText(column, value, t, 'blank', params.data)}
      tone={value === true ? 'warning' : (tones[column.key]?.(params.data) ?? 'neutral')}
    />
  );
}

function BoxCell(params: ICellRendererParams<GridRow>) {
  const { t } = useTexts();
  const { selection, toggle } = useGridState();
  const { data, node } = params;
  if (!data) return null;
  return (
    <Checkbox
      tabIndex={-1}
      aria-label={t('grid.select_row')}
      checked={isSelected(selection, data.id)}
      onClick={event => {
        event.stopPropagation();
        toggle(data.id, node.rowIndex ?? 0, event.shiftKey);
      }}
    />
  );
}

function BoxHeader() {
  const { t } = useTexts();
  const { selection, total, toggleAll } = useGridState();
  const state = coverage(selection, total ?? 0);
  return (
    <Checkbox
      tabIndex={-1}
      aria-label={t('grid.select_all')}
      checked={state === 'all'}
      indeterminate={state === 'some'}
      disabled={!total}
      onClick={toggleAll}
    />
  );
}

const boxColumn: ColDef<GridRow> = {
  colId: BOX_COLUMN,
  width: 40,
  minWidth: 40,
  pinned: 'left',
  resizable: false,
  suppressMovable: true,
  lockPosition: 'left',
  cellClass: 'desk-box-cell',
  headerClass: 'desk-box-cell',
  cellRenderer: BoxCell,
  headerComponent: BoxHeader,
};

/** What every column of a grid shares. Keys that are ours are not the library's. */
export const everyColumn: ColDef<GridRow> = {
  sortable: false,
  resizable: true,
  minWidth: 56,
  suppressHeaderMenuButton: true,
  suppressKeyboardEvent: ({ event }) => actOfKey(event) !== null,
  suppressHeaderKeyboardEvent: ({ event }) => event.key === 'Enter' || event.key === ' ',
  cellClassRules: { 'desk-wait': ({ data }) => data === undefined },
};

/** Columns as the library wants them, in the order of the layout. */
export function columnDefs(
  columns: ReadonlyMap<string, GridColumn>,
  places: readonly ColumnPlace[],
  t: Render,
  unknown: UnknownIn,
): ColDef<GridRow>[] {
  const defs = places.flatMap(({ key, width, hidden }) => {
    const column = columns.get(key);
    return column ? [{ ...columnDef(column, t, absentIn(unknown, key)), width, hide: hidden }] : [];
  });
  return [boxColumn, ...defs];
}

function columnDef(column: GridColumn, t: Render, absent: Absent): ColDef<GridRow> {
  const figures = column.kind === 'money' || column.kind === 'integer';
  const def: ColDef<GridRow> = {
    colId: column.key,
    headerName: headingOf(column, t),
    headerComponent: HeaderCell,
    headerClass: figures ? 'desk-right' : undefined,
    valueGetter: ({ data }) => data?.values[column.key] ?? null,
    valueFormatter: ({ data, value }) => (data ? cellText(column, value, t, absent, data) : ''),
  };
  if (column.kind === 'state') return { ...def, cellRenderer: StateCell };
  return {
    ...def,
    cellClass: figures ? 'figures desk-right' : column.kind === 'text' ? undefined : 'figures',
    cellClassRules: {
      ...everyColumn.cellClassRules,
      'desk-negative': ({ value }) => figures && isNegative(value),
      'desk-absent': ({ data, value }) =>
        data !== undefined && ((figures && value === 0) || (value === null && absent === 'unknown')),
    },
  };
}
