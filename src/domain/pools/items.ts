import type { Bucket } from '../accounting/types.ts';
import { type MoneyState, moneyOf } from './balance.ts';
import type { PoolAccount, PoolKind } from './pool.ts';
import type { PoolVersion } from './versions.ts';

/** What moves the money of a pool; each posting on it is of exactly one item. */
export const POOL_ITEMS = [
  ...(['begun', 'recharge', 'granted', 'moved_in', 'spent', 'overdraft', 'moved_out'] as const),
  ...(['withdrawn', 'banned', 'expired', 'other'] as const),
] as const;
export type PoolItem = (typeof POOL_ITEMS)[number];

/** What only moves money within the pool: 下单, 订单退回, 冻结. */
export const POOL_SHIFTS = ['ordered', 'returned', 'frozen'] as const;
export type PoolShift = (typeof POOL_SHIFTS)[number];

const ITEMS: Readonly<Record<string, PoolItem | PoolShift | 'moved' | 'line'>> = {
  E61: 'begun',
  ...{ E18: 'recharge', E19: 'recharge', E25: 'recharge' },
  ...{ E23: 'granted', E56: 'granted', E24: 'line', E62: 'line' },
  ...{ E20: 'moved', E21: 'moved', E22: 'moved', E53: 'moved' },
  ...{ E30: 'spent', E31: 'spent', E32: 'spent', E33: 'spent', E34: 'spent', E35: 'spent' },
  ...{ E39: 'spent', E40: 'spent', E41: 'spent', E43: 'overdraft' },
  ...{ E45: 'withdrawn', E46: 'withdrawn', E47: 'banned', E42: 'expired' },
  ...{ E27: 'ordered', E28: 'ordered', E36: 'returned', E44: 'frozen' },
};

/** Sum of postings on one account of a pool that are alike. */
export interface PoolMove {
  account: number;
  day: string;
  event: string;
  /** Of spend: the version that the entries name. */
  version: PoolVersion | null;
  /** Debits less credits; red ones on their original sides. */
  netFen: number;
  postings: number;
}

/** A move with what it is to the pool. */
export interface PlacedMove extends PoolMove {
  bucket: Bucket;
  state: MoneyState;
  item: PoolItem | PoolShift;
}

/** What a move is to its pool, and where it belongs; null for an account that holds none of the pool's money. */
export function placed(move: PoolMove, account: PoolAccount): PlacedMove | null {
  const money = moneyOf(account);
  return money && { ...move, ...money, item: itemOf(move) };
}

/** The item of an event; what goes either way is told apart by its sign. */
export function itemOf({ event, netFen }: Pick<PoolMove, 'event' | 'netFen'>): PoolItem | PoolShift {
  const item = ITEMS[event] ?? 'other';
  if (item === 'moved') return netFen < 0 ? 'moved_out' : 'moved_in';
  if (item === 'line') return netFen < 0 ? 'expired' : 'granted';
  return item;
}

export function isShift(item: PoolItem | PoolShift): item is PoolShift {
  return (POOL_SHIFTS as readonly string[]).includes(item);
}

/** Events of an item, for asking after its entries. */
export function eventsOf(item: PoolItem | PoolShift): string[] {
  const kind = item === 'moved_in' || item === 'moved_out' ? 'moved' : item;
  const isLine = item === 'granted' || item === 'expired';
  return Object.keys(ITEMS).filter(event => ITEMS[event] === kind || (isLine && ITEMS[event] === 'line'));
}

/** Events that are an item of their own; all others are `other`. */
export const KNOWN_EVENTS: readonly string[] = Object.keys(ITEMS);

/** Versions that a pool of a kind is used by. */
export function versionsOfKind(kind: PoolKind, ofAccount: readonly PoolVersion[]): readonly PoolVersion[] {
  if (kind === 'account') return ofAccount;
  return kind === 'douplus' ? ['douplus'] : [];
}
