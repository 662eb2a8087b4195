import { type } from '@orpc/contract';
import * as z from 'zod';
import type { LedgerEffect, OrderState } from '../domain/orders/states.ts';
import type { Finding, Params } from '../domain/refusal.ts';
import type { RuleFinding } from '../domain/rulebook/finding.ts';
import { PAYMENTS, PRODUCTS, type Product } from '../domain/rulebook/types.ts';
import { gridQuery, gridSelection } from './grid.ts';
import type { OrderDraft } from './orders.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const key = z.object({ key: z.string().min(8).max(100) });
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Orders of `book:orders`, as the grid's selection says, in the order of its sort. */
const chosen = z.object({
  selection: gridSelection,
  sort: gridQuery.shape.sort.default([]),
});
export type ChosenOrders = z.infer<typeof chosen>;

/** One step for many orders; the state belongs to one product. */
const marking = chosen.extend({
  product: z.enum(PRODUCTS),
  to: z.string().max(40),
  /** Day of the fact; today where absent. */
  on: day.optional(),
  reason: z.string().max(400).optional(),
});
export type Marking = z.infer<typeof marking>;

/** What a step does to one order; amounts in 分. */
export interface MarkedLine {
  id: number;
  orderNo: string;
  product: Product;
  clientName: string | null;
  from: OrderState | null;
  /** Why it stays as it is; null: it is marked. */
  why: string | null;
  params: Params;
  /** Taken from the pool or told as paid, posted as spend, coming back. */
  placedFen: number;
  spentFen: number;
  returnsFen: number;
  /** It ends and its spend is unknown, so nothing comes back yet (DAT-3). */
  awaits: boolean;
}

export interface MarkingView {
  /** Stands for exactly what would be done; the command carries out nothing else. */
  digest: string;
  effect: LedgerEffect;
  orders: number;
  marked: number;
  refused: { why: string; from: OrderState | null; product: Product; orders: number }[];
  sums: Record<'placedFen' | 'spentFen' | 'returnsFen', number>;
  awaits: number;
  /** The refused ones first, at most `LINES_SHOWN`. */
  lines: MarkedLine[];
}

/** A bulk marking that was carried out. */
export interface MarkingDone {
  /** Entry of the 操作日志; it is undone by this number. */
  seq: number;
  product: Product;
  to: OrderState;
  marked: number;
  batches: number;
}

export interface MarkingEntry extends MarkingDone {
  /** UTC, ISO. */
  at: string;
  actor: string;
  undone: boolean;
}

/** Clients behind a selection, and who would look after each. */
export interface HandOverView {
  clients: {
    client: number;
    code: string;
    name: string;
    orders: number;
    /** Main managers on the day before and on the day. */
    before: string | null;
    after: string;
    /** Why it stays with the manager that it has; null: it is handed over. */
    why: string | null;
    params: Params;
  }[];
  /** Orders whose client nobody knows. */
  withoutClient: number;
}

const cells = z.object({
  file: z.string().max(400).optional(),
  sheet: z.string().max(400).optional(),
  records: z
    .array(z.object({ row: z.int().min(0), cells: z.array(z.string().max(4_000)).max(400) }))
    .max(5_000),
});

/** A list of orders that stand on the platform already, pasted or out of a file, and what holds for rows that do not say. */
const listed = z.object({
  tables: z.array(cells).max(20),
  defaults: z
    .object({
      product: z.enum(PRODUCTS),
      account: z.string().max(64),
      payment: z.enum(PAYMENTS),
      on: day,
    })
    .partial()
    .default({}),
});
export type ListedOrders = z.infer<typeof listed>;

/** One row of such a list: `new` is registered, `known` stands in the book, `refused` cannot be registered as it is. */
export interface ListedLine {
  row: number;
  sheet?: string;
  verdict: 'new' | 'known' | 'refused';
  orderNo: string;
  /** Id of the order in the book, where it is known. */
  order: number | null;
  draft: Partial<OrderDraft>;
  clientName: string | null;
  accountName: string | null;
  placedAt: string | null;
  state: OrderState | null;
  /** Doubts of reading, why it is refused. */
  doubts: Finding[];
  /** What the rules say; nothing of it refuses what the platform has done already (LIM-4). */
  findings: RuleFinding[];
}

export interface ListedView {
  digest: string;
  counts: Record<ListedLine['verdict'], number>;
  flagged: number;
  amountFen: number;
  lines: ListedLine[];
}

/** Acts on many orders at once: marking, handing over, registering a list. */
export const orderList = {
  /** Row for row what a marking would do. Refuses `orders.bulk_most`, `orders.no_such_state`, `ledger.period_closed`. */
  previewMarking: query('viewer').input(marking).output(type<MarkingView>()),
  /** A job that marks exactly what the preview showed; refuses `orders.bulk_changed` where that is another list by now. */
  mark: command('accountManager')
    .input(marking.extend(key.shape).extend({ digest }))
    .output(type<{ jobId: string }>()),
  /** Bulk markings, the newest first. */
  markings: query('viewer').output(type<MarkingEntry[]>()),
  /** A job that takes a marking back: its batches are reversed in red. Refuses `orders.bulk_later_work`, `orders.bulk_undone`. */
  undoMarking: command('accountManager')
    .input(key.extend({ seq: z.int().min(1) }))
    .output(type<{ jobId: string }>()),
  previewHandOver: query('viewer')
    .input(chosen.extend({ manager: z.string().min(1).max(200), from: day }))
    .output(type<HandOverView>()),
  /** Nothing is written. Refuses `orders.listed_nothing`. */
  previewListed: query('viewer').input(listed).output(type<ListedView>()),
  /** 已下单，登记 for all new rows in one command; refuses `orders.listed_changed`. */
  registerListed: command('accountManager')
    .input(listed.extend(key.shape).extend({ digest }))
    .output(type<{ registered: number; flagged: number; amountFen: number }>()),
};
