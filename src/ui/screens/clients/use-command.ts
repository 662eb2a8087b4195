import { useCallback, useRef, useState } from 'react';
import { newKey } from '../../app/book.tsx';

/**
 * A command that is done once: the same input tried again goes under the same key, another one under a new key.
 * `send` answers null where it was refused; `fault` then says why, until the next try or `clear`.
 */
export function useCommand<Input extends object, Answer extends object>(
  run: (input: Input & { key: string }) => Promise<Answer>,
) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const tried = useRef<{ input: string; key: string } | null>(null);
  const send = async (input: Input): Promise<Answer | null> => {
    const said = JSON.stringify(input);
    if (tried.current?.input !== said) tried.current = { input: said, key: newKey() };
    setBusy(true);
    setFault(null);
    try {
      const answer = await run({ ...input, key: tried.current.key });
      tried.current = null;
      return answer;
    } catch (error) {
      setFault(error);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const clear = useCallback(() => setFault(null), []);
  return { busy, fault, send, clear };
}
