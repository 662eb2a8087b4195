import type { ClientRef, LedgerEvent } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import { orderProduct } from '../order-book/forms.ts';
import { cashOf, refundOf, spendKnown } from '../order-book/money.ts';
import { withRenewal } from '../order-book/renewal.ts';
import { type OrderTold, orderOfRow } from '../order-book/row.ts';
import { isFinal } from '../orders/states.ts';
import type { AccountView, KnownOrder } from './book-view.ts';
import { paidFromOf } from './cash.ts';
import { postsSpend, spendElsewhere } from './decide-orders.ts';
import { ask, because, type Deciding, type Decision, note, post } from './decision.ts';
import { orderEnd, paymentOf } from './words.ts';

/** What an order took, and spent as far as it is known (DAT-3): null is unknown. */
interface OrderSums {
  cashFen: Fen;
  /** Of the cash: what the coupon paid is no money of the book (REF-3). */
  spentFen: Fen | null;
  /** Part of the spend that was booked by hand; negative where less was. */
  handFen: number;
  beside: KnownOrder['beside'];
}

const NOTHING_BESIDE: KnownOrder['beside'] = { onOrderFen: 0, directFen: 0, transitFen: 0 };
/** Of an order that was closed without payment. */
const NO_SUMS = { cashFen: 0 as Fen, spentFen: 0 as Fen, handFen: 0 };

/** Whether something was taken, beside the row that a list corrects, of what that row had booked. */
function isTakenFrom(known: KnownOrder | null): boolean {
  return known !== null && Object.values(known.beside).some(fen => fen < 0);
}

/**
 * One order of 小店随心推 or DOU+: what was paid goes on order (E27, or E28 where a channel row carries its number), an
 * ended one gives back what it did not spend. Spend is posted only where orders are the account's source of spend.
 */
export function decideOrder(deciding: Deciding): Decision {
  const { entry, planned, told, context, amountFen, day } = deciding;
  const { row } = entry;
  const order = orderOfRow(entry, orderProduct(context.profile)!);
  if (order === null) return ask('imports.order_without_number');
  const no = order.orderNo;
  const before = told.order(no);
  if (before && before.owner !== context.profile) return note('imports.order_told', { source: before.owner });
  const known = planned.state === 'corrected' ? told.view.knownOrder(order.product, no) : null;
  const isEmpty = row.closed || amountFen === 0;
  if (isEmpty && !isTakenFrom(known)) return note('imports.no_money_moved');
  const id = row.text.account || context.account || '';
  const account = told.view.account(id);
  // What an earlier version booked stays until somebody says whose account it is.
  if (!account && known) return ask('imports.account_unknown', { account: id });
  if (!account) return note('imports.order_account_unknown', { account: id || (row.text.party ?? '') });
  const { client } = account.pool;
  if (!client) return ask('imports.account_without_client', { no });
  if (account.funder === 'client') return note('imports.client_own_money');
  const sums = isEmpty ? { ...NO_SUMS, beside: known!.beside } : sumsOf(order, known);
  const payer = payerIn({ ...deciding, amountFen: sums.cashFen }, no);
  if (payer && 'events' in payer) return payer;
  told.tellOrder(no, {
    owner: context.profile,
    account,
    client,
    payer: payer ? { by: 'money', money: payer.money } : null,
    refundedFen: 0 as Fen,
  });
  const posts = payer !== null || postsSpend(deciding, account, day);
  if (posts && payer === null && (sums.spentFen ?? 0) > 0)
    told.tellSpend(account.pool.pool, day.slice(0, 7), context.profile);
  const hasEnded =
    orderEnd(row.text.status ?? '') === 'ended' ||
    (order.state !== null && isFinal(order.product, order.state));
  const amounts = amountsOf({ isDirect: payer !== null, posts, hasEnded }, sums);
  const decision = post(...eventsOf({ no, account, client, payer }, amounts));
  const tickets = ticketsOf({ no, pool: account.pool, client }, sums, amounts);
  if (tickets.length > 0) decision.tickets = tickets;
  return posts ? decision : because(decision, spendElsewhere(deciding, account, day));
}

/** What the row says, over what the book has kept of the order where the row is a later version of it. */
function sumsOf({ state, ...order }: OrderTold, known: KnownOrder | null): OrderSums {
  const figures = known ? withRenewal(known.figures, order.figures) : { ...order.figures };
  if (known)
    for (const name of ['amount', 'paid', 'coupon', 'top_up', 'spent'] as const)
      figures[name] ??= known.figures[name];
  const cashFen = cashOf(figures) as Fen;
  if (known?.isSettled) figures.spent = known.figures.spent;
  const beside = known?.beside ?? NOTHING_BESIDE;
  const spentFen = spendKnown({ state, figures, wasDelivering: known?.wasDelivering ?? false });
  if (spentFen === null) return { cashFen, spentFen, handFen: 0, beside };
  const handFen = known?.handSpentFen ?? 0;
  return { cashFen, spentFen: (cashFen - refundOf(figures, spentFen)) as Fen, handFen, beside };
}

