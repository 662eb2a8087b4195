import type { Fen } from '../../money.ts';
import { Refusal } from '../../refusal.ts';
import { refKey } from '../chart.ts';
import { reverse } from '../reversal.ts';
import type { AccountRef, Leg } from '../types.ts';
import { coverFunds, type Draft, needRoom, refuseShort, roomOn } from './draft.ts';
import type { ClaimPart, Facts, ItemType } from './facts.ts';
import * as refs from './refs.ts';

/** Accounts that a payment may turn out to be for. Recharges, orders and returns have events of their own (E17, E19, E28). */
const PAYMENT_TARGETS: ReadonlySet<string> = new Set([
  '1012.99',
  '1221.06',
  '1221.08',
  '2202.01',
  '2241.01',
  '2241.03',
  '2241.05',
  '2241.06',
  '3999',
  '6603.01',
  '6711',
]);

/** Accounts that a receipt may turn out to be for. Claims, refunds and withdrawals have events of their own (E03, E26, E38, E46). */
const RECEIPT_TARGETS: ReadonlySet<string> = new Set(['1012.99', '1221.06', '1221.08', '3999', '6603.01']);

function checkTarget(event: string, target: AccountRef, targets = PAYMENT_TARGETS): void {
  if (!targets.has(target.code))
    throw new Refusal('accounting.target_not_allowed', { event, code: target.code });
}

/** E01 receipt, bank row (f): Dr 1002/1012 X · Cr 2241.01 X; identified as no client's money: Dr 2241.01 · Cr the right account. */
export function receipt(draft: Draft, facts: Facts<'E01'>): void {
  const { money, amountFen } = facts;
  if (!('step' in facts)) {
    draft.post(refs.statement(money), refs.unclaimed(money), amountFen);
    return;
  }
  checkTarget(draft.event, facts.target, RECEIPT_TARGETS);
  needRoom(draft, facts.target, 'credit', amountFen);
  draft.post(refs.unclaimed(money), facts.target, amountFen, { item: facts.item });
}

/**
 * E02 client receipt registered before the row (f): Dr 1002.90 X · Cr 2241.01 X. Row recognised: Dr 1002 · Cr 1002.90.
 * Row already posted by E01 and matched later: Dr 2241.01 · Cr 1002.90.
 */
export function registeredReceipt(draft: Draft, { step, money, amountFen }: Facts<'E02'>): void {
  if (step === 'register') draft.post(refs.twin(money), refs.unclaimed(money), amountFen);
  else if (step === 'row') draft.post(refs.statement(money), refs.twin(money), amountFen);
  else draft.post(refs.unclaimed(money), refs.twin(money), amountFen);
}

type Claim = Pick<Facts<'E03'>, 'money' | 'parts'>;

/**
 * E03 claim 认领: Dr 2241.01 · Cr, in this order: open items of 1122.01/1122.02 (oldest due), then 2203.01; or 2241.02
 * for 保证金; or 2203.04 for a fee part. Refuses `accounting.claim_above_receipts` above what stands unclaimed.
 */
export function claim(draft: Draft, { money, parts }: Claim): void {
  const from = refs.unclaimed(money);
  const totalFen = parts.reduce((fen, part) => fen + part.amountFen, 0);
  const room = draft.room(from);
  if (totalFen > room) refuseShort('accounting.claim_above_receipts', draft.event, totalFen, room);
  for (const part of parts) {
    if (part.as === 'deposit') draft.post(from, refs.clientDeposit(part.client), part.amountFen);
    else if (part.as === 'fee_ahead') draft.post(from, refs.feeAhead(part.client), part.amountFen);
    else claimFunds(draft, from, part);
  }
}

function claimFunds(draft: Draft, from: AccountRef, part: ClaimPart): void {
  let restFen: number = part.amountFen;
  for (const { account, openFen, item } of owed(draft, part)) {
    const fen = Math.min(restFen, openFen, draft.room(account));
    draft.post(from, account, fen, item === undefined ? {} : { item });
    restFen -= fen;
  }
  draft.post(from, refs.unallocated(part.client), restFen);
}

const OLDEST_LIKELY: readonly ItemType[] = ['advance', 'overdraft', 'postpaid', 'penalty'];

/** What a client owes, oldest due first; without known items by type. */
function owed(
  draft: Draft,
  { client, openItems }: ClaimPart,
): { account: AccountRef; openFen: Fen; item?: number }[] {
  if (!openItems) {
    const accounts = [
      ...OLDEST_LIKELY.map(type => refs.receivable(client, type)),
      refs.feeReceivable(client),
    ];
    return accounts.map(account => ({ account, openFen: draft.of(account) }));
  }
  return openItems
    .toSorted((a, b) => (a.dueOn === b.dueOn ? a.item - b.item : a.dueOn < b.dueOn ? -1 : 1))
    .map(({ item, code, category, openFen }) => ({
      account:
        code === '1122.02' ? refs.feeReceivable(client) : refs.receivable(client, category ?? 'advance'),
      openFen,
      item,
    }));
}

/** E04 channel fee kept from a receipt, gross to the client: Dr 1012 (net) + Dr 6603.01 (fee) · Cr 2241.01 gross. */
export function receiptLessFee(draft: Draft, { money, netFen, feeFen }: Facts<'E04'>): void {
  draft.post(refs.statement(money), refs.unclaimed(money), netFen);
  draft.post(refs.moneyFee(money), refs.unclaimed(money), feeFen);
}

