import { NEARLY_TENTHS } from '../../domain/attention-lines.ts';
import type { BindingLimit } from '../../domain/limits/room.ts';
import type { Tone } from './chip.tsx';

/** Part of a whole, 0 to 1; a limit of nothing is full. */
export function shareOf(partFen: number, wholeFen: number): number {
  return wholeFen === 0 ? 1 : Math.min(1, partFen / wholeFen);
}

/** `danger` where a limit is used up or an order goes over it, `warning` from four fifths. */
export function toneOfLimit(
  { limitFen, usedFen }: Pick<BindingLimit, 'limitFen' | 'usedFen'>,
  takesFen = 0,
): Extract<Tone, 'neutral' | 'warning' | 'danger'> {
  const spentFen = usedFen ?? 0;
  if (spentFen >= limitFen || spentFen + takesFen > limitFen) return 'danger';
  return spentFen * 10 >= limitFen * NEARLY_TENTHS ? 'warning' : 'neutral';
}
