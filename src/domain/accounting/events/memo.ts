import type { Fen } from '../../money.ts';
import type { Draft } from './draft.ts';
import type { Facts, MemoPart, PoolFact } from './facts.ts';
import * as refs from './refs.ts';

/** E23 grant received (货返, 活动): memo Dr 9001[lot] · Cr 9999; nothing on book. The lot is the case. */
export function grant(draft: Draft, { pool, bucket, amountFen }: Facts<'E23'>): void {
  draft.post(refs.memoOf(bucket, pool), refs.MEMO_COUNTERPART, amountFen);
}

/** A rebate that comes in kind 货返: E23 of its lot beside the entries on book. */
export function receiveGrant(
  draft: Draft,
  {
    pool,
    bucket,
    lotNo,
    grantFen,
  }: { pool: PoolFact; bucket: MemoPart['bucket']; lotNo: string; grantFen: Fen },
): void {
  draft.postAs('E23', refs.memoOf(bucket, pool), refs.MEMO_COUNTERPART, grantFen, { caseNo: lotNo });
}

/** E24 credit or preloan line set, raised: memo Dr 9005/9006 · Cr 9999; cut: mirror. */
export function creditLine(draft: Draft, { pool, bucket, step, amountFen }: Facts<'E24'>): void {
  const line = refs.memoOf(bucket, pool);
  if (step === 'raise') draft.post(line, refs.MEMO_COUNTERPART, amountFen);
  else draft.post(refs.MEMO_COUNTERPART, line, amountFen);
}

/** E25 client tops up itself (客户自充): memo Dr 9007 · Cr 9999; nothing on book. */
export function ownTopUp(draft: Draft, { pool, client, amountFen }: Facts<'E25'>): void {
  draft.post(refs.memoOf('client_own', pool, { client }), refs.MEMO_COUNTERPART, amountFen);
}

/** E42 grant expired or cancelled: memo Dr 9999 · Cr 9001; more than is known opens a ticket. */
export function grantExpired(draft: Draft, { pool, bucket, amountFen }: Facts<'E42'>): void {
  spendMemo(draft, { bucket, amountFen }, pool, false);
}

/** Memo part of an order: 可用 → 已下单, or back. */
export function moveMemo(
  draft: Draft,
  pool: PoolFact,
  parts: readonly MemoPart[],
  way: 'order' | 'back',
): void {
  for (const { bucket, amountFen } of parts) {
    const free = refs.memoOf(bucket, pool);
    const bound = refs.memoOf(bucket, pool, { onOrder: true });
    if (way === 'order') draft.post(bound, free, amountFen);
    else draft.post(free, bound, amountFen);
    ticketBelowZero(draft, pool, bucket, way === 'back');
  }
}

/** Takes memo money off: Dr 9999 · Cr 900x; below zero it stays shown, with a ticket GRANT. */
export function spendMemo(draft: Draft, part: MemoPart, pool: PoolFact, onOrder: boolean): void {
  draft.post(refs.MEMO_COUNTERPART, refs.memoOf(part.bucket, pool, { onOrder }), part.amountFen);
  ticketBelowZero(draft, pool, part.bucket, onOrder);
}

function ticketBelowZero(draft: Draft, pool: PoolFact, bucket: MemoPart['bucket'], onOrder: boolean): void {
  const fen = draft.of(refs.memoOf(bucket, pool, { onOrder }));
  if (fen < 0)
    draft.ticket(bucket === 'client_own' ? 'OWN_FUNDED' : 'GRANT', -fen, { pool: pool.pool, bucket });
}
