import { type Draft, needFunds, needOpen } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';

/**
 * E49 service fee on spend, month end, prepaid client: Dr 2203.01 (short: Dr 1122.02) · Cr 6001.02; taken back: red, of
 * what is still owed first.
 */
export function serviceFee(draft: Draft, { step, client, amountFen }: Facts<'E49'>): void {
  if (step === 'take_back') {
    const owedFen = Math.min(amountFen, draft.room(refs.feeReceivable(client)));
    draft.post(refs.feeIncome(client), refs.feeReceivable(client), owedFen, { red: true });
    draft.post(refs.feeIncome(client), refs.unallocated(client), amountFen - owedFen, { red: true });
    return;
  }
  const prepaidFen = Math.min(amountFen, draft.room(refs.unallocated(client)));
  draft.post(refs.unallocated(client), refs.feeIncome(client), prepaidFen);
  draft.post(refs.feeReceivable(client), refs.feeIncome(client), amountFen - prepaidFen);
}

/**
 * E50 service fee taken on recharge: Dr 2203.01 · Cr 2203.04; earned with spend by R: Dr 2203.04 · Cr 6001.02 (every
 * charge does so by itself; here where nothing is charged, 客户自充); the unearned part goes back with E48, or here to
 * the client's funds: Dr 2203.04 · Cr 2203.01. Refuses `accounting.balance_short` above what is received ahead.
 */
export function feeOnRecharge(draft: Draft, facts: Facts<'E50'>): void {
  const { client, amountFen } = facts;
  const ahead = refs.feeAhead(client);
  if (facts.step === 'taken') {
    needFunds(draft, client, amountFen, facts.as);
    draft.post(refs.unallocated(client), ahead, amountFen);
    return;
  }
  needOpen(draft, ahead, amountFen, 'account');
  draft.post(ahead, facts.step === 'earned' ? refs.feeIncome(client) : refs.unallocated(client), amountFen);
}
