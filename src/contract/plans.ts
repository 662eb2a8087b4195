import { type } from '@orpc/contract';
import * as z from 'zod';
import type { Room } from '../domain/limits/room.ts';
import type { LimitSettings } from '../domain/limits/types.ts';
import { ORDER_FUNDERS } from '../domain/order-book/order.ts';
import type { Lift } from '../domain/orders/plan.ts';
import type { PoolRoom } from '../domain/orders/pool-room.ts';
import type { RefusalData } from '../domain/refusal.ts';
import type { RuleFinding } from '../domain/rulebook/finding.ts';
import { type OrderDone, type OrderDraft, orderDraft } from './orders.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const name = z.string().trim().min(1).max(60);
const orderNo = z.string().trim().min(1).max(40);
const key = z.object({ key: z.string().min(8).max(100) });
/** Most rows of one list: one person's day, not a statement. */
const ROWS_MAX = 5_000;

export const PRESET_KINDS = ['targeting', 'creative'] as const;
export type PresetKind = (typeof PRESET_KINDS)[number];

/** What a preset brings into a draft: words of the targeting, or the facts of a video or live room. */
export const presetContent = orderDraft
  .pick({ scene: true, targeting: true, video: true, live: true, contentJudged: true })
  .partial();
export type PresetContent = z.infer<typeof presetContent>;

export interface PresetView {
  id: number;
  client: number;
  kind: PresetKind;
  name: string;
  content: PresetContent;
  archivedOn: string | null;
  /** Orders that were made with it. */
  orders: number;
}

/** Whether a planned order fits on its day beside the others, and what would let it in. */
export interface PlanVerdict {
  /** Turn in which it is placed, from 1; null where it does not fit. */
  turn: number | null;
  allowed: boolean;
  findings: RuleFinding[];
  room: Room;
  lifts: Lift[];
}

