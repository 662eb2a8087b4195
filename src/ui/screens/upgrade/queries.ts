import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';

export function useBoard() {
  return useQuery({ queryKey: ['book', 'upgrade'], queryFn: () => desk.upgrade.board({}) });
}

export function useDetail(account: number) {
  return useQuery({
    queryKey: ['book', 'upgrade', account],
    queryFn: () => desk.upgrade.detail({ account }),
    placeholderData: before => (before?.row.account === account ? before : undefined),
  });
}

/**
 * A command that is done once: the same input tried again goes under the same key. `send` answers null where it was
 * refused, and `fault` then says why.
 */
export function useCommand<Input extends { key: string }, Answer extends object>(
  run: (input: Input) => Promise<Answer>,
) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const tried = useRef<{ input: string; key: string } | null>(null);
  const send = async (input: Omit<Input, 'key'>): Promise<Answer | null> => {
    const said = JSON.stringify(input);
    if (tried.current?.input !== said) tried.current = { input: said, key: newKey() };
    setBusy(true);
    setFault(null);
    try {
      const answer = await run({ ...input, key: tried.current.key } as Input);
      tried.current = null;
      return answer;
    } catch (error) {
      setFault(error);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, send };
}
