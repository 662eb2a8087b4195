import type { AccountRef } from '../types.ts';
import { coverFunds, type Draft, needOpen, refuseShort } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';

/**
 * E12 advance 垫款 approved and used (i): Dr 1122.01[I, due] X · Cr 2203.01 X. Refuses `accounting.ceiling_exceeded`
 * where the client's ceiling, less all it owes on 1122.01, leaves less room.
 */
export function advance(draft: Draft, { client, amountFen, ceilingFen, item }: Facts<'E12'>): void {
  if (ceilingFen !== undefined) {
    const room = Math.max(0, ceilingFen - draft.balances.sum('1122.01', client));
    if (amountFen > room) refuseShort('accounting.ceiling_exceeded', draft.event, amountFen, room);
  }
  draft.post(refs.receivable(client, 'advance'), refs.unallocated(client), amountFen, { item });
}

/** E13 interest or late fee of an advance, where agreed: Dr 1122.02 · Cr 6001.02. The repayment itself is E03. */
export function advanceFee(draft: Draft, { client, amountFen }: Facts<'E13'>): void {
  draft.post(refs.feeReceivable(client), refs.feeIncome(client), amountFen);
}

/** E14 automatic shortfall by itself: Dr 1122.01[透支] · Cr 2203.01 up to what is needed; ticket OVERDRAFT. */
export function shortfall(draft: Draft, { client, neededFen }: Facts<'E14'>): void {
  coverFunds(draft, client, neededFen);
}

/** Refuses `accounting.receivable_short` where more is settled than a client owes. */
export function refuseAboveOwed(draft: Draft, debt: AccountRef, amountFen: number): void {
  needOpen(draft, debt, amountFen, 'account', 'accounting.receivable_short');
}

/** E15 offset prepaid against a receivable of the same subject (i): Dr 2203.01 · Cr 1122.01/.02. Refuses above either. */
export function offset(draft: Draft, { client, code, category, item, amountFen }: Facts<'E15'>): void {
  const owed =
    code === '1122.02' ? refs.feeReceivable(client) : refs.receivable(client, category ?? 'advance');
  const funds = refs.unallocated(client);
  if (amountFen > draft.room(funds))
    refuseShort('accounting.funds_short', draft.event, amountFen, draft.room(funds));
  refuseAboveOwed(draft, owed, amountFen);
  draft.post(funds, owed, amountFen, { item });
}
