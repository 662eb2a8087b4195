import type { LedgerEvent } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import { orderProduct } from '../order-book/forms.ts';
import { cashOf, refundOf, spendKnown } from '../order-book/money.ts';
import { withRenewal } from '../order-book/renewal.ts';
import { type OrderTold, orderOfRow } from '../order-book/row.ts';
import { isFinal } from '../orders/states.ts';
import type { AccountView } from './book-view.ts';
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
}

/**
 * One order of 小店随心推 or DOU+: what was paid goes on order (E27, or E28 where a channel row carries its number), an
 * ended one gives back what it did not spend. Spend is posted only where orders are the account's source of spend.
 */
export function decideOrder(deciding: Deciding): Decision {
  const { entry, told, context, amountFen, day } = deciding;
  const { row } = entry;
  const order = orderOfRow(entry, orderProduct(context.profile)!);
  if (order === null) return ask('imports.order_without_number');
  const no = order.orderNo;
  const before = told.order(no);
  if (before && before.owner !== context.profile) return note('imports.order_told', { source: before.owner });
  if (row.closed || amountFen === 0) return note('imports.no_money_moved');
  const id = row.text.account || context.account || '';
  const account = told.view.account(id);
  if (!account) return note('imports.order_account_unknown', { account: id || (row.text.party ?? '') });
  const { client } = account.pool;
  if (!client) return ask('imports.account_without_client', { no });
  if (account.funder === 'client') return note('imports.client_own_money');
  const sums = sumsOf(deciding, order);
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
  const decision = post(...eventsOf({ no, account, client, payer, posts, hasEnded }, sums));
  return posts ? decision : because(decision, spendElsewhere(deciding, account, day));
}

/** What the row says, over what the book has kept of the order where the row is a later version of it. */
function sumsOf({ told, planned }: Deciding, order: OrderTold): OrderSums {
  const { product, orderNo, state } = order;
  const known = planned.state === 'corrected' ? told.view.knownOrder(product, orderNo) : null;
  const figures = known ? withRenewal(known.figures, order.figures) : { ...order.figures };
  if (known)
    for (const name of ['amount', 'paid', 'coupon', 'top_up', 'spent'] as const)
      figures[name] ??= known.figures[name];
  const cashFen = cashOf(figures) as Fen;
  if (known?.isSettled) figures.spent = known.figures.spent;
  const spentFen = spendKnown({ state, figures, wasDelivering: known?.wasDelivering ?? false });
  if (spentFen === null) return { cashFen, spentFen, handFen: 0 };
  const handFen = known?.handSpentFen ?? 0;
  return { cashFen, spentFen: (cashFen - refundOf(figures, spentFen)) as Fen, handFen };
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
  client: NonNullable<AccountView['pool']['client']>;
  payer: Exclude<ReturnType<typeof payerIn>, Decision>;
  posts: boolean;
  hasEnded: boolean;
}

function eventsOf(
  { no, account, client, payer, posts, hasEnded }: Listed,
  { cashFen, spentFen, handFen }: OrderSums,
): LedgerEvent[] {
  const { pool, mode } = account;
  const order = { caseNo: no, pool } as const;
  const from = { ...order, bucket: 'prepay', unsplit: true } as const;
  const paidFrom = payer && ({ by: 'registered', money: payer.money } as const);
  const events: LedgerEvent[] = [
    payer
      ? { id: 'E28', as: 'fact', ...order, client, amountFen: cashFen, paidFrom: payer }
      : { id: 'E27', as: 'fact', ...from, amountFen: cashFen },
  ];
  const postedFen = (posts && spentFen !== null ? Math.max(0, spentFen - handFen) : 0) as Fen;
  if (postedFen > 0) {
    const source = paidFrom ? ({ kind: 'direct', paidFrom } as const) : ({ kind: 'order' } as const);
    const spent = { id: mode === 'M2' ? 'E31' : 'E30', source, amountFen: postedFen } as const;
    events.push(paidFrom ? { ...spent, ...order, bucket: 'prepay', client } : { ...spent, ...from });
  }
  const unspentFen = (cashFen - postedFen) as Fen;
  if (!hasEnded || spentFen === null || unspentFen <= 0) return events;
  if (paidFrom) events.push({ id: 'E37', caseNo: no, client, paidFrom, expectedFen: unspentFen });
  else events.push({ id: 'E36', ...from, unspentFen });
  return events;
}
