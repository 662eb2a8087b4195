import { type } from '@orpc/contract';
import * as z from 'zod';
import type { AttentionLine } from '../domain/attention.ts';
import type { BalanceBreaks } from '../domain/imports/breaks.ts';
import {
  type IdentifiedPart,
  PAYMENT_KINDS,
  type PaymentKind,
  RECEIPT_KINDS,
  type ReceiptKind,
} from '../domain/imports/identify.ts';
import type { PlanCounts } from '../domain/imports/types.ts';
import type { Direction } from '../domain/statement.ts';
import type { OpenTicket } from '../domain/ticket.ts';
import { command, query } from './procedure.ts';

/** A stored plan as a page shows it. Money in 分. */
export interface ImportPlan {
  plan: number;
  name: string;
  profile: string;
  sheet: string;
  account: string | null;
  madeAt: string;
  counts: PlanCounts;
  moneyFen: PlanCounts;
  firstDay: string | null;
  lastDay: string | null;
  /** Headings of the file, in the order of a row's `cells`. */
  headings: string[];
  /** Own account that carrying it out makes, or gives its number to (`adopt`); null where it is known. */
  own: { kind: string; number: string | null; name: string; adopt: number | null } | null;
  /** The staged file it plans, null where this session has not got it: `commit` needs it again. */
  fileId: string | null;
  /** The book keeps the file: `commitKept` carries the plan out without it. */
  isKept: boolean;
}

/** An import that was carried out. */
export interface ImportDone extends Omit<ImportPlan, 'fileId'> {
  /** Null where nothing moved money. */
  batch: number | null;
  /** The original file that the book keeps. */
  file: number | null;
  /** Its batch was reversed. */
  undone: boolean;
}

export interface ImportPlanRow {
  n: number;
  sheet: string;
  row: number;
  verdict: string;
  /** Code of the sentence why; `params` fill it. */
  reason: string | null;
  params: Record<string, string | number>;
  time: string | null;
  day: string;
  direction: Direction;
  amountFen: number;
  /** As the file has them; only of refused and undecided rows. */
  cells?: string[];
  changes: { field: string; from: string; to: string }[];
  events: string[];
  class: string | null;
  evidence: { code: string; text: string }[];
}

export interface OpenReceiptView {
  caseNo: string;
  money: number;
  openFen: number;
  day: string;
  party: string;
  memo: string;
  suggestions: { client: number; amountFen: number; evidence: { code: string; text: string }[] }[];
  /** What it may be where it is no client's money. */
  kinds: KindSuggestionView<ReceiptKind>[];
}

/** What a payment or a receipt may be, with what speaks for it, the strongest first. */
export interface KindSuggestionView<Kind extends string> {
  part: IdentifiedPart<Kind>;
  evidence: { code: string; text: string }[];
}

/** A payment in 待查付款 that nobody has identified in full. */
export interface OpenPaymentView {
  caseNo: string;
  money: number;
  openFen: number;
  day: string;
  party: string;
  memo: string;
  suggestions: KindSuggestionView<PaymentKind>[];
}

const part = z.object({
  client: z.int(),
  amountFen: z.int().min(1),
  as: z.enum(['funds', 'deposit', 'fee_ahead']),
});
const key = z.string().min(1).max(100);
const limit = z.int().min(1).max(10_000).default(1_000);

/** One part of what a payment or a receipt turns out to be; what a kind needs beside its amount, the service says. */
const identified = z.object({
  amountFen: z.int().min(1),
  client: z.int().optional(),
  account: z.string().max(64).optional(),
  money: z.int().optional(),
  employee: z.int().optional(),
  supplier: z.int().optional(),
  no: z.string().max(200).optional(),
  category: z.string().max(100).optional(),
  creditedFen: z.int().min(1).optional(),
});
const waiting = z.object({ key, caseNo: z.string().max(200), money: z.int() });
/** A batch, and doubts that stopped nothing. */
interface Identified {
  batch: number;
  warnings: { code: string; params: Record<string, string | number> }[];
}

/** One side of an own transfer whose other side is not in the book, or could be more than one. */
export interface OpenTransfer {
  /** Transfer of the ledger. */
  id: number;
  /** Money account of the transit. */
  money: number;
  side: 'out' | 'in';
  amountFen: number;
  day: string;
  sourceRow: number | null;
  /** What the row says, by meaning. */
  text: Record<string, string>;
  place: { sourceRow: number; file: number; name: string; sheet: string; row: number } | null;
  /** Transfers that may be its other side; `feeFen`: what was kept on the way. */
  candidates: { id: number; feeFen: number }[];
}

/** A row that no import could take so far, or an order noted for want of an account. */
export interface WaitingRow {
  plan: number;
  n: number;
  name: string;
  sheet: string;
  row: number;
  verdict: 'refused' | 'undecided' | 'noted';
  reason: string;
  params: Record<string, string | number>;
  day: string;
  amountFen: number;
  /** Cells of the row as they stand in the file; empty for a noted one. */
  cells: string[];
}

