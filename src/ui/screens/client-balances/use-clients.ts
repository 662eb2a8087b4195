import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DayRange } from '../../../domain/reports/types.ts';
import { desk } from '../../app/client.ts';
import { byClientAndCode } from './account-of.ts';

/** Code, name and aliases of every client by its number; empty until they are known. */
export function useClientNames() {
  const { data } = useQuery({
    queryKey: ['book', 'clients', 'all'],
    queryFn: () => desk.clients.find({ archived: true }),
  });
  return useMemo(() => new Map((data ?? []).map(({ client }) => [client.id, client])), [data]);
}

/** Accounts of clients that have a balance or moved up to the end of a range. */
export function useClientAccounts(book: string, range: DayRange | null, client?: number) {
  const { data } = useQuery({
    queryKey: ['book', 'trial', book, range, client === undefined ? {} : { client }],
    queryFn: () => desk.reports.trialBalance({ ...range!, ...(client === undefined ? {} : { client }) }),
    enabled: range !== null,
  });
  return useMemo(() => byClientAndCode((data?.rows ?? []).flatMap(({ account }) => account ?? [])), [data]);
}
