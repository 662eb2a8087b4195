import type { AccountRef } from '../types.ts';
import {
  bucketsOf,
  clientShare,
  coverAtPlatform,
  type Draft,
  drawn,
  fundsBack,
  needFunds,
  refuseShort,
  settleOverdraft,
} from './draft.ts';
import type { ClientRef, Facts, FromPool, OwnPayer, Payer } from './facts.ts';
import { moveMemo } from './memo.ts';
import * as refs from './refs.ts';

/**
 * E27 order placed from the pool (also 追加): Dr 1123.04[O] X · Cr 1123.03 X, X without coupon; memo parts 可用 → 已下单.
 * A fact above the available money puts what there is on order and opens a ticket MISS_BOOK for the rest: the pool's
 * total is untouched, and spend takes what is missing from wherever it then is.
 */
export function placeFromPool(draft: Draft, facts: Facts<'E27'>): void {
  const { pool, amountFen } = facts;
  const sources = bucketsOf(facts).map(bucket => ({
    account: refs.available(pool, bucket),
    roomFen: draft.room(refs.available(pool, bucket)),
    bucket,
  }));
  const room = sources.reduce((fen, { roomFen }) => fen + roomFen, 0);
  if (amountFen > room) {
    if (facts.as === 'intent') refuseShort('accounting.pool_short', draft.event, amountFen, room);
    draft.ticket('MISS_BOOK', amountFen - room, { supplier: pool.supplier, pool: pool.pool });
  }
  for (const { account, fen } of drawn(amountFen, sources).parts)
    draft.post({ ...account, code: '1123.04' }, account, fen);
  moveMemo(draft, pool, facts.memo ?? [], 'order');
}

/**
 * E28 order paid directly: by the agency: Dr 1123.06[O] · Cr 1012 (or .90) X; Dr 2203.01 · Cr 2203.02 X. By an employee:
 * Cr 2241.05 instead. By the client: memo Dr 9007[O] · Cr 9999. Coupon: memo only.
 */
export function placeDirectly(draft: Draft, facts: Facts<'E28'>): void {
  const { client, pool, amountFen, paidFrom } = facts;
  if (paidFrom.by === 'client')
    draft.post(refs.memoOf('client_own', pool, { client, onOrder: true }), refs.MEMO_COUNTERPART, amountFen);
  else payDirectly(draft, facts.client, paidFrom, amountFen, facts.as);
  moveMemo(draft, pool, facts.memo ?? [], 'order');
}

/** The entries of E28 for an order that the agency or an employee paid. */
export function payDirectly(
  draft: Draft,
  client: ClientRef,
  paidFrom: Payer,
  amountFen: number,
  as: 'intent' | 'fact',
): void {
  needFunds(draft, client, amountFen, as);
  const marks = { caseNo: draft.caseNo };
  draft.postAs('E28', refs.directOrder(client, paidFrom), refs.paidOutOf(paidFrom), amountFen, marks);
  draft.postAs('E28', refs.unallocated(client), refs.atPlatform(client), amountFen, marks);
}

/**
 * E29 funds moved between clients or subjects (三方协议) (i): Dr 2203.01[from] · Cr 2203.01[to]; 1801 pro rata likewise:
 * Dr 1801[to] · Cr 1801[from]. Refuses above the payer's 待充值.
 */
export function moveFunds(draft: Draft, { from, to, amountFen }: Facts<'E29'>): void {
  needFunds(draft, from, amountFen, 'intent');
  const rebateFen = clientShare(draft, from, amountFen);
  draft.post(refs.unallocated(from), refs.unallocated(to), amountFen);
  draft.post(refs.clientUnearned(to), refs.clientUnearned(from), rebateFen);
}

/**
 * E36 order ended / terminated / failed / rejected, pool-paid (f): Dr 1123.03 · Cr 1123.04 unspent, memo parts back.
 * No client leg. More unspent than the order has on order: what it has, ticket MISS_BOOK. Then E43 clears an overdraft.
 */
export function releaseOrder(draft: Draft, facts: Facts<'E36'>): void {
  const { pool, unspentFen } = facts;
  const { parts, shortFen } = drawn(unspentFen, orderMoney(draft, facts));
  for (const { account, fen } of parts) draft.post({ ...account, code: '1123.03' }, account, fen);
  if (shortFen > 0) draft.ticket('MISS_BOOK', shortFen, { supplier: pool.supplier, pool: pool.pool });
  moveMemo(draft, pool, facts.memo ?? [], 'back');
  for (const bucket of bucketsOf(facts)) settleOverdraft(draft, pool, bucket);
}

/** What this order still has on order, by bucket. */
export function orderMoney(draft: Draft, from: FromPool): { account: AccountRef; roomFen: number }[] {
  return bucketsOf(from).map(bucket => {
    const account = refs.onOrder(from.pool, bucket);
    return { account, roomFen: draft.roomOfCase(account) };
  });
}