export const imports = {
  /** Plans a staged file as a job and stores the plan; books nothing. `account`: its own account, where the file names none. */
  preview: command('cashier')
    .input(
      z.object({
        fileId: z.string(),
        sheet: z.string().optional(),
        password: z.string().max(200).optional(),
        profile: z.string().optional(),
        account: z.string().max(100).optional(),
      }),
    )
    .output(type<{ jobId: string }>()),
  plans: query('book').output(type<ImportPlan[]>()),
  /** Imports that were carried out, newest first, at most 1,000. */
  done: query('book').output(type<ImportDone[]>()),
  rows: query('book')
    .input(
      z.object({
        plan: z.int(),
        from: z.int().min(0).default(0),
        limit: z.int().min(1).max(10_000).default(200),
        verdicts: z.array(z.enum(['new', 'known', 'corrected', 'refused', 'undecided'])).min(1),
      }),
    )
    .output(type<ImportPlanRow[]>()),
  /** Carries out exactly a stored plan as a job. Refuses `imports.plan_stale` once the book has moved on. */
  commit: command('cashier')
    .input(z.object({ key, plan: z.int(), fileId: z.string() }))
    .output(type<{ jobId: string }>()),
  forget: command('cashier')
    .input(z.object({ plan: z.int() }))
    .output(type<{ forgotten: boolean }>()),
  /** Takes an import back as one reversal batch. Refuses `imports.later_work`. */
  undo: command('supervisor')
    .input(z.object({ key, batch: z.int() }))
    .output(type<{ batch: number; transfers: number }>()),
  /** The kept original of an imported file, to be saved or inspected; a staged file. */
  original: command('book')
    .input(z.object({ file: z.int() }))
    .output(type<{ fileId: string; name: string }>()),
  /** Refused and undecided rows as a workbook to be corrected; a staged file. */
  refusedRows: command('cashier')
    .input(z.object({ plan: z.int() }))
    .output(type<{ fileId: string; name: string }>()),
  /** What of the open book waits for somebody, in the order of ATTENTION_SUBJECTS, without what does not. */
  attention: query('viewer').output(type<AttentionLine[]>()),
  /** Places where balances or figures do not agree, by account and day. */
  breaks: query('book').output(type<BalanceBreaks>()),
  receipts: query('book').input(z.object({ limit })).output(type<OpenReceiptView[]>()),
  claim: command('accountant')
    .input(
      z.object({
        key,
        caseNo: z.string().max(200),
        money: z.int(),
        parts: z.array(part).min(1).max(100),
        learn: z.boolean().default(false),
      }),
    )
    .output(
      type<{
        batch: number;
        warnings: { code: string; params: Record<string, string | number> }[];
      }>(),
    ),
  unclaim: command('accountant')
    .input(z.object({ key, batch: z.int(), corrected: z.array(part).min(1).max(100).optional() }))
    .output(type<{ batch: number }>()),
  /** Payments that wait in 待查付款, the oldest first. */
  payments: query('book').input(z.object({ limit })).output(type<OpenPaymentView[]>()),
  /** Says what a payment in 待查付款 was for. Refuses `imports.no_such_payment`, `imports.identify_too_much`, `imports.part_*`. */
  identify: command('accountant')
    .input(
      waiting.extend({
        parts: z
          .array(identified.extend({ kind: z.enum(PAYMENT_KINDS) }))
          .min(1)
          .max(100),
      }),
    )
    .output(type<Identified>()),
  /** Says what a receipt in 待认领款 is where it is no client's money. */
  identifyReceipt: command('accountant')
    .input(
      waiting.extend({
        parts: z
          .array(identified.extend({ kind: z.enum(RECEIPT_KINDS) }))
          .min(1)
          .max(100),
      }),
    )
    .output(type<Identified>()),
  /** Takes an identification back in red; the money waits again. */
  unidentify: command('accountant')
    .input(z.object({ key, batch: z.int() }))
    .output(type<{ batch: number }>()),
  /** What waits on 内部划转在途, the oldest first. */
  transfers: query('book').input(z.object({ limit })).output(type<OpenTransfer[]>()),
  /** Says that two open sides are one transfer, less what a channel kept. Refuses `imports.transfer_unknown`, `imports.pair_differs`. */
  pair: command('accountant')
    .input(z.object({ key, out: z.int(), in: z.int(), feeFen: z.int().min(0).optional() }))
    .output(type<{ batch: number }>()),
  /** Takes a pair apart for good. Refuses `imports.pair_unknown`. */
  unpair: command('accountant')
    .input(z.object({ key, batch: z.int() }))
    .output(type<{ batch: number }>()),
  /** Rows of carried-out imports that wait, the latest import first. */
  undecided: query('book').input(z.object({ limit })).output(type<WaitingRow[]>()),
  /** Plans rows that wait once more as the book stands now; answers the new plans, none where nothing can be decided. */
  decideAgain: command('cashier')
    .input(z.object({ plan: z.int().optional(), account: z.string().max(100).optional() }))
    .output(type<{ plans: number[] }>()),
  /** Carries out a plan of kept rows as a job: its file is in the book. */
  commitKept: command('cashier')
    .input(z.object({ key, plan: z.int() }))
    .output(type<{ jobId: string }>()),
  /** Puts rows away: they are not to be booked, and are not asked about again. Refuses `imports.row_unknown`. */
  dismiss: command('accountant')
    .input(
      z.object({
        key,
        rows: z
          .array(z.object({ plan: z.int(), n: z.int() }))
          .min(1)
          .max(10_000),
        note: z.string().max(500),
      }),
    )
    .output(type<{ dismissed: { plan: number; n: number }[]; note: string }>()),
  /** Open tickets, the oldest first. */
  tickets: query('book').input(z.object({ limit })).output(type<OpenTicket[]>()),
};
