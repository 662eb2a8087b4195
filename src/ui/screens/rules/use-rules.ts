import { useQuery } from '@tanstack/react-query';
import { useBookState } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';

/** The rows of all days: those of the open book, or the shipped ones where none is open. */
export function useRules() {
  const { book, error } = useBookState();
  const open = book !== null && book !== undefined;
  const query = useQuery({
    queryKey: open ? ['book', 'rules', book.id] : ['rules', 'shipped'],
    queryFn: () => (open ? desk.rules.list({}) : desk.rules.shipped()),
    enabled: book !== undefined,
  });
  return { rows: query.data, error: error ?? query.error, again: () => void query.refetch(), book };
}
