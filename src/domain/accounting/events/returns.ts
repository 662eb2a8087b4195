import type { Fen } from '../../money.ts';
import { Refusal } from '../../refusal.ts';
import {
  clientShare,
  coverAtPlatform,
  coverFunds,
  type Draft,
  fundsBack,
  moneyIn,
  needFunds,
  needMoney,
  rebateShare,
  settleOverdraft,
} from './draft.ts';
import type { ClientRef, Facts } from './facts.ts';
import * as refs from './refs.ts';

/**
 * E45 withdrawal requested, amount W; the platform keeps its rebate k = R(2401, W, pool): Dr 1221.02 (W−k) · Cr 1123.03;
 * Dr 2401 k · Cr 1123.03; Dr 2203.02 k · Cr 2203.01 k.
 */
export function requestWithdrawal(draft: Draft, { pool, bucket, amountFen, as }: Facts<'E45'>): void {
  const paying = refs.available(pool, bucket);
  needMoney(draft, pool, paying, amountFen, as);
  const keptFen = Math.min(
    amountFen,
    rebateShare(draft, pool, amountFen, () => moneyIn(draft, pool)),
  );
  draft.post(refs.withdrawal(pool), paying, amountFen - keptFen);
  draft.post(refs.poolUnearned(pool), paying, keptFen);
  if (pool.client) fundsBack(draft, pool.client, keptFen);
}

/**
 * E46 arrived at the agency: Dr 1002 · Cr 1221.02; Dr 2203.02 · Cr 2203.01 (W−k). At the client's own account:
 * Dr 2203.02 · Cr 1221.02, and the claw-back of E48 on W from 2203.01 (short: E14). Refused: mirror of E45. Short or
 * over: what came, tickets REFUND_SHORT and REFUND_OVER (the surplus as a receipt: Cr 2241.01).
 */
export function withdrawalEnded(draft: Draft, facts: Facts<'E46'>): void {
  if (facts.step === 'agency') withdrawnToAgency(draft, facts);
  else if (facts.step === 'client') withdrawnToClient(draft, facts);
  else withdrawalRefused(draft, facts);
}

type Ended<Step> = Extract<Facts<'E46'>, { step: Step }>;

function withdrawnToAgency(draft: Draft, { pool, into, amountFen }: Ended<'agency'>): void {
  const exactFen = takenFromTransit(draft, pool, amountFen);
  draft.post(refs.receivedInto(into), refs.withdrawal(pool), exactFen);
  if (into.by !== 'suspense')
    draft.post(refs.receivedInto(into), refs.unclaimed(into.money), amountFen - exactFen);
  if (pool.client) fundsBack(draft, pool.client, exactFen);
}

function withdrawnToClient(draft: Draft, { pool, amountFen, requestedFen }: Ended<'client'>): void {
  if (!pool.client) throw new Refusal('accounting.client_missing', { code: '2203.02' });
  const clawedFen = clawBack(draft, pool.client, requestedFen);
  coverFunds(draft, pool.client, clawedFen);
  draft.post(refs.unallocated(pool.client), refs.clientUnearned(pool.client), clawedFen);
  const exactFen = takenFromTransit(draft, pool, amountFen);
  coverAtPlatform(draft, pool.client, exactFen);
  draft.post(refs.atPlatform(pool.client), refs.withdrawal(pool), exactFen);
}

/** What of an arrival stands in transit for its case; opens the ticket for what differs. */
function takenFromTransit(draft: Draft, pool: Facts<'E46'>['pool'], amountFen: Fen): number {
  const openFen = draft.roomOfCase(refs.withdrawal(pool));
  const dims = { supplier: pool.supplier, pool: pool.pool };
  if (openFen > amountFen) draft.ticket('REFUND_SHORT', openFen - amountFen, dims);
  if (openFen < amountFen) draft.ticket('REFUND_OVER', amountFen - openFen, dims);
  return Math.min(amountFen, openFen);
}

function withdrawalRefused(draft: Draft, { pool, bucket, requestedFen, keptFen }: Ended<'refused'>): void {
  const paying = refs.available(pool, bucket);
  const openFen = Math.min(requestedFen - keptFen, draft.roomOfCase(refs.withdrawal(pool)));
  if (openFen < requestedFen - keptFen)
    draft.ticket('MISS_BOOK', requestedFen - keptFen - openFen, { supplier: pool.supplier, pool: pool.pool });
  draft.post(paying, refs.withdrawal(pool), openFen);
  draft.post(paying, refs.poolUnearned(pool), keptFen);
  if (pool.client) {
    coverFunds(draft, pool.client, keptFen);
    draft.post(refs.unallocated(pool.client), refs.atPlatform(pool.client), keptFen);
  }
  settleOverdraft(draft, pool, bucket);
}

/** Claw-back of the client's front rebate on what goes back to the client: R(1801, y, 2203 total), at most y. */
function clawBack(draft: Draft, client: ClientRef, grossFen: Fen): number {
  return Math.min(grossFen, clientShare(draft, client, grossFen));
}

/**
 * E48 return to the client, gross y; claw-back c = R(1801, y, 2203 total): Dr 2203.01 c · Cr 1801 c; Dr 2203.01 (y−c) ·
 * Cr 2241.06. Paid: Dr 2241.06 · Cr 1002; paid without approval: the excess is a payment to explain (Dr 1221.07, ticket).
 */
export function returnToClient(draft: Draft, facts: Facts<'E48'>): void {
  const { client } = facts;
  const due = refs.dueToClient(client);
  if (facts.step === 'approve') {
    needFunds(draft, client, facts.grossFen, 'intent');
    const clawedFen = clawBack(draft, client, facts.grossFen);
    draft.post(refs.unallocated(client), refs.clientUnearned(client), clawedFen);
    draft.post(refs.unallocated(client), due, facts.grossFen - clawedFen);
    return;
  }
  const { paidFrom, amountFen } = facts;
  const approvedFen = Math.min(amountFen, draft.roomOfCase(due));
  draft.post(due, refs.paidOutOf(paidFrom), approvedFen);
  if (approvedFen === amountFen) return;
  draft.ticket('UNKNOWN', amountFen - approvedFen, client);
  if (paidFrom.by !== 'suspense')
    draft.post(refs.unidentified(paidFrom.money), refs.paidOutOf(paidFrom), amountFen - approvedFen);
}
