import type { MatchView } from '../../../contract/matching.ts';

export interface Part {
  left: number[];
  right: number[];
}

/** The one part that stays together, none where nothing was kept; null where it has rows of one side only. */
export function partsOf(match: Pick<MatchView, 'rows'>, kept: ReadonlySet<number>): Part[] | null {
  const of = (side: 'left' | 'right') =>
    match.rows.filter(row => row.side === side && kept.has(row.sourceRow)).map(row => row.sourceRow);
  const part = { left: of('left'), right: of('right') };
  if (part.left.length + part.right.length === 0) return [];
  return part.left.length === 0 || part.right.length === 0 ? null : [part];
}
