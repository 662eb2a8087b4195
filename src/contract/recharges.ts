import { type } from '@orpc/contract';
import * as z from 'zod';
import type { ReceivableItem } from '../domain/applications/items.ts';
import type { ApplicationView, SteppedView } from './applications.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const fen = z.int().min(1).max(10_000_000_000_000);
const key = z.object({ key: z.string().min(8).max(100) });
const range = z.object({ from: day, to: day, client: id.optional() });
const format = z.enum(['xlsx', 'csv', 'pdf']);
/** Waiting statement row, or payment that the book has already; null: none of those that fit. */
const row = z.string().max(100).nullable().optional();

/** What the cashier has before him. */
export interface RechargeWaiting {
  toPay: (ApplicationView & {
    /** Payments of its accounts that a list told or a person identified: it may be one of them. */
    booked: { caseNo: string; day: string; paidFen: number }[];
  })[];
  toArrive: (ApplicationView & {
    /** What of its payment waits for the statement row 待核对. */
    unseenFen: number;
    /** Deposits that files told already. */
    told: { line: number; day: string; amountFen: number }[];
  })[];
  /** Payments that wait in 待查付款. */
  rows: { caseNo: string; money: number; openFen: number; day: string }[];
  /** Receipts that wait in 待认领款: money of a failed recharge may be among them. */
  receipts: { caseNo: string; money: number; openFen: number; day: string }[];
  /** Agent wallets 代理商账户 that may recharge an account, with their balance, and what is on its way to them, in 分. */
  wallets: {
    pool: number;
    name: string;
    platformId: string | null;
    balanceFen: number;
    transitFen: number;
  }[];
}

export interface GivenView extends SteppedView {
  batch: number | null;
  /** Lines that a transfer record had told already. */
  told: number;
}

export interface PaidView extends SteppedView {
  /** 打款码 for the remark of the transfer. */
  code: string;
  batch: number | null;
  /** `booked`: a list told it, or a person identified it, before; nothing is paid twice. */
  by: 'row' | 'registered' | 'suspense' | 'booked';
}

/** A line of 充值台账. */
export interface RechargeReportLine {
  application: number;
  no: string;
  state: string;
  clientName: string;
  accountId: string | null;
  accountName: string | null;
  funding: 'balance' | 'advance';
  route: 'online' | 'corporate';
  paidFen: number;
  creditedFen: number;
  upstreamFen: number | null;
  depositedFen: number | null;
  /** 到账 less what was to come; null until it came. */
  differenceFen: number | null;
  applicant: string | null;
  appliedAt: string | null;
  approvedAt: string | null;
  paidAt: string | null;
  depositedAt: string | null;
  /** Tenths of hours from the application to the deposit. */
  tenthHours: number | null;
  payCode: string | null;
  moneyName: string | null;
  /** Its statement row was not seen yet 待核对. */
  isUnseen: boolean;
}

/** An item of 垫款台账. */
export interface AdvanceItemView extends ReceivableItem {
  repaidFen: number;
  overdueDays: number;
}

const written = type<{ fileId: string; name: string }>();

/** Payments and deposits of recharges, advances, and their registers. */
export const recharges = {
  waiting: query('book').output(type<RechargeWaiting>()),
  /** Pays an approved recharge or refund. */
  pay: command(['cashier'])
    .input(
      key.extend({
        application: id,
        money: id,
        on: day,
        upstream: z
          .array(z.object({ line: id, paidFen: fen }))
          .max(500)
          .default([]),
        row,
      }),
    )
    .output(type<PaidView>()),
  /** Recharges the accounts out of an agent wallet (E20): paid and credited at once. */
  give: command(['cashier'])
    .input(key.extend({ application: id, wallet: id, on: day }))
    .output(type<GivenView>()),
  /** Money paid to an agent wallet arrived there (E19). */
  walletArrived: command(['cashier'])
    .input(key.extend({ wallet: id, on: day, amountFen: fen }))
    .output(type<{ batch: number | null }>()),
  /** The recharge failed, the money is back (E26). */
  fail: command(['cashier'])
    .input(key.extend({ application: id, money: id, on: day, reason: z.string().max(500), row }))
    .output(type<SteppedView>()),
  arrive: command('cashier')
    .input(
      key.extend({
        application: id,
        arrivals: z
          .array(z.object({ line: id, on: day, creditedFen: fen }))
          .min(1)
          .max(500),
      }),
    )
    .output(type<{ application: number; state: string; told: number }>()),
  /** 充值台账. */
  report: query('viewer').input(range).output(type<RechargeReportLine[]>()),
  write: query('viewer').input(range.extend({ format })).output(written),
  /** 垫款台账. */
  advances: query('viewer')
    .input(z.object({ client: id.optional(), settled: z.boolean().default(false) }))
    .output(type<AdvanceItemView[]>()),
  writeAdvances: query('viewer')
    .input(z.object({ client: id.optional(), settled: z.boolean().default(false), format }))
    .output(written),
  /** Ceiling and days of advances of a client from a day on. */
  setAdvance: command('supervisor')
    .input(
      key.extend({
        client: id,
        from: day,
        ceilingFen: z.int().min(0).max(10_000_000_000_000),
        days: z.int().min(0).max(3_660),
      }),
    )
    .output(type<{ term: number }>()),
};
