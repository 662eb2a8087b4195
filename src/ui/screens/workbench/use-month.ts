import { useQuery } from '@tanstack/react-query';
import { beijingDay } from '../../../domain/calendar/days.ts';
import { desk } from '../../app/client.ts';

/** The month asked for, else the last one that the book tells of; null until that is known. */
export function useMonth(asked: string | null): { month: string | null; error: unknown } {
  const span = useQuery({
    queryKey: ['book', 'span'],
    queryFn: () => desk.drill.span(),
    enabled: asked === null,
  });
  if (asked !== null) return { month: asked, error: null };
  if (!span.data) return { month: null, error: span.error };
  return { month: (span.data.lastOn ?? beijingDay(new Date())).slice(0, 7), error: null };
}
