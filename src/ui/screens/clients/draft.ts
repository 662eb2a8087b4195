import { useCallback, useState } from 'react';

/** Drafts of this session: what was typed stays when a form is closed or another screen is shown. */
const drafts = new Map<string, unknown>();

/** What is being typed under a key; `forget` once it was done. */
export function useDraft<T>(key: string, initial: () => T) {
  const [draft, setDraft] = useState(() => (drafts.has(key) ? (drafts.get(key) as T) : initial()));
  const change = useCallback(
    (next: T) => {
      drafts.set(key, next);
      setDraft(next);
    },
    [key],
  );
  const forget = useCallback(() => {
    drafts.delete(key);
    setDraft(initial());
  }, [key, initial]);
  return { draft, change, forget };
}
