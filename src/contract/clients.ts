import { type } from '@orpc/contract';
import * as z from 'zod';
import type { KnownClient } from '../domain/parties/client-book.ts';
import type { PlanEntry, PlanVerdict } from '../domain/parties/client-plan.ts';
import type { RefusedRecord } from '../domain/parties/client-rows.ts';
import type { OpeningPlan } from '../domain/parties/opening-facts.ts';
import type { SearchKind } from '../domain/parties/search.ts';
import {
  ACCOUNT_KINDS,
  ALIAS_KINDS,
  FRONT_REBATE_FORMS,
  FUNDERS,
  INVOICE_MODES,
  MANAGER_ROLES,
  SPEND_BASES,
  SUBJECT_KINDS,
  TERMS,
  VERIFICATIONS,
} from '../domain/parties/types.ts';
import type { Finding } from '../domain/refusal.ts';
import { command, query } from './procedure.ts';

const name = z.string().min(1).max(100);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const code = z.object({ code: z.string().min(1).max(100) });
/** Files that tell of a client; days are Beijing days. */
export interface ClientFilesView {
  imported: {
    file: number;
    name: string;
    profile: string | null;
    /** Rows of it that moved the client's money. */
    rows: number;
    firstOn: string;
    lastOn: string;
  }[];
  evidence: {
    attachment: number;
    name: string;
    bytes: number;
    type: string;
    /** An account through which it is opened. */
    account: number;
    paper: string | null;
    on: string | null;
  }[];
}

/** Makes a command repeatable: the same key with the same input gets the stored answer. */
const key = z.object({ key: z.string().min(8).max(100) });

/** What a form may say of a client: single values replace, lists grow; '' takes note and contract subject away. */
const form = z
  .object({
    name,
    subjectKind: z.enum(SUBJECT_KINDS),
    subjectName: z.string().max(100),
    paperNo: z.string().max(40),
    verification: z.enum(VERIFICATIONS),
    aliases: z.array(z.object({ kind: z.enum(ALIAS_KINDS), name })).max(200),
    manager: name,
    managerFrom: day,
    assistants: z.array(name).max(50),
    /** Millionths: 3 % = 30,000. */
    frontRebatePpm: z.int().min(0).max(1_000_000),
    frontRebateForm: z.enum(FRONT_REBATE_FORMS),
    accounts: z
      .array(
        z.object({
          kind: z.enum(ACCOUNT_KINDS),
          id: z.string().min(1).max(64),
          /** '' leaves the name as it is. */
          name: z.string().max(100).default(''),
        }),
      )
      .max(500),
    funder: z.enum(FUNDERS),
    spendBasis: z.enum(SPEND_BASES),
    contractSubject: z.string().max(100),
    invoiceMode: z.enum(INVOICE_MODES),
    terms: z.enum(TERMS),
    creditDays: z.int().min(0).max(3_660),
    note: z.string().max(2_000),
  })
  .partial();

/** A client as screens show it. Paper numbers are masked for whoever may not see them. */
export type ClientView = KnownClient & { id: number; archivedOn: string | null };

/** The plan of an import: shown, then committed exactly. */
export interface ClientsPlanView {
  planId: string;
  counts: Record<PlanVerdict | 'refused', number>;
  /** Rows that change something or are doubted, at most 1,000. */
  entries: PlanEntry[];
  refused: RefusedRecord[];
  findings: Finding[];
}

export const clients = {
  /** Clients that the caller may see, best hit first; `hit` says by what kind of name each was found. */
  find: query('viewer')
    .input(z.object({ query: z.string().max(200).default(''), archived: z.boolean().default(false) }))
    .output(type<{ client: ClientView; hit: SearchKind | null }[]>()),
  get: query('viewer').input(code).output(type<ClientView>()),
  /** Wallets that the client's accounts draw on, with their days. */
  walletLinks: query('viewer').input(code).output(type<WalletLinkView[]>()),
  /** What was done to the client and to what belongs to it, newest first. */
  history: query('viewer').input(code).output(type<HistoryEntryView[]>()),
  /** Imported files that moved the client's money, and the evidence that is kept for it. */
  files: query('viewer').input(code).output(type<ClientFilesView>()),
  create: command('accountant')
    .input(key.extend({ form: form.extend({ name, code: z.string().max(100).optional() }) }))
    .output(type<{ code: string }>()),
  change: command('accountant')
    .input(key.extend({ code: code.shape.code, form }))
    .output(type<{ code: string }>()),
  archive: command('accountant')
    .input(key.extend({ code: code.shape.code, archived: z.boolean() }))
    .output(type<{ archived: boolean }>()),
  correctSubject: command('accountant')
    .input(
      key.extend({
        code: code.shape.code,
        name,
        to: z.object({ name, paperNo: z.string().max(40), kind: z.enum(SUBJECT_KINDS) }).partial(),
      }),
    )
    .output(type<{ corrected: boolean }>()),
  addAlias: command('accountManager')
    .input(key.extend({ code: code.shape.code, kind: z.enum(ALIAS_KINDS), name }))
    .output(type<{ kept: boolean }>()),
  dropAlias: command('accountManager')
    .input(key.extend({ code: code.shape.code, kind: z.enum(ALIAS_KINDS), name }))
    .output(type<{ dropped: boolean }>()),
  assign: command('teamLead')
    .input(
      key.extend({
        code: code.shape.code,
        manager: name,
        role: z.enum(MANAGER_ROLES),
        from: day,
        to: day.nullable(),
      }),
    )
    .output(type<{ assigned: boolean }>()),
  /** Hands clients over to a main manager from a day on; who was main before ends the day before. */
  handOver: command('teamLead')
    .input(key.extend({ clients: z.array(z.int().min(1)).min(1).max(10_000), manager: name, from: day }))
    .output(type<{ handedOver: number }>()),
  linkWallet: command('accountant')
    .input(key.extend({ accountId: z.string(), walletId: z.string(), from: day, to: day.nullable() }))
    .output(type<{ linked: boolean }>()),
  /** Writes the empty client list (an export). */
  template: command('viewer').output(type<{ fileId: string; name: string }>()),
  /** Reads a staged list and holds it against the book; nothing is written. */
  preview: query('accountant')
    .input(z.object({ fileId: z.string() }))
    .output(type<ClientsPlanView>()),
  /** Carries out exactly the plan; refuses `clients.plan_stale`. */
  import: command('accountant')
    .input(key.extend({ planId: z.string() }))
    .output(type<{ counts: ClientsPlanView['counts'] }>()),
  /** Writes the refused rows of a plan as a list that can be corrected (an export). */
  refused: command('accountant')
    .input(z.object({ planId: z.string() }))
    .output(type<{ fileId: string; name: string }>()),
};

