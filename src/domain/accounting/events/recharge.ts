import type { AccountRef } from '../types.ts';
import {
  coverFunds,
  type Draft,
  fundsBack,
  moneyIn,
  moneyInWallet,
  needFunds,
  needMoney,
  rebateShare,
  settleOverdraft,
  settleWallet,
} from './draft.ts';
import type { ArrivalFacts, ClientRef, Facts, PoolFact, RechargeFacts, Standing } from './facts.ts';
import * as refs from './refs.ts';

/**
 * E16 client front rebate by the agency, with the recharge (i): Dr 1801[C] Δ · Cr 2203.01 Δ (at_recharge: Dr 6001.09).
 * Taken back: the same in red.
 */
export function ownFrontRebate(draft: Draft, { step, client, rebateFen, recognition }: Facts<'E16'>): void {
  if (step === 'take_back') {
    takeBackRebate(draft, client, rebateFen, recognition);
    return;
  }
  const when = recognition ?? draft.settings.rebateRecognition;
  draft.post(rebateAccount(client, when), refs.unallocated(client), rebateFen);
}

function rebateAccount(client: ClientRef, recognition: 'with_spend' | 'at_recharge'): AccountRef {
  return recognition === 'with_spend' ? refs.clientUnearned(client) : refs.clientRebate(client);
}

/**
 * E17 pay upstream for a client's pool, paid Xp, to be credited Xc: Dr 1123.01 Xp · Cr 1002 (or .90) Xp; platform front
 * rebate Xc − Xp: Dr 1123.01 · Cr 2401[P]; allocate: Dr 2203.01 Xc · Cr 2203.02 Xc. What the upstream had already
 * credited ahead of the payment (see E18) is settled first and was allocated then.
 */
export function payUpstream(draft: Draft, facts: Facts<'E17'>): void {
  payRecharge(draft, facts, refs.paidOutOf(facts.paidFrom), facts.as);
}

/** The entries of E17 with whatever pays the recharge: money, or a confirmed rebate (E53). */
export function payRecharge(draft: Draft, facts: RechargeFacts, from: AccountRef, as: Standing['as']): void {
  const { pool } = facts;
  const aheadFen = Math.min(draft.room(refs.creditedAhead(pool)), expectedOf(facts));
  const allocatedFen = expectedOf(facts) - aheadFen;
  if (pool.client) needFunds(draft, pool.client, allocatedFen, as);
  pay(draft, facts, from);
  if (pool.client) draft.post(refs.unallocated(pool.client), refs.atPlatform(pool.client), allocatedFen);
}

/** What is to arrive: never less than what was paid; a lower figure is a difference to ask about. */
function expectedOf({ paidFen, creditedFen }: RechargeFacts): number {
  return Math.max(paidFen, creditedFen);
}

function pay(draft: Draft, facts: RechargeFacts, from: AccountRef): void {
  const { pool, paidFen, creditedFen } = facts;
  if (creditedFen < paidFen) draft.ticket('DEPOSIT_DIFF', paidFen - creditedFen, poolDims(pool));
  toTransit(draft, pool, from, paidFen);
  toTransit(draft, pool, refs.poolUnearned(pool), expectedOf(facts) - paidFen);
}

function toTransit(draft: Draft, pool: PoolFact, from: AccountRef, fen: number): void {
  const aheadFen = Math.min(fen, draft.room(refs.creditedAhead(pool)));
  draft.post(refs.creditedAhead(pool), from, aheadFen);
  draft.post(refs.inTransit(pool), from, fen - aheadFen);
}

const poolDims = ({ pool, supplier }: PoolFact) => ({ supplier, pool });

/**
 * E18 credited at the platform (f): Dr 1123.03 Xc · Cr 1123.01 Xc. Credited ≠ expected: what came is posted, the rest
 * stays on 1123.01, ticket DEPOSIT_DIFF. More than is in transit (its payment is not in the book yet) is completed as
 * upstream credit: Dr 1123.01 · Cr 2202.01[deposit_ahead], Dr 2203.01 · Cr 2203.02 (E14 if short); the later E17
 * settles it. Then E43 clears what the pool was overdrawn.
 */
export function credited(draft: Draft, facts: Facts<'E18'>): void {
  arrive(draft, facts, refs.available(facts.pool, facts.bucket));
  settleOverdraft(draft, facts.pool, facts.bucket);
}

