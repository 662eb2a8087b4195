import { type } from '@orpc/contract';
import * as z from 'zod';
import type { LimitKind, Room } from '../domain/limits/room.ts';
import type { LimitSettings, LimitState, VerifiedSpan } from '../domain/limits/types.ts';
import {
  FIGURE_NAMES,
  type FigureName,
  ORDER_FUNDERS,
  type OrderFlag,
  REFUND_DECISIONS,
} from '../domain/order-book/order.ts';
import type { Finality } from '../domain/orders/figures.ts';
import type { PoolRoom } from '../domain/orders/pool-room.ts';
import type { OrderState } from '../domain/orders/states.ts';
import type { RuleFinding } from '../domain/rulebook/finding.ts';
import type { RuleRow } from '../domain/rulebook/types.ts';
import { PAYMENTS, PRODUCTS, SCENES } from '../domain/rulebook/types.ts';
import { ANCHORS, CARTS, CONTENTS } from '../domain/upgrade/facts.ts';
import { UPGRADE_STATES } from '../domain/upgrade/states.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Beijing time as the platform writes it. */
const time = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/);
const fen = z.int().min(0).max(10_000_000_000_000);
const id = z.int().min(1);
const text = z.string().max(400);
const key = z.object({ key: z.string().min(8).max(100) });

/** What is known of an order before or as it is placed; what is left out is unknown, and unknown never passes a block. */
export const orderDraft = z.object({
  product: z.enum(PRODUCTS),
  /** Platform id of the account: 千川账户ID, or the Douyin id that DOU+ runs under. */
  account: z.string().min(1).max(64),
  scene: z.enum(SCENES).optional(),
  goal: text.optional(),
  durationHours: z.number().min(0.1).max(10_000).optional(),
  bid: z
    .object({ by: z.enum(['plays', 'goal']), mode: z.enum(['auto', 'manual']) })
    .partial()
    .optional(),
  amountFen: fen.optional(),
  couponFen: fen.optional(),
  payment: z.enum(PAYMENTS).optional(),
  /** Who pays, where it is not the pool. */
  funder: z.enum(ORDER_FUNDERS).optional(),
  /** Money account or employee that pays directly. */
  money: id.optional(),
  employee: id.optional(),
  video: z
    .object({
      public: z.boolean(),
      titleLength: z.int().min(0),
      seconds: z.number().min(0),
      cart: z.enum(CARTS),
      materialId: z.string().max(64),
    })
    .partial()
    .optional(),
  live: z
    .object({ room: z.string().max(64), cartEverUsed: z.boolean(), anchor: z.enum(ANCHORS) })
    .partial()
    .optional(),
  contentJudged: z.enum(CONTENTS).optional(),
  ecommerceLead: z.boolean().optional(),
  /** State of the account's upgrade, where the book does not know it. */
  upgrade: z.enum(UPGRADE_STATES).optional(),
  /** 定向 as it was chosen, in words; equal words are the same targeting (ORD-8). */
  targeting: text.optional(),
  /** The client's presets that targeting and creative were taken from. */
  targetingPreset: id.optional(),
  creativePreset: id.optional(),
});
export type OrderDraft = z.infer<typeof orderDraft>;

/** What stands in the way of an order, and what is left under each limit. */
export interface OrderCheckView {
  allowed: boolean;
  findings: RuleFinding[];
  room: Room;
  /** Money of the pool that is free; null where the account has no pool of the book. */
  poolFen: number | null;
  /** What the pool bears; null as above. */
  pool: PoolRoom | null;
  /** How the book reads the limits. */
  settings: LimitSettings;
  account: { name: string; client: number | null; clientName: string | null; bannedOn: string | null } | null;
  used: { todayFen?: number; totalFen?: number; accountTodayFen?: number; videoTodayFen?: number } | null;
}