/** E05 payment row not identified (f): Dr 1221.07 · Cr 1002/1012; identified: Dr the right account · Cr 1221.07. */
export function unknownPayment(draft: Draft, facts: Facts<'E05'>): void {
  const waiting = refs.unidentified(facts.money);
  if (facts.step === 'row') {
    draft.post(waiting, refs.statement(facts.money), facts.amountFen);
    return;
  }
  checkTarget(draft.event, facts.target);
  needRoom(draft, facts.target, 'debit', facts.amountFen);
  draft.post(facts.target, waiting, facts.amountFen, { item: facts.item });
}

/**
 * E06 payment registered before the row: Dr target · Cr 1002.90; row: Dr 1002.90 · Cr 1002; row posted by E05 and
 * matched later: Dr 1002.90 · Cr 1221.07.
 */
export function registeredPayment(draft: Draft, facts: Facts<'E06'>): void {
  const { money, amountFen } = facts;
  if (facts.step === 'register') {
    // A list tells a payment that a person identified before: registered on its row and matched with it at once.
    if (facts.target.code !== '1221.07') checkTarget(draft.event, facts.target);
    needRoom(draft, facts.target, 'debit', amountFen);
    draft.post(facts.target, refs.twin(money), amountFen, { item: facts.item });
  } else if (facts.step === 'row') draft.post(refs.twin(money), refs.statement(money), amountFen);
  else draft.post(refs.twin(money), refs.unidentified(money), amountFen);
}

/**
 * E07 own transfer: out row: Dr 1012.99 · Cr 1012; in row: Dr 1002 · Cr 1012.99; fee: Dr 6603.01 · Cr 1012 (kept from
 * what was sent: Cr 1012.99). The transit
 * stands under the paying account; rows seen before their pair is known stand under their own and are paired later.
 */
export function ownTransfer(draft: Draft, facts: Facts<'E07'>): void {
  const { amountFen } = facts;
  if (facts.step === 'paired') {
    draft.post(refs.ownTransfer(facts.payee), refs.ownTransfer(facts.payer), amountFen);
    return;
  }
  const account = refs.statement(facts.money);
  if (facts.step === 'fee') {
    const from = facts.onTheWay ? refs.ownTransfer(facts.money.money) : account;
    draft.post(refs.moneyFee(facts.money), from, amountFen);
    return;
  }
  const transit = refs.ownTransfer(facts.payer ?? facts.money.money);
  if (facts.step === 'out') draft.post(transit, account, amountFen);
  else draft.post(account, transit, amountFen);
}

/**
 * E08 退汇 returned payment, row in (f): Dr 1002 · Cr the account the payment had debited. What that account no longer
 * holds is a receipt not identified: Cr 2241.01, ticket. A row that already stands there: Dr 2241.01 instead of 1002.
 */
export function returnedPayment(draft: Draft, facts: Facts<'E08'>): void {
  const { money, amountFen, debited, item } = facts;
  if (debited.code !== '1221.07') checkTarget(draft.event, debited);
  const backFen = Math.min(amountFen, roomOn(draft, debited, 'credit'));
  const into = facts.from === 'suspense' ? refs.unclaimed(money) : refs.statement(money);
  draft.post(into, debited, backFen, { item });
  if (facts.from !== 'suspense')
    draft.post(refs.statement(money), refs.unclaimed(money), amountFen - backFen);
  if (backFen < amountFen) draft.ticket('UNKNOWN', amountFen - backFen, { money: money.money });
}

/** E09 bank fee: Dr 6603.01 · Cr 1002; interest is the mirror, shown red on 6603.01. */
export function bankFee(draft: Draft, { step, money, amountFen }: Facts<'E09'>): void {
  if (step === 'fee') draft.post(refs.moneyFee(money), refs.statement(money), amountFen);
  else draft.post(refs.statement(money), refs.moneyFee(money), amountFen);
}

/** E10 non-business row, out: Dr 3999[category] · Cr 1002; in: Dr 1002 · Cr 3999. */
export function nonBusiness(draft: Draft, { step, money, category, amountFen }: Facts<'E10'>): void {
  const other: AccountRef = { code: '3999', money: money.money, category };
  if (step === 'out') draft.post(other, refs.statement(money), amountFen);
  else draft.post(refs.statement(money), other, amountFen);
}

/**
 * E11 wrong client claimed: red reversal of E03, then a new E03. What the wrong client has spent of it meanwhile is
 * completed by E14. Refuses `accounting.claim_expected` for legs that are not a claim, and `accounting.reversal_short`
 * where a deposit or fee received ahead is gone.
 */
export function wrongClaim(draft: Draft, { claimed, corrected }: Facts<'E11'>): void {
  const owners = new Map<string, { leg: Leg; fen: number }>();
  for (const leg of claimed) {
    if (leg.debit.code !== '2241.01' || leg.red) throw new Refusal('accounting.claim_expected');
    const owner = owners.get(refKey(leg.credit));
    if (owner) owner.fen += leg.amountFen;
    else owners.set(refKey(leg.credit), { leg, fen: leg.amountFen });
  }
  for (const { leg, fen } of owners.values()) keepCovered(draft, leg.credit, fen);
  for (const leg of reverse(claimed)) draft.write({ ...leg, event: draft.event });
  claim(draft, corrected);
}

function keepCovered(draft: Draft, account: AccountRef, fen: number): void {
  if (account.code === '2203.01') coverFunds(draft, clientOf(account), fen);
  else if (!account.code.startsWith('1122') && fen > draft.room(account))
    refuseShort('accounting.reversal_short', draft.event, fen, draft.room(account));
}

function clientOf({ client, subject }: AccountRef) {
  return subject === undefined ? { client: client! } : { client: client!, subject };
}