function arrive(draft: Draft, { pool, creditedFen, expectedFen }: ArrivalFacts, on: AccountRef): void {
  const aheadFen = Math.max(0, creditedFen - draft.room(refs.inTransit(pool)));
  draft.post(refs.inTransit(pool), refs.creditedAhead(pool), aheadFen);
  if (pool.client) {
    coverFunds(draft, pool.client, aheadFen);
    draft.post(refs.unallocated(pool.client), refs.atPlatform(pool.client), aheadFen);
  }
  const differenceFen =
    expectedFen === undefined ? aheadFen : Math.abs(expectedFen - creditedFen) || aheadFen;
  if (differenceFen > 0) draft.ticket('DEPOSIT_DIFF', differenceFen, poolDims(pool));
  draft.post(on, refs.inTransit(pool), creditedFen);
}

/**
 * E19 pay into the agent wallet: Dr 1123.01 · Cr 1002; arrived: Dr 1123.02 · Cr 1123.01 (rebate as E17 on 2401[wallet]);
 * no client leg.
 */
export function agentWallet(draft: Draft, facts: Facts<'E19'>): void {
  const wallet: PoolFact = { pool: facts.pool.pool, supplier: facts.pool.supplier };
  if (facts.step === 'pay') {
    pay(draft, { ...facts, pool: wallet }, refs.paidOutOf(facts.paidFrom));
    return;
  }
  arrive(draft, { ...facts, pool: wallet }, refs.inWallet(wallet, facts.bucket));
  settleWallet(draft, wallet, facts.bucket);
}

/**
 * E20 agent wallet → client pool (加款): Dr 1123.03[P] X · Cr 1123.02 X; Dr 2203.01 X · Cr 2203.02 X; 2401 pro rata (R on
 * the wallet): Dr 2401[wallet] · Cr 2401[P]. A fact above the wallet's money is completed on 2202.03[wallet].
 */
export function fromWallet(draft: Draft, facts: Facts<'E20'>): void {
  if ('step' in facts) {
    takeBackFromWallet(draft, facts);
    return;
  }
  const { wallet, pool, bucket, amountFen, as } = facts;
  const agency: PoolFact = { pool: wallet.pool, supplier: wallet.supplier };
  if (pool.client) needFunds(draft, pool.client, amountFen, as);
  needMoney(draft, agency, refs.inWallet(agency, bucket), amountFen, as);
  const rebateFen = rebateShare(draft, agency, amountFen, () => moneyInWallet(draft, agency));
  draft.post(refs.available(pool, bucket), refs.inWallet(agency, bucket), amountFen);
  draft.post(refs.poolUnearned(agency), refs.poolUnearned(pool), rebateFen);
  if (pool.client) draft.post(refs.unallocated(pool.client), refs.atPlatform(pool.client), amountFen);
  settleOverdraft(draft, pool, bucket);
}

/** Red E20: what the pool has spent of it meanwhile is completed as E43 does. */
function takeBackFromWallet(
  draft: Draft,
  { wallet, pool, bucket, amountFen, rebateFen }: Extract<Facts<'E20'>, { step: 'taken_back' }>,
): void {
  const agency: PoolFact = { pool: wallet.pool, supplier: wallet.supplier };
  needMoney(draft, pool, refs.available(pool, bucket), amountFen, 'fact');
  const red = { red: true } as const;
  draft.post(refs.inWallet(agency, bucket), refs.available(pool, bucket), amountFen, red);
  const unearnedFen = Math.min(rebateFen, draft.room(refs.poolUnearned(pool)));
  draft.post(refs.poolUnearned(pool), refs.poolUnearned(agency), unearnedFen, red);
  if (pool.client) {
    const backFen = Math.min(amountFen, draft.room(refs.atPlatform(pool.client)));
    draft.post(refs.atPlatform(pool.client), refs.unallocated(pool.client), backFen, red);
  }
  settleWallet(draft, agency, bucket);
}

/** E21 client pool → agent wallet (账户退款): mirror of E20, R on the client's pool. */
export function toWallet(draft: Draft, { wallet, pool, bucket, amountFen, as }: Facts<'E21'>): void {
  const agency: PoolFact = { pool: wallet.pool, supplier: wallet.supplier };
  needMoney(draft, pool, refs.available(pool, bucket), amountFen, as);
  const rebateFen = rebateShare(draft, pool, amountFen, () => moneyIn(draft, pool));
  draft.post(refs.inWallet(agency, bucket), refs.available(pool, bucket), amountFen);
  draft.post(refs.poolUnearned(pool), refs.poolUnearned(agency), rebateFen);
  if (pool.client) fundsBack(draft, pool.client, amountFen);
  settleWallet(draft, agency, bucket);
}