/** One order as a list shows it; amounts in 分, null is unknown. */
export interface OrderView {
  id: number;
  product: 'suixintui' | 'douplus';
  orderNo: string;
  taskNo: string | null;
  client: number | null;
  clientName: string | null;
  account: number | null;
  accountId: string | null;
  accountName: string | null;
  scene: 'video' | 'live' | null;
  goal: string | null;
  bid: string | null;
  durationMinutes: number | null;
  video: string | null;
  liveRoom: string | null;
  state: OrderState | null;
  placedAt: string | null;
  placedOn: string;
  endedAt: string | null;
  amountFen: number | null;
  paidFen: number | null;
  couponFen: number | null;
  topUpFen: number | null;
  spentFen: number | null;
  refundedFen: number | null;
  expectedFen: number | null;
  finality: Finality | null;
  payment: 'pool' | 'alipay' | 'wechat' | 'douyin' | 'bank' | null;
  funder: 'agency' | 'client' | 'employee' | null;
  liveCart: boolean;
  flagged: boolean;
  toldBy: 'book' | 'file';
}

export interface OrderListView {
  orders: OrderView[];
  total: number;
  sums: Record<'amountFen' | 'paidFen' | 'couponFen' | 'spentFen' | 'expectedFen', number>;
}

export interface OrderPlace {
  file: number;
  fileName: string;
  sheet: string;
  row: number;
  sourceRow: number;
}

/** Everything that is known of one order, oldest first. */
export interface OrderDetailView {
  order: OrderView;
  findings: OrderFlag[];
  targeting: string | null;
  steps: {
    at: string;
    from: OrderState | null;
    to: OrderState;
    reason: string | null;
    actor: string;
    batch: number | null;
    logSeq: number;
    source: OrderPlace | null;
  }[];
  figures: {
    name: FigureName;
    valueFen: number;
    day: string | null;
    observedAt: string;
    finality: Finality;
    actor: string;
    source: OrderPlace | null;
  }[];
  money: {
    transfer: number;
    batch: number;
    day: string;
    event: string;
    debit: string;
    credit: string;
    /** Red is negative. */
    amountFen: number;
    sourceRow: number | null;
  }[];
  log: { seq: number; at: string; actor: string; procedure: string }[];
  /** Sentences beside the figures (DAT-1, DAT-4), and what to do where they have not come (DAT-2). */
  notes: { rule: string; row: string; zh: string; en: string }[];
  missing: { act: 'wait' | 'ask'; path: string | null } | null;
  /** States that may follow by hand. */
  next: OrderState[];
}

/** Orders that end when a live room has used the cart (ORD-10), with what comes back of each as far as it is known. */
export interface CartPreviewView {
  room: string;
  usedOn: string | null;
  orders: { order: OrderView; returnsFen: number | null }[];
}

export interface SlowCauseView {
  cause: 'targeting' | 'repeated' | 'creative';
  seen: boolean;
  orders: { id: number; orderNo: string; placedOn: string }[];
  rule: string;
  zh: string;
  en: string;
}

/** What a client may still place on a day, by legal person. */
export interface LimitsView {
  on: string;
  client: number;
  settings: LimitSettings;
  subjects: {
    subject: number | null;
    name: string | null;
    kind: 'enterprise' | 'individual' | null;
    verification: 'none' | 'passed' | 'expired' | null;
    /** Days in which 对公验证 held, `to` null without an end. */
    verified: VerifiedSpan[];
    state: LimitState;
    /** First day that counts; null: nothing counts yet. */
    countsFrom: string | null;
    accounts: {
      account: number;
      platformId: string;
      name: string;
      limits: {
        kind: LimitKind;
        limitFen: number;
        usedFen: number | null;
        roomFen: number | null;
        /** The video that used most of its limit that day; null where none did, or the limit is not a video's. */
        video: string | null;
        row: Pick<RuleRow, 'id' | 'rule' | 'source' | 'zh' | 'en'>;
      }[];
    }[];
  }[];
}

const filter = z
  .object({
    client: id,
    account: id,
    product: z.enum(PRODUCTS),
    scene: z.enum(SCENES),
    state: z.string().max(40),
    goal: text,
    from: day,
    to: day,
    minFen: fen,
    maxFen: fen,
    flagged: z.boolean(),
    running: z.boolean(),
  })
  .partial();
export type OrderFilter = z.infer<typeof filter>;