/** One row that a command made or changed: its columns, names in the place of ids. */
export interface HistoryChangeView {
  table: string;
  before: Record<string, string | number | null> | null;
  after: Record<string, string | number | null>;
}

/** One command of the 操作日志 that touched a client. */
export interface HistoryEntryView {
  seq: number;
  at: string;
  actor: string;
  procedure: string;
  changes: HistoryChangeView[];
}

/** A dated link of an account to a shared wallet; days null = from the beginning, until further notice. */
export interface WalletLinkView {
  accountId: string;
  walletId: string;
  wallet: string;
  kind: 'agent_wallet' | 'shared_wallet' | 'shared_grant';
  from: string | null;
  to: string | null;
}

const party = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('supplier'),
    name,
    contractNo: z.string().max(100).optional(),
    note: z.string().max(2_000).optional(),
  }),
  z.object({
    kind: z.literal('money'),
    name,
    type: z.enum(['bank', 'alipay', 'wechat', 'douyin_pay', 'cash', 'other']),
    bank: z.string().max(100).optional(),
    number: z.string().max(64).optional(),
    holder: z.string().max(100).optional(),
    currency: z.string().length(3).optional(),
    hasStatement: z.boolean().optional(),
    note: z.string().max(2_000).optional(),
  }),
  z.object({ kind: z.literal('employee'), name }),
  z.object({
    kind: z.literal('wallet'),
    name,
    type: z.enum(['agent_wallet', 'shared_wallet', 'shared_grant']),
    platformId: z.string().min(1).max(64),
    supplier: z.int().optional(),
    client: z.int().optional(),
    note: z.string().max(2_000).optional(),
  }),
]);
const partyKind = z.enum(['supplier', 'money', 'employee', 'wallet']);

export interface PartyView {
  id: number;
  name: string;
  archivedOn: string | null;
  details: Record<string, string | number | null>;
}

/** Parties besides clients: suppliers 上游, money accounts 资金账户, employees, wallets. */
export const parties = {
  /** Account managers are told of payers only: money accounts and employees, by name. */
  list: query('viewer')
    .input(z.object({ kind: partyKind }))
    .output(type<PartyView[]>()),
  keep: command('accountant')
    .input(key.extend({ party, id: z.int().optional() }))
    .output(type<{ id: number }>()),
  archive: command('accountant')
    .input(key.extend({ kind: partyKind, id: z.int(), archived: z.boolean() }))
    .output(type<{ archived: boolean }>()),
};

/** An opening file held against the book. */
export interface OpeningPreviewView extends OpeningPlan {
  planId: string;
  on: string;
  locked: boolean;
  standing: number | null;
  /** Names of the parties in facts and records, by dimension and id. */
  names: Record<'client' | 'subject' | 'supplier' | 'money' | 'pool' | 'employee', Record<number, string>>;
}

/** What stands of 期初建账; sums in 分 by code, without the accounts that every balance stands against. */
export interface OpeningStateView {
  on: string;
  locked: boolean;
  standing: {
    batch: number;
    at: string;
    actor: string;
    codes: { code: string; balances: number; debitFen: number; creditFen: number }[];
    records: number;
    differenceFen: number;
    differenceName: string;
  } | null;
}

/** 期初建账: balances before the first period, as one batch that a corrected file replaces until the first close. */
export const opening = {
  state: query('book').output(type<OpeningStateView>()),
  template: command('book').output(type<{ fileId: string; name: string }>()),
  preview: query(['accountant', 'supervisor'])
    .input(z.object({ fileId: z.string() }))
    .output(type<OpeningPreviewView>()),
  import: command('supervisor')
    .input(key.extend({ planId: z.string(), differenceName: z.string().max(100).optional() }))
    .output(type<{ batch: number | null; facts: number; records: number; differenceFen: number }>()),
  refused: command(['accountant', 'supervisor'])
    .input(z.object({ planId: z.string() }))
    .output(type<{ fileId: string; name: string }>()),
};
