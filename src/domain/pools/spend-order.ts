import type { Bucket } from '../accounting/types.ts';
import type { BucketBalance } from './pool.ts';

/** Part of an order that a kind of money is expected to pay. */
export interface ExpectedDraw {
  bucket: Bucket;
  amountFen: number;
}

/**
 * What an order of an amount would take from which kind of money, by the order of a dated rule. An estimate: the flow says
 * by kind what was spent, and only that posts. What nothing covers is left out.
 */
export function expectedDraws(
  amountFen: number,
  buckets: readonly BucketBalance[],
  order: readonly string[],
): ExpectedDraw[] {
  let openFen = amountFen;
  const draws: ExpectedDraw[] = [];
  for (const turn of order) {
    const line = buckets.find(({ bucket }) => bucket === turn);
    const takenFen = Math.min(openFen, Math.max(0, line?.availableFen ?? 0));
    if (!line || takenFen === 0) continue;
    draws.push({ bucket: line.bucket, amountFen: takenFen });
    openFen -= takenFen;
  }
  return draws;
}