/** Where the money of a directly paid order stands; null: from the pool. */
function payerIn(deciding: Deciding, no: string) {
  const { told, amountFen, entry } = deciding;
  const payment = paymentOf(entry.row.text.payment, undefined);
  const isSeen = told.cash('payment', no).some(cash => cash.amountFen >= amountFen);
  if (payment?.by !== 'money' && !isSeen) return null;
  return paidFromOf(deciding, no, payment?.by === 'money' ? payment.kind : 'bank');
}

interface Listed {
  no: string;
  account: AccountView;
  client: ClientRef;
  payer: Exclude<ReturnType<typeof payerIn>, Decision>;
}

/** What a row posts of an order. */
interface Amounts {
  placedFen: Fen;
  spentFen: Fen;
  /** Comes back, or came back already. */
  returnedFen: Fen;
  /** Came back beyond what is unspent by the row. */
  overFen: number;
}

/**
 * What the row posts, so that what was taken of it beside it still has what it was taken from: a fact is never refused for
 * an order that was released by hand, refunded or banned meanwhile.
 */
function amountsOf(
  { isDirect, posts, hasEnded }: { isDirect: boolean; posts: boolean; hasEnded: boolean },
  { cashFen, spentFen, handFen, beside }: OrderSums,
): Amounts {
  const told = posts && spentFen !== null ? Math.max(0, spentFen - handFen) : 0;
  const unspentFen = hasEnded && spentFen !== null ? Math.max(0, cashFen - told) : 0;
  if (!isDirect) {
    const placedFen = Math.max(cashFen, -beside.onOrderFen) as Fen;
    return { placedFen, spentFen: told as Fen, returnedFen: unspentFen as Fen, overFen: 0 };
  }
  const { directFen, transitFen } = beside;
  const goneFen = Math.max(0, -transitFen);
  const placedFen = Math.max(cashFen, goneFen - directFen);
  const returnedFen = Math.max(unspentFen + Math.min(0, directFen), goneFen);
  const mostFen = Math.max(0, placedFen + directFen - returnedFen);
  return {
    placedFen: placedFen as Fen,
    spentFen: Math.min(told, mostFen) as Fen,
    returnedFen: returnedFen as Fen,
    overFen: hasEnded ? Math.max(0, told - mostFen) : 0,
  };
}

function eventsOf(
  { no, account, client, payer }: Listed,
  { placedFen, spentFen, returnedFen }: Amounts,
): LedgerEvent[] {
  const { pool, mode } = account;
  const order = { caseNo: no, pool } as const;
  const from = { ...order, bucket: 'prepay', unsplit: true } as const;
  const paidFrom = payer && ({ by: 'registered', money: payer.money } as const);
  const events: LedgerEvent[] = [
    payer
      ? { id: 'E28', as: 'fact', ...order, client, amountFen: placedFen, paidFrom: payer }
      : { id: 'E27', as: 'fact', ...from, amountFen: placedFen },
  ];
  if (spentFen > 0) {
    const source = paidFrom ? ({ kind: 'direct', paidFrom } as const) : ({ kind: 'order' } as const);
    const spent = { id: mode === 'M2' ? 'E31' : 'E30', source, amountFen: spentFen } as const;
    events.push(paidFrom ? { ...spent, ...order, bucket: 'prepay', client } : { ...spent, ...from });
  }
  if (returnedFen <= 0) return events;
  if (paidFrom) events.push({ id: 'E37', caseNo: no, client, paidFrom, expectedFen: returnedFen });
  else events.push({ id: 'E36', ...from, unspentFen: returnedFen });
  return events;
}

/** What the row and what was booked beside it cannot agree on. */
function ticketsOf(
  { no, pool, client }: { no: string; pool: AccountView['pool']; client: ClientRef },
  { cashFen }: OrderSums,
  { placedFen, overFen }: Amounts,
): NonNullable<Decision['tickets']> {
  const more = (placedFen - cashFen) as Fen;
  const ofPool = { supplier: pool.supplier, pool: pool.pool };
  return [
    ...(more > 0 ? [{ reason: 'MISS_BOOK', amountFen: more, dims: ofPool, caseNo: no }] : []),
    ...(overFen > 0
      ? [{ reason: 'REFUND_OVER', amountFen: overFen as Fen, dims: { ...client }, caseNo: no }]
      : []),
  ];
}
