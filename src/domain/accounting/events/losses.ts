import { Refusal } from '../../refusal.ts';
import { refuseAboveOwed } from './advance.ts';
import { type Draft, needOpen } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';

/**
 * E58 bad debt. Provision: Dr 6702 · Cr 1231; write-off (approved): Dr 1231 · Cr 1122.01; recovered: Dr 1122.01 · Cr 1231,
 * then E03. 小企业会计准则 has no allowance: write-off Dr 6711[坏账] · Cr 1122.01, recovered Dr 1122.01 · Cr 6301. Refuses
 * `accounting.no_allowance`, `accounting.allowance_short` and `accounting.receivable_short`.
 */
export function badDebt(draft: Draft, facts: Facts<'E58'>): void {
  const { client, amountFen } = facts;
  const small = draft.settings.standard === 'small_enterprise';
  const allowance = refs.allowance(client);
  if (facts.step === 'provision') {
    if (small) throw new Refusal('accounting.no_allowance', { rule: draft.event });
    draft.post(refs.badDebtExpense(client), allowance, amountFen);
    return;
  }
  const debt = refs.receivable(client, facts.category);
  const { item } = facts;
  if (facts.step === 'recovered') {
    draft.post(debt, small ? refs.otherIncome(client) : allowance, amountFen, { item });
    return;
  }
  refuseAboveOwed(draft, debt, amountFen);
  if (!small) needOpen(draft, allowance, amountFen, 'account', 'accounting.allowance_short');
  draft.post(small ? refs.badDebtLoss(client) : allowance, debt, amountFen, { item });
}
