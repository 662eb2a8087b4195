import { payOwed } from './cash.ts';
import type { Draft } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';

/** E62 credit repaid to the platform: Dr 2202.01 · Cr 1002; memo Dr 9005 · Cr 9999 (line free again), preloan 9006. */
export function repayCredit(draft: Draft, { pool, bucket, paidFrom, amountFen, item }: Facts<'E62'>): void {
  const dims = { supplier: pool.supplier, pool: pool.pool };
  const paidFen = payOwed(draft, refs.creditSpent(pool), paidFrom, amountFen, { dims, item });
  draft.post(refs.memoOf(bucket, pool), refs.MEMO_COUNTERPART, paidFen);
}

/** E63 employee reimbursed: Dr 2241.05 · Cr 1002; above what is owed the employee owes it: Dr 1221.08, ticket. */
export function reimburse(draft: Draft, { employee, paidFrom, amountFen }: Facts<'E63'>): void {
  const owed = refs.owedToEmployee(employee);
  const owedFen = Math.min(amountFen, draft.room(owed));
  const from = refs.paidOutOf(paidFrom);
  draft.post(owed, from, owedFen);
  draft.post(refs.dueFromEmployee(employee), from, amountFen - owedFen);
  if (owedFen < amountFen) draft.ticket('UNKNOWN', amountFen - owedFen, { employee });
}
