import { type } from '@orpc/contract';
import * as z from 'zod';
import type { FigureName, OrderFlag } from '../domain/order-book/order.ts';
import type { CreativeFacts } from '../domain/orders/facts.ts';
import type { Finality } from '../domain/orders/figures.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { RoutedAct } from '../domain/rulebook/types.ts';
import type { UpgradeState } from '../domain/upgrade/states.ts';
import type { OrderPlace, OrderView } from './orders.ts';
import { command, query } from './procedure.ts';
import type { CitedRule } from './upgrade.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const account = z.string().min(1).max(64);
const key = z.object({ key: z.string().min(8).max(100) });

/** A way that the rulebook names, as a path that can be copied. */
export interface CitedRoute extends CitedRule {
  act: RoutedAct;
  path: string;
}

export interface OrderLegView {
  transfer: number;
  event: string;
  debit: string;
  credit: string;
  /** 分; red is negative. */
  amountFen: number;
}

export interface OrderBatchView {
  batch: number;
  event: string;
  day: string;
  summary: string;
  /** Batch that this one takes back. */
  reverses: number | null;
  legs: OrderLegView[];
}

/** One command on an order with everything that it told and booked; rows of files that it came from. */
export interface OrderEntry {
  /** Its entry of the 操作日志. */
  seq: number;
  /** UTC, ISO. */
  at: string;
  actor: string;
  procedure: string;
  steps: { from: OrderState | null; to: OrderState; reason: string | null }[];
  figures: { name: FigureName; valueFen: number; day: string | null; finality: Finality }[];
  batches: OrderBatchView[];
  places: OrderPlace[];
}

/**
 * Money that is owed back: `payer` in transit to who paid (E37), `pool` returned to the pool and inferred until a flow
 * agrees (REF-2). An ended order may still hold money: `unknown` while its spend is not known, then `amountFen` is what
 * comes back at most; `held` where it is known and the return is not booked yet.
 */
export interface OrderOwed {
  way: 'payer' | 'pool' | 'unknown' | 'held';
  amountFen: number;
}

/**
 * The refund of an order that was paid past the pool, 分 (E38 to E40): what has not come back, on order or on its way; what
 * arrived; what came too much and is not decided yet.
 */
export interface OrderRefundView {
  /** Who paid. */
  by: 'agency' | 'client' | 'employee';
  openFen: number;
  arrivedFen: number;
  overFen: number;
  /** What E39 can decide: on its way, of an order that the client did not pay itself. */
  shortFen: number;
}

/** Everything the page of one order shows. */
export interface OrderPageView {
  order: OrderView;
  clientCode: string | null;
  accountKind: 'qianchuan' | 'douplus' | null;
  bannedOn: string | null;
  /** Money account or employee that paid directly. */
  payer: string | null;
  /** The live room of the order, and since when it is known to have used the cart. */
  room: { room: string; cartUsedOn: string | null } | null;
  /** State of the account's upgrade; null where it is no DOU+ account. */
  upgrade: UpgradeState | null;
  creative: CreativeFacts | null;
  targeting: string | null;
  /** Names of the client's presets that it was placed from. */
  presets: { targeting: string | null; creative: string | null };
  findings: OrderFlag[];
  /** The newest first. */
  entries: OrderEntry[];
  /** What the ledger holds of it, 分: placed with top-ups, spent, still on order, refund in transit. */
  held: { placedFen: number; spentFen: number; onOrderFen: number; transitFen: number };
  owed: OrderOwed | null;
  /** Null: the pool paid, or nobody has said who. */
  refund: OrderRefundView | null;
  /** REF-4 where money is owed back, DAT-2 where figures have not come. */
  routes: CitedRoute[];
  /** Rules that matter for where it stands. */
  cited: CitedRule[];
  missing: 'wait' | 'ask' | null;
  /** States that may follow by hand, and the one of them that terminates it. */
  next: OrderState[];
  stop: OrderState | null;
  mayTopUp: boolean;
}

/** A pool of a banned account with what is left in it, 分. */
export interface BanPoolView {
  pool: number;
  name: string;
  availableFen: number;
  onOrderFen: number;
  frozenFen: number;
  heldFen: number;
  /** Front rebate that the platform keeps, and 欠费 that is paid first. */
  unearnedFen: number;
  overdrawnFen: number;
  /** Grants, coupons and lines that end with the account, by code. */
  memo: { code: string; amountFen: number }[];
}

/** What marking an account as banned would do, shown first (ACC-2). */
export interface BanPreviewView {
  account: {
    platformId: string;
    name: string;
    kind: 'qianchuan' | 'douplus';
    clientName: string | null;
    clientCode: string | null;
    bannedOn: string | null;
  };
  orders: { order: OrderView; onOrderFen: number }[];
  pools: BanPoolView[];
  /** What the platform has to return. */
  expectedFen: number;
  route: CitedRoute | null;
  cited: CitedRule[];
}

/** A banned account with its refund case. */
export interface BanCaseView {
  platformId: string;
  name: string;
  kind: 'qianchuan' | 'douplus';
  clientName: string | null;
  clientCode: string | null;
  bannedOn: string;
  /** Days since the ban. */
  days: number;
  /** Null: nothing was left. */
  refund: { ticket: number; expectedFen: number; openFen: number; state: 'open' | 'decided' } | null;
  route: CitedRoute | null;
}

export interface CartRoomView {
  room: string;
  usedOn: string | null;
  /** DOU+ orders of the room that stand. */
  orders: number;
}

export interface OrderRisksView {
  bans: BanCaseView[];
  /** Marked rooms first. */
  rooms: CartRoomView[];
  cited: CitedRule[];
}

/** One order, and the acts on the account or the live room behind orders. */
export const order = {
  page: query('viewer')
    .input(z.object({ order: id }))
    .output(type<OrderPageView>()),
  /** 封禁账户 with their refund cases, and live rooms that used the cart. */
  risks: query('viewer').output(type<OrderRisksView>()),
  banPreview: query('viewer').input(z.object({ account })).output(type<BanPreviewView>()),
  /** ACC-2; `orders` is what was shown, another list by now refuses `orders.ban_changed`. */
  ban: command('accountant')
    .input(key.extend({ account, on: day, orders: z.array(id).max(10_000) }))
    .output(type<{ flagged: number; expectedFen: number; tickets: number[] }>()),
  /** 解封: the account takes orders again, its open refund case ends. */
  liftBan: command('accountant')
    .input(key.extend({ account, on: day, reason: z.string().min(1).max(400) }))
    .output(type<{ unflagged: number; batches: number[] }>()),
};
