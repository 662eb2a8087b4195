import type { LedgerEvent } from '../accounting/events/facts.ts';
import { shareOf } from '../accounting/rates.ts';
import type { Fen } from '../money.ts';
import type { AccountView } from './book-view.ts';
import type { Deciding } from './decision.ts';

/** Rate that the client's policies set for a recharge of a day; 0 where none does. */
function rateOn({ agreed }: AccountView, what: 'fee' | 'grant', day: string): number {
  const holds = agreed.find(each => each.what === what && each.from <= day && day <= (each.to ?? day));
  return holds?.ratePpm ?? 0;
}

/** E50: 服务费按充值 of what the client pays for a recharge, by the policy of the day. */
export function agreedFee(account: AccountView, caseNo: string, paidFen: Fen, day: string): LedgerEvent[] {
  const { client } = account.pool;
  const amountFen = shareOf(paidFen, rateOn(account, 'fee', day));
  if (!client || amountFen <= 0) return [];
  return [{ id: 'E50', step: 'taken', as: 'fact', caseNo, client, amountFen }];
}

/** E23: 货返 that a policy gives with a recharge, unless a file told a grant of this amount on the day or beside it. */
export function agreedGrant(
  { told, day }: Deciding,
  account: AccountView,
  caseNo: string,
  paidFen: Fen,
): LedgerEvent[] {
  const { pool } = account;
  const amountFen = shareOf(paidFen, rateOn(account, 'grant', day));
  if (!pool.client || amountFen <= 0) return [];
  const into = { pool: pool.pool, what: 'grant' } as const;
  const deposit = { day, amountFen, source: 'policy' };
  if (told.otherDeposit(into, deposit)) return [];
  told.tellDeposit(into, deposit);
  return [{ id: 'E23', caseNo, pool, bucket: 'grant', amountFen }];
}
