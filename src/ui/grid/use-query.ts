import type { GridApi, RowClassRules } from 'ag-grid-community';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GridColumn, GridFilter, GridPage, GridQuery, GridRow, GridSort } from '../../domain/grid.ts';
import { useBookState } from '../app/book.tsx';
import type { UnknownIn } from './cell-text.ts';
import { withColumn } from './filters.ts';
import type { GridState } from './grid-state.ts';
import { placeIn, placeName } from './memory.ts';
import type { ToneOf } from './props.ts';
import { BLOCK_ROWS, EVERYTHING, rowsUnder, subjectOf } from './rows.ts';
import { afterFilterChange, isSelected, NOTHING_SELECTED, selectedCount } from './selection.ts';
import { nextSort } from './sort.ts';
import { useRenewal } from './use-renewal.ts';
import { useRowSelection } from './use-selection.ts';

/** Blocks of rows that stay in the page. */
export const BLOCKS_KEPT = 30;
/** A renewed book asks for all of its blocks in one go, so that those in sight change together. */
const BLOCKS_AT_ONCE = { live: BLOCKS_KEPT + 2, still: 4 };

/** Query, rows and selection of one grid: what is asked of the engine and what came back. */
export function useGridQuery(args: {
  grid: string;
  columns: ReadonlyMap<string, GridColumn>;
  unknown: UnknownIn;
  tones: ToneOf;
  first: GridPage;
  api: RefObject<GridApi<GridRow> | null>;
  /** Sort to begin with. */
  sort: readonly GridSort[];
}) {
  const { grid, columns, unknown, tones, first, api } = args;
  const { book } = useBookState();
  // As it was when the grid was drawn: another book draws another grid.
  const [place] = useState(() => placeName(grid, book?.id ?? null));
  const [remembered] = useState(() => placeIn(place));
  const [query, setQuery] = useState<GridQuery>(
    () => remembered?.query ?? { ...EVERYTHING, sort: [...args.sort] },
  );
  const [total, setTotal] = useState<number | null>(remembered?.total ?? first.total);
  const [failed, setFailed] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  const rowAt = useCallback((index: number) => api.current?.getDisplayedRowAtIndex(index)?.data, [api]);
  const chooser = useRowSelection({
    grid,
    query,
    total,
    initial: remembered?.selection ?? NOTHING_SELECTED,
    rowAt,
  });
  const { selection, setSelection, toggleOne, extendTo, toggleAll } = chooser;

  const plain = query.filter.length === 0 && query.sort.length === 0;
  // Rows of the book are renewed in their place; elsewhere new first rows mean another table.
  const isLive = subjectOf(grid) === 'book';
  const newestFirst = useRef(first);
  newestFirst.current = first;
  const renew = useRef(() => {});
  // `attempt` makes the same question worth asking again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const datasource = useMemo(
    () =>
      rowsUnder(grid, query, plain ? newestFirst.current : null, {
        loaded: count => {
          setTotal(count);
          setFailed(null);
        },
        failed: setFailed,
        isOther: () => renew.current(),
      }),
    [grid, query, plain, isLive ? null : first, attempt],
  );
  renew.current = useRenewal({
    grid,
    api,
    datasource,
    revision: first.revision,
    selection,
    setSelection,
    failed: setFailed,
  });
  const shownSource = useRef(datasource);
  useEffect(() => {
    if (shownSource.current === datasource) return;
    shownSource.current = datasource;
    api.current?.setGridOption('datasource', datasource);
    if (api.current?.getDisplayedRowCount()) api.current.ensureIndexVisible(0, 'top');
  }, [api, datasource]);

  const ask = useCallback(
    (next: (now: GridQuery) => GridQuery) => {
      setQuery(next);
      setTotal(null);
      setSelection(afterFilterChange);
    },
    [setSelection],
  );
  const setFilter = useCallback((filter: GridFilter) => ask(now => ({ ...now, filter })), [ask]);

  const state: GridState = useMemo(
    () => ({
      grid,
      columns,
      unknown,
      tones,
      query,
      total,
      selection,
      sortBy: (column, add) => setQuery(now => ({ ...now, sort: nextSort(now.sort, column, add) })),
      sortAs: (column, descending) => setQuery(now => ({ ...now, sort: [{ column, descending }] })),
      setConditions: (column, conditions) => setFilter(withColumn(query.filter, column, conditions)),
      toggle: (id, index, range) => void (range ? extendTo(index) : toggleOne(id, index)),
      toggleAll,
    }),
    [grid, columns, unknown, tones, query, total, selection, setFilter, extendTo, toggleOne, toggleAll],
  );

  const chosen = useRef(selection);
  chosen.current = selection;
  const rowClassRules = useMemo<RowClassRules<GridRow>>(
    () => ({ 'desk-chosen': ({ data }) => data !== undefined && isSelected(chosen.current, data.id) }),
    [],
  );

  return {
    state,
    failed,
    again: useCallback(() => setAttempt(now => now + 1), []),
    chooser,
    datasource,
    place,
    remembered,
    initialTotal: Math.max(1, remembered?.total ?? first.total),
    blockRows: BLOCK_ROWS,
    blocksAtOnce: isLive ? BLOCKS_AT_ONCE.live : BLOCKS_AT_ONCE.still,
    rowClassRules,
    ask,
    setFilter,
    chosenCount: selectedCount(selection, total ?? 0),
  };
}

export type GridRows = ReturnType<typeof useGridQuery>;
