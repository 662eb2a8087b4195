import { useCallback, useState } from 'react';
import type { Sort } from './client-lines.ts';

/** How the list was left, so that the way back leads to the same place. */
export interface ListMemory {
  query: string;
  archived: boolean;
  sort: Sort | null;
  /** Code of the client that the keys act on. */
  active: string | null;
  scroll_px: number;
}

const FRESH: ListMemory = { query: '', archived: false, sort: null, active: null, scroll_px: 0 };
const memories = new Map<string, ListMemory>();

/** The list of a book as it was left in this session. */
export function useListMemory(bookId: string): [ListMemory, (patch: Partial<ListMemory>) => void] {
  const [memory, setMemory] = useState(() => memories.get(bookId) ?? FRESH);
  const change = useCallback(
    (patch: Partial<ListMemory>) => {
      const next = { ...(memories.get(bookId) ?? FRESH), ...patch };
      memories.set(bookId, next);
      setMemory(next);
    },
    [bookId],
  );
  return [memory, change];
}
