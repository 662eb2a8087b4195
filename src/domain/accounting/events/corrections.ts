import { Refusal } from '../../refusal.ts';
import { accountOf, isProfitAndLoss } from '../chart.ts';
import type { AccountRef, Leg } from '../types.ts';
import { coverFunds, type Draft, fundsBack, needRoom, refuseShort } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';

/** Largest rounding difference that E59 writes off in one act: 1.00. */
const ROUNDING_LIMIT_FEN = 100;

/** Accounts whose rounding may be written off; never bank, memo, tax, or what I1 ties together without its client leg. */
const ROUNDED: ReadonlySet<string> = new Set([
  '1122.01',
  '1122.02',
  '1123.02',
  '1123.03',
  '1221.04',
  '1221.05',
  '1221.07',
  '2202.01',
  '2202.03',
  '2203.01',
  '2241.01',
  '2241.03',
  '2241.04',
]);

/**
 * E59 adjustment, allowed pairs only. Rounding: Dr/Cr 6603.03 against the account (of a client's pool also Dr 2203.02 ·
 * Cr 2203.01, or back, so that I1 holds). Unclaimable: Dr 2203.01/2241.01 · Cr 6301. A misposting is red and right.
 * Refuses `accounting.target_not_allowed`, `accounting.rounding_too_large`, `accounting.balance_short`.
 */
export function adjust(draft: Draft, facts: Facts<'E59'>): void {
  if (facts.step === 'rounding') {
    round(draft, facts);
    return;
  }
  const from = facts.money ? refs.unclaimed(facts.money) : refs.unallocated(facts.client);
  if (facts.amountFen > draft.room(from))
    refuseShort('accounting.balance_short', draft.event, facts.amountFen, draft.room(from), {
      code: from.code,
    });
  draft.post(from, refs.otherIncome(facts.client), facts.amountFen);
}

function round(
  draft: Draft,
  { on, direction, amountFen, pool }: Extract<Facts<'E59'>, { step: 'rounding' }>,
): void {
  if (!ROUNDED.has(on.code) || (on.code === '1123.03' && pool?.pool !== on.pool))
    throw new Refusal('accounting.target_not_allowed', { event: draft.event, code: on.code });
  if (amountFen > ROUNDING_LIMIT_FEN) throw new Refusal('accounting.rounding_too_large', { limit: '1.00' });
  const [debit, credit] = direction === 'gain' ? [on, bearer(on, pool)] : [bearer(on, pool), on];
  needRoom(draft, on, direction === 'gain' ? 'debit' : 'credit', amountFen);
  draft.post(debit, credit, amountFen);
  if (on.code !== '1123.03' || !pool?.client) return;
  const [funds, placed] = [refs.unallocated(pool.client), refs.atPlatform(pool.client)];
  if (direction === 'loss') fundsBack(draft, pool.client, amountFen);
  else {
    coverFunds(draft, pool.client, amountFen);
    draft.post(funds, placed, amountFen);
  }
}

/** The rounding account under the one who bears it: client, else supplier, else money account. */
function bearer(on: AccountRef, pool: Facts<'E45'>['pool'] | undefined): AccountRef {
  const code = '6603.03';
  if (on.client !== undefined)
    return on.subject === undefined
      ? { code, client: on.client }
      : { code, client: on.client, subject: on.subject };
  const supplier = on.supplier ?? pool?.supplier;
  return supplier === undefined ? { code, money: on.money } : { code, supplier };
}

/**
 * E61 opening 期初建账: each balance against 3001 (memo against 9999). Refuses `accounting.opening_profit` for income, cost
 * and expense, and `accounting.opening_negative` for the wrong side of an account that is never below zero.
 */
export function opening(draft: Draft, { lines }: Facts<'E61'>): void {
  for (const { account, side, amountFen, caseNo, item } of lines) {
    const { kind, memo, guard, side: normalSide } = accountOf(account.code);
    if (isProfitAndLoss(account.code) || kind === 'equity')
      throw new Refusal('accounting.opening_profit', { code: account.code });
    if (guard !== 'none' && side !== normalSide)
      throw new Refusal('accounting.opening_negative', { code: account.code });
    if (amountFen === 0) continue;
    const other = memo ? refs.MEMO_COUNTERPART : refs.OPENING;
    const [debit, credit] = side === 'debit' ? [account, other] : [other, account];
    const leg: Leg = { event: draft.event, debit, credit, amountFen };
    if (caseNo !== undefined) leg.caseNo = caseNo;
    if (item !== undefined) leg.item = item;
    draft.write(leg);
  }
}
