import { expand } from '../domain/accounting/events/expand.ts';
import type { LedgerEvent, Payer } from '../domain/accounting/events/facts.ts';
import type { Expansion } from '../domain/accounting/types.ts';
import { beijingDay } from '../domain/calendar/days.ts';
import type { Fen } from '../domain/money.ts';
import { moneyEvents, type OrderMoney } from '../domain/order-book/money.ts';
import { usableInClose } from '../domain/orders/figures.ts';
import { orderState } from '../domain/orders/states.ts';
import { Refusal } from '../domain/refusal.ts';
import { StoredBookView } from '../store/imports-book.ts';
import {
  changesOf,
  heldOf,
  knownFigures,
  type OrderAccount,
  orderAccount,
  type StoredOrder,
} from '../store/orders.ts';
import { accountsOf } from './accounts.ts';
import { BatchWriter } from './batch.ts';
import type { Tx } from './command.ts';
import { setPeriod } from './periods.ts';

export interface OrderPosting {
  /** Null: the ledger stands where the order stands. */
  batch: number | null;
  transfers: number;
  tickets: Expansion['tickets'];
}

export interface PostingOptions {
  /** Business day of the fact. */
  day: string;
  /** Whether placing is an intent, refused when money is short. */
  as: 'intent' | 'fact';
  summary: string;
  /**
   * Told by an import: the batch belongs to it and is taken back with it. It stands on no row of the file, since it is
   * what an order still lacked and no later version of the row takes it back: that one is told the difference again.
   */
  ofImport?: true;
}

const NOTHING: OrderPosting = { batch: null, transfers: 0, tickets: [] };
const ENDINGS: ReadonlySet<string> = new Set(['E36', 'E37']);
const SPEND: ReadonlySet<string> = new Set(['E30', 'E31', 'E41']);

/**
 * Brings the ledger to where an order stands (E27, E28, E30 … E41): asked again, it posts nothing. Money of an order that
 * files tell is posted by their rows; here only what its end gives back, and what a settled figure changes (DAT-5). Refuses `orders.account_without_pool`,
 * `orders.money_account`, `orders.employee`, and what the ledger refuses.
 */
export function settleOrderMoney(tx: Tx, order: StoredOrder, options: PostingOptions): OrderPosting {
  return postOrderEvents(tx, order, dueEvents(tx, order, options.as), options);
}

/** Posts events of an order's case as one batch, a fact never in a closed month. Refuses what the ledger refuses. */
export function postOrderEvents(
  tx: Tx,
  order: StoredOrder,
  events: readonly LedgerEvent[],
  options: PostingOptions,
): OrderPosting {
  if (events.length === 0) return NOTHING;
  const accounts = accountsOf(tx);
  const event = options.ofImport ? 'E00' : events[0]!.id;
  const isFact = options.as === 'fact';
  const effectiveOn = bookedOn(tx, order, options);
  const head = { event, effectiveOn, summary: options.summary, isFact };
  // A batch of nothing could never be taken back.
  let writer: BatchWriter | null = null;
  const tickets: Expansion['tickets'] = [];
  for (const each of events) {
    const isIntent = 'as' in each && each.as === 'intent';
    const expansion = expand(each, isIntent ? accounts.withHolds() : accounts);
    tickets.push(...expansion.tickets);
    for (const leg of expansion.legs) {
      writer ??= new BatchWriter(tx, head);
      writer.add(leg);
    }
  }
  if (writer === null) return { ...NOTHING, tickets };
  return { batch: writer.finish(), transfers: writer.count, tickets };
}

/**
 * The day on which money of an order is booked. A fact of a month that is closed, for the book or for its client, counts
 * on the first day of the next open one (E41); an intent is left to the ledger to refuse. A present month that nobody
 * has opened opens with the first order that reaches into it, the next one where the present one is closed already.
 */
export function bookedOn(
  tx: Tx,
  { client }: Pick<StoredOrder, 'client'>,
  { day, as }: Pick<PostingOptions, 'day' | 'as'>,
): string {
  const { connection } = tx;
  const state = connection.prepareValue('SELECT state FROM period WHERE month = ? AND client IS ?');
  const now = beijingDay(tx.at).slice(0, 7);
  for (let month = day.slice(0, 7); ; month = monthAfter(month)) {
    const known = state.get(month, null);
    const isOwn = month === day.slice(0, 7);
    const mayOpen = month === now || (!isOwn && month === monthAfter(now));
    if (known === undefined && mayOpen && month >= firstPeriod(tx)) setPeriod(tx, month, 'open');
    const isClosed = known === 'closed' || (known === 'open' && state.get(month, client) === 'closed');
    if (as === 'intent' || !isClosed) return isOwn ? day : `${month}-01`;
  }
}

