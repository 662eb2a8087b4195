import { coverFunds, type Draft, settleOverdraft, settleWallet } from './draft.ts';
import type { Facts, PoolFact } from './facts.ts';
import { receiveGrant } from './memo.ts';
import { payRecharge } from './recharge.ts';
import * as refs from './refs.ts';

/** E51 platform back rebate accrued (base × rate, month): Dr 1221.05 · Cr 6401.02; recalculated down: red. */
export function accruePlatform(
  draft: Draft,
  { step, supplier, client, amountFen, item }: Facts<'E51'>,
): void {
  const accrued = refs.rebateAccrued(supplier);
  const earned = refs.mediaRebate({ supplier }, client);
  if (step === 'accrue') draft.post(accrued, earned, amountFen, { item });
  else draft.post(earned, accrued, amountFen, { item, red: true });
}

/**
 * E52 confirmed amount A against accrued B: Dr 1221.04 A · Cr 1221.05 B; difference A−B to 6401.02 (Cr if A > B). Of B
 * counts what still stands accrued; what does not is named (REBATE_DIFF).
 */
export function confirmPlatform(draft: Draft, facts: Facts<'E52'>): void {
  const { supplier, client, confirmedFen, item } = facts;
  const [confirmed, accrued] = [refs.rebateConfirmed(supplier), refs.rebateAccrued(supplier)];
  const earned = refs.mediaRebate({ supplier }, client);
  const accruedFen = Math.min(facts.accruedFen, draft.room(accrued));
  if (accruedFen < facts.accruedFen) draft.ticket('REBATE_DIFF', facts.accruedFen - accruedFen, { supplier });
  const bothFen = Math.min(accruedFen, confirmedFen);
  draft.post(confirmed, accrued, bothFen, { item });
  draft.post(confirmed, earned, confirmedFen - bothFen);
  draft.post(earned, accrued, accruedFen - bothFen, { item });
}

/**
 * E53 confirmed platform rebate used. 提现: Dr 1002 · Cr 1221.04. 抵扣: Dr 2202.01 (or 1123.01, as E17, when it pays a
 * recharge) · Cr 1221.04. 充值: Dr 1123.02/1123.03[rebate_credit] · Cr 1221.04, with the client's leg. 负数冲抵:
 * Dr 6401.02 · Cr 1221.04. 无需支付: the same in red, ticket for what no front rebate explains. 货返: red accrual, E23.
 * Type unknown: nothing, ticket. More than is confirmed is booked all the same (the confirmation nets it), with a ticket.
 */
export function usePlatform(draft: Draft, facts: Facts<'E53'>): void {
  const { use } = facts;
  if (use === 'withdrawn') {
    beyondConfirmed(draft, facts.supplier, facts.amountFen);
    const { into, item } = facts;
    draft.post(refs.receivedInto(into), refs.rebateConfirmed(facts.supplier), facts.amountFen, { item });
  } else if (use === 'offset') offset(draft, facts);
  else if (use === 'recharged') recharged(draft, facts);
  else if (use === 'set_off') {
    const { supplier, client, amountFen, item } = facts;
    draft.post(refs.mediaRebate({ supplier }, client), refs.rebateConfirmed(supplier), amountFen, { item });
  } else if (use === 'not_payable') notPayable(draft, facts);
  else if (use === 'in_kind') inKind(draft, facts);
  else draft.ticket('UNKNOWN', facts.amountFen, { supplier: facts.supplier });
}

type Use<Name> = Extract<Facts<'E53'>, { use: Name }>;

function beyondConfirmed(draft: Draft, supplier: number, usedFen: number): void {
  const beyondFen = usedFen - draft.room(refs.rebateConfirmed(supplier));
  if (beyondFen > 0) draft.ticket('REBATE_DIFF', beyondFen, { supplier });
}

function offset(draft: Draft, facts: Use<'offset'>): void {
  const { pool } = facts;
  const confirmed = refs.rebateConfirmed(pool.supplier);
  if (facts.against === 'recharge') {
    beyondConfirmed(draft, pool.supplier, facts.paidFen);
    payRecharge(draft, facts, confirmed, 'fact');
    return;
  }
  const owed = refs.creditSpent(pool);
  const offsetFen = Math.min(facts.amountFen, draft.room(owed));
  // More than we know to owe: the rest stays confirmed until the spend behind it is in the book.
  if (offsetFen < facts.amountFen)
    draft.ticket('REBATE_DIFF', facts.amountFen - offsetFen, { supplier: pool.supplier, pool: pool.pool });
  else beyondConfirmed(draft, pool.supplier, offsetFen);
  draft.post(owed, confirmed, offsetFen, { item: facts.item });
}

function recharged(draft: Draft, facts: Use<'recharged'>): void {
  const { amountFen, item } = facts;
  const confirmed = refs.rebateConfirmed(facts.pool.supplier);
  beyondConfirmed(draft, facts.pool.supplier, amountFen);
  if (facts.to === 'wallet') {
    const wallet: PoolFact = { pool: facts.pool.pool, supplier: facts.pool.supplier };
    draft.post(refs.inWallet(wallet, 'rebate_credit'), confirmed, amountFen, { item });
    settleWallet(draft, wallet, 'rebate_credit');
    return;
  }
  const { pool, given } = facts;
  draft.post(refs.available(pool, 'rebate_credit'), confirmed, amountFen, { item });
  if (pool.client) {
    const { client } = pool;
    if (given === 'bought') coverFunds(draft, client, amountFen);
    const from = { bought: refs.unallocated, free: refs.clientRebate, rebate: refs.owedRebate }[given](
      client,
    );
    draft.post(from, refs.atPlatform(client), amountFen);
  }
  settleOverdraft(draft, pool, 'rebate_credit');
}

function notPayable(draft: Draft, { supplier, client, amountFen, frontFen, item }: Use<'not_payable'>): void {
  const earned = refs.mediaRebate({ supplier }, client);
  draft.post(earned, refs.rebateConfirmed(supplier), amountFen, { item, red: true });
  if (frontFen < amountFen) draft.ticket('REBATE_DIFF', amountFen - frontFen, { supplier });
}

function inKind(draft: Draft, facts: Use<'in_kind'>): void {
  const { pool, client, amountFen, item } = facts;
  const stood = facts.of === 'accrued' ? refs.rebateAccrued : refs.rebateConfirmed;
  draft.post(refs.mediaRebate(pool, client), stood(pool.supplier), amountFen, { item, red: true });
  receiveGrant(draft, facts);
}
