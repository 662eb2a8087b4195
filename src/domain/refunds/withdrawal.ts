import type { Bucket } from '../accounting/types.ts';
import { Refusal } from '../refusal.ts';

export const WITHDRAWAL_STATES = [
  'awaiting',
  'approved',
  'submitted',
  'declined',
  'cancelled',
  'refused',
] as const;
/**
 * 待审批, 已批准待提交, 已在 PC 端提交 (E45, in transit until it arrives), 审批不通过, 已撤回, 平台退回. Whether a submitted one has
 * arrived says the ledger, since rows of the bank tell it too.
 */
export type WithdrawalState = (typeof WITHDRAWAL_STATES)[number];

const NEXT: Record<WithdrawalState, readonly WithdrawalState[]> = {
  awaiting: ['approved', 'declined', 'cancelled'],
  approved: ['submitted', 'cancelled'],
  submitted: ['refused'],
  declined: [],
  cancelled: [],
  refused: [],
};

/** Steps that may follow. */
export function nextStates(state: WithdrawalState): readonly WithdrawalState[] {
  return NEXT[state];
}

/** Refuses `withdrawals.illegal_step`. */
export function checkStep(caseNo: string, from: WithdrawalState, to: WithdrawalState): void {
  if (!NEXT[from].includes(to)) throw new Refusal('withdrawals.illegal_step', { no: caseNo, from, to });
}

export const APPROVALS = ['below', 'off', 'one_person', 'recorded', 'needed'] as const;
/**
 * Why nobody else approves: below the amount, switched off, one person in the office, recorded after it was done; or a
 * second person has to.
 */
export type ApprovalNeed = (typeof APPROVALS)[number];

/** Whether a second person approves a withdrawal. `people`: profiles in use, none at all is one person with every role. */
export function approvalNeed(
  amountFen: number,
  approvalFromFen: number | null,
  people: number,
): ApprovalNeed {
  if (approvalFromFen === null) return 'off';
  if (amountFen < approvalFromFen) return 'below';
  return people <= 1 ? 'one_person' : 'needed';
}

/**
 * WDR-1: only prepaid money is withdrawn; rebate credit where the platform says so. Refuses `withdrawals.only_prepay` and
 * `withdrawals.rebate_unsaid`.
 */
export function withdrawnBucket(bucket: Bucket, platformAllows: boolean): 'prepay' | 'rebate_credit' {
  if (bucket === 'prepay') return bucket;
  if (bucket !== 'rebate_credit') throw new Refusal('withdrawals.only_prepay', { bucket });
  if (!platformAllows) throw new Refusal('withdrawals.rebate_unsaid');
  return bucket;
}

/** Number of a withdrawal: a code that stands in remittance texts and is found there. */
export function withdrawalNo(day: string, nth: number): string {
  return `WDR${day.replaceAll('-', '')}${String(nth).padStart(4, '0')}`;
}