function firstPeriod({ connection }: Tx): string {
  return connection.prepareValue('SELECT first_period FROM book').get() as string;
}

function monthAfter(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + 1);
  return at.toISOString().slice(0, 7);
}

/** The events that `settleOrderMoney` would post now, for a preview; nothing is written. Refuses as it does. */
export function dueEvents(
  tx: Pick<Tx, 'connection'>,
  order: StoredOrder,
  as: PostingOptions['as'],
): LedgerEvent[] {
  const held = heldOf(tx.connection, order.orderNo);
  const toldByFile = order.toldBy === 'file';
  if (toldByFile && held.placedFen === 0) return [];
  const money = orderMoney(tx, order, held.placedFen);
  if (!money) return [];
  const isSettled = order.finality !== null && usableInClose(order.finality);
  const mayBook = (id: string) => !toldByFile || ENDINGS.has(id) || (isSettled && SPEND.has(id));
  return moneyEvents(money, held, as).filter(({ id }) => mayBook(id));
}

/**
 * An order with what its posting needs; null where the book does not know its account's client. Refuses
 * `orders.account_without_pool`, `orders.money_account`, `orders.employee`.
 */
export function orderMoney(
  tx: Pick<Tx, 'connection'>,
  order: StoredOrder,
  placedFen = heldOf(tx.connection, order.orderNo).placedFen,
): OrderMoney | null {
  const { connection } = tx;
  const account = order.account === null ? null : orderAccount(connection, order.account);
  const client = order.client ?? account?.client ?? null;
  if (!account || client === null) return null;
  if (account.pool === null) throw new Refusal('orders.account_without_pool', { account: account.name });
  const owner = account.client === null ? {} : { client: { client: account.client } };
  const paidFrom = payerOf(tx, order, placedFen);
  const clientFunded = paidFrom === null && account.funder === 'client';
  return {
    product: order.product,
    caseNo: order.orderNo,
    state: order.state,
    figures: knownFigures(order),
    wasDelivering: changesOf(connection, order.id).some(
      ({ from, to }) => isDelivering(order, from) || isDelivering(order, to),
    ),
    pool: { pool: account.pool, supplier: account.supplier, ...owner },
    client: { client },
    paidFrom,
    clientFunded,
    mode: account.mode,
    postsSpend: paidFrom !== null || clientFunded || ordersPostSpend(account),
  };
}

function isDelivering({ product }: StoredOrder, state: StoredOrder['state']): boolean {
  return state !== null && orderState(product, state).effect === 'spend';
}

/** The setting of the account; DOU+ has no daily flow. */
function ordersPostSpend({ kind, spendBasis }: OrderAccount): boolean {
  return kind === 'douplus' || spendBasis === 'orders';
}

/** Who paid: as the ledger has it, else as the order says. Null: from the pool. */
function payerOf(tx: Pick<Tx, 'connection'>, order: StoredOrder, placedFen: number): OrderMoney['paidFrom'] {
  const { connection } = tx;
  if (order.toldBy === 'file') {
    const payer = new StoredBookView(connection).order(order.orderNo)?.payer ?? null;
    if (payer === null) return null;
    return payer.by === 'employee' ? payer : { by: 'registered', money: payer.money };
  }
  if (order.payment === null || order.payment === 'pool') return null;
  if (order.funder === 'client') return { by: 'client' };
  if (order.funder === 'employee') {
    if (order.employee === null) throw new Refusal('orders.employee', { no: order.orderNo });
    return { by: 'employee', employee: order.employee };
  }
  if (order.money === null) throw new Refusal('orders.money_account', { no: order.orderNo });
  const kind = connection.prepareValue('SELECT kind FROM money_account WHERE id = ?').get(order.money);
  const money = { money: order.money, kind: kind === 'bank' ? 'bank' : 'channel' } as const;
  return { by: placedFen === 0 && paymentSeen(tx, order) ? 'suspense' : 'registered', money } satisfies Payer;
}

/** Whether the payment already stands in 待查付款 under the order's number. */
function paymentSeen({ connection }: Pick<Tx, 'connection'>, order: StoredOrder): boolean {
  const needed = (order.paidFen ?? order.amountFen ?? 0) as Fen;
  return new StoredBookView(connection)
    .openCash('payment', order.orderNo)
    .some(({ amountFen, money }) => money.money === order.money && amountFen >= needed);
}
