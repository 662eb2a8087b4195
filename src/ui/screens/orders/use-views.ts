import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView } from '../../../domain/settings.ts';
import { desk } from '../../app/client.ts';
import { ORDERS_GRID } from './views.ts';

const QUERY_KEY = ['settings', 'views', ORDERS_GRID];

/** The saved views of the workstation and what changes them. `fault`: why the last change was refused. */
export function useViews() {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: QUERY_KEY,
    queryFn: () => desk.settings.views({ grid: ORDERS_GRID }),
  });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const change = async (act: Promise<SavedView[]>): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    try {
      queries.setQueryData(QUERY_KEY, await act);
      return true;
    } catch (refused) {
      setFault(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    views: data ?? [],
    busy,
    fault: fault ?? error,
    keep: (view: SavedView) => change(desk.settings.keepView({ grid: ORDERS_GRID, view })),
    drop: (id: string) => change(desk.settings.dropView({ grid: ORDERS_GRID, id })),
  };
}

export type Views = ReturnType<typeof useViews>;
