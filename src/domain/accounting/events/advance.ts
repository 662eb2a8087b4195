import { type Draft, refuseShort } from './draft.ts';
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

/** E15 offset prepaid against a receivable of the same subject (i): Dr 2203.01 · Cr 1122.01/.02. Refuses above either. */
export function offset(draft: Draft, { client, code, category, item, amountFen }: Facts<'E15'>): void {
  const owed =
    code === '1122.02' ? refs.feeReceivable(client) : refs.receivable(client, category ?? 'advance');
  const funds = refs.unallocated(client);
  if (amountFen > draft.room(funds))
    refuseShort('accounting.funds_short', draft.event, amountFen, draft.room(funds));
  if (amountFen > draft.room(owed))
    refuseShort('accounting.receivable_short', draft.event, amountFen, draft.room(owed));
  draft.post(funds, owed, amountFen, { item });
}

/** E49 service fee on spend, month end, prepaid client: Dr 2203.01 (short: Dr 1122.02) · Cr 6001.02. */
export function serviceFee(draft: Draft, { client, amountFen }: Facts<'E49'>): void {
  const prepaidFen = Math.min(amountFen, draft.room(refs.unallocated(client)));
  draft.post(refs.unallocated(client), refs.feeIncome(client), prepaidFen);
  draft.post(refs.feeReceivable(client), refs.feeIncome(client), amountFen - prepaidFen);
}
