import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { GridColumn, GridPage } from '../../domain/grid.ts';
import type { ColumnLayout } from '../../domain/settings.ts';
import { desk } from '../app/client.ts';
import { useTexts } from '../app/texts.ts';
import { absentIn, type UnknownIn } from './cell-text.ts';
import { type ColumnPlace, guessWidth, layoutOf } from './layout.ts';
import { BLOCK_ROWS, EVERYTHING, subjectOf } from './rows.ts';

/** What a grid must know before it can be drawn without anything jumping later. */
export interface GridShape {
  columns: GridColumn[];
  first: GridPage;
}

/** Columns and first rows of a grid; asked again when its subject changes. */
export function useGridShape(grid: string) {
  return useQuery({
    queryKey: [subjectOf(grid), 'grid', grid],
    queryFn: async ({ signal }): Promise<GridShape> => {
      const [columns, first] = await Promise.all([
        desk.grids.columns({ grid }, { signal }),
        desk.grids.window({ grid, query: EVERYTHING, from: 0, count: BLOCK_ROWS }, { signal }),
      ]);
      return { columns, first };
    },
  });
}

const layoutQuery = (layoutKey: string) => ({
  queryKey: ['layout', layoutKey],
  queryFn: (): Promise<ColumnLayout | null> => desk.settings.layout({ grid: layoutKey }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useRememberedLayout(layoutKey: string) {
  return useQuery(layoutQuery(layoutKey));
}

const SAVE_AFTER_MS = 600;

/** Order, widths and visibility of the columns; what the user changes is remembered after a moment. */
export function usePlaces(args: {
  columns: readonly GridColumn[];
  first: GridPage;
  layoutKey: string;
  unknown: UnknownIn;
  hidden: readonly string[];
  remembered: ColumnLayout | null;
}) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { columns, first, layoutKey, unknown, remembered } = args;
  const hidden = args.hidden.join('\n');
  const initial = useCallback(
    (layout: ColumnLayout | null): ColumnPlace[] => {
      const rows = first.rows.slice(0, 100);
      const widths = Object.fromEntries(
        columns.map(c => [c.key, guessWidth(c, rows, t, absentIn(unknown, c.key))]),
      );
      return layoutOf(columns, layout, widths, hidden.split('\n'));
    },
    [columns, first, t, unknown, hidden],
  );
  const [places, setPlaces] = useState(() => initial(remembered));
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; save(): void } | null>(null);

  const change = useCallback(
    (next: ColumnPlace[]) => {
      setPlaces(next);
      const layout = { columns: next };
      queries.setQueryData(layoutQuery(layoutKey).queryKey, layout);
      if (pending.current) clearTimeout(pending.current.timer);
      const save = () => {
        pending.current = null;
        // A layout that could not be remembered is no reason to disturb; the next change saves it again.
        desk.settings.setLayout({ grid: layoutKey, layout }).catch(() => {});
      };
      pending.current = { timer: setTimeout(save, SAVE_AFTER_MS), save };
    },
    [layoutKey, queries],
  );

  const reset = useCallback(() => {
    if (pending.current) clearTimeout(pending.current.timer);
    pending.current = null;
    setPlaces(initial(null));
    queries.setQueryData(layoutQuery(layoutKey).queryKey, null);
    desk.settings.setLayout({ grid: layoutKey, layout: null }).catch(() => {});
  }, [initial, layoutKey, queries]);

  useEffect(
    () => () => {
      if (!pending.current) return;
      clearTimeout(pending.current.timer);
      pending.current.save();
    },
    [],
  );

  return { places, change, reset };
}
