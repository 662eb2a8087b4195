import { useCallback, useEffect, useRef, useState } from 'react';
import type { GridQuery, GridRow } from '../../domain/grid.ts';
import { showCount } from '../app/figures.ts';
import { useNotify } from '../app/notify.tsx';
import { rowsBetween } from './rows.ts';
import {
  coverage,
  NAMED_ROWS_MOST,
  NOTHING_SELECTED,
  type RowSelection,
  selectAll,
  setSelected,
  toggleSelected,
} from './selection.ts';

/** Where a range starts, and what was selected before it: a range that shrinks gives rows back. */
interface Anchor {
  index: number;
  base: RowSelection;
}

/** The selection of one grid and the ways it changes. `rowAt` answers rows that are in the page already. */
export function useRowSelection(args: {
  grid: string;
  query: GridQuery;
  total: number | null;
  initial: RowSelection;
  rowAt(index: number): GridRow | undefined;
}) {
  const notify = useNotify();
  const [selection, setSelection] = useState(args.initial);
  const anchor = useRef<Anchor | null>(null);
  const newest = useRef(args);
  newest.current = args;
  const now = useRef(selection);
  now.current = selection;

  const become = useCallback(
    (next: RowSelection | null) => {
      if (next) setSelection(next);
      else notify.info('grid.too_many_named', { most: showCount(NAMED_ROWS_MOST) });
    },
    [notify],
  );

  const toggleOne = useCallback(
    (id: string, index: number) => {
      const next = toggleSelected(now.current, id);
      anchor.current = { index, base: next ?? now.current };
      become(next);
    },
    [become],
  );

  /** Selects from the anchor to a row, over what was selected before the anchor was set. */
  const extendTo = useCallback(
    async (index: number, from: number = index) => {
      anchor.current ??= { index: from, base: now.current };
      const { index: start, base } = anchor.current;
      try {
        const ids = await idsBetween(newest.current, Math.min(start, index), Math.max(start, index));
        become(ids && setSelected(base, ids, true));
      } catch (error) {
        notify.refusal(error);
      }
    },
    [become, notify],
  );

  const toggleAll = useCallback(() => {
    anchor.current = null;
    const { query, total } = newest.current;
    setSelection(coverage(now.current, total ?? 0) === 'all' ? NOTHING_SELECTED : selectAll(query));
  }, []);

  const setAll = useCallback(() => {
    anchor.current = null;
    setSelection(selectAll(newest.current.query));
  }, []);

  const clear = useCallback(() => {
    anchor.current = null;
    setSelection(NOTHING_SELECTED);
  }, []);

  // A new order of the rows makes an anchor by row number meaningless.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query is what the effect waits for
  useEffect(() => {
    anchor.current = null;
  }, [args.query]);

  return { selection, setSelection, toggleOne, extendTo, toggleAll, setAll, clear };
}

async function idsBetween(
  args: { grid: string; query: GridQuery; rowAt(index: number): GridRow | undefined },
  from: number,
  to: number,
): Promise<string[] | null> {
  if (to - from >= NAMED_ROWS_MOST) return null;
  const ids: string[] = [];
  for (let index = from; index <= to; index++) {
    const row = args.rowAt(index);
    if (row) {
      ids.push(row.id);
      continue;
    }
    for await (const rows of rowsBetween(args.grid, args.query, index, to + 1)) {
      for (const fetched of rows) ids.push(fetched.id);
    }
    break;
  }
  return ids;
}
