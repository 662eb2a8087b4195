import { refuseAboveOwed } from './advance.ts';
import { payOwed } from './cash.ts';
import { type Draft, needOpen } from './draft.ts';
import type { Facts } from './facts.ts';
import { receiveGrant } from './memo.ts';
import * as refs from './refs.ts';

/** E54 client back rebate accrued: Dr 6001.09 · Cr 2241.04; recalculated down: red. */
export function accrueClient(draft: Draft, { step, client, amountFen }: Facts<'E54'>): void {
  const [rebate, accrued] = [refs.clientRebate(client), refs.owedRebateAccrued(client)];
  if (step === 'accrue') draft.post(rebate, accrued, amountFen);
  else draft.post(accrued, rebate, amountFen, { red: true });
}

/**
 * E55 confirmed by 返点结算单, amount A against accrued B: Dr 2241.04 B · Cr 2241.03 A; difference to 6001.09. Of B counts
 * what still stands accrued; what does not is named (REBATE_DIFF).
 */
export function confirmClient(draft: Draft, { client, confirmedFen, ...facts }: Facts<'E55'>): void {
  const [owed, accrued] = [refs.owedRebate(client), refs.owedRebateAccrued(client)];
  const accruedFen = Math.min(facts.accruedFen, draft.room(accrued));
  if (accruedFen < facts.accruedFen) draft.ticket('REBATE_DIFF', facts.accruedFen - accruedFen, client);
  const bothFen = Math.min(accruedFen, confirmedFen);
  draft.post(accrued, owed, bothFen);
  draft.post(refs.clientRebate(client), owed, confirmedFen - bothFen);
  draft.post(accrued, refs.clientRebate(client), accruedFen - bothFen);
}

/**
 * E56 settled. Cash: Dr 2241.03 · Cr 1002 (f); to funds: Cr 2203.01; offset: Cr 1122.01; as grant: Dr 2241.03 ·
 * Cr 6001.09 and memo (E23). Recalculated down: the confirmation in red, also of what was settled already: the next one
 * nets it. All but these and cash refuse `accounting.balance_short` above what is confirmed, the offset also
 * `accounting.receivable_short`.
 */
export function settleClient(draft: Draft, facts: Facts<'E56'>): void {
  const { client, amountFen, item } = facts;
  const owed = refs.owedRebate(client);
  if (facts.use === 'cash') {
    payOwed(draft, owed, facts.paidFrom, amountFen, { dims: client, item });
    return;
  }
  if (facts.use === 'set_off') {
    draft.post(owed, refs.clientRebate(client), amountFen, { item, red: true });
    return;
  }
  needOpen(draft, owed, amountFen, 'account');
  if (facts.use === 'funds') draft.post(owed, refs.unallocated(client), amountFen, { item });
  else if (facts.use === 'offset') {
    const debt = refs.receivable(client, facts.category);
    refuseAboveOwed(draft, debt, amountFen);
    draft.post(owed, debt, amountFen, { item });
  } else {
    draft.post(owed, refs.clientRebate(client), amountFen, { item });
    receiveGrant(draft, facts);
  }
}
