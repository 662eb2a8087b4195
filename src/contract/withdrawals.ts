import { type } from '@orpc/contract';
import * as z from 'zod';
import { BUCKETS } from '../domain/accounting/types.ts';
import type { ApprovalNeed, WithdrawalState } from '../domain/refunds/withdrawal.ts';
import type { Params } from '../domain/refusal.ts';
import type { CitedRoute } from './order.ts';
import { command, query } from './procedure.ts';
import type { CitedRule } from './upgrade.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.int().min(1);
const fen = z.int().min(1).max(10_000_000_000_000);
const no = z.string().min(1).max(64);
const key = z.object({ key: z.string().min(8).max(100) });
const reason = z.string().min(1).max(400);
const CASH_DESK = ['cashier', 'accountant'] as const;

/** A withdrawal, with what the ledger says became of it. Amounts in 分. */
export interface WithdrawalView {
  caseNo: string;
  pool: { id: number; name: string; platformId: string | null };
  client: { id: number; code: string | null; name: string } | null;
  bucket: 'prepay' | 'rebate_credit';
  amountFen: number;
  /** Front rebate that the platform kept of it (E45). */
  keptFen: number;
  /** Still in transit, and arrived. */
  openFen: number;
  arrivedFen: number;
  destination: 'agency' | 'client';
  state: WithdrawalState;
  askedOn: string;
  askedBy: string;
  approval: ApprovalNeed;
  approvedBy: string | null;
  approvedOn: string | null;
  submittedOn: string | null;
  platformNo: string | null;
  /** `kept` 留作客户资金, `returned` 退还客户 (E48): what was decided once it had arrived. */
  afterwards: 'kept' | 'returned' | null;
  /** Approved to be paid to the client and not paid yet (2241.06). */
  dueToClientFen: number;
  reason: string | null;
  note: string | null;
  next: WithdrawalState[];
}

/** A pool to withdraw from. */
export interface WithdrawalChoice {
  pool: number;
  name: string;
  platformId: string | null;
  client: { id: number; code: string | null; name: string } | null;
  bannedOn: string | null;
  prepayFen: number;
  rebateCreditFen: number;
  heldFen: number;
}

export interface WithdrawalForm {
  pools: WithdrawalChoice[];
  /** A second person approves from this amount on; null: nobody does. */
  approvalFromFen: number | null;
  isOnePerson: boolean;
  /** Where it is done: 千川 PC only (ACC-3). */
  routes: CitedRoute[];
  cited: CitedRule[];
}

export interface WithdrawalDone {
  caseNo: string;
  state: WithdrawalState;
  approval: ApprovalNeed;
  batch: number | null;
  warnings: { code: string; params: Params }[];
}

/** 提现 (WDR-1): asked for, approved by a second person, submitted on 千川 PC, arrived, returned to the client or kept. */
export const withdrawals = {
  form: query('book').output(type<WithdrawalForm>()),
  list: query('book').output(type<WithdrawalView[]>()),
  /**
   * Asks for a withdrawal: its money is held until it is submitted. `submitted`: it is done on the platform already, and
   * recorded as a fact. Refuses `withdrawals.only_prepay`, `withdrawals.rebate_unsaid`, `withdrawals.pool_kind`,
   * `withdrawals.client_funded`, `withdrawals.banned`, `withdrawals.client_missing`, `accounting.pool_short`.
   */
  ask: command(['cashier', 'accountant', 'supervisor'])
    .input(
      key.extend({
        pool: id,
        bucket: z.enum(BUCKETS),
        platformAllows: z.boolean().default(false),
        amountFen: fen,
        destination: z.enum(['agency', 'client']).default('agency'),
        on: day,
        submitted: z.boolean().default(false),
        platformNo: z.string().max(64).nullable().default(null),
        note: z.string().max(400).nullable().default(null),
      }),
    )
    .output(type<WithdrawalDone>()),
  /** Refuses `withdrawals.unknown`, `withdrawals.illegal_step`, `withdrawals.same_person`. */
  approve: command('supervisor')
    .input(key.extend({ no, on: day }))
    .output(type<WithdrawalDone>()),
  decline: command('supervisor')
    .input(key.extend({ no, reason, on: day }))
    .output(type<WithdrawalDone>()),
  cancel: command(CASH_DESK)
    .input(key.extend({ no, reason, on: day }))
    .output(type<WithdrawalDone>()),
  /** It was submitted on 千川 PC: in transit from now on (E45). */
  submit: command(CASH_DESK)
    .input(key.extend({ no, on: day, platformNo: z.string().max(64).nullable().default(null) }))
    .output(type<WithdrawalDone>()),
  /** E46 by hand; the row of the bank clears it. Refuses `withdrawals.not_open`, `withdrawals.money_account`. */
  arrive: command(CASH_DESK)
    .input(
      key.extend({
        no,
        to: z.enum(['agency', 'client']),
        amountFen: fen,
        money: id.optional(),
        requestedFen: fen.optional(),
        on: day,
      }),
    )
    .output(type<WithdrawalDone>()),
  /** The platform sent it back into the pool (E46 refused). */
  refuse: command(CASH_DESK)
    .input(key.extend({ no, reason, on: day }))
    .output(type<WithdrawalDone>()),
  /** E48: returned to the client, gross of the claw-back. Refuses `withdrawals.not_arrived`, `accounting.*`. */
  giveBack: command(['accountant', 'supervisor'])
    .input(key.extend({ no, grossFen: fen, on: day }))
    .output(type<WithdrawalDone>()),
  /** What was approved is paid; the payment's row clears it. `payee` is warned of where it never paid for the client. */
  payBack: command(CASH_DESK)
    .input(key.extend({ no, amountFen: fen, money: id, payee: z.string().max(100).default(''), on: day }))
    .output(type<WithdrawalDone>()),
  /** 留作客户资金: it stays among the client's funds. Refuses `withdrawals.not_arrived`. */
  keep: command('accountant').input(key.extend({ no })).output(type<WithdrawalDone>()),
};
