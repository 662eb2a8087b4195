import type { Bucket } from '../accounting/types.ts';
import { daysBetween } from '../calendar/days.ts';

/** Where a grant may be spent: 通用, 信息流, 搜索, 穿山甲. */
export const GRANT_SCOPES = ['general', 'feed', 'search', 'union'] as const;
export type GrantScope = (typeof GRANT_SCOPES)[number];

/** A lot 批次 of grants as the book received it. */
export interface ReceivedLot {
  /** Case under which it came in. */
  lot: string;
  bucket: Bucket;
  receivedFen: number;
  receivedOn: string;
  /** Told by a person; null is unknown. */
  scope: GrantScope | null;
  expiresOn: string | null;
}

export interface GrantLot extends ReceivedLot {
  leftFen: number;
  /** What is left is an estimate: spend names no lot, so the lot that expires first is taken to go first. */
  estimated: boolean;
}

/** How soon a lot expires: past its day, within the first or the second span of days, later, or nobody knows. */
export type Expiry = 'expired' | 'soon' | 'later_soon' | 'later' | 'unknown';

/**
 * What is left of the lots of one kind of money when `balanceFen` is left of all: the lot that expires first goes first,
 * those without a day last, in the order of their arrival.
 */
export function lotsLeft(lots: readonly ReceivedLot[], balanceFen: number): GrantLot[] {
  const inTurn = lots.toSorted(
    (one, other) =>
      (one.expiresOn ?? '9999').localeCompare(other.expiresOn ?? '9999') ||
      one.receivedOn.localeCompare(other.receivedOn) ||
      one.lot.localeCompare(other.lot),
  );
  const receivedFen = inTurn.reduce((fen, lot) => fen + lot.receivedFen, 0);
  let goneFen = Math.max(0, receivedFen - Math.max(0, balanceFen));
  const estimated = goneFen > 0 && inTurn.length > 1;
  return inTurn.map(lot => {
    const takenFen = Math.min(goneFen, lot.receivedFen);
    goneFen -= takenFen;
    return { ...lot, leftFen: lot.receivedFen - takenFen, estimated };
  });
}

/** How soon a lot expires on a day; `warnDays`: the two spans, the nearer one first. */
export function expiryOf(
  { expiresOn }: Pick<ReceivedLot, 'expiresOn'>,
  on: string,
  [near, far]: readonly [number, number],
): Expiry {
  if (expiresOn === null) return 'unknown';
  const days = daysBetween(on, expiresOn);
  if (days < 0) return 'expired';
  if (days <= near) return 'soon';
  return days <= far ? 'later_soon' : 'later';
}
