import type { UpgradeRow } from '../../../contract/upgrade.ts';
import type { LimitState } from '../../../domain/limits/types.ts';
import type { ShownLimit } from '../../app/limit-bar.tsx';
import { shareOf } from '../../app/limit-use.ts';
import { shownLimits } from '../upgrade/rows.ts';

/** What the list tells of a client's DOU+ limits: the one that is nearest to its end, or why there is none. */
export interface NearestLimit {
  state: LimitState;
  limit: ShownLimit | null;
}

/** By client code, over all DOU+ accounts of each client. */
export function nearestLimits(rows: readonly UpgradeRow[]): Map<string, NearestLimit> {
  const nearest = new Map<string, NearestLimit>();
  for (const row of rows) {
    if (row.clientCode === null) continue;
    const before = nearest.get(row.clientCode);
    const own = { state: row.limitState, limit: tightest(shownLimits(row)) };
    if (!before || shareUsed(own) > shareUsed(before)) nearest.set(row.clientCode, own);
  }
  return nearest;
}

function tightest(limits: readonly ShownLimit[]): ShownLimit | null {
  return [...limits].sort((one, other) => shareOfLimit(other) - shareOfLimit(one))[0] ?? null;
}

const shareOfLimit = ({ usedFen, limitFen }: ShownLimit) => shareOf(usedFen ?? 0, limitFen);
const shareUsed = ({ limit }: NearestLimit) => (limit ? shareOfLimit(limit) : -1);
