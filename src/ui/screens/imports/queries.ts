import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Source } from '../../../domain/statement.ts';
import { desk } from '../../app/client.ts';

/** Plans that wait, the newest first. */
export function usePlans() {
  return useQuery({ queryKey: ['book', 'imports', 'plans'], queryFn: () => desk.imports.plans() });
}

/** Imports that were carried out, the newest first. */
export function useDone() {
  return useQuery({ queryKey: ['book', 'imports', 'done'], queryFn: () => desk.imports.done() });
}

/** Rows of carried-out imports that wait, the latest import first. */
export function useWaitingRows() {
  return useQuery({
    queryKey: ['book', 'imports', 'undecided'],
    queryFn: () => desk.imports.undecided({ limit: 1_000 }),
  });
}

/** Where the files of a form come from. */
export function useSourceOf(): (profile: string) => Source | undefined {
  const { data } = useQuery({ queryKey: ['profiles'], queryFn: () => desk.profiles.list() });
  return useCallback(id => data?.find(profile => profile.id === id)?.source, [data]);
}
