import type { Fen } from '../../money.ts';
import { Refusal } from '../../refusal.ts';
import { MAX_AMOUNT_FEN } from '../chart.ts';
import { type BookSettings, DEFAULT_BOOK_SETTINGS } from '../settings.ts';
import type { Balances, Expansion } from '../types.ts';
import { advance, advanceFee, offset, shortfall } from './advance.ts';
import { ban } from './ban.ts';
import { accrueClient, confirmClient, settleClient } from './client-rebates.ts';
import { adjust, opening, yearEnd } from './corrections.ts';
import { deposit } from './deposits.ts';
import { refundOver, refundShort } from './differences.ts';
import { Draft, fundsOf } from './draft.ts';
import type { ClientRef, EventId, Facts, LedgerEvent } from './facts.ts';
import { feeOnRecharge, serviceFee } from './fees.ts';
import { badDebt } from './losses.ts';
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
import { accruePlatform, confirmPlatform, usePlatform } from './platform-rebates.ts';
import * as receipts from './receipts.ts';
import * as recharge from './recharge.ts';
import * as refs from './refs.ts';
import { reimburse, repayCredit } from './repayments.ts';
import { restate } from './restated.ts';
import { requestWithdrawal, returnToClient, withdrawalEnded } from './returns.ts';
import * as spend from './spend.ts';
import * as tax from './tax.ts';

type Expander<Id extends EventId> = (draft: Draft, facts: Facts<Id>) => void;

/** Tax is posted only where the book keeps it; else invoices are in their register only. */
function ifTaxed<Id extends EventId>(post: Expander<Id>): Expander<Id> {
  return (draft, facts) => {
    if (draft.settings.taxInLedger) post(draft, facts);
  };
}

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
  E13: advanceFee,
  E14: shortfall,
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
  E39: refundShort,
  E40: refundOver,
  E41: restate,
  E42: grantExpired,
  E43: spend.clearOverdraft,
  E44: freeze,
  E45: requestWithdrawal,
  E46: withdrawalEnded,
  E47: ban,
  E48: returnToClient,
  E49: serviceFee,
  E50: feeOnRecharge,
  E51: accruePlatform,
  E52: confirmPlatform,
  E53: usePlatform,
  E54: accrueClient,
  E55: confirmClient,
  E56: settleClient,
  E57: deposit,
  E58: badDebt,
  E59: adjust,
  E60: yearEnd,
  E61: opening,
  E62: repayCredit,
  E63: reimburse,
  T1: ifTaxed(tax.invoiced),
  T2: ifTaxed(tax.invoicedAhead),
  T3: ifTaxed(tax.accrueTax),
  T4: ifTaxed(tax.mediaInvoice),
  T5: ifTaxed(tax.redLetter),
  T6: ifTaxed(tax.mediaRedLetter),
  T7: ifTaxed(tax.rebateInvoice),
  T8: tax.voided,
};

/** Every event id that can be expanded. */
export const EVENT_IDS = Object.keys(EVENTS) as EventId[];

/**
 * The one way from an event to its transfers. Facts complete themselves (E14, E43) and open tickets; intents are refused
 * when money is short. `settings`: those of the book, as its balances carry them. Refuses by codes of `accounting.*`; nothing is changed by a refusal.
 */
export function expand(
  event: LedgerEvent,
  balances: Balances,
  settings: BookSettings = balances.settings ?? DEFAULT_BOOK_SETTINGS,
): Expansion {
  checkAmounts(event.id, event);
  const draft = new Draft(event.id, event.caseNo, balances, settings);
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
