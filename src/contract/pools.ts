import { type } from '@orpc/contract';
import * as z from 'zod';
import { BUCKETS, type Bucket } from '../domain/accounting/types.ts';
import type { MoneyState } from '../domain/pools/balance.ts';
import type { PoolDay } from '../domain/pools/flow-days.ts';
import { type Expiry, GRANT_SCOPES, type GrantLot } from '../domain/pools/grants.ts';
import { POOL_ITEMS, POOL_SHIFTS, type PoolItem, type PoolShift } from '../domain/pools/items.ts';
import type { PoolPace, PoolSettings } from '../domain/pools/pace.ts';
import type { Pool, PoolBalance, PoolTransit } from '../domain/pools/pool.ts';
import type { PoolStatement } from '../domain/pools/statement.ts';
import { POOL_VERSIONS, type PoolVersion, type VersionUse } from '../domain/pools/versions.ts';
import type { CitedRoute } from './order.ts';
import { command, query } from './procedure.ts';
import type { CitedRule } from './upgrade.ts';

/** Alarm of a pool's client: fewer days left than this is low; null: never. */
export interface PoolAlarm {
  alarmDays: number | null;
  /** Set for the client itself, and not the book's. */
  isOwn: boolean;
}

/** One pool in the list of all. */
export interface PoolLine extends PoolBalance {
  pool: Pool;
  inTransit: PoolTransit;
  pace: PoolPace;
  alarm: PoolAlarm;
  low: boolean;
  /** Nearest day on which a grant of it expires. */
  grantExpiresOn: string | null;
}

export interface PoolListView {
  on: string;
  lines: PoolLine[];
  settings: PoolSettings;
  cited: CitedRule[];
}

export interface LotView extends GrantLot {
  expiry: Expiry;
}

/** A pool at the end of a day. */
export interface PoolView extends PoolBalance {
  pool: Pool;
  on: string;
  inTransit: PoolTransit;
  /** Spend up to the day. */
  versions: VersionUse[];
  /** Lots of which something is left. */
  lots: LotView[];
  /** Spans of days in which an expiry is told, the nearer first. */
  warnDays: [number, number];
  pace: PoolPace;
  alarm: PoolAlarm;
  low: boolean;
}

/** A pool with what happened to it in a range; its balances are of the last day. */
export interface PoolPageView extends PoolView {
  from: string;
  to: string;
  days: PoolDay[];
  statement: PoolStatement;
  /** Other pools of the same account: 品牌, or wallets that it draws on. */
  beside: { pool: number; name: string; kind: Pool['kind']; fundsKind: Pool['fundsKind'] }[];
  /** Ledger accounts of the pool, for the way to their ledgers. */
  accounts: { account: number; bucket: Bucket; state: MoneyState }[];
  /** Recharge, corporate transfer, withdrawal: where each is done (ACC-3). */
  routes: CitedRoute[];
  cited: CitedRule[];
  /** Kinds of money in the order in which an order is taken to spend them; an estimate by a dated rule. */
  spendOrder: { order: string[]; cited: CitedRule } | null;
}

export interface PoolMoveView {
  transfer: number;
  account: number;
  day: string;
  event: string;
  bucket: Bucket;
  state: MoneyState;
  item: PoolItem | PoolShift;
  version: PoolVersion | null;
  amountFen: number;
  red: boolean;
  caseNo: string | null;
  summary: string;
  /** Order of the book that it belongs to. */
  order: number | null;
  /** Row of a file; not told to who sees own clients only. */
  source: { file: number; name: string; sheet: string; row: number } | null;
}

export interface PoolMovesView {
  total: number;
  sumFen: number;
  rows: PoolMoveView[];
}

const key = z.string().min(8).max(200);
const day = z.string().max(10);
const id = z.int().min(1);
const amountFen = z.int().min(1).max(10_000_000_000_000);
const lot = z.string().trim().min(1).max(120);
const scope = z.enum(GRANT_SCOPES).nullable();
const alarmDays = z.int().min(1).max(365).nullable();
const grantKind = z.enum(['grant', 'shared_grant', 'red_packet', 'coupon']);

/** What a person records of a pool, beside what files tell. */
export const poolRecord = z.discriminatedUnion('kind', [
  /** 赠款到账 (E23). */
  z.object({
    kind: z.literal('granted'),
    bucket: grantKind,
    amountFen,
    lot,
    scope,
    expiresOn: day.nullable(),
  }),
  /** 赠款到期或取消 (E42). */
  z.object({ kind: z.literal('expired'), bucket: grantKind, amountFen, lot: lot.nullable() }),
  /** 授信或预借款额度 (E24). */
  z.object({
    kind: z.literal('line'),
    bucket: z.enum(['credit', 'preloan']),
    step: z.enum(['raise', 'cut']),
    amountFen,
  }),
  /** 冻结, 解冻 (E44). */
  z.object({
    kind: z.literal('frozen'),
    bucket: z.enum(['prepay', 'rebate_credit']),
    step: z.enum(['freeze', 'unfreeze']),
    amountFen,
  }),
]);
export type PoolRecord = z.infer<typeof poolRecord>;

/** 资金池: balances by kind of money, daily flow, pace, grants, statement. */
export const pools = {
  list: query('viewer').output(type<PoolListView>()),
  page: query('viewer')
    .input(z.object({ pool: id, from: day, to: day }))
    .output(type<PoolPageView>()),
  /** Entries that a figure of the page is made of, the newest first. */
  moves: query('viewer')
    .input(
      z.object({
        pool: id,
        from: day,
        to: day,
        item: z.enum([...POOL_ITEMS, ...POOL_SHIFTS]).optional(),
        version: z.enum(POOL_VERSIONS).optional(),
        bucket: z.enum(BUCKETS).optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1_000).default(200),
      }),
    )
    .output(type<PoolMovesView>()),
  /** Writes 资金池对账单; the file is an export. */
  write: command('viewer')
    .input(z.object({ pool: id, from: day, to: day, format: z.enum(['xlsx', 'csv', 'pdf']) }))
    .output(type<{ fileId: string; name: string }>()),
  /** Sets how the book follows its pools. */
  setSettings: command(['accountant', 'supervisor'])
    .input(z.object({ key, paceDays: z.int().min(1).max(60), alarmDays }))
    .output(type<PoolSettings>()),
  /** Sets the alarm of one client; `follow` takes the book's again. */
  setAlarm: command(['accountManager', 'teamLead', 'accountant', 'supervisor'])
    .input(z.object({ key, client: id, alarmDays: z.union([alarmDays, z.literal('follow')]) }))
    .output(type<PoolAlarm>()),
  /** Says where a lot of grants may be spent and when it expires. */
  describeLot: command('accountant')
    .input(z.object({ key, pool: id, lot, scope, expiresOn: day.nullable() }))
    .output(type<{ lot: string }>()),
  record: command('accountant')
    .input(z.object({ key, pool: id, on: day, record: poolRecord }))
    .output(type<{ batch: number }>()),
};
