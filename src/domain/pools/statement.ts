import type { Bucket } from '../accounting/types.ts';
import { isShift, type PlacedMove, POOL_ITEMS, POOL_SHIFTS, type PoolItem, type PoolShift } from './items.ts';
import { POOL_BUCKETS } from './pool.ts';
import { POOL_VERSIONS, type PoolVersion, splitOf, type ToldPart } from './versions.ts';

/** Amount by kind of money; a kind that does not occur is left out. */
export type ByBucket = Partial<Record<Bucket, number>>;

/** One line of 资金池对账单. Spend has a line for each version. */
export interface StatementLine {
  item: PoolItem | PoolShift | 'opening' | 'closing';
  version: PoolVersion | null;
  byBucket: ByBucket;
  /** Its entries can be asked for: the line is what the ledger has posted. */
  isPosted: boolean;
}

/** 资金池对账单 of a range: opening + lines = closing, by kind of money; shifts within the pool stand beside. */
export interface PoolStatement {
  buckets: Bucket[];
  opening: StatementLine;
  lines: StatementLine[];
  closing: StatementLine;
  shifts: StatementLine[];
}

/**
 * Puts the statement together. `opening`: balances by kind before the range. `told`: part of the spend that no entry names,
 * of which another source tells the version; it moves from 未分版本 and is no posting of its own.
 */
export function poolStatement(
  opening: ByBucket,
  moves: readonly PlacedMove[],
  told: ToldPart | null,
): PoolStatement {
  const lines = itemLines(moves);
  const named = told === null ? lines : splitByTold(lines, told);
  const closing: ByBucket = { ...opening };
  for (const { bucket, netFen } of moves) closing[bucket] = (closing[bucket] ?? 0) + netFen;
  const used = new Set([...Object.keys(opening), ...moves.map(({ bucket }) => bucket)] as Bucket[]);
  return {
    buckets: POOL_BUCKETS.filter(bucket => bucket === 'prepay' || used.has(bucket)),
    opening: { item: 'opening', version: null, byBucket: opening, isPosted: false },
    lines: named,
    closing: { item: 'closing', version: null, byBucket: closing, isPosted: false },
    shifts: shiftLines(moves),
  };
}

function itemLines(moves: readonly PlacedMove[]): StatementLine[] {
  const lines = new Map<string, StatementLine>();
  const add = (item: PoolItem, { bucket, netFen, version }: PlacedMove) => {
    const of = item === 'spent' ? (version ?? 'unsplit') : null;
    const key = `${item} ${of ?? ''}`;
    const line = lines.get(key) ?? { item, version: of, byBucket: {}, isPosted: true };
    line.byBucket[bucket] = (line.byBucket[bucket] ?? 0) + netFen;
    lines.set(key, line);
  };
  for (const move of moves) if (!isShift(move.item)) add(move.item, move);
  addLeaks(moves, add);
  return [...lines.values()].toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Shifts stay within a kind of money; where one does not (an order paid from two kinds), the rest is told as 其他. */
function addLeaks(moves: readonly PlacedMove[], add: (item: PoolItem, move: PlacedMove) => void): void {
  const byBucket = Map.groupBy(
    moves.filter(({ item }) => isShift(item)),
    ({ bucket }) => bucket,
  );
  for (const some of byBucket.values()) {
    const netFen = some.reduce((fen, move) => fen + move.netFen, 0);
    if (netFen !== 0) add('other', { ...some[0]!, netFen });
  }
}

function placeOf({ item, version }: StatementLine): number {
  const at = POOL_ITEMS.indexOf(item as PoolItem) * POOL_VERSIONS.length;
  return at + (version === null ? 0 : POOL_VERSIONS.indexOf(version));
}

/** What moved within the pool, on the side where it counts: bound by orders, given back by them, frozen. */
function shiftLines(moves: readonly PlacedMove[]): StatementLine[] {
  return POOL_SHIFTS.flatMap(shift => {
    const state = shift === 'returned' ? 'available' : shift === 'frozen' ? 'frozen' : 'on_order';
    const byBucket: ByBucket = {};
    for (const move of moves)
      if (move.item === shift && move.state === state)
        byBucket[move.bucket] = (byBucket[move.bucket] ?? 0) + move.netFen;
    return Object.keys(byBucket).length === 0
      ? []
      : [{ item: shift, version: null, byBucket, isPosted: true }];
  });
}

function splitByTold(lines: readonly StatementLine[], told: ToldPart): StatementLine[] {
  const rest = lines.find(({ version }) => version === 'unsplit');
  const split = splitOf(-(rest?.byBucket.prepay ?? 0), told);
  if (!rest || split.size === 0) return [...lines];
  const named = new Map(
    lines.filter(line => line !== rest).map(line => [`${line.item} ${line.version}`, line]),
  );
  let leftFen = rest.byBucket.prepay ?? 0;
  for (const [version, fen] of split) {
    const key = `spent ${version}`;
    const own = named.get(key)?.byBucket;
    const byBucket = { ...own, prepay: (own?.prepay ?? 0) - fen };
    named.set(key, { item: 'spent', version, byBucket, isPosted: false });
    leftFen += fen;
  }
  const left: StatementLine = { ...rest, byBucket: { ...rest.byBucket, prepay: leftFen }, isPosted: false };
  const isEmpty = Object.values(left.byBucket).every(fen => fen === 0);
  const all = [...named.values(), ...(isEmpty ? [] : [left])];
  return all.toSorted((one, other) => placeOf(one) - placeOf(other));
}
