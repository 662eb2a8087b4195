import type { Fen } from '../../money.ts';
import type { AccountRef } from '../types.ts';
import { payOwed, receiveDue } from './cash.ts';
import {
  coverAtPlatform,
  coverFunds,
  type Draft,
  type Freed,
  freedBy,
  fundsBack,
  moneyIn,
  needFunds,
  needMoney,
  rebateShare,
  settleOverdraft,
} from './draft.ts';
import type { ClientRef, Facts, PoolFact } from './facts.ts';
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
  const transit = refs.withdrawal(facts.pool);
  if (facts.step === 'agency') arrivedAtAgency(draft, transit, facts);
  else if (facts.step === 'client') arrivedAtClient(draft, transit, facts);
  else backInPool(draft, transit, facts);
}

type Ended<Step> = Omit<Extract<Facts<'E46'>, { step: Step }>, 'id' | 'step'>;

/** What is in transit for a case (a withdrawal, a ban refund) arrives at the agency. */
export function arrivedAtAgency(
  draft: Draft,
  transit: AccountRef,
  { pool, into, amountFen }: Ended<'agency'>,
): void {
  nameDifference(draft, transit, pool, amountFen);
  const exactFen = receiveDue(draft, transit, into, amountFen, { dims: {}, byCase: true });
  if (pool.client) fundsBack(draft, pool.client, exactFen);
}

/** What is in transit for a case arrives at the client's own account: what the client had free of it is clawed back. */
export function arrivedAtClient(draft: Draft, transit: AccountRef, facts: Ended<'client'>): void {
  const { pool, amountFen, requestedFen } = facts;
  const client = refs.clientOf(pool, '2203.02');
  const { rebateFen } = clawBack(draft, client, requestedFen);
  coverFunds(draft, client, rebateFen);
  draft.post(refs.unallocated(client), refs.clientUnearned(client), rebateFen);
  nameDifference(draft, transit, pool, amountFen);
  const exactFen = Math.min(amountFen, draft.roomOfCase(transit));
  coverAtPlatform(draft, client, exactFen);
  draft.post(refs.atPlatform(client), transit, exactFen);
}

/** Opens the ticket for what arrives short or over of what stands in transit for its case. */
function nameDifference(draft: Draft, transit: AccountRef, pool: PoolFact, amountFen: Fen): void {
  const openFen = draft.roomOfCase(transit);
  const dims = { supplier: pool.supplier, pool: pool.pool };
  if (openFen > amountFen) draft.ticket('REFUND_SHORT', openFen - amountFen, dims);
  if (openFen < amountFen) draft.ticket('REFUND_OVER', amountFen - openFen, dims);
}

/** Money in transit for a case stays in the pool after all: mirror of its going out, with the k that was kept. */
export function backInPool(draft: Draft, transit: AccountRef, facts: Ended<'refused'>): void {
  const { pool, bucket, requestedFen, keptFen } = facts;
  const paying = refs.available(pool, bucket);
  const openFen = Math.min(requestedFen - keptFen, draft.roomOfCase(transit));
  if (openFen < requestedFen - keptFen)
    draft.ticket('MISS_BOOK', requestedFen - keptFen - openFen, { supplier: pool.supplier, pool: pool.pool });
  draft.post(paying, transit, openFen);
  draft.post(paying, refs.poolUnearned(pool), keptFen);
  if (pool.client) {
    coverFunds(draft, pool.client, keptFen);
    draft.post(refs.unallocated(pool.client), refs.atPlatform(pool.client), keptFen);
  }
  settleOverdraft(draft, pool, bucket);
}

/** What of the client's deferred amounts goes with a return of y: R(1801, y) is clawed back, R(2203.04, y) goes along. */
function clawBack(draft: Draft, client: ClientRef, grossFen: Fen): Freed {
  const { rebateFen, feeFen } = freedBy(draft, client, grossFen);
  return { rebateFen: Math.min(grossFen, rebateFen) as Fen, feeFen };
}

/**
 * E48 return to the client, gross y; claw-back c = R(1801, y, 2203 total): Dr 2203.01 c · Cr 1801 c; Dr 2203.01 (y−c) ·
 * Cr 2241.06; of a fee received ahead (E50) the unearned part goes along: Dr 2203.04 · Cr 2241.06. Paid: Dr 2241.06 ·
 * Cr 1002; paid without approval: the excess is a payment to explain (Dr 1221.07, ticket).
 */
export function returnToClient(draft: Draft, facts: Facts<'E48'>): void {
  const { client } = facts;
  const due = refs.dueToClient(client);
  if (facts.step === 'pay') {
    payOwed(draft, due, facts.paidFrom, facts.amountFen, { dims: client, byCase: true });
    return;
  }
  needFunds(draft, client, facts.grossFen, 'intent');
  const { rebateFen, feeFen } = clawBack(draft, client, facts.grossFen);
  draft.post(refs.unallocated(client), refs.clientUnearned(client), rebateFen);
  draft.post(refs.unallocated(client), due, facts.grossFen - rebateFen);
  draft.post(refs.feeAhead(client), due, feeFen);
}
