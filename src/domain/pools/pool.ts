import type { Bucket } from '../accounting/types.ts';

export const POOL_KINDS = ['account', 'agent_wallet', 'shared_wallet', 'shared_grant', 'douplus'] as const;
export type PoolKind = (typeof POOL_KINDS)[number];

/** Kinds of money that a pool holds, those on book first; each has its own line, 非赠款 is only their sum. */
export const POOL_BUCKETS: readonly Bucket[] = [
  ...(['prepay', 'rebate_credit', 'credit', 'preloan', 'client_own'] as const),
  ...(['grant', 'shared_grant', 'red_packet', 'coupon'] as const),
];

const ON_BOOK: ReadonlySet<Bucket> = new Set<Bucket>(['prepay', 'rebate_credit']);
/** 非赠款 is the sum of these. */
const NON_GRANT: ReadonlySet<Bucket> = new Set<Bucket>(['prepay', 'rebate_credit', 'credit', 'preloan']);
const GRANTS: ReadonlySet<Bucket> = new Set<Bucket>(['grant', 'shared_grant', 'red_packet', 'coupon']);

/** Whether a kind of money stands on book, and not on memo. */
export const isOnBook = (bucket: Bucket): boolean => ON_BOOK.has(bucket);
export const isNonGrant = (bucket: Bucket): boolean => NON_GRANT.has(bucket);
export const isGrantKind = (bucket: Bucket): boolean => GRANTS.has(bucket);

/** A pool as the book knows it. */
export interface Pool {
  id: number;
  kind: PoolKind;
  /** 资金池类型 of the platform. */
  fundsKind: 'general' | 'brand';
  name: string;
  /** Id of the account or wallet at the platform. */
  platformId: string | null;
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
  supplier: number | null;
  supplierName: string | null;
  funder: 'agency' | 'client' | 'employee';
  /** Which source posts its spend; null for a pool without an account. */
  spendBasis: 'flow' | 'orders' | null;
  bannedOn: string | null;
  archivedOn: string | null;
}

/** One kind of money of a pool at the end of a day. */
export interface BucketBalance {
  bucket: Bucket;
  onBook: boolean;
  availableFen: number;
  /** 已下单: bound by orders that are placed. */
  onOrderFen: number;
  frozenFen: number;
}

/** On the way to or from the pool. Null is not told to the one who asks. */
export interface PoolTransit {
  /** 退款在途 of orders paid directly and of a ban. */
  refundFen: number;
  /** Part of it that a ban brought about. */
  banRefundFen: number;
  withdrawalFen: number;
  rechargeFen: number | null;
}

export interface PoolBalance {
  buckets: BucketBalance[];
  /** 非赠款: the sum of prepay, rebate credit, credit and preloan. */
  totalFen: number;
  /** 欠费; null is not told to the one who asks. */
  overdrawnFen: number | null;
}

/** An account of the ledger that belongs to a pool. */
export interface PoolAccount {
  id: number;
  code: string;
  pool: number;
  bucket: Bucket | null;
  category: string | null;
}
