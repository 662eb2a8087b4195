import { ColumnWidthOutlined, DownloadOutlined } from '@ant-design/icons';
import {
  CellStyleModule,
  ColumnApiModule,
  type GridApi,
  InfiniteRowModelModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { Button, Dropdown } from 'antd';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { GridColumn, GridQuery, GridRow, GridSort } from '../../domain/grid.ts';
import type { ColumnLayout } from '../../domain/settings.ts';
import { showCount } from '../app/figures.ts';
import { nonce } from '../app/nonce.ts';
import { ErrorPanel } from '../app/page.tsx';
import { useTexts } from '../app/texts.ts';
import { CellMenu } from './cell-menu.tsx';
import type { Render } from './cell-text.ts';
import { columnDefs, everyColumn } from './cells.tsx';
import { ColumnPanel } from './column-panel.tsx';
import { FilterChips } from './filter-chips.tsx';
import { GridStateContext } from './grid-state.ts';
import { layoutOf } from './layout.ts';
import type { DeskGridProps } from './props.ts';
import { selectedCount } from './selection.ts';
import { StatusBar } from './status-bar.tsx';
import { gridTheme } from './theme.ts';
import { useGridActs } from './use-acts.ts';
import { useGridExport } from './use-export.ts';
import { BLOCKS_KEPT, useGridQuery } from './use-query.ts';
import { type GridShape, usePlaces } from './use-shape.ts';
import { useView } from './use-view.ts';

ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  InfiniteRowModelModule,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
]);

const NONE: readonly string[] = [];
const UNSORTED: readonly GridSort[] = [];
const NEUTRAL = {};

/** A grid whose columns and first rows are known. */
export function GridBody(props: DeskGridProps & { shape: GridShape; layout: ColumnLayout | null }) {
  const { grid, shape, name, hidden = NONE } = props;
  const { t } = useTexts();
  const captions = useStable(props.captions);
  const unknownKeys = useStable(props.unknown ?? NONE);
  const unknown = useMemo(() => new Set(unknownKeys), [unknownKeys]);
  const api = useRef<GridApi<GridRow> | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const [choosing, setChoosing] = useState(false);
  const listed = useMemo(
    () => shape.columns.map(column => named(column, props.unit, captions, t)),
    [shape.columns, props.unit, captions, t],
  );
  const columns = useMemo(() => new Map(listed.map(column => [column.key, column])), [listed]);
  const { places, change, reset } = usePlaces({
    columns: listed,
    first: shape.first,
    layoutKey: props.layoutKey,
    unknown,
    hidden,
    remembered: props.layout,
  });
  const defs = useMemo(() => columnDefs(columns, places, t, unknown), [columns, places, t, unknown]);
  const visible = useMemo(
    () => places.flatMap(place => (place.hidden ? [] : (columns.get(place.key) ?? []))),
    [places, columns],
  );

  const rows = useGridQuery({
    grid,
    columns,
    unknown,
    tones: props.tones ?? NEUTRAL,
    first: shape.first,
    api,
    sort: props.sort ?? UNSORTED,
  });
  const { state, failed, again } = rows;
  const chosen = selectedCount(state.selection, state.total ?? 0);
  const exportAs = useGridExport({
    grid,
    name,
    query: state.query,
    selection: state.selection,
    chosen,
    columns: visible,
  });
  const acts = useGridActs({ api, root, rows, columns, visible, exportAs, onOpen: props.onOpen });
  const view = useView({ api, root, name, places, change, rows, onFocusRow: props.onFocusRow });
  const show = useCallback(
    (wanted: { query: GridQuery; columns?: ColumnLayout['columns'] }) => {
      const isHere = ({ column }: { column: string }) => columns.has(column);
      rows.ask(() => ({
        filter: wanted.query.filter.filter(isHere),
        sort: wanted.query.sort.filter(isHere),
      }));
      if (wanted.columns) change(layoutOf(listed, { columns: wanted.columns }, {}, hidden));
    },
    [columns, listed, hidden, change, rows.ask],
  );
  useImperativeHandle(
    props.ref,
    () => ({
      scrollTo: view.scrollTo,
      focus: view.focus,
      show,
      clearSelection: rows.chooser.clear,
      exportAs: format => void exportAs(format),
    }),
    [view, show, rows.chooser.clear, exportAs],
  );
  const { onShown } = props;
  const { query, total, selection } = state;
  useEffect(
    () => onShown?.({ query, total, selection, columns: places }),
    [onShown, query, total, selection, places],
  );
  const clearFilters = useCallback(() => rows.setFilter([]), [rows.setFilter]);

  return (
    <GridStateContext value={state}>
      <div className="desk-grid">
        <div className="desk-grid-bar" role="toolbar" aria-label={name}>
          <div className="desk-grid-lead">{props.children}</div>
          <FilterChips />
          {state.query.filter.length > 0 ? (
            <Button size="small" type="text" onClick={clearFilters}>
              {t('grid.filters_clear')}
            </Button>
          ) : null}
          <span className="desk-grid-gap" />
          <Button
            size="small"
            icon={<ColumnWidthOutlined aria-hidden />}
            aria-expanded={choosing}
            onClick={() => setChoosing(!choosing)}
          >
            {t('grid.columns')}
          </Button>
          <ExportButton chosen={chosen} exportAs={exportAs} />
        </div>
        <div className="desk-grid-main">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the grid inside is the interactive element */}
          <div className="desk-grid-rows" ref={root} onKeyDown={acts.onKeyDown}>
            <AgGridReact<GridRow>
              theme={gridTheme}
              styleNonce={nonce || undefined}
              rowModelType="infinite"
              columnDefs={defs}
              defaultColDef={everyColumn}
              getRowId={({ data }) => data.id}
              rowClassRules={rows.rowClassRules}
              infiniteInitialRowCount={rows.initialTotal}
              cacheBlockSize={rows.blockRows}
              maxBlocksInCache={BLOCKS_KEPT}
              maxConcurrentDatasourceRequests={rows.blocksAtOnce}
              blockLoadDebounceMillis={40}
              rowBuffer={12}
              animateRows={false}
              suppressMultiSort
              suppressDragLeaveHidesColumns
              suppressNoRowsOverlay
              preventDefaultOnContextMenu
              onGridReady={view.onGridReady}
              onColumnMoved={view.onColumnsChanged}
              onColumnResized={view.onColumnsChanged}
              onCellFocused={view.paint}
              onCellClicked={acts.onCellClicked}
              onCellDoubleClicked={acts.onCellDoubleClicked}
              onCellContextMenu={acts.onCellContextMenu}
              onModelUpdated={view.paint}
              onViewportChanged={view.paint}
            />
            {failed ? (
              <div className="desk-grid-over">
                <ErrorPanel error={failed} again={again} />
              </div>
            ) : state.total === 0 ? (
              <div className="desk-grid-over" role="status">
                <p>
                  {state.query.filter.length > 0
                    ? t('grid.none_filtered')
                    : (props.emptyText ?? t('grid.none'))}
                </p>
                {state.query.filter.length > 0 ? (
                  <Button onClick={clearFilters}>{t('grid.filters_clear')}</Button>
                ) : null}
              </div>
            ) : null}
          </div>
          {choosing ? (
            <ColumnPanel places={places} change={change} reset={reset} close={() => setChoosing(false)} />
          ) : null}
        </div>
        <StatusBar money={shape.columns.filter(column => isSummed(column, visible, props.unsummed))} />
        {acts.menu ? (
          <CellMenu place={acts.menu} acts={acts.menuActs} chosen={chosen} close={acts.closeMenu} />
        ) : null}
      </div>
    </GridStateContext>
  );
}

