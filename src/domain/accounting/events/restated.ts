import type { Fen } from '../../money.ts';
import { release } from '../release.ts';
import type { AccountRef } from '../types.ts';
import { type Draft, drawn, settleOverdraft } from './draft.ts';
import type { ClientRef, Facts, Released } from './facts.ts';
import * as refs from './refs.ts';
import { chargedClient, spend, spendCredit, spendGrant, spendOwnMoney } from './spend.ts';

/**
 * E41 spend restated (反作弊退回, 调差), difference only. More: a further spend (E30, E32, E34, E35). Less: red memo, charge,
 * cost and releases, the releases in proportion to what the restated spend had released; the money is back where the
 * spend would draw from, and clears an overdraft.
 */
export function restate(draft: Draft, facts: Facts<'E41'>): void {
  if (!('of' in facts)) {
    if (facts.step === 'more') spend(draft, facts, facts.mode);
    else lessOfPool(draft, facts);
  } else if (facts.of === 'credit') {
    if (facts.step === 'more') spendCredit(draft, facts);
    else lessOfCredit(draft, facts);
  } else if (facts.of === 'grant') {
    if (facts.step === 'more') spendGrant(draft, facts);
    else lessOfGrant(draft, facts);
  } else if (facts.step === 'more') spendOwnMoney(draft, facts);
  else {
    const { client, pool, amountFen, onOrder } = facts;
    memoBack(draft, refs.memoOf('client_own', pool, { client, onOrder }), amountFen);
  }
}

type Less<Of> = Extract<Facts<'E41'>, { step: 'less'; of: Of }>;
const RED = { red: true } as const;

function lessOfPool(draft: Draft, facts: Exclude<Facts<'E41'>, { step: 'more' } | { of: string }>): void {
  const { pool, source, bucket, mode, amountFen, released } = facts;
  const client = chargedClient(facts);
  const direct = source.kind === 'direct';
  const paidBy = direct ? refs.directOrder(client, source.paidFrom) : refs.available(pool, bucket);
  const funds = direct || pool.client ? refs.atPlatform(client) : refs.unallocated(client);
  if (mode === 'M1') {
    draft.post(refs.charges(client, pool), funds, amountFen, RED);
    draft.post(paidBy, refs.mediaCost(client, pool), amountFen, RED);
  } else draft.post(paidBy, funds, amountFen, RED);
  releasesBack(draft, client, amountFen, released);
  if (direct) return;
  const mediaFen = release(released.mediaRebateFen, amountFen, released.spentFen);
  draft.post(refs.mediaRebate(pool, client), refs.poolUnearned(pool), mediaFen, RED);
  settleOverdraft(draft, pool, bucket);
}

function releasesBack(draft: Draft, client: ClientRef, amountFen: Fen, released: Released): void {
  const { spentFen, clientRebateFen, feeFen = 0 as Fen } = released;
  const rebateFen = release(clientRebateFen, amountFen, spentFen);
  draft.post(refs.clientUnearned(client), refs.clientRebate(client), rebateFen, RED);
  const marks = { ...RED, caseNo: draft.caseNo };
  const earnedFen = release(feeFen, amountFen, spentFen);
  draft.postAs('E50', refs.feeIncome(client), refs.feeAhead(client), earnedFen, marks);
}

/**
 * Red E32. What the platform is no longer owed for, because the credit was repaid, it owes: 2202.03 below zero, ticket
 * RESTATE. What a postpaid client no longer owes, because it has paid, is its money: Cr 2203.01.
 */
function lessOfCredit(draft: Draft, facts: Less<'credit'>): void {
  const { pool, bucket, mode, amountFen } = facts;
  const client = chargedClient(facts);
  memoBack(draft, refs.memoOf(bucket, pool), amountFen);
  const credit = refs.creditSpent(pool);
  const owed = drawn(amountFen, [{ account: credit, roomFen: draft.room(credit) }]);
  const platform = [...owed.parts, { account: refs.overdrawn(pool), fen: owed.shortFen }];
  if (owed.shortFen > 0) draft.ticket('RESTATE', owed.shortFen, { supplier: pool.supplier, pool: pool.pool });
  const debt = refs.receivable(client, 'postpaid');
  const due = drawn(amountFen, facts.postpaid ? [{ account: debt, roomFen: draft.room(debt) }] : []);
  const payers = [...due.parts, { account: refs.unallocated(client), fen: due.shortFen }];
  if (mode === 'M1') {
    for (const { account, fen } of payers) draft.post(refs.charges(client, pool), account, fen, RED);
    for (const { account, fen } of platform) draft.post(account, refs.mediaCost(client, pool), fen, RED);
  } else for (const part of paired(platform, payers)) draft.post(part.debit, part.credit, part.fen, RED);
  releasesBack(draft, client, amountFen, facts.released);
}

type Part = { account: AccountRef; fen: number };

/** Two splits of one amount as pairs of accounts. */
function paired(debits: Part[], credits: Part[]): { debit: AccountRef; credit: AccountRef; fen: number }[] {
  const pairs: { debit: AccountRef; credit: AccountRef; fen: number }[] = [];
  const left = credits.map(part => ({ ...part }));
  for (const { account: debit, fen } of debits) {
    let restFen = fen;
    for (const part of left) {
      const takenFen = Math.min(restFen, part.fen);
      if (takenFen > 0) pairs.push({ debit, credit: part.account, fen: takenFen });
      part.fen -= takenFen;
      restFen -= takenFen;
    }
  }
  return pairs;
}

/** Red E34: memo back, and the price where the contract sells the grant. */
function lessOfGrant(
  draft: Draft,
  { pool, bucket, amountFen, onOrder, sold, released }: Less<'grant'>,
): void {
  memoBack(draft, refs.memoOf(bucket, pool, { onOrder }), amountFen);
  if (!sold) return;
  // Under E34: a charge without a cost is no restated spend of I6.
  const marks = { ...RED, caseNo: draft.caseNo };
  draft.postAs('E34', refs.charges(sold.client, pool), refs.unallocated(sold.client), sold.priceFen, marks);
  releasesBack(draft, sold.client, sold.priceFen, released);
}

function memoBack(draft: Draft, account: AccountRef, amountFen: Fen): void {
  draft.post(account, refs.MEMO_COUNTERPART, amountFen, RED);
}
