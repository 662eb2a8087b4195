import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { SessionView } from '../../contract/session.ts';
import { mayCall } from '../../domain/people/roles.ts';
import { desk } from './client.ts';
import { clearEndedJobs } from './events.tsx';
import { ROUTES } from './routes.ts';

const KEY = ['book', 'session'] as const;

/** Every act on a screen asks who works here; what changes it is told by events. */
const FRESH_MS = 10_000;

/** Who works with the open book; undefined while that is not known. */
export function usePerson(): SessionView | undefined {
  return useQuery({ queryKey: KEY, queryFn: () => desk.session.who(), staleTime: FRESH_MS }).data;
}

/** Screens for who sees the whole book; the others answer for own clients. */
const WHOLE_BOOK: ReadonlySet<string> = new Set([
  ROUTES.parties,
  ROUTES.opening,
  ROUTES.imports,
  ROUTES.claims,
  ROUTES.accounts,
  ROUTES.journal,
  ROUTES.log,
  ROUTES.people,
  ROUTES.policies,
  ROUTES.close,
  ROUTES.reconciliations,
  ROUTES.vouchers,
  ROUTES.workbench,
  ROUTES.tickets,
  ROUTES.funds,
]);

/** Whether a person has any use for a screen: it is not offered otherwise. What may be asked is decided elsewhere. */
export function isOffered(path: string, person: SessionView | undefined): boolean {
  if (person?.state === 'out') return path === ROUTES.books || path === ROUTES.settings;
  return !WHOLE_BOOK.has(path) || !person?.profile || mayCall(person.profile.roles, 'book');
}

/** Takes a profile or gives it back; whatever this page knew of the person before is forgotten. */
export function useSignIn() {
  const queries = useQueryClient();
  const forget = useCallback(
    async (view: SessionView) => {
      queries.setQueryData(KEY, view);
      await clearEndedJobs();
      await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'settings' });
    },
    [queries],
  );
  const signIn = useCallback(
    async (profile: number, secret: string) => forget(await desk.session.signIn({ profile, secret })),
    [forget],
  );
  const signOut = useCallback(async () => forget(await desk.session.signOut()), [forget]);
  return { signIn, signOut };
}
