import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { DEFAULT_SETTINGS, type Settings } from '../../domain/settings.ts';
import { desk } from './client.ts';
import { useNotify } from './notify.tsx';

const KEY = ['settings'];

/** The workstation's settings once known, else null. */
export function useStoredSettings(): Settings | null {
  const { data, isError } = useQuery({
    queryKey: KEY,
    queryFn: () => desk.settings.get(),
    staleTime: Infinity,
  });
  return data ?? (isError ? DEFAULT_SETTINGS : null);
}

/** The workstation's settings. */
export function useSettings(): Settings {
  return useStoredSettings() ?? DEFAULT_SETTINGS;
}

/** Changes settings at once on the page and then in the service; a refusal takes the change back and says why. */
export function useChangeSettings(): (patch: Partial<Settings>) => Promise<void> {
  const queries = useQueryClient();
  const notify = useNotify();
  return useCallback(
    async patch => {
      const before = queries.getQueryData<Settings>(KEY) ?? DEFAULT_SETTINGS;
      queries.setQueryData<Settings>(KEY, { ...before, ...patch });
      try {
        queries.setQueryData<Settings>(KEY, await desk.settings.set(patch));
      } catch (error) {
        queries.setQueryData<Settings>(KEY, before);
        notify.refusal(error);
      }
    },
    [queries, notify],
  );
}
