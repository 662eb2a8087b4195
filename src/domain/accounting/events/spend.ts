import type { Fen } from '../../money.ts';
import { Refusal } from '../../refusal.ts';
import type { AccountRef } from '../types.ts';
import {
  bucketsOf,
  coverAtPlatform,
  coverFunds,
  type Draft,
  drawn,
  freedBy,
  moneyIn,
  rebateShare,
  setFree,
  settleOverdraft,
} from './draft.ts';
import type {
  ClientRef,
  CreditSpend,
  Facts,
  GrantSpend,
  InvoiceMode,
  OwnSpend,
  PoolFact,
  SpendFacts,
} from './facts.ts';
import { spendMemo } from './memo.ts';
import { orderMoney, payDirectly } from './orders.ts';
import * as refs from './refs.ts';

/**
 * E30 spend, prepay or rebate credit, M1 (f). Charge: Dr 2203.02 X · Cr 6001.01 X; cost: Dr 6401.01 X · Cr 1123.04
 * (order) or 1123.03 (PC versions) or 1123.06 (direct) X; releases: Dr 6001.09 · Cr 1801 (R); Dr 2401 · Cr 6401.02 (R).
 * What the pool lacks is E43.
 */
export function spendM1(draft: Draft, facts: Facts<'E30'>): void {
  spend(draft, facts, 'M1');
}

/** E31 same, M2 代收代付: Dr 2203.02 X · Cr 1123.0x X; releases as E30. */
export function spendM2(draft: Draft, facts: Facts<'E31'>): void {
  spend(draft, facts, 'M2');
}

/**
 * E33 spend, shared wallet. Wallet of this client: E30 on the wallet's pool. Wallet of the agency: charge Dr 2203.01 ·
 * Cr 6001.01 (E14 if short); cost Dr 6401.01 · Cr 1123.03[wallet]. The account's own pool never moves.
 */
export function spendWallet(draft: Draft, facts: Facts<'E33'>): void {
  spend(draft, facts, facts.mode);
}

/** E43 by itself: clears a pool's 欠费 from what is available. */
export function clearOverdraft(draft: Draft, { pool, bucket }: Facts<'E43'>): void {
  settleOverdraft(draft, pool, bucket);
}

/** Charged client of a spend. Refuses `accounting.client_missing` where neither the facts nor the pool name one. */
export function chargedClient({ client, pool }: { client?: ClientRef; pool: PoolFact }): ClientRef {
  const charged = client ?? pool.client;
  if (!charged) throw new Refusal('accounting.client_missing', { code: '6001.01' });
  if (pool.client && (pool.client.client !== charged.client || pool.client.subject !== charged.subject))
    throw new Refusal('accounting.pool_of_other_client', { pool: pool.pool, client: charged.client });
  return charged;
}

/** A spend by the facts of E30, E31, E33; what the pool lacks is E43. */
export function spend(draft: Draft, facts: SpendFacts, mode: InvoiceMode): void {
  const { pool, source } = facts;
  const client = chargedClient(facts);
  if (source.kind === 'direct') {
    spendDirect(draft, facts, client, mode);
    return;
  }
  const { parts, shortFen } = drawn(facts.amountFen, poolSources(draft, facts));
  const drawnFen = (facts.amountFen - shortFen) as Fen;
  const mediaFen = rebateShare(draft, pool, drawnFen, () => moneyIn(draft, pool));
  const funds = pool.client ? refs.atPlatform(client) : refs.unallocated(client);
  charge(draft, { client, pool, mode, funds, amountFen: drawnFen, parts });
  draft.post(refs.poolUnearned(pool), refs.mediaRebate(pool, client), mediaFen);
  const aroundFen = parts
    .filter(({ account }) => source.kind === 'order' && account.code === '1123.03')
    .reduce((fen, part) => fen + part.fen, 0);
  if (aroundFen > 0) draft.ticket('MISS_BOOK', aroundFen, { pool: pool.pool });
  overspend(draft, client, pool, mode, shortFen);
}

/** Where a spend may draw from, in order: an order from what it has on order, then from what is available. */
function poolSources(draft: Draft, facts: SpendFacts): { account: AccountRef; roomFen: number }[] {
  const stock = (code: '1123.03' | '1123.04') =>
    bucketsOf(facts).map(bucket => {
      const account: AccountRef = { code, pool: facts.pool.pool, bucket };
      return { account, roomFen: draft.room(account) };
    });
  if (facts.source.kind === 'order') return [...orderMoney(draft, facts), ...stock('1123.03')];
  if (facts.source.kind === 'unallocated') return [...stock('1123.03'), ...stock('1123.04')];
  return stock('1123.03');
}

export interface Charge {
  client: ClientRef;
  pool: PoolFact;
  mode: InvoiceMode;
  /** Account that the client pays from. */
  funds: AccountRef;
  amountFen: Fen;
  /** Accounts that the platform was paid from; they sum to the amount. */
  parts: readonly { account: AccountRef; fen: number }[];
  /** Event of the legs, where it is not the batch's own (E39). */
  event?: string;
}

