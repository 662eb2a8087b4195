import type { Bucket } from '../accounting/types.ts';
import { FINALITIES, type Finality } from '../orders/figures.ts';
import type { DayRange, ReportAccount } from './types.ts';

/**
 * 消耗日报/月报: booked spend by client, account, product and kind of money. A figure is the sum of the legs that took
 * spend from the platform's side, so it needs neither cost nor charge, and is the same under M1, M2 and M3.
 */

/** 小店随心推 where an order says so, DOU+ by its account; the rest of an account of 千川 is told by no order. */
export const SPEND_PRODUCTS = ['suixintui', 'qianchuan', 'douplus'] as const;
export type SpendProduct = (typeof SPEND_PRODUCTS)[number];

/** Kinds of money that spend is taken from: buckets of the pool, an order paid directly 直付, and 欠费. */
export const SPEND_BUCKETS = [
  ...(['prepay', 'rebate_credit', 'direct', 'credit', 'preloan', 'overdraft', 'client_own'] as const),
  ...(['grant', 'shared_grant', 'red_packet', 'coupon'] as const),
] as const;
export type SpendBucket = (typeof SPEND_BUCKETS)[number];

const GRANTS: ReadonlySet<SpendBucket> = new Set(['grant', 'shared_grant', 'red_packet', 'coupon']);

/** 赠款类: shown beside 非赠款, never added to it. */
export function isGrant(bucket: SpendBucket): boolean {
  return GRANTS.has(bucket);
}

const MEMO: Record<string, SpendBucket> = {
  '9001': 'grant',
  '9002': 'shared_grant',
  '9003': 'red_packet',
  '9004': 'coupon',
  '9005': 'credit',
  '9006': 'preloan',
  '9007': 'client_own',
};

/** Codes on the platform's side that spend is taken from; 2241.01 only takes back what E40 found too high. */
export const SPEND_CODES: readonly string[] = [
  ...['1123.03', '1123.04', '1123.06', '1221.01', '2202.03', '2241.01'],
  ...Object.keys(MEMO),
];

/** The cost account: whatever stands against it on the platform's side is spend (M1). */
export const COST_CODE = '6401.01';
/** Accounts that spend is charged to without a cost pair: funds and receivables (M2), the memo counterpart. */
export const CHARGED_CODES: readonly string[] = ['2203.01', '2203.02', '1122.01', '9999'];
/** Events that spend, of all that move those accounts. */
export const SPEND_EVENTS: readonly string[] = ['E30', 'E31', 'E32', 'E33', 'E34', 'E35', 'E39', 'E41'];

/** A pool as a line of the report names it. */
export interface SpendPool {
  id: number;
  kind: 'account' | 'agent_wallet' | 'shared_wallet' | 'shared_grant' | 'douplus';
  name: string;
  platformId: string | null;
  client: number | null;
}

/** Legs between two accounts that are alike, summed: what the store answers. Red ones are taken off. */
export interface SpendSum {
  /** Account on the platform's side. */
  account: number;
  /** What it was charged to. */
  other: number;
  /** Product of the order that the legs belong to; null where no order of the book does. */
  product: 'suixintui' | 'douplus' | null;
  finality: Finality;
  amountFen: number;
  legs: number;
  /** Latest day of them, and when the newest of them was booked (UTC, ISO). */
  lastOn: string;
  bookedAt: string;
}

/** Where a sum belongs. */
export interface SpendPlace {
  client: number | null;
  pool: SpendPool | null;
  product: SpendProduct;
  bucket: SpendBucket;
}

export interface SpendLine extends SpendPlace {
  amountFen: number;
  /** Least final of what the line is made of (DAT-5). */
  finality: Finality;
  byFinality: Partial<Record<Finality, number>>;
  lastOn: string;
  bookedAt: string;
  legs: number;
}

export interface SpendAccounts {
  accounts: ReadonlyMap<number, ReportAccount>;
  pools: ReadonlyMap<number, SpendPool>;
}

/** Where legs between two accounts belong. */
export function spendPlace(
  { account, other, product }: Pick<SpendSum, 'account' | 'other' | 'product'>,
  { accounts, pools }: SpendAccounts,
): SpendPlace {
  const paying = accounts.get(account)!;
  const charged = accounts.get(other)!;
  const pool = pools.get(paying.dims.pool ?? charged.dims.pool ?? 0) ?? null;
  return {
    client: charged.dims.client ?? paying.dims.client ?? pool?.client ?? null,
    pool,
    product: product ?? (pool?.kind === 'douplus' ? 'douplus' : 'qianchuan'),
    bucket: bucketOf(paying),
  };
}

function bucketOf({ code, dims }: ReportAccount): SpendBucket {
  if (code === '2202.03') return 'overdraft';
  const memo = MEMO[code];
  if (memo) return memo;
  const onBook: Bucket | undefined = dims.bucket;
  return onBook === 'prepay' || onBook === 'rebate_credit' ? onBook : 'direct';
}

const keyOf = ({ client, pool, product, bucket }: SpendPlace) =>
  [client ?? '', pool?.id ?? '', product, bucket].join('|');