/**
 * E22 pool → pool, same client and subject: Dr 1123.07 · Cr 1123.03[from]; Dr 1123.03[to] · Cr 1123.07; 2401 pro rata.
 * A fact between pools of two owners is booked with its client legs (Dr 2203.02 · Cr 2203.01 of one, Dr 2203.01 ·
 * Cr 2203.02 of the other, E14 if short) and a ticket WRONG_PARTY.
 */
export function betweenPools(draft: Draft, { from, to, bucket, amountFen, as }: Facts<'E22'>): void {
  const sameOwner = from.client?.client === to.client?.client && from.client?.subject === to.client?.subject;
  if (!sameOwner && to.client) needFunds(draft, to.client, amountFen, as);
  needMoney(draft, from, refs.available(from, bucket), amountFen, as);
  const rebateFen = rebateShare(draft, from, amountFen, () => moneyIn(draft, from));
  const transit = refs.betweenPools(from);
  draft.post(transit, refs.available(from, bucket), amountFen);
  draft.post(refs.available(to, bucket), transit, amountFen);
  draft.post(refs.poolUnearned(from), refs.poolUnearned(to), rebateFen);
  if (!sameOwner) {
    draft.ticket('WRONG_PARTY', amountFen, poolDims(to));
    if (from.client) fundsBack(draft, from.client, amountFen);
    if (to.client) {
      coverFunds(draft, to.client, amountFen);
      draft.post(refs.unallocated(to.client), refs.atPlatform(to.client), amountFen);
    }
  }
  settleOverdraft(draft, to, bucket);
}

/**
 * E26 recharge failed, money back (f): Dr 1002 Xp · Cr 1123.01; rebate: Dr 2401 · Cr 1123.01 (what was already released:
 * Dr 6401.02, ticket); Dr 2203.02 · Cr 2203.01 Xc; the agency's own: red E16. More cash than is in transit is a receipt
 * not identified: Cr 2241.01.
 */
export function failedRecharge(draft: Draft, facts: Facts<'E26'>): void {
  const { pool, paidFen } = facts;
  const transit = refs.inTransit(pool);
  const cashFen = Math.min(paidFen, draft.room(transit));
  draft.post(refs.receivedInto(facts.into), transit, cashFen);
  if (cashFen < paidFen) {
    const claimable = refs.unclaimed(facts.into.money);
    if (facts.into.by !== 'suspense') draft.post(refs.receivedInto(facts.into), claimable, paidFen - cashFen);
    draft.ticket('UNKNOWN', paidFen - cashFen, poolDims(pool));
  }
  const rebateFen = Math.min(expectedOf(facts) - paidFen, draft.room(transit));
  const unearnedFen = Math.min(rebateFen, draft.room(refs.poolUnearned(pool)));
  draft.post(refs.poolUnearned(pool), transit, unearnedFen);
  draft.post(refs.mediaRebate(pool, pool.client), transit, rebateFen - unearnedFen);
  if (rebateFen > unearnedFen) draft.ticket('REBATE_DIFF', rebateFen - unearnedFen, poolDims(pool));
  if (!pool.client) return;
  fundsBack(draft, pool.client, cashFen + rebateFen);
  takeBackRebate(draft, pool.client, facts.ownRebateFen ?? 0, facts.ownRecognition);
}

/** Red E16: from 1801 what is still there, the rest from 6001.09, where spend has released it meanwhile. */
function takeBackRebate(
  draft: Draft,
  client: ClientRef,
  rebateFen: number,
  recognition: 'with_spend' | 'at_recharge' | undefined,
): void {
  coverFunds(draft, client, rebateFen);
  const recognised = (recognition ?? draft.settings.rebateRecognition) === 'at_recharge';
  const unearnedFen = recognised ? 0 : Math.min(rebateFen, draft.room(refs.clientUnearned(client)));
  const marks = { red: true, caseNo: draft.caseNo } as const;
  const funds = refs.unallocated(client);
  draft.postAs('E16', funds, refs.clientUnearned(client), unearnedFen, marks);
  draft.postAs('E16', funds, refs.clientRebate(client), rebateFen - unearnedFen, marks);
}