/** Charge pair and cost pair (M2: one pair), and the client's releases by R on the funds before it. */
export function charge(draft: Draft, { client, pool, mode, funds, amountFen, parts, event }: Charge): void {
  if (amountFen === 0) return;
  if (funds.code === '2203.01') coverFunds(draft, client, amountFen);
  else if (funds.code === '2203.02') coverAtPlatform(draft, client, amountFen);
  const freed = freedBy(draft, client, amountFen);
  const by = event ?? draft.event;
  const marks = { caseNo: draft.caseNo };
  if (mode === 'M1') {
    draft.postAs(by, funds, refs.charges(client, pool), amountFen, marks);
    for (const { account, fen } of parts) draft.postAs(by, refs.mediaCost(client, pool), account, fen, marks);
  } else for (const { account, fen } of parts) draft.postAs(by, funds, account, fen, marks);
  setFree(draft, client, freed, by);
}

/**
 * E43 pool overdrawn by facts, shortfall d, booked like credit: (E14 if short) Dr 2203.01 d · Cr 6001.01 d;
 * Dr 6401.01 d · Cr 2202.03 d (M2: Dr 2203.01 · Cr 2202.03); ticket OVERDRAFT.
 */
function overspend(
  draft: Draft,
  client: ClientRef,
  pool: PoolFact,
  mode: InvoiceMode,
  shortFen: number,
): void {
  if (shortFen === 0) return;
  draft.ticket('OVERDRAFT', shortFen, { supplier: pool.supplier, pool: pool.pool });
  const amountFen = shortFen as Fen;
  const parts = [{ account: refs.overdrawn(pool), fen: shortFen }];
  charge(draft, { client, pool, mode, funds: refs.unallocated(client), amountFen, parts });
}

/**
 * Spend of an order paid directly: from 1123.06, then from a refund that was expected (late spend, ticket
 * REFUND_SHORT); what is still missing was paid but is not in the book: its own E28, ticket MISS_BOOK.
 */
function spendDirect(draft: Draft, facts: SpendFacts, client: ClientRef, mode: InvoiceMode): void {
  if (facts.source.kind !== 'direct') return;
  const { paidFrom } = facts.source;
  const order = refs.directOrder(client, paidFrom);
  const transit = refs.refundInTransit(client, paidFrom);
  const missingFen = facts.amountFen - draft.roomOfCase(order) - draft.roomOfCase(transit);
  if (missingFen > 0) {
    const unseen = paidFrom.by === 'row' ? { ...paidFrom, by: 'registered' as const } : paidFrom;
    payDirectly(draft, client, unseen, missingFen, 'fact');
    draft.ticket('MISS_BOOK', missingFen, client);
  }
  const { parts } = drawn(
    facts.amountFen,
    [order, transit].map(account => ({ account, roomFen: draft.roomOfCase(account) })),
  );
  const lateFen = parts.find(({ account }) => account.code === '1221.01')?.fen ?? 0;
  if (lateFen > 0) draft.ticket('REFUND_SHORT', lateFen, client);
  const { pool, amountFen } = facts;
  charge(draft, { client, pool, mode, funds: refs.atPlatform(client), amountFen, parts });
}

/**
 * E32 spend, credit or preloan (f): memo Dr 9999 · Cr 9005/9006; book: (E14 if short) Dr 2203.01 X · Cr 6001.01 X;
 * Dr 6401.01 X · Cr 2202.01 X (M2: Dr 2203.01 · Cr 2202.01). Postpaid client: Dr 1122.01[后付] instead of 2203.01.
 */
export function spendCredit(draft: Draft, facts: CreditSpend): void {
  const { pool, bucket, mode, amountFen } = facts;
  const client = chargedClient(facts);
  spendMemo(draft, { bucket, amountFen }, pool, false);
  const parts = [{ account: refs.creditSpent(pool), fen: amountFen }];
  const funds = facts.postpaid ? refs.receivable(client, 'postpaid') : refs.unallocated(client);
  charge(draft, { client, pool, mode, funds, amountFen, parts });
}

/**
 * E34 spend, grant / shared grant / red packet / coupon (f): memo Dr 9999 · Cr 900x. If the contract sells the grant:
 * Dr 2203.01 · Cr 6001.01 at the agreed price.
 */
export function spendGrant(draft: Draft, facts: GrantSpend): void {
  const { pool, bucket, amountFen, sold } = facts;
  spendMemo(draft, { bucket, amountFen }, pool, facts.onOrder === true);
  if (!sold) return;
  const { client, priceFen } = sold;
  coverFunds(draft, client, priceFen);
  const freed = freedBy(draft, client, priceFen);
  const marks = { caseNo: draft.caseNo };
  draft.postAs('E34', refs.unallocated(client), refs.charges(client, pool), priceFen, marks);
  setFree(draft, client, freed, 'E34');
}

/** E35 spend, client-funded pool (M3) (f): memo Dr 9999 · Cr 9007; base of the service fee. */
export function spendOwnMoney(draft: Draft, { pool, client, amountFen, onOrder }: OwnSpend): void {
  spendMemo(draft, { bucket: 'client_own', amountFen }, { ...pool, client }, onOrder === true);
}
