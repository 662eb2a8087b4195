import type { PoolLine } from '../../../contract/pools.ts';
import type { Bucket } from '../../../domain/accounting/types.ts';
import { wholeOf } from '../../../domain/pools/balance.ts';
import { isGrantKind, isNonGrant, type PoolKind } from '../../../domain/pools/pool.ts';

export const POOL_SORTS = ['code', 'days_left', 'total', 'rate'] as const;
export type PoolSort = (typeof POOL_SORTS)[number];

/** Which pools are looked at. */
export interface PoolFilter {
  typed: string;
  kind: PoolKind | '';
  /** Only those whose money runs out, or whose grants expire. */
  only: 'all' | 'low' | 'expiring';
}

/** Figures of a line as the columns show them, 分. */
export interface PoolFigures {
  totalFen: number;
  availableFen: number;
  onOrderFen: number;
  frozenFen: number;
  clientOwnFen: number;
  grantFen: number;
  transitFen: number;
}

export const FIGURE_NAMES = [
  ...([
    'totalFen',
    'availableFen',
    'onOrderFen',
    'frozenFen',
    'clientOwnFen',
    'grantFen',
    'transitFen',
  ] as const),
];

export function figuresOf({ buckets, totalFen, inTransit }: PoolLine): PoolFigures {
  const sum = (isMeant: (bucket: Bucket) => boolean, of: (line: PoolLine['buckets'][number]) => number) =>
    buckets.reduce((fen, line) => (isMeant(line.bucket) ? fen + of(line) : fen), 0);
  return {
    totalFen,
    availableFen: sum(isNonGrant, line => line.availableFen),
    onOrderFen: sum(isNonGrant, line => line.onOrderFen),
    frozenFen: sum(isNonGrant, line => line.frozenFen),
    clientOwnFen: sum(bucket => bucket === 'client_own', wholeOf),
    grantFen: sum(isGrantKind, wholeOf),
    transitFen: inTransit.refundFen + inTransit.withdrawalFen + (inTransit.rechargeFen ?? 0),
  };
}

/** Sums of the lines that are shown. */
export function figureTotals(lines: readonly PoolLine[]): PoolFigures {
  const totals = Object.fromEntries(FIGURE_NAMES.map(name => [name, 0])) as unknown as PoolFigures;
  for (const line of lines) {
    const figures = figuresOf(line);
    for (const name of FIGURE_NAMES) totals[name] += figures[name];
  }
  return totals;
}

/** Lines that match, by name, id, code or client. */
export function matching(lines: readonly PoolLine[], { typed, kind, only }: PoolFilter): PoolLine[] {
  const sought = typed.normalize('NFKC').toLowerCase().trim();
  return lines.filter(
    ({ pool, low, grantExpiresOn }) =>
      (kind === '' || pool.kind === kind) &&
      (only === 'all' || (only === 'low' ? low : grantExpiresOn !== null)) &&
      [pool.name, pool.platformId, pool.clientCode, pool.clientName]
        .join('\n')
        .toLowerCase()
        .includes(sought),
  );
}

/** Lines in an order; what has no end stands last where the end is asked for. */
export function sorted(lines: readonly PoolLine[], by: PoolSort): PoolLine[] {
  if (by === 'code') return [...lines];
  const rank = ({ pace, totalFen }: PoolLine) =>
    by === 'days_left'
      ? (pace.daysLeft ?? Number.MAX_SAFE_INTEGER)
      : by === 'total'
        ? -totalFen
        : -pace.rateFen;
  return lines.toSorted((one, other) => rank(one) - rank(other));
}

/** Columns of figures that are always shown; the others only where some line has something in them. */
const ALWAYS: ReadonlySet<keyof PoolFigures> = new Set(['totalFen', 'availableFen', 'onOrderFen']);

export function columnsOf(lines: readonly PoolLine[]): (keyof PoolFigures)[] {
  const all = lines.map(figuresOf);
  return FIGURE_NAMES.filter(name => ALWAYS.has(name) || all.some(figures => figures[name] !== 0));
}
