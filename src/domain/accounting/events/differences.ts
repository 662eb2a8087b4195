import { release } from '../release.ts';
import { payOwed } from './cash.ts';
import { coverAtPlatform, type Draft, fundsBack, needOpen, refuseShort } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';
import { charge } from './spend.ts';

/**
 * E39 refund short by D, which stands on 1221.01; decided: it was spend → E30 (M2: E31) with 1221.01 as credit; agency
 * bears: Dr 6711 · Cr 1221.01 D and Dr 2203.02 · Cr 2203.01 D; client bears: Dr 2203.02 · Cr 1221.01 D. Refuses
 * `accounting.balance_short` above what is still expected for the order.
 */
export function refundShort(draft: Draft, facts: Facts<'E39'>): void {
  const { client, amountFen } = facts;
  const transit = refs.refundInTransit(client, facts.paidFrom);
  needOpen(draft, transit, amountFen);
  if (facts.decision === 'spent') {
    const { pool, mode } = facts;
    const parts = [{ account: transit, fen: amountFen }];
    const event = mode === 'M2' ? 'E31' : 'E30';
    charge(draft, { client, pool, mode, funds: refs.atPlatform(client), amountFen, parts, event });
  } else if (facts.decision === 'agency_bears') {
    draft.post(refs.borne(client), transit, amountFen);
    fundsBack(draft, client, amountFen);
  } else {
    coverAtPlatform(draft, client, amountFen);
    draft.post(refs.atPlatform(client), transit, amountFen);
  }
}

/**
 * E40 refund over by D, which stands on 2241.01; decided: spend was too high → Dr 6001.01 · Cr 2203.01 D and
 * Dr 2241.01 · Cr 6401.01 D (M2: Dr 2241.01 · Cr 2203.01), the client's releases back in proportion where they are given;
 * not ours → pay back Dr 2241.01 · Cr 1002. Refuses `accounting.claim_above_receipts` above what stands unclaimed.
 */
export function refundOver(draft: Draft, facts: Facts<'E40'>): void {
  const unclaimed = refs.unclaimed(facts.money);
  const { amountFen } = facts;
  if (facts.decision === 'not_ours') {
    payOwed(draft, unclaimed, facts.paidFrom, amountFen, { dims: { money: facts.money.money } });
    return;
  }
  const room = draft.room(unclaimed);
  if (amountFen > room) refuseShort('accounting.claim_above_receipts', draft.event, amountFen, room);
  const { client, pool, released } = facts;
  const funds = refs.unallocated(client);
  if (facts.mode === 'M1') {
    draft.post(refs.charges(client, pool), funds, amountFen);
    draft.post(unclaimed, refs.mediaCost(client, pool), amountFen);
  } else draft.post(unclaimed, funds, amountFen);
  if (!released) return;
  const rebateFen = release(released.clientRebateFen, amountFen, released.spentFen);
  draft.post(refs.clientUnearned(client), refs.clientRebate(client), rebateFen, { red: true });
}
