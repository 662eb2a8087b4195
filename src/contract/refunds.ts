import { type } from '@orpc/contract';
import * as z from 'zod';
import { AGREED_TERMS, type TransitSettings } from '../domain/refunds/settings.ts';
import {
  type RefundReason,
  type RefundRoute,
  TRANSIT_STATES,
  type TransitItem,
  type TransitState,
} from '../domain/refunds/transit.ts';
import type { CitedRoute } from './order.ts';
import { command, query } from './procedure.ts';
import type { CitedRule } from './upgrade.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const fen = z.int().min(1).max(10_000_000_000_000);
const item = z.string().min(1).max(120);
const key = z.object({ key: z.string().min(8).max(100) });
const asked = z.object({ on: day.optional() });

/** A refund case in one line (REF-1 to REF-3). */
export interface RefundLine {
  id: string;
  /** Code of the client, its name where it has none. */
  client: string | null;
  /** Id of the account at the platform. */
  account: string | null;
  reason: RefundReason;
  /** 分; null: not known while the spend is unknown (DAT-3). */
  expectedFen: number | null;
  arrivedFen: number;
  route: RefundRoute | null;
  /** Null: no rule and no agreement sets a term. */
  dueOn: string | null;
  provisional: boolean;
  state: TransitState;
  /** Day 0, and whether it is only the day of the placing since nobody told the end. */
  from: string;
  fromAssumed: boolean;
  /** Back in the pool by the order's state, not yet seen in a flow (REF-2). */
  inferred: boolean;
}

export interface TransitBoard {
  on: string;
  items: TransitItem[];
  settings: TransitSettings;
  /** Why withdrawals need no second person, or that large ones do. */
  approval: 'off' | 'one_person' | 'needed';
}

/** A posting of a case, 分; red is negative on the sides of what it takes back. */
export interface TransitPosting {
  transfer: number;
  batch: number;
  day: string;
  event: string;
  debit: string;
  credit: string;
  amountFen: number;
}

/** A receipt in 待认领款 that may be what arrived. */
export interface WaitingReceipt {
  caseNo: string;
  money: number;
  moneyName: string;
  openFen: number;
  day: string;
  party: string;
  memo: string;
  /** Its amount is exactly what is open. */
  isExact: boolean;
}

export interface TransitDetail {
  item: TransitItem;
  /** What returns, by kind of money (`cash` where it was paid directly); coupons and grants only as memo. */
  buckets: { bucket: string; amountFen: number; isMemo: boolean }[];
  postings: TransitPosting[];
  tickets: { id: number; reason: string; amountFen: number; state: string }[];
  /** REF-4, ACC-2, WDR-1: where to look and whom to ask. */
  routes: CitedRoute[];
  cited: CitedRule[];
  receipts: WaitingReceipt[];
  /** Money accounts on which it may arrive. */
  moneys: { id: number; name: string }[];
}

export interface TransitDone {
  batch: number | null;
}

const settings = z.object({
  terms: z.record(z.enum(AGREED_TERMS), z.int().min(0).max(3_660).nullable()),
  approvalFromFen: z.int().min(0).max(10_000_000_000_000).nullable(),
  ageingDays: z.array(z.int().min(1).max(3_660)).min(1).max(10),
});

/** 退款与在途: everything on its way with its age and term, refund cases, what becomes of a ban refund. */
export const refunds = {
  /** Every refund case by the end of a day, arrived ones too. */
  list: query('viewer')
    .input(asked.extend({ states: z.array(z.enum(TRANSIT_STATES)).max(5).optional() }))
    .output(type<RefundLine[]>()),
  /** 在途看板: what has not arrived by the end of a day. Account managers: refunds and withdrawals of own clients. */
  board: query('viewer').input(asked).output(type<TransitBoard>()),
  /** One case; refuses `refunds.item_unknown`. */
  detail: query('viewer').input(asked.extend({ item })).output(type<TransitDetail>()),
  /** Who looks after a case, the number of the service ticket, a note. Refuses `refunds.item_unknown`. */
  follow: command(['accountManager', 'teamLead', 'cashier', 'accountant', 'supervisor'])
    .input(
      key.extend({
        item,
        owner: z.string().max(60).nullable(),
        serviceNo: z.string().max(60).nullable(),
        note: z.string().max(400).nullable(),
      }),
    )
    .output(type<{ item: string }>()),
  /** REF-2: a person saw the money back in the pool. Refuses `refunds.item_unknown`, `refunds.not_of_pool`. */
  seeInPool: command('accountManager')
    .input(key.extend({ item, on: day }))
    .output(type<{ item: string }>()),
  /** E47: a ban refund arrived at the agency, or at the client's own account. Refuses `refunds.ban_unknown`. */
  banArrived: command('cashier')
    .input(
      key.extend({
        item,
        to: z.enum(['agency', 'client']),
        amountFen: fen,
        /** Money account of the agency; a row that waits under the case's number is taken first. */
        money: id.optional(),
        /** What it stands for gross, where less arrived at the client (base of the claw-back). */
        requestedFen: fen.optional(),
        on: day,
      }),
    )
    .output(type<TransitDone>()),
  /** E47: what the platform keeps for good, borne by the client or by the agency. Refuses `refunds.ban_unknown`. */
  banConfiscated: command('accountant')
    .input(
      key.extend({
        item,
        bears: z.enum(['client', 'agency']),
        amountFen: fen,
        on: day,
        reason: z.string().min(1).max(400),
      }),
    )
    .output(type<TransitDone>()),
  settings: query('book').output(type<TransitSettings>()),
  /** Refuses `refunds.bad_term`, `refunds.bad_ageing`. */
  setSettings: command(['supervisor', 'administrator'])
    .input(key.extend({ settings }))
    .output(type<TransitSettings>()),
  /** 账龄: money in transit and what clients owe (垫款台账) by days past due; the file is an export. */
  writeAgeing: command('book')
    .input(asked.extend({ format: z.enum(['xlsx', 'csv', 'pdf']) }))
    .output(type<{ fileId: string; name: string }>()),
};
