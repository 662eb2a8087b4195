import type { Fen } from '../../money.ts';
import { formatE5 } from '../../money.ts';
import { type Params, Refusal } from '../../refusal.ts';
import type { Side } from '../accounts.ts';
import { accountOf, checkLeg } from '../chart.ts';
import { release } from '../release.ts';
import { Running } from '../running.ts';
import { type BookSettings, DEFAULT_BOOK_SETTINGS } from '../settings.ts';
import type { AccountRef, Balances, Dims, Expansion, Leg } from '../types.ts';
import type { BookBucket, ClientRef, FromPool, PoolFact, Standing } from './facts.ts';
import * as refs from './refs.ts';

interface LegMarks {
  caseNo?: string;
  item?: number;
  red?: true;
}

export const BOOK_BUCKETS: readonly BookBucket[] = ['prepay', 'rebate_credit'];
/** A bucket, then the other one. */
const FROM_BUCKET: Record<BookBucket, readonly BookBucket[]> = {
  prepay: ['prepay', 'rebate_credit'],
  rebate_credit: ['rebate_credit', 'prepay'],
};

/** Legs of one event while they are written, with the balances as they stand after each. */
export class Draft {
  readonly event: string;
  readonly caseNo: string | undefined;
  readonly balances: Running;
  readonly settings: BookSettings;
  readonly expansion: Expansion = { legs: [], tickets: [] };

  constructor(
    event: string,
    caseNo: string | undefined,
    balances: Balances,
    settings: BookSettings = DEFAULT_BOOK_SETTINGS,
  ) {
    this.event = event;
    this.settings = settings;
    this.caseNo = caseNo;
    this.balances = new Running(balances);
  }

  /** Writes a leg of this event under its case; an amount of 0 writes nothing. */
  post(debit: AccountRef, credit: AccountRef, amountFen: number, marks: Omit<LegMarks, 'caseNo'> = {}): void {
    this.postAs(this.event, debit, credit, amountFen, { ...marks, caseNo: this.caseNo });
  }

  /** Writes a leg of another event, of the case that `marks` names or of none. Refuses what `checkLeg` refuses. */
  postAs(
    event: string,
    debit: AccountRef,
    credit: AccountRef,
    amountFen: number,
    marks: LegMarks = {},
  ): void {
    if (amountFen === 0) return;
    const leg: Leg = { event, debit, credit, amountFen: amountFen as Fen };
    if (marks.caseNo !== undefined) leg.caseNo = marks.caseNo;
    if (marks.item !== undefined) leg.item = marks.item;
    if (marks.red) leg.red = true;
    this.write(leg);
  }

  /** Takes over a finished leg. */
  write(leg: Leg): void {
    checkLeg(leg);
    this.expansion.legs.push(leg);
    this.balances.apply(leg);
  }

  ticket(reason: string, amountFen: number, dims: Dims): void {
    const ticket = { reason, amountFen: amountFen as Fen, dims };
    this.expansion.tickets.push(this.caseNo === undefined ? ticket : { ...ticket, caseNo: this.caseNo });
  }

  of(account: AccountRef): Fen {
    return this.balances.of(account);
  }

  /** What can be taken from an account: never below 0. */
  room(account: AccountRef): number {
    return Math.max(0, this.of(account));
  }

  /** What can be taken from the part of an account that belongs to this case. */
  roomOfCase(account: AccountRef): number {
    if (this.caseNo === undefined) return this.room(account);
    return Math.max(0, Math.min(this.of(account), this.balances.ofCase(account, this.caseNo)));
  }
}

/** An amount in 分 as a decimal of yuan. */
export const yuan = (fen: number): string => formatE5(BigInt(fen) * 1000n);

/** Refuses an intent for want of money: the rule, what is needed, the room left, both in yuan. */
export function refuseShort(
  code: string,
  rule: string,
  neededFen: number,
  roomFen: number,
  more: Params = {},
): never {
  throw new Refusal(code, {
    rule,
    needed: yuan(neededFen),
    room: yuan(roomFen),
    short: yuan(neededFen - roomFen),
    ...more,
  });
}

/** What a posting on a side may take from an account before its limit: everything where the chart sets none. */
export function roomOn(draft: Draft, account: AccountRef, side: Side): number {
  const { guard, side: normalSide } = accountOf(account.code);
  return guard === 'none' || side === normalSide ? Number.POSITIVE_INFINITY : draft.room(account);
}

/** Refuses `accounting.balance_short` where a posting would take an account below its limit. */
export function needRoom(draft: Draft, account: AccountRef, side: Side, amountFen: number): void {
  const room = roomOn(draft, account, side);
  if (amountFen > room)
    refuseShort('accounting.balance_short', draft.event, amountFen, room, { code: account.code });
}

