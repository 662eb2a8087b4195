import { type } from '@orpc/contract';
import * as z from 'zod';
import type { BookSettings } from '../domain/accounting/settings.ts';
import type { FrontAmounts, FrontTerms } from '../domain/policies/front.ts';
import {
  POLICY_BASES,
  POLICY_KINDS,
  POLICY_PERIODS,
  POLICY_PLATFORMS,
  POLICY_SIDES,
  type Policy,
  type PolicyKind,
  type PolicySide,
  REBATE_FORMS,
  TIER_METHODS,
} from '../domain/policies/terms.ts';
import type { MarginReport } from '../domain/reports/margin.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const month = z.string().regex(/^\d{4}-\d{2}$/);
const id = z.int().min(1);
const fen = z.int().min(0).max(10_000_000_000_000);
const note = z.string().max(400);
/** Makes a command repeatable: the same key with the same input gets the stored answer. */
const key = z.object({ key: z.string().min(8).max(100) });
const format = z.enum(['xlsx', 'csv', 'pdf']);

const terms = z.object({
  side: z.enum(POLICY_SIDES),
  client: id.nullable(),
  supplier: id.nullable(),
  platform: z.enum(POLICY_PLATFORMS),
  kind: z.enum(POLICY_KINDS),
  form: z.enum(REBATE_FORMS),
  tiers: z
    .array(z.object({ fromFen: fen, ratePpm: z.int().min(0).max(1_000_000) }))
    .min(1)
    .max(40),
  method: z.enum(TIER_METHODS),
  period: z.enum(POLICY_PERIODS),
  base: z.enum(POLICY_BASES),
  recognition: z.enum(['with_spend', 'at_recharge']).nullable(),
  from: day,
  to: day.nullable(),
  note,
});

/** A policy with its party by name, and who kept it. */
export interface PolicyView extends Policy {
  partyCode: string | null;
  partyName: string;
  actor: string;
  /** The last day of what was confirmed of it: it cannot end before. */
  confirmedTo: string | null;
}

/** 前返比例 of the client list: holds where no front policy does. */
export interface ListedRateView {
  client: number;
  partyCode: string | null;
  partyName: string;
  form: 'cash' | 'grant';
  ratePpm: number;
  from: string | null;
  to: string | null;
}

export interface PoliciesView {
  policies: PolicyView[];
  listed: ListedRateView[];
  clients: { id: number; code: string | null; name: string }[];
  suppliers: { id: number; name: string }[];
  /** Where a rebate may go: pools with their parties, own money accounts. */
  pools: { id: number; name: string; kind: string; client: number | null; supplier: number | null }[];
  money: { id: number; name: string }[];
  /** Open items of the upstreams' rebates, oldest due first: a confirmation or use may choose which it clears. */
  items: {
    id: number;
    supplier: number;
    of: 'accrued' | 'confirmed';
    caseNo: string | null;
    openedOn: string;
    openFen: number;
  }[];
}

export interface SettingsView {
  settings: BookSettings;
  changes: { actor: string; at: string; before: BookSettings; after: BookSettings }[];
  /** Contracts by 开票模式. */
  modes: { M1: number; M2: number; M3: number };
}

/** One line of a month-end run, for the eye and for 返点计提表. */
export interface RunLine {
  policy: number;
  side: PolicySide;
  kind: PolicyKind;
  partyCode: string | null;
  partyName: string;
  platform: Policy['platform'];
  form: Policy['form'];
  period: string;
  from: string;
  to: string;
  isPartial: boolean;
  baseFen: number;
  tier: number;
  ratePpm: number;
  dueFen: number;
  accruedFen: number;
  deltaFen: number;
  isConfirmed: boolean;
}

export interface RunPreview {
  month: string;
  lines: RunLine[];
  /** What was shown: a commit names it, and is refused where the book has changed since. */
  digest: string;
  /** The month has not ended: to look at only. */
  isProvisional: boolean;
}

/** 返点计提表: one policy and period. */
export interface RebateLine extends Omit<RunLine, 'deltaFen' | 'isPartial' | 'from' | 'to'> {
  /** Client or supplier, by number. */
  party: number;
  confirmedFen: number | null;
  usedFen: number;
  /** Confirmed less used; before that what is accrued. */
  openFen: number;
  statements: RebateStatementView[];
  accruals: { id: number; throughOn: string; deltaFen: number; after: number | null; batch: number | null }[];
}

export interface RebateStatementView {
  id: number;
  no: string;
  on: string;
  baseFen: number | null;
  accruedFen: number;
  confirmedFen: number;
  recalculates: number | null;
  note: string;
  batch: number | null;
  uses: RebateUseView[];
}

