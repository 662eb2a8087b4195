import { type } from '@orpc/contract';
import * as z from 'zod';
import type { AdvanceTerm } from '../domain/applications/advance.ts';
import {
  APPLICATION_KINDS,
  APPLICATION_STATES,
  type ApplicationAct,
  type ApplicationKind,
  type ApplicationState,
} from '../domain/applications/states.ts';
import type { RequestState } from '../domain/invoices/register.ts';
import type { Role } from '../domain/people/roles.ts';
import type { FrontTerms } from '../domain/policies/front.ts';
import { command, query } from './procedure.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const fen = z.int().min(1).max(10_000_000_000_000);
const key = z.object({ key: z.string().min(8).max(100) });
const reason = z.string().max(500).default('');
/** Most lines of one application. */
const LINES_MAX = 500;

/** An application as it is filled in; amounts in 分, `paidFen` 实付. */
export const applicationForm = z.object({
  kind: z.enum(APPLICATION_KINDS),
  client: id,
  funding: z.enum(['balance', 'advance']).default('balance'),
  route: z.enum(['online', 'corporate']).default('online'),
  urgent: z.boolean().default(false),
  note: z.string().max(500).default(''),
  /** Of an invoice: what is written on it; of a transfer between clients: the agreement. */
  details: z
    .object({ title: z.string().max(200).optional(), agreement: z.string().max(200).optional() })
    .default({}),
  lines: z
    .array(
      z.object({
        account: id.optional(),
        toAccount: id.optional(),
        toClient: id.optional(),
        paidFen: fen,
      }),
    )
    .min(1)
    .max(LINES_MAX),
});
export type ApplicationForm = z.infer<typeof applicationForm>;

export interface ApplicationLineView {
  id: number;
  nth: number;
  account: number | null;
  accountId: string | null;
  accountName: string | null;
  toAccount: number | null;
  toAccountName: string | null;
  toClient: number | null;
  toClientName: string | null;
  paidFen: number;
  creditedFen: number;
  ratePpm: number;
  /** Grant 货返 that comes with it, memo only. */
  grantFen: number;
  /** Service fee taken on the recharge. */
  feeFen: number;
  /** Null until it is paid, and for whoever does not see the cost side. */
  upstreamFen: number | null;
  depositedFen: number | null;
  depositedOn: string | null;
}

export interface ApplicationView {
  id: number;
  no: string;
  kind: ApplicationKind;
  client: number;
  clientName: string;
  clientCode: string | null;
  state: ApplicationState;
  /** Role that the next step waits for. */
  holder: Role | null;
  acts: ApplicationAct[];
  funding: 'balance' | 'advance';
  route: 'online' | 'corporate';
  urgent: boolean;
  note: string;
  details: ApplicationForm['details'];
  /** 实付 and 到账 of all lines. */
  paidFen: number;
  creditedFen: number;
  createdBy: string;
  createdAt: string;
  applicant: string | null;
  appliedAt: string | null;
  approver: string | null;
  approvedAt: string | null;
  cashier: string | null;
  paidAt: string | null;
  doneAt: string | null;
  overrideReason: string | null;
  payCode: string | null;
  money: number | null;
  paidOn: string | null;
  payBatch: number | null;
  dueOn: string | null;
  /** Of an invoice: the request in 发票 that its approval raised, and the number once it is issued. */
  invoice: { request: number; state: RequestState; number: string | null } | null;
  lines: ApplicationLineView[];
}

export interface ApplicationDetail extends ApplicationView {
  steps: {
    at: string;
    act: ApplicationAct;
    from: ApplicationState;
    to: ApplicationState;
    actor: string;
    reason: string;
    /** 经办 = 复核. */
    ownWork: boolean;
  }[];
  /** What of its payment waits for the statement row 待核对. */
  unseenFen: number;
}

/** What a form needs to know of a client. */
export interface ApplicationFormFacts {
  client: number;
  clientName: string;
  /** 待充值 less what is held. */
  freeFen: number;
  owedFen: number;
  reservedFen: number;
  term: (AdvanceTerm & { roomFen: number }) | null;
  overdue: { amountFen: number; since: string; days: number } | null;
  accounts: {
    id: number;
    platformId: string;
    name: string;
    kind: 'qianchuan' | 'douplus';
    bannedOn: string | null;
    mayRecharge: boolean;
    terms: FrontTerms;
  }[];
  /** Where it is done (ACC-3), by the rulebook of the day. */
  routes: { act: 'recharge' | 'corporate_transfer'; rule: string; zh: string; en: string; path: string }[];
}

export interface SteppedView {
  application: number;
  no: string;
  state: ApplicationState;
  /** The same person applied and approved, or approved and paid. */
  ownWork: boolean;
}

const decided = key.extend({ application: id, reason });

/** Applications 充值 / 退款 / 开票 / 垫款 / 转款 with their approval. */
export const applications = {
  list: query('viewer')
    .input(
      z.object({
        kind: z.enum(APPLICATION_KINDS).optional(),
        state: z.enum(APPLICATION_STATES).optional(),
        client: id.optional(),
        mine: z.boolean().default(false),
      }),
    )
    .output(type<ApplicationView[]>()),
  detail: query('viewer')
    .input(z.object({ application: id }))
    .output(type<ApplicationDetail>()),
  formFacts: query('viewer')
    .input(z.object({ client: id }))
    .output(type<ApplicationFormFacts>()),
  /** Keeps a draft. */
  keep: command('accountManager')
    .input(key.extend({ id: id.optional(), form: applicationForm }))
    .output(type<{ application: number; no: string }>()),
  /** Applies; refused while an advance of the client is overdue. */
  apply: command('accountManager')
    .input(key.extend({ id: id.optional(), form: applicationForm }))
    .output(type<SteppedView>()),
  withdraw: command('accountManager').input(decided).output(type<SteppedView>()),
  /** Lets a recharge in although an advance is overdue, with a reason. */
  override: command('supervisor').input(decided).output(type<SteppedView>()),
  approve: command('supervisor').input(decided).output(type<SteppedView>()),
  refuse: command('supervisor').input(decided).output(type<SteppedView>()),
  /** An approved advance is used, money transferred, an invoice issued. */
  finish: command(['accountant', 'supervisor'])
    .input(key.extend({ application: id, on: day, document: z.string().max(200).default('') }))
    .output(type<SteppedView>()),
};
