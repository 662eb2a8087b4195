import { Refusal } from '../../refusal.ts';
import { accountOf, isProfitAndLoss } from '../chart.ts';
import type { AccountRef, Leg } from '../types.ts';
import { coverFunds, type Draft, fundsBack, needOpen, needRoom, yuan } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';

/**
 * Never adjusted, whatever the rulebook says: bank and channel, tax, memo, and what I1 ties together without its client
 * leg. Income, cost and openings have events of their own.
 */
const NEVER = /^(1002|1012|1123\.0[14-7]|1221\.0[123]|2203\.02|2221|2401|1801|3|6001|64|9)/;

/** Whether the pairs of the rulebook hold Dr `debit` · Cr `credit`. */
function allowed(pairs: readonly string[], debit: string, credit: string): boolean {
  if (NEVER.test(debit) || NEVER.test(credit)) return false;
  return [`${debit}=${credit}`, `${credit}=${debit}`, `${debit}>${credit}`].some(pair =>
    pairs.includes(pair),
  );
}

/**
 * E59 adjustment, allowed pairs only (ADJ-1, `facts.rules`; never 1002/1012, never memo × book, never 2221). Rounding:
 * Dr/Cr 6603.03 against the account (of a client's pool also Dr 2203.02 · Cr 2203.01, or back, so that I1 holds).
 * Unclaimable: Dr 2203.01/2241.01 · Cr 6301. A misposting is red and right. Refuses `accounting.target_not_allowed`,
 * `accounting.rounding_too_large`, `accounting.balance_short`.
 */
export function adjust(draft: Draft, facts: Facts<'E59'>): void {
  if (facts.step === 'rounding') round(draft, facts);
  else if (facts.step === 'unclaimable') {
    const from = facts.money ? refs.unclaimed(facts.money) : refs.unallocated(facts.client);
    pair(draft, facts, from, refs.otherIncome(facts.client));
  } else if (facts.debit.code === '1123.03' || facts.credit.code === '1123.03')
    refuseTarget(draft, '1123.03');
  else pair(draft, facts, facts.debit, facts.credit, facts.item);
}

function refuseTarget(draft: Draft, code: string): never {
  throw new Refusal('accounting.target_not_allowed', { event: draft.event, code });
}

/** Both sides of an adjustment must bear it: an act takes nothing that is not there. */
function pair(
  draft: Draft,
  { rules, amountFen }: Pick<Facts<'E59'>, 'rules' | 'amountFen'>,
  debit: AccountRef,
  credit: AccountRef,
  item?: number,
): void {
  if (!allowed(rules.pairs, debit.code, credit.code)) refuseTarget(draft, debit.code);
  for (const [account, side] of [[debit, 'debit'] as const, [credit, 'credit'] as const])
    if (accountOf(account.code).side !== side && !isProfitAndLoss(account.code))
      needOpen(draft, account, amountFen, 'account');
  draft.post(debit, credit, amountFen, { item });
}

function round(draft: Draft, facts: Extract<Facts<'E59'>, { step: 'rounding' }>): void {
  const { on, direction, amountFen, pool, rules } = facts;
  const [debit, credit] = direction === 'gain' ? [on, bearer(on, pool)] : [bearer(on, pool), on];
  if (!allowed(rules.pairs, debit.code, credit.code) || (on.code === '1123.03' && pool?.pool !== on.pool))
    refuseTarget(draft, on.code);
  if (amountFen > rules.roundingLimitFen)
    throw new Refusal('accounting.rounding_too_large', { limit: yuan(rules.roundingLimitFen) });
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

/**
 * E60 year end: nothing. 结转本年利润 is done by the general ledger; profit and loss are never closed to equity here, and
 * reports take them by a range of days.
 */
export function yearEnd(): void {}