export interface RebateUseView {
  id: number;
  use: string;
  amountFen: number;
  on: string;
  caseNo: string;
  note: string;
  batch: number | null;
}

const report = z.object({
  side: z.enum(POLICY_SIDES),
  from: month,
  to: month,
  party: id.optional(),
});

/** 返点与服务费: what was agreed by dates, settings of the book, the month-end run. */
export const policies = {
  list: query('book').output(type<PoliciesView>()),
  keep: command(['accountant', 'supervisor'])
    .input(
      key.extend({
        terms,
        /** A policy that ends the day before the new one begins. */ replaces: id.optional(),
      }),
    )
    .output(type<{ policy: number }>()),
  end: command(['accountant', 'supervisor'])
    .input(key.extend({ policy: id, to: day }))
    .output(type<{ policy: number }>()),
  /** 实付 and 到账 of a recharge by the client's own policies; account managers: of own clients. */
  rechargeTerms: query('viewer')
    .input(z.object({ client: id, platform: z.enum(['qianchuan', 'douplus']), on: day, paidFen: fen }))
    .output(type<{ terms: FrontTerms; amounts: FrontAmounts }>()),
  settings: query('book').output(type<SettingsView>()),
  setSettings: command('supervisor')
    .input(
      key.extend({
        settings: z.object({
          standard: z.enum(['enterprise', 'small_enterprise']),
          presentation: z.enum(['net', 'gross']),
          taxInLedger: z.boolean(),
          taxpayer: z.enum(['general', 'small_scale']),
          rebateRecognition: z.enum(['with_spend', 'at_recharge']),
          invoiceMode: z.enum(['M1', 'M2', 'M3']),
          spendBasis: z.enum(['flow', 'orders']),
        }),
      }),
    )
    .output(type<{ settings: BookSettings }>()),
  preview: query('book').input(z.object({ month })).output(type<RunPreview>()),
  /** Books a previewed month-end run, as a job. */
  run: command(['accountant', 'supervisor'])
    .input(key.extend({ month, digest: z.string().length(64) }))
    .output(type<{ jobId: string }>()),
};

/** Open items of the upstream that are cleared first, in this order. */
const items = z.array(id).max(50).optional();

const use = z.object({
  use: z.enum([
    ...(['withdrawn', 'offset_credit', 'offset_recharge', 'wallet', 'pool', 'in_kind'] as const),
    ...(['not_payable', 'unknown', 'cash', 'funds', 'offset'] as const),
  ]),
  amountFen: fen,
  money: id.optional(),
  /** The row already stands in 待认领款 or 待查付款, under this number; else it is registered before its row. */
  suspenseNo: z.string().min(1).max(100).optional(),
  pool: id.optional(),
  creditedFen: fen.optional(),
  given: z.enum(['bought', 'free', 'rebate']).optional(),
  bucket: z.enum(['grant', 'shared_grant', 'red_packet', 'coupon']).optional(),
  lotNo: z.string().min(1).max(100).optional(),
  grantFen: fen.optional(),
  frontFen: fen.optional(),
  category: z.enum(['advance', 'postpaid', 'overdraft', 'penalty']).optional(),
});

/** 返点结算单, their uses, 返点计提表 and 毛利表. */
export const rebates = {
  report: query('book').input(report).output(type<RebateLine[]>()),
  /** Writes 返点计提表, or 返点结算单 of one party; the file is an export. */
  write: command('book')
    .input(report.extend({ sheet: z.enum(['accruals', 'statement']), format }))
    .output(type<{ fileId: string; name: string }>()),
  confirm: command(['accountant', 'supervisor'])
    .input(
      key.extend({
        policy: id,
        period: z.string().max(7),
        no: z.string().trim().min(1).max(60),
        on: day,
        confirmedFen: fen,
        baseFen: fen.nullable(),
        /** The statement whose period is counted anew. */
        recalculates: id.optional(),
        items,
        note,
      }),
    )
    .output(type<{ statement: number; batch: number | null }>()),
  use: command('accountant')
    .input(key.extend({ statement: id, on: day, note, items, facts: use }))
    .output(type<{ use: number; batch: number | null }>()),
  /** Takes the latest statement or use back, in red. */
  undo: command('supervisor')
    .input(key.extend({ of: z.enum(['statement', 'use']), id, reason: z.string().trim().min(1).max(400) }))
    .output(type<{ batch: number }>()),
  margin: query('book')
    .input(z.object({ from: month, to: month }))
    .output(type<MarginReport>()),
  writeMargin: command('book')
    .input(
      z.object({
        from: month,
        to: month,
        by: z.enum(['client', 'manager', 'product', 'month']),
        view: z.enum(['net', 'gross']),
        withTax: z.boolean(),
        format,
      }),
    )
    .output(type<{ fileId: string; name: string }>()),
};
