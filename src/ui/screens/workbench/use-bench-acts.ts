import { useCallback, useRef, useState } from 'react';
import type { MatchView } from '../../../contract/matching.ts';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { type Picked, sharesRow, sidesOf } from './picking.ts';

const NOTHING: ReadonlySet<number> = new Set();

/**
 * Acts on matches of a month. One in hand is gone from the page at once and comes back where it was refused, so that a
 * person need not wait between two keys; the writer keeps their order.
 */
export function useBenchActs(month: string, matches: readonly MatchView[]) {
  const notify = useNotify();
  const [gone, setGone] = useState<ReadonlySet<number>>(NOTHING);
  const [busy, setBusy] = useState(0);
  const newest = useRef(matches);
  newest.current = matches;

  const run = useCallback(
    async <Answer>(act: (key: string) => Promise<Answer>): Promise<Answer | null> => {
      setBusy(count => count + 1);
      try {
        return await act(newKey());
      } catch (error) {
        notify.refusal(error);
        return null;
      } finally {
        setBusy(count => count - 1);
      }
    },
    [notify],
  );

  const without = useCallback(
    async <Answer>(hidden: readonly number[], act: (key: string) => Promise<Answer>) => {
      setGone(before => new Set([...before, ...hidden]));
      const answer = await run(act);
      if (answer === null) setGone(before => new Set([...before].filter(id => !hidden.includes(id))));
      return answer;
    },
    [run],
  );

  return {
    gone,
    busy: busy > 0,
    accept: (match: MatchView) => {
      const others = newest.current.filter(each => sharesRow(each, match)).map(({ id }) => id);
      return without([...others, match.id], key =>
        desk.matching.accept({ key, month, ...sidesOf(match), note: null }),
      );
    },
    reject: (match: MatchView) =>
      without([match.id], key => desk.matching.reject({ key, month, ...sidesOf(match), note: null })),
    split: (match: MatchView, into: readonly { left: number[]; right: number[] }[]) =>
      without([match.id], key =>
        desk.matching.split({ key, month, match: match.id, into: [...into], note: null }),
      ),
    /** Makes one match of what was picked, and of a whole match where one is given. */
    combine: (relation: MatchView['relation'], picked: Picked, match: MatchView | null) =>
      run(key =>
        desk.matching.combine({
          ...{ key, month, relation, note: null },
          matches: match ? [match.id] : [],
          left: [...picked.left.keys()],
          right: [...picked.right.keys()],
        }),
      ),
    undo: async () => {
      const answer = await run(key => desk.matching.undoLast({ key, month }));
      if (answer) setGone(NOTHING);
      return answer;
    },
  };
}

export type BenchActs = ReturnType<typeof useBenchActs>;