/** What an order that was paid directly holds, and what of it is on its way back; of the client's own money memo. */
function directAccounts(
  client: ClientRef,
  paidFrom: Payer | OwnPayer,
): Record<'order' | 'transit', AccountRef> {
  if (paidFrom.by !== 'client')
    return { order: refs.directOrder(client, paidFrom), transit: refs.refundInTransit(client, paidFrom) };
  const order = refs.memoOf('client_own', paidFrom.pool, { client, onOrder: true });
  return { order, transit: { ...order, category: 'in_transit' } };
}

/**
 * E37 same, paid directly (f): Dr 1221.01[O] refund expected (REF-3) · Cr 1123.06; at most what the order holds. Paid by the
 * client: memo Dr 9007[在途] · Cr 9007[O].
 */
export function expectRefund(draft: Draft, { client, paidFrom, expectedFen }: Facts<'E37'>): void {
  const { order, transit } = directAccounts(client, paidFrom);
  const fen = Math.min(expectedFen, draft.roomOfCase(order));
  draft.post(transit, order, fen);
  if (fen < expectedFen) draft.ticket('MISS_BOOK', expectedFen - fen, client);
}

/**
 * E38 refund arrives, exact: Dr 1012/1002 · Cr 1221.01 X; Dr 2203.02 · Cr 2203.01 X. To the client's own channel:
 * Dr 2203.02 · Cr 1221.01 (no cash). To an employee: Dr 2241.05 while owed, then 1221.08 · Cr 1221.01, and
 * Dr 2203.02 · Cr 2203.01. A refund that was not expected yet makes its own E37. Short: the rest stays, ticket
 * REFUND_SHORT (E39). Over by D: Dr 1012 D · Cr 2241.01, ticket REFUND_OVER (E40). Paid by the client: memo
 * Dr 9999 · Cr 9007[在途].
 */
export function refundArrived(draft: Draft, facts: Facts<'E38'>): void {
  const { client, paidFrom, amountFen } = facts;
  const { order, transit } = directAccounts(client, paidFrom);
  const unexpectedFen = Math.max(0, amountFen - draft.roomOfCase(transit));
  draft.postAs('E37', transit, order, Math.min(unexpectedFen, draft.roomOfCase(order)), {
    caseNo: draft.caseNo,
  });
  const exactFen = Math.min(amountFen, draft.roomOfCase(transit));
  if (isOwn(facts)) draft.post(refs.MEMO_COUNTERPART, transit, exactFen);
  else receiveRefund(draft, facts, transit, exactFen);
  const openFen = draft.roomOfCase(transit);
  if (openFen > 0) draft.ticket('REFUND_SHORT', openFen, client);
  if (amountFen > exactFen) draft.ticket('REFUND_OVER', amountFen - exactFen, client);
}

type OwnRefund = Extract<Facts<'E38'>, { paidFrom: OwnPayer }>;

function isOwn(facts: Facts<'E38'>): facts is OwnRefund {
  return facts.paidFrom.by === 'client';
}

function receiveRefund(
  draft: Draft,
  facts: Exclude<Facts<'E38'>, OwnRefund>,
  transit: AccountRef,
  exactFen: number,
): void {
  const { client, arrived, amountFen } = facts;
  if (arrived.to === 'client') {
    coverAtPlatform(draft, client, exactFen);
    draft.post(refs.atPlatform(client), transit, exactFen);
    return;
  }
  if (arrived.to === 'agency') {
    draft.post(refs.receivedInto(arrived.into), transit, exactFen);
    if (arrived.into.by !== 'suspense')
      draft.post(refs.receivedInto(arrived.into), refs.unclaimed(arrived.into.money), amountFen - exactFen);
  } else {
    const owed = refs.owedToEmployee(arrived.employee);
    const owedFen = Math.min(exactFen, draft.room(owed));
    draft.post(owed, transit, owedFen);
    draft.post(refs.dueFromEmployee(arrived.employee), transit, exactFen - owedFen);
  }
  fundsBack(draft, client, exactFen);
}

/**
 * E44 frozen: Dr 1123.05 · Cr 1123.03; unfrozen: mirror, then E43 clears an overdraft. A fact above what is there moves
 * what is there, ticket MISS_BOOK.
 */
export function freeze(draft: Draft, { step, pool, bucket, amountFen }: Facts<'E44'>): void {
  const free = refs.available(pool, bucket);
  const held = refs.frozen(pool, bucket);
  const [to, from] = step === 'freeze' ? [held, free] : [free, held];
  const fen = Math.min(amountFen, draft.room(from));
  draft.post(to, from, fen);
  if (fen < amountFen)
    draft.ticket('MISS_BOOK', amountFen - fen, { supplier: pool.supplier, pool: pool.pool, bucket });
  if (step === 'unfreeze') settleOverdraft(draft, pool, bucket);
}