/** One line for each client, account, product and bucket, in the order of clients and accounts. */
export function spendLines(sums: readonly SpendSum[], known: SpendAccounts): SpendLine[] {
  const lines = new Map<string, SpendLine>();
  for (const sum of sums) {
    const place = spendPlace(sum, known);
    const key = keyOf(place);
    const line = lines.get(key);
    lines.set(key, line ? added(line, sum) : added(nothingAt(place, sum), sum));
  }
  return [...lines.values()].toSorted(byPlace);
}

function nothingAt(place: SpendPlace, { finality, lastOn, bookedAt }: SpendSum): SpendLine {
  return { ...place, amountFen: 0, finality, byFinality: {}, lastOn, bookedAt, legs: 0 };
}

function added(line: SpendLine, { amountFen, finality, lastOn, bookedAt, legs }: SpendSum): SpendLine {
  return {
    ...line,
    amountFen: line.amountFen + amountFen,
    finality: leastFinal([line.finality, finality])!,
    byFinality: { ...line.byFinality, [finality]: (line.byFinality[finality] ?? 0) + amountFen },
    lastOn: lastOn > line.lastOn ? lastOn : line.lastOn,
    bookedAt: bookedAt > line.bookedAt ? bookedAt : line.bookedAt,
    legs: line.legs + legs,
  };
}

/** The least final of several, null of none. */
export function leastFinal(finalities: readonly Finality[]): Finality | null {
  return FINALITIES.find(each => finalities.includes(each)) ?? null;
}

function byPlace(one: SpendLine, other: SpendLine): number {
  return (
    (one.client ?? Number.MAX_SAFE_INTEGER) - (other.client ?? Number.MAX_SAFE_INTEGER) ||
    (one.pool?.id ?? 0) - (other.pool?.id ?? 0) ||
    SPEND_PRODUCTS.indexOf(one.product) - SPEND_PRODUCTS.indexOf(other.product) ||
    SPEND_BUCKETS.indexOf(one.bucket) - SPEND_BUCKETS.indexOf(other.bucket)
  );
}

/** 非赠款 and 赠款类 of lines, 分. */
export interface SpendTotals {
  cashFen: number;
  grantFen: number;
}

export function spendTotals(lines: readonly Pick<SpendLine, 'bucket' | 'amountFen'>[]): SpendTotals {
  const totals = { cashFen: 0, grantFen: 0 };
  for (const { bucket, amountFen } of lines) totals[isGrant(bucket) ? 'grantFen' : 'cashFen'] += amountFen;
  return totals;
}

/** What orders of a day have reported so far, by account. */
export interface ReportedToday {
  client: number | null;
  pool: number | null;
  reportedFen: number;
  orders: number;
  /** Orders whose spend nobody knows yet (DAT-3). */
  unknown: number;
}

/** Today's spend as far as orders tell it and the book does not: never posted, never part of a sum. */
export interface SpendEstimate {
  client: number | null;
  estimateFen: number;
  orders: number;
  unknown: number;
}

/** What orders reported today beyond what is booked of their account today, by client. */
export function spendEstimates(
  reported: readonly ReportedToday[],
  bookedToday: readonly SpendLine[],
): SpendEstimate[] {
  const estimates = new Map<number | null, SpendEstimate>();
  for (const { client, pool, reportedFen, orders, unknown } of reported) {
    const booked = bookedToday.filter(line => line.client === client && (line.pool?.id ?? null) === pool);
    const before = estimates.get(client) ?? { client, estimateFen: 0, orders: 0, unknown: 0 };
    estimates.set(client, {
      client,
      estimateFen: before.estimateFen + Math.max(0, reportedFen - spendTotals(booked).cashFen),
      orders: before.orders + orders,
      unknown: before.unknown + unknown,
    });
  }
  return [...estimates.values()];
}

/** A line with the client's code and name; both are null where the spend is no client's. */
export interface NamedSpendLine extends SpendLine {
  clientCode: string | null;
  clientName: string | null;
}

export interface NamedEstimate extends SpendEstimate {
  clientCode: string | null;
  clientName: string | null;
}

export interface SpendReport extends DayRange {
  lines: NamedSpendLine[];
  /** Of today, where the range holds it; never part of a sum. */
  estimates: NamedEstimate[];
  /** Latest day with spend in the range; null where there is none. */
  lastOn: string | null;
  /** When the newest entry of the range was booked, UTC; null where there is none. */
  bookedAt: string | null;
  /** The day of the asking. */
  today: string;
}

/** A figure of the report: what it is narrowed to; absent asks for all. */
export interface SpendFigure {
  /** `null`: spend of no client. */
  client?: number | null;
  /** `null`: spend of no account of the book. */
  pool?: number | null;
  product?: SpendProduct;
  buckets?: readonly SpendBucket[];
}

/** One entry behind a figure. */
export interface SpendRow {
  transfer: number;
  day: string;
  event: string;
  orderNo: string | null;
  bucket: SpendBucket;
  product: SpendProduct;
  clientName: string | null;
  accountName: string | null;
  finality: Finality;
  amountFen: number;
  source: { file: number; name: string; sheet: string; row: number } | null;
}

/** Entries behind a figure: how many, what they add up to, and some of them. */
export interface SpendPage {
  total: number;
  amountFen: number;
  rows: SpendRow[];
}
