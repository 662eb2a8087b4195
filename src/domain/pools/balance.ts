import type { Bucket } from '../accounting/types.ts';
import {
  type BucketBalance,
  isNonGrant,
  isOnBook,
  POOL_BUCKETS,
  type PoolAccount,
  type PoolBalance,
} from './pool.ts';

const MEMO: Readonly<Record<string, Bucket>> = {
  '9001': 'grant',
  '9002': 'shared_grant',
  '9003': 'red_packet',
  '9004': 'coupon',
  '9005': 'credit',
  '9006': 'preloan',
  '9007': 'client_own',
};

/** State of the money on an account of a pool. */
export type MoneyState = 'available' | 'on_order' | 'frozen';

const STATES: Readonly<Record<string, MoneyState>> = {
  '1123.02': 'available',
  '1123.03': 'available',
  '1123.04': 'on_order',
  '1123.05': 'frozen',
};

/** Codes whose accounts are the money of a pool. */
export const POOL_CODES: readonly string[] = [...Object.keys(STATES), ...Object.keys(MEMO)];
/** Codes on which money goes to or comes from a pool, and what it owes. */
export const TRANSIT_CODES: readonly string[] = ['1123.01', '1221.02', '1221.03', '2202.03'];

/** Kind and state of the money on an account; null for an account that holds none of the pool's. */
export function moneyOf({
  code,
  bucket,
  category,
}: PoolAccount): { bucket: Bucket; state: MoneyState } | null {
  const state = STATES[code];
  if (state) return { bucket: bucket ?? 'prepay', state };
  const memo = MEMO[code];
  return memo ? { bucket: memo, state: category === 'on_order' ? 'on_order' : 'available' } : null;
}

const FIELDS = { available: 'availableFen', on_order: 'onOrderFen', frozen: 'frozenFen' } as const;

/**
 * What a pool holds by kind of money. `balances`: debits − credits of its accounts. Prepay always has a line, another kind
 * where an account of it was ever used.
 */
export function poolBalance(
  accounts: readonly PoolAccount[],
  balances: ReadonlyMap<number, number>,
): PoolBalance {
  const lines = new Map<Bucket, BucketBalance>([['prepay', emptyLine('prepay')]]);
  let owedFen = 0;
  for (const account of accounts) {
    const fen = balances.get(account.id) ?? 0;
    if (account.code === '2202.03') owedFen -= fen;
    const money = moneyOf(account);
    if (!money) continue;
    const line = lines.get(money.bucket) ?? emptyLine(money.bucket);
    line[FIELDS[money.state]] += fen;
    lines.set(money.bucket, line);
  }
  const buckets = POOL_BUCKETS.flatMap(bucket => lines.get(bucket) ?? []);
  return { buckets, totalFen: sumOf(buckets, isNonGrant), overdrawnFen: owedFen };
}

function emptyLine(bucket: Bucket): BucketBalance {
  return { bucket, onBook: isOnBook(bucket), availableFen: 0, onOrderFen: 0, frozenFen: 0 };
}

/** Everything in the kinds of money that are meant: available, on order and frozen. */
export function sumOf(buckets: readonly BucketBalance[], isMeant: (bucket: Bucket) => boolean): number {
  return buckets.reduce((fen, line) => (isMeant(line.bucket) ? fen + wholeOf(line) : fen), 0);
}

export function wholeOf({ availableFen, onOrderFen, frozenFen }: BucketBalance): number {
  return availableFen + onOrderFen + frozenFen;
}