/** Refuses an act above what is open of its case (or of the whole account), by `accounting.balance_short` or `code`. */
export function needOpen(
  draft: Draft,
  account: AccountRef,
  amountFen: number,
  of: 'case' | 'account' = 'case',
  code = 'accounting.balance_short',
): void {
  const room = of === 'case' ? draft.roomOfCase(account) : draft.room(account);
  if (amountFen > room) refuseShort(code, draft.event, amountFen, room, { code: account.code });
}

/** A client's funds, 2203.01 + 2203.02: the base of R. */
export function fundsOf(draft: Draft, client: ClientRef): Fen {
  return (draft.of(refs.unallocated(client)) + draft.of(refs.atPlatform(client))) as Fen;
}

/** A pool's on-book money, available + on order + frozen: the base of R on 2401. */
export function moneyIn(draft: Draft, pool: PoolFact): Fen {
  let fen = 0;
  for (const bucket of BOOK_BUCKETS)
    for (const account of [refs.available, refs.onOrder, refs.frozen]) fen += draft.of(account(pool, bucket));
  return fen as Fen;
}

/** An agent wallet's money: the base of R on 2401 of the wallet. */
export function moneyInWallet(draft: Draft, wallet: PoolFact): Fen {
  return BOOK_BUCKETS.reduce((fen, bucket) => fen + draft.of(refs.inWallet(wallet, bucket)), 0) as Fen;
}

/** Part of a pool's unearned rebate that goes with `amountFen` out of the base, which is asked for only where there is any. */
export function rebateShare(draft: Draft, pool: PoolFact, amountFen: number, baseOf: () => Fen): Fen {
  const unearnedFen = draft.of(refs.poolUnearned(pool));
  return unearnedFen <= 0 ? (0 as Fen) : release(unearnedFen, amountFen as Fen, baseOf());
}

/** Part of a client's unearned rebate that goes with `amountFen` out of its funds. */
export function clientShare(draft: Draft, client: ClientRef, amountFen: number): Fen {
  const unearnedFen = draft.of(refs.clientUnearned(client));
  return unearnedFen <= 0 ? (0 as Fen) : release(unearnedFen, amountFen as Fen, fundsOf(draft, client));
}

/** What a charge, or a return, sets free of a client's deferred amounts: of its front rebate, and of its fee ahead. */
export interface Freed {
  rebateFen: Fen;
  feeFen: Fen;
}

/** R on both of a client's deferred amounts, 1801 and 2203.04, for `amountFen` out of its funds; before they are moved. */
export function freedBy(draft: Draft, client: ClientRef, amountFen: number): Freed {
  const aheadFen = draft.of(refs.feeAhead(client));
  const feeFen = aheadFen <= 0 ? (0 as Fen) : release(aheadFen, amountFen as Fen, fundsOf(draft, client));
  return { rebateFen: clientShare(draft, client, amountFen), feeFen };
}

/** Releases of a charge: Dr 6001.09 · Cr 1801, and E50 earned: Dr 2203.04 · Cr 6001.02. `event`: that of the charge. */
export function setFree(
  draft: Draft,
  client: ClientRef,
  { rebateFen, feeFen }: Freed,
  event = draft.event,
): void {
  const marks = { caseNo: draft.caseNo };
  draft.postAs(event, refs.clientRebate(client), refs.clientUnearned(client), rebateFen, marks);
  draft.postAs('E50', refs.feeAhead(client), refs.feeIncome(client), feeFen, marks);
}

/** E14 automatic shortfall (f): Dr 1122.01[type 透支] · Cr 2203.01 for what 待充值 lacks; ticket OVERDRAFT. */
export function coverFunds(draft: Draft, client: ClientRef, neededFen: number): void {
  const shortFen = neededFen - draft.of(refs.unallocated(client));
  if (shortFen <= 0) return;
  const marks = { caseNo: draft.caseNo };
  draft.postAs('E14', refs.receivable(client, 'overdraft'), refs.unallocated(client), shortFen, marks);
  draft.ticket('OVERDRAFT', shortFen, client);
}

/** Makes sure that 待充值 covers an amount: an intent is refused, a fact is completed by E14. */
export function needFunds(draft: Draft, client: ClientRef, neededFen: number, as: Standing['as']): void {
  const room = draft.room(refs.unallocated(client));
  if (as === 'intent' && neededFen > room)
    refuseShort('accounting.funds_short', draft.event, neededFen, room);
  coverFunds(draft, client, neededFen);
}