export const PLAN_STATES = ['planned', 'placed', 'dropped'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** A planned order 计划单; amounts in 分. */
export interface PlannedOrderView {
  id: number;
  on: string;
  state: PlanState;
  client: number;
  clientName: string;
  accountName: string;
  draft: OrderDraft;
  amountFen: number;
  /** Pool money that it needs held: without coupon; 0 where it is not paid from an agency's pool. */
  needsFen: number;
  /** Pool money that it holds 预占 now; less than needed where what happened went before it. */
  heldFen: number;
  order: number | null;
  orderNo: string | null;
  reason: string | null;
  actor: string;
  createdAt: string;
  /** Null once it is no plan any more. */
  verdict: PlanVerdict | null;
}

export interface PlannedView {
  planned: PlannedOrderView[];
  /** Per day with plans: what fits. */
  days: { on: string; orders: number; amountFen: number; fitting: number; fittingFen: number }[];
  /** Pools of which something is held. */
  pools: (PoolRoom & { pool: number; accountName: string; clientName: string })[];
  settings: LimitSettings;
}

/** A row of a filled list, as its cells say it; names are looked up in the book. */
const planRow = z.object({
  row: z.int().min(1),
  client: z.string().max(200).default(''),
  /** Platform id or name; empty: the one account of the client. */
  account: z.string().max(200).default(''),
  on: day.optional(),
  orderNo: z.string().max(40).optional(),
  funder: z.enum(ORDER_FUNDERS).optional(),
  /** Name of the money account or employee that pays directly. */
  payer: z.string().max(200).optional(),
  draft: orderDraft.omit({ account: true, funder: true, money: true, employee: true }),
});
export type PlanRowInput = z.infer<typeof planRow>;

const list = z.object({
  rows: z.array(planRow).max(ROWS_MAX),
  /** `planned`: with its money held; `registered`: it stands on the platform already. */
  as: z.enum(['planned', 'registered']),
  /** Day of rows that name none. */
  on: day,
  turn: z.enum(['listed', 'smallest']).default('listed'),
});
export type PlanListInput = z.infer<typeof list>;

/** What stands in the way of one row, and what it would take. */
export interface PlanRowView {
  row: number;
  on: string;
  clientName: string | null;
  accountName: string | null;
  /** Pool money that it would take, 分. */
  takesFen: number;
  verdict: PlanVerdict | null;
  /** Empty: the row may be committed. */
  refusals: RefusalData[];
}

export interface PlanListView {
  rows: PlanRowView[];
  allowed: number;
  allowedFen: number;
}

export interface PlanCommitted {
  done: { row: number; id: number }[];
  refused: { row: number; refusals: RefusalData[] }[];
}

/** Planned orders with their holds 预占, lists of them, presets, and how the book reads the limits. */
export const plans = {
  presets: query('viewer')
    .input(z.object({ client: id.optional(), archived: z.boolean().default(false) }))
    .output(type<PresetView[]>()),
  /** A new preset, or another name or content of one. Refuses a name that the client has already. */
  keepPreset: command('accountManager')
    .input(
      key.extend({
        id: id.optional(),
        client: id,
        kind: z.enum(PRESET_KINDS),
        name,
        content: presetContent,
      }),
    )
    .output(type<{ preset: number }>()),
  archivePreset: command('accountManager')
    .input(key.extend({ preset: id, archived: z.boolean() }))
    .output(type<{ preset: number }>()),
  /** The plans of a state, each with whether it fits on its day beside the others of that day. */
  list: query('viewer')
    .input(
      z.object({
        state: z.enum(PLAN_STATES).default('planned'),
        client: id.optional(),
        turn: z.enum(['listed', 'smallest']).default('listed'),
      }),
    )
    .output(type<PlannedView>()),
  /** Plans an order for a day and holds its pool money 预占; takes up no limit. Refused by a rule that blocks. */
  plan: command('accountManager')
    .input(key.extend({ draft: orderDraft, on: day }))
    .output(type<{ planned: number; heldFen: number; findings: RuleFinding[] }>()),
  /** 转实: a plan becomes an order. `record`: it stands on the platform already, nothing refuses it. */
  place: command('accountManager')
    .input(key.extend({ planned: id, orderNo, act: z.enum(['place', 'record']), placedAt: day.optional() }))
    .output(type<OrderDone>()),
  /** 释放: gives what is held free. */
  drop: command('accountManager')
    .input(key.extend({ planned: id, reason: z.string().max(200).optional() }))
    .output(type<{ planned: number; freedFen: number }>()),
  /** 补占: holds again what had to give way. */
  hold: command('accountManager')
    .input(key.extend({ planned: id }))
    .output(type<{ planned: number; heldFen: number }>()),
  /** Everything that is to be said of the rows of a list, before anything is committed. */
  check: query('viewer').input(list).output(type<PlanListView>()),
  /** Commits the rows that may be, in one command; answers the others with their reasons. */
  commit: command('accountManager').input(key.extend(list.shape)).output(type<PlanCommitted>()),
  /** Writes refused rows with their reasons as a workbook that can be corrected and read again. */
  refused: query('viewer')
    .input(
      z.object({
        name: z.string().max(200),
        rows: z
          .array(
            z.object({
              headings: z.array(z.string().max(200)).max(200),
              cells: z.array(z.string().max(2_000)).max(200),
              reasons: z
                .array(
                  z.object({
                    code: z.string().max(100),
                    params: z.record(z.string(), z.union([z.string(), z.number()])),
                  }),
                )
                .max(50),
            }),
          )
          .min(1)
          .max(ROWS_MAX),
      }),
    )
    .output(type<{ fileId: string; name: string }>()),
  /** An order as a draft for another one like it. */
  duplicate: query('viewer')
    .input(z.object({ order: id }))
    .output(type<{ draft: OrderDraft; orderNo: string }>()),
  /** How the open book reads the limits (LIM-3, LIM-4). */
  limitSettings: query('viewer').output(type<LimitSettings>()),
  setLimits: command(['supervisor', 'administrator'])
    .input(
      key.extend({
        dailyScope: z.enum(['subject', 'account']),
        mode: z.enum(['block', 'warn']),
        restartAfterExpiry: z.boolean(),
      }),
    )
    .output(type<LimitSettings>()),
};
