import { refuseAboveOwed } from './advance.ts';
import { payOwed, receiveDue } from './cash.ts';
import { type Draft, needOpen, refuseShort } from './draft.ts';
import type { Facts } from './facts.ts';
import * as refs from './refs.ts';

/**
 * E57 deposit paid: Dr 1221.06 · Cr 1002; returned: mirror; deducted by the platform: Dr 1122.01[扣罚] (client bears) or
 * 6711 · Cr 1221.06. Client's deposit: Dr 2241.01 · Cr 2241.02; applied to a debt: Dr 2241.02 · Cr 1122.01; returned:
 * Dr 2241.02 · Cr 1002. Facts above a deposit are named (UNKNOWN, MISS_BOOK); applying refuses `accounting.balance_short`
 * and `accounting.receivable_short`, taking a client's deposit `accounting.claim_above_receipts`.
 */
export function deposit(draft: Draft, facts: Facts<'E57'>): void {
  if (facts.step === 'paid')
    draft.post(refs.depositPaid(facts.supplier), refs.paidOutOf(facts.paidFrom), facts.amountFen);
  else if (facts.step === 'returned') returned(draft, facts);
  else if (facts.step === 'deducted') deducted(draft, facts);
  else ofClient(draft, facts);
}

type Step<Name> = Extract<Facts<'E57'>, { step: Name }>;

function returned(draft: Draft, { supplier, into, amountFen, item }: Step<'returned'>): void {
  const marks = { dims: { supplier }, item };
  const dueFen = receiveDue(draft, refs.depositPaid(supplier), into, amountFen, marks);
  if (dueFen < amountFen) draft.ticket('UNKNOWN', amountFen - dueFen, { supplier });
}

function deducted(draft: Draft, { supplier, client, amountFen, item }: Step<'deducted'>): void {
  const paid = refs.depositPaid(supplier);
  const fen = Math.min(amountFen, draft.room(paid));
  const bearer = client ? refs.receivable(client, 'penalty') : refs.borne(supplier);
  draft.post(bearer, paid, fen, { item });
  if (fen < amountFen) draft.ticket('MISS_BOOK', amountFen - fen, { supplier });
}

function ofClient(draft: Draft, facts: Step<'client_paid' | 'client_applied' | 'client_returned'>): void {
  const { client, amountFen } = facts;
  const held = refs.clientDeposit(client);
  if (facts.step === 'client_paid') {
    const from = refs.unclaimed(facts.money);
    const room = draft.room(from);
    if (amountFen > room) refuseShort('accounting.claim_above_receipts', draft.event, amountFen, room);
    draft.post(from, held, amountFen);
  } else if (facts.step === 'client_returned')
    payOwed(draft, held, facts.paidFrom, amountFen, { dims: client, item: facts.item });
  else {
    const debt = refs.receivable(client, facts.category);
    needOpen(draft, held, amountFen, 'account');
    refuseAboveOwed(draft, debt, amountFen);
    draft.post(held, debt, amountFen, { item: facts.item });
  }
}
