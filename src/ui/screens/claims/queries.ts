import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/client.ts';

/** The most receipts that one page shows; the oldest come first. */
export const RECEIPTS_MOST = 1_000;

/** Receipts that wait in 待认领款, the oldest first. */
export function useReceipts() {
  return useQuery({
    queryKey: ['book', 'claims', 'receipts'],
    queryFn: () => desk.imports.receipts({ limit: RECEIPTS_MOST }),
  });
}
