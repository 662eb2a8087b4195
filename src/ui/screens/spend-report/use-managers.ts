import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { assignedOn } from '../../../domain/parties/managers.ts';
import { desk } from '../../app/client.ts';

/** Main managers on a day, and the clients (by number) of each; undefined for everybody's. */
export function useManagers(on: string) {
  const { data } = useQuery({
    queryKey: ['book', 'clients', 'all'],
    queryFn: () => desk.clients.find({ archived: true }),
  });
  return useMemo(() => {
    const clients = new Map<string, number[]>();
    for (const { client } of data ?? [])
      for (const name of assignedOn(client.assignments, on, 'main'))
        clients.set(name, [...(clients.get(name) ?? []), client.id]);
    return {
      names: [...clients.keys()].sort((a, b) => a.localeCompare(b, 'zh')),
      clientsOf: (manager: string) => (manager === '' ? undefined : (clients.get(manager) ?? [])),
    };
  }, [data, on]);
}