/** A column with the unit of its money, or with what the file calls it beside its letter. */
function named(
  column: GridColumn,
  unit: string | undefined,
  captions: Readonly<Record<string, string>> | undefined,
  t: Render,
): GridColumn {
  const caption = captions?.[column.key];
  if (caption) return { ...column, raw: `${column.raw} ${caption}` };
  if (unit === undefined || column.kind !== 'money' || column.heading === undefined) return column;
  return { ...column, heading: undefined, raw: t('grid.with_unit', { heading: t(column.heading), unit }) };
}

/** A money column that shows and whose sum says something. */
function isSummed(
  column: GridColumn,
  visible: readonly GridColumn[],
  unsummed: readonly string[] = NONE,
): boolean {
  if (column.kind !== 'money' || unsummed.includes(column.key)) return false;
  return visible.some(({ key }) => key === column.key);
}

/** The same object as long as its contents are the same, so that columns are not made anew on every draw. */
function useStable<T>(value: T): T {
  const key = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value
  return useMemo(() => value, [key]);
}

function ExportButton(props: { chosen: number; exportAs(format: 'xlsx' | 'csv'): void }) {
  const { t } = useTexts();
  const items = (['xlsx', 'csv'] as const).map(format => ({
    key: format,
    label: t(`grid.export.${format}`),
    onClick: () => props.exportAs(format),
  }));
  const label =
    props.chosen > 0 ? t('grid.export.chosen', { count: showCount(props.chosen) }) : t('grid.export.all');
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button size="small" icon={<DownloadOutlined aria-hidden />}>
        {label}
      </Button>
    </Dropdown>
  );
}
