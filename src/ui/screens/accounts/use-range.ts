import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { beijingDay } from '../../../domain/calendar/days.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { desk } from '../../app/client.ts';
import { firstRange, rangeIn } from './range.ts';

/** The range last looked at in each book of this session: every screen of the book begins with it. */
const lastRanges = new Map<string, DayRange>();

/** What the address says beside the path; a change of it replaces the address, and the way back stays. */
export function useAddress(): {
  search: URLSearchParams;
  change(patch: Record<string, string | null>): void;
} {
  const { state } = useLocation();
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (patch: Record<string, string | null>) =>
      setSearch(
        before => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(patch)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true, state },
      ),
    [setSearch, state],
  );
  return { search, change };
}

/** The range of a screen, kept in its address; null until it is known. */
export function useRange(bookId: string) {
  const { search, change } = useAddress();
  const today = beijingDay(new Date());
  const asked = rangeIn(search);
  const span = useQuery({
    queryKey: ['book', 'span', bookId],
    queryFn: () => desk.drill.span(),
    enabled: asked === null && !lastRanges.has(bookId),
  });
  const { from, to } =
    asked ?? lastRanges.get(bookId) ?? (span.data ? firstRange(span.data.lastOn, today) : NO_RANGE);
  const range = useMemo(() => (from === null || to === null ? null : { from, to }), [from, to]);
  const isAsked = asked !== null;
  useEffect(() => {
    if (!range) return;
    lastRanges.set(bookId, range);
    if (!isAsked) change({ from: range.from, to: range.to });
  }, [bookId, range, isAsked, change]);
  const setRange = useCallback((next: DayRange) => change({ from: next.from, to: next.to }), [change]);
  return { range, setRange, today, error: span.error };
}

const NO_RANGE = { from: null, to: null };
