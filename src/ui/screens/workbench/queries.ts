import { useQuery } from '@tanstack/react-query';
import type { Relation } from '../../../domain/matching/book/relations.ts';
import { desk } from '../../app/client.ts';

/** Most open rows of each side that the page holds. */
export const OPEN_MOST = 20_000;
/** Matches that come to the page at once. */
export const MATCHES_AT_ONCE = 500;
const ACTS_SHOWN = 4;

export interface MonthScope {
  month: string;
  client: number | null;
}

export function useMatchingState(scope: MonthScope) {
  return useQuery({
    queryKey: ['book', 'matching', 'state', scope],
    queryFn: () => desk.matching.state(scope),
  });
}

export interface OpenAsked extends MonthScope {
  relation: Relation;
  reason: string | null;
  minAgeDays: number | null;
}

/** Open rows of both sides. They are many: an answer is taken as it comes and not compared with the one before. */
export function useOpen({ reason, minAgeDays, ...rest }: OpenAsked) {
  const asked = {
    ...rest,
    ...(reason === null ? {} : { reason }),
    ...(minAgeDays === null ? {} : { minAgeDays }),
    limit: OPEN_MOST,
  };
  return useQuery({
    queryKey: ['book', 'matching', 'open', asked],
    queryFn: () => desk.matching.open(asked),
    structuralSharing: false,
  });
}

export interface MatchesAsked extends MonthScope {
  relation: Relation;
  state: 'suggested' | 'matched';
  offset: number;
}

export function useMatches(asked: MatchesAsked) {
  return useQuery({
    queryKey: ['book', 'matching', 'list', asked],
    queryFn: () => desk.matching.list({ ...asked, limit: MATCHES_AT_ONCE }),
    placeholderData: (before, query) => {
      const known = query?.queryKey[3] as MatchesAsked | undefined;
      return known?.relation === asked.relation && known.state === asked.state ? before : undefined;
    },
  });
}

export function useActs(month: string) {
  return useQuery({
    queryKey: ['book', 'matching', 'acts', month],
    queryFn: () => desk.matching.acts({ month, limit: ACTS_SHOWN }),
  });
}
