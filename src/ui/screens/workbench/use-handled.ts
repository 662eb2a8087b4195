import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef } from 'react';
import type { MatchRowView, MatchView } from '../../../contract/matching.ts';
import { nextInHand, SIDES, type Side } from './picking.ts';
import type { SideGridHandle } from './side-grid.tsx';
import type { BenchPlace } from './use-places.ts';

/** Brings the rows of the match in hand into sight on both sides, and the next match to hand after an act. */
export function useHandled(args: {
  inHand: MatchView | null;
  rows: Record<Side, readonly MatchRowView[]>;
  grids: Record<Side, RefObject<SideGridHandle | null>>;
  setPlace: Dispatch<SetStateAction<BenchPlace>>;
}) {
  const newest = useRef(args);
  newest.current = args;
  const { inHand, setPlace } = args;
  const id = inHand?.id ?? null;
  const known = args.rows.left.length + args.rows.right.length > 0;
  useEffect(() => {
    const { inHand: match, rows, grids } = newest.current;
    if (id === null || !match || !known) return;
    const of = new Set(match.rows.map(row => row.sourceRow));
    for (const side of SIDES) {
      const at = rows[side].findIndex(row => of.has(row.sourceRow));
      if (at < 0) continue;
      grids[side].current?.show(at);
      setPlace(now => ({ ...now, [side]: at }));
    }
  }, [id, known, setPlace]);
  return {
    take: (match: number | null) => setPlace(now => ({ ...now, inHand: match })),
    next: (matches: readonly MatchView[], acted: MatchView, act: 'accept' | 'reject' | 'split') =>
      setPlace(now => ({ ...now, inHand: nextInHand(matches, acted, act) })),
  };
}

export type Handled = ReturnType<typeof useHandled>;