/** Money back from the platform: Dr 2203.02 · Cr 2203.01, at most what stands there; an opening's gap is named. */
export function fundsBack(draft: Draft, client: ClientRef, fen: number): void {
  const backFen = Math.min(fen, draft.room(refs.atPlatform(client)));
  draft.post(refs.atPlatform(client), refs.unallocated(client), backFen);
  if (backFen < fen) draft.ticket('OPENING', fen - backFen, client);
}

/** Makes sure that 在平台 covers what is taken from it: I1 does, unless an opening left a gap, which is named. */
export function coverAtPlatform(draft: Draft, client: ClientRef, neededFen: number): void {
  const missingFen = neededFen - draft.room(refs.atPlatform(client));
  if (missingFen <= 0) return;
  coverFunds(draft, client, missingFen);
  draft.post(refs.unallocated(client), refs.atPlatform(client), missingFen);
  draft.ticket('OPENING', missingFen, client);
}

/**
 * Makes sure that a pool's available money covers an amount that leaves the pool: an intent is refused; a fact takes
 * the missing part d on 2202.03 as E43 does: Dr 1123.03 · Cr 2202.03 d, Dr 2203.01 · Cr 2203.02 d (E14 if short).
 */
export function needMoney(
  draft: Draft,
  pool: PoolFact,
  account: AccountRef,
  neededFen: number,
  as: Standing['as'],
): void {
  const room = draft.room(account);
  const shortFen = neededFen - room;
  if (shortFen <= 0) return;
  if (as === 'intent') refuseShort('accounting.pool_short', draft.event, neededFen, room);
  draft.postAs('E43', account, refs.overdrawn(pool), shortFen, { caseNo: draft.caseNo });
  draft.ticket('OVERDRAFT', shortFen, { supplier: pool.supplier, pool: pool.pool });
  if (!pool.client) return;
  coverFunds(draft, pool.client, shortFen);
  draft.postAs('E43', refs.unallocated(pool.client), refs.atPlatform(pool.client), shortFen, {
    caseNo: draft.caseNo,
  });
}

/**
 * E43 after the next deposit, for d = what is overdrawn and now there: Dr 2202.03 · Cr 1123.03 d;
 * Dr 2203.02 · Cr 2203.01 d; 2401 is released on d (its cost was booked without); then E15 for the 透支 of the client.
 */
export function settleOverdraft(draft: Draft, pool: PoolFact, bucket: BookBucket): void {
  const paying = refs.available(pool, bucket);
  const overdrawnFen = draft.room(refs.overdrawn(pool));
  const settledFen = overdrawnFen === 0 ? 0 : Math.min(overdrawnFen, draft.room(paying));
  if (settledFen === 0) return;
  const releasedFen = rebateShare(draft, pool, settledFen, () => moneyIn(draft, pool));
  draft.postAs('E43', refs.overdrawn(pool), paying, settledFen);
  draft.postAs('E43', refs.poolUnearned(pool), refs.mediaRebate(pool, pool.client), releasedFen);
  if (!pool.client) return;
  const backFen = Math.min(settledFen, draft.room(refs.atPlatform(pool.client)));
  draft.postAs('E43', refs.atPlatform(pool.client), refs.unallocated(pool.client), backFen);
  const overdraft = refs.receivable(pool.client, 'overdraft');
  const offsetFen = Math.min(backFen, draft.room(overdraft), draft.room(refs.unallocated(pool.client)));
  draft.postAs('E15', refs.unallocated(pool.client), overdraft, offsetFen);
}

/** E43 of an agent wallet: what it was overdrawn is cleared from what is now there. */
export function settleWallet(draft: Draft, wallet: PoolFact, bucket: BookBucket): void {
  const account = refs.inWallet(wallet, bucket);
  const settledFen = Math.min(draft.room(refs.overdrawn(wallet)), draft.room(account));
  draft.postAs('E43', refs.overdrawn(wallet), account, settledFen);
}

/** Buckets that may pay, in order. */
export function bucketsOf({ bucket, unsplit }: FromPool): readonly BookBucket[] {
  return unsplit ? FROM_BUCKET[bucket] : [bucket];
}

/** Takes up to `amountFen` from accounts in order; answers what each gives, and what none of them has. */
export function drawn(
  amountFen: number,
  sources: readonly { account: AccountRef; roomFen: number }[],
): { parts: { account: AccountRef; fen: number }[]; shortFen: number } {
  let restFen = amountFen;
  const parts: { account: AccountRef; fen: number }[] = [];
  for (const { account, roomFen } of sources) {
    const fen = Math.min(restFen, roomFen);
    if (fen > 0) parts.push({ account, fen });
    restFen -= fen;
  }
  return { parts, shortFen: restFen };
}
