import type { Fen } from '../../money.ts';
import { Refusal } from '../../refusal.ts';
import { MAX_AMOUNT_FEN } from '../chart.ts';
import type { Balances, Expansion } from '../types.ts';
import { advance, offset, serviceFee } from './advance.ts';
import { adjust, opening } from './corrections.ts';
import { Draft, fundsOf } from './draft.ts';
import type { ClientRef, EventId, Facts, LedgerEvent } from './facts.ts';
import { creditLine, grant, grantExpired, ownTopUp } from './memo.ts';
import {
  expectRefund,
  freeze,
  moveFunds,
  placeDirectly,
  placeFromPool,
  refundArrived,
  releaseOrder,
} from './orders.ts';
import * as receipts from './receipts.ts';
import * as recharge from './recharge.ts';
import * as refs from './refs.ts';
import { requestWithdrawal, returnToClient, withdrawalEnded } from './returns.ts';
import * as spend from './spend.ts';

type Expander<Id extends EventId> = (draft: Draft, facts: Facts<Id>) => void;

/** The table of events: id → its entries. E14 and E43 also stand inside others, as automatic legs. */
const EVENTS: { [Id in EventId]: Expander<Id> } = {
  E01: receipts.receipt,
  E02: receipts.registeredReceipt,
  E03: receipts.claim,
  E04: receipts.receiptLessFee,
  E05: receipts.unknownPayment,
  E06: receipts.registeredPayment,
  E07: receipts.ownTransfer,
  E08: receipts.returnedPayment,
  E09: receipts.bankFee,
  E10: receipts.nonBusiness,
  E11: receipts.wrongClaim,
  E12: advance,
  E15: offset,
  E16: recharge.ownFrontRebate,
  E17: recharge.payUpstream,
  E18: recharge.credited,
  E19: recharge.agentWallet,
  E20: recharge.fromWallet,
  E21: recharge.toWallet,
  E22: recharge.betweenPools,
  E23: grant,
  E24: creditLine,
  E25: ownTopUp,
  E26: recharge.failedRecharge,
  E27: placeFromPool,
  E28: placeDirectly,
  E29: moveFunds,
  E30: spend.spendM1,
  E31: spend.spendM2,
  E32: spend.spendCredit,
  E33: spend.spendWallet,
  E34: spend.spendGrant,
  E35: spend.spendOwnMoney,
  E36: releaseOrder,
  E37: expectRefund,
  E38: refundArrived,
  E41: spend.restate,
  E42: grantExpired,
  E43: spend.clearOverdraft,
  E44: freeze,
  E45: requestWithdrawal,
  E46: withdrawalEnded,
  E48: returnToClient,
  E49: serviceFee,
  E59: adjust,
  E61: opening,
};

/** Every event id that can be expanded. */
export const EVENT_IDS = Object.keys(EVENTS) as EventId[];

/**
 * The one way from an event to its transfers. Facts complete themselves (E14, E43) and open tickets; intents are refused
 * when money is short. Refuses by codes of `accounting.*`; nothing is changed by a refusal.
 */
export function expand(event: LedgerEvent, balances: Balances): Expansion {
  checkAmounts(event.id, event);
  const draft = new Draft(event.id, event.caseNo, balances);
  (EVENTS[event.id] as (draft: Draft, facts: LedgerEvent) => void)(draft, event);
  releaseDrained(draft);
  return draft.expansion;
}

/** Every amount of the facts, at any depth, is a whole number of 分 from 0 to the largest transfer. */
function checkAmounts(event: string, facts: object): void {
  const values: unknown[] = Object.values(facts);
  let names: string[] | undefined;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value === 'object' && value !== null) checkAmounts(event, value);
    else if (!isAmount(value) && value !== undefined) {
      names ??= Object.keys(facts);
      if (names[at]!.endsWith('Fen'))
        throw new Refusal('accounting.amount_invalid', { event, amount: String(value) });
    }
  }
}

function isAmount(value: unknown): value is Fen {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_AMOUNT_FEN;
}

/** R: if a client's funds reached 0 without a charge, the unearned rest of its front rebate is recognised, with a ticket. */
function releaseDrained(draft: Draft): void {
  const clients: ClientRef[] = [];
  for (const { debit } of draft.expansion.legs) {
    if (debit.code !== '2203.01' && debit.code !== '2203.02') continue;
    const { client, subject } = debit;
    if (clients.some(other => other.client === client && other.subject === subject)) continue;
    clients.push(subject === undefined ? { client: client! } : { client: client!, subject });
  }
  for (const client of clients) {
    const restFen = draft.room(refs.clientUnearned(client));
    if (restFen === 0 || fundsOf(draft, client) !== 0) continue;
    draft.post(refs.clientRebate(client), refs.clientUnearned(client), restFen);
    draft.ticket('REBATE_DIFF', restFen, client);
  }
}