const placing = key.extend({
  draft: orderDraft,
  orderNo: z.string().min(1).max(40),
  placedAt: time.optional(),
});

/** What a command on an order answers. */
export interface OrderDone {
  order: number;
  batch: number | null;
  findings: RuleFinding[];
}

/** Orders of 小店随心推 and DOU+. */
export const orders = {
  /** Rules of the day over a draft, with what the book knows of account, client and limits; nothing is written. */
  check: query('viewer')
    .input(z.object({ draft: orderDraft, on: day.optional() }))
    .output(type<OrderCheckView>()),
  /** 已下单，登记: it stands on the platform already, so nothing refuses it; what would have is flagged (LIM-4). */
  register: command('accountManager')
    .input(placing.extend({ state: z.string().max(40).optional() }))
    .output(type<OrderDone>()),
  /** Places through the product: refused by the first rule that blocks, before any money moves. */
  place: command('accountManager').input(placing).output(type<OrderDone>()),
  /** A legal step; refuses `orders.illegal_step`. `fact`: the platform did it all the same, so it is recorded and flagged. */
  changeState: command('accountManager')
    .input(
      key.extend({
        order: id,
        to: z.string().max(40),
        spentFen: fen.optional(),
        reason: text.optional(),
        on: day.optional(),
        fact: z.boolean().default(false),
      }),
    )
    .output(type<OrderDone>()),
  /** 追加/续费 of a running order. */
  topUp: command('accountManager')
    .input(
      key.extend({ order: id, amountFen: fen.min(1), on: day.optional(), fact: z.boolean().default(false) }),
    )
    .output(type<OrderDone>()),
  /** A figure read off the order on the platform by hand: provisional or reported (DAT-2, DAT-5). */
  recordFigure: command('accountManager')
    .input(key.extend({ order: id, name: z.enum(FIGURE_NAMES), valueFen: fen, on: day.optional() }))
    .output(type<OrderDone>()),
  /** A figure read in the flow of day `on` or on the bill: settled or billed, so the month closes on it (DAT-5). */
  recordSettled: command(['accountant', 'supervisor'])
    .input(
      key.extend({
        order: id,
        name: z.enum(FIGURE_NAMES),
        valueFen: fen,
        on: day.optional(),
        seenIn: z.enum(['flow', 'bill']),
      }),
    )
    .output(type<OrderDone>()),
  /** E38: money of a directly paid order came back, to the agency, to the client's own channel, or to an employee. */
  refund: command('cashier')
    .input(
      key.extend({
        order: id,
        amountFen: fen.min(1),
        to: z.enum(['agency', 'client', 'employee']).optional(),
        money: id.optional(),
        employee: id.optional(),
        on: day.optional(),
      }),
    )
    .output(type<OrderDone>()),
  /** E39, E40: what a refund was short of or over by is decided. */
  decideRefund: command('accountant')
    .input(
      key.extend({
        order: id,
        decision: z.enum(REFUND_DECISIONS),
        amountFen: fen.min(1),
        money: id.optional(),
        on: day.optional(),
      }),
    )
    .output(type<OrderDone>()),
  cartPreview: query('viewer')
    .input(z.object({ room: z.string().min(1).max(64) }))
    .output(type<CartPreviewView>()),
  /** ORD-10: the room has used the cart; its running DOU+ live orders end. `orders` is what was shown. */
  terminateForCart: command('accountManager')
    .input(
      key.extend({ room: z.string().min(1).max(64), on: day.optional(), orders: z.array(id).max(10_000) }),
    )
    .output(type<{ ended: number; batches: number[] }>()),
  slow: query('viewer')
    .input(z.object({ order: id }))
    .output(type<SlowCauseView[]>()),
  list: query('viewer')
    .input(
      z.object({
        filter: filter.default({}),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1_000).default(100),
      }),
    )
    .output(type<OrderListView>()),
  detail: query('viewer')
    .input(z.object({ order: id }))
    .output(type<OrderDetailView>()),
  limits: query('viewer')
    .input(z.object({ client: id, on: day.optional() }))
    .output(type<LimitsView>()),
};
