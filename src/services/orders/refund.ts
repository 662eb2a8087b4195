import type { OrderRefundView } from '../../contract/order.ts';
import type { OrderDone } from '../../contract/orders.ts';
import type { LedgerEvent, Payer } from '../../domain/accounting/events/facts.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { Fen } from '../../domain/money.ts';
import type { OrderMoney } from '../../domain/order-book/money.ts';
import type { RefundDecided } from '../../domain/order-book/order.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../ledger/command.ts';
import { orderMoney, postOrderEvents } from '../../ledger/order-money.ts';
import { StoredBookView } from '../../store/imports-book.ts';
import { decideTicket } from '../../store/imports-tickets.ts';
import { heldOf, OrderLog, type StoredOrder, updateOrder } from '../../store/orders.ts';
import { caseNet, moneyKind, refundedOf, ticketsOfCase } from '../../store/orders-told.ts';
import { keepTickets } from './money.ts';

/** Money of an order that came back. */
export interface RefundArrival {
  amountFen: number;
  /** Where it arrived; the way it was paid where left out (REF-1, REF-2). */
  to?: 'agency' | 'client' | 'employee';
  /** Money account of the agency; the one that paid where left out. */
  money?: number;
  /** Employee whose channel got it; the one who paid where left out. */
  employee?: number;
  on?: string;
}

/**
 * E38: a refund of an order that was paid directly has arrived: at the agency (registered, or out of 待认领款 where its row
 * is there), at the client's own channel, or at an employee's. Short and over open their tickets (E39, E40). Refuses
 * `orders.refund_to_pool` for an order that the pool paid (REF-2), `orders.refund_not_expected` where nothing is held for it
 * any more, `orders.refund_paid_by_client` for one that the client paid and that is said to arrive elsewhere, `orders.employee`, and what the ledger refuses.
 */
export function refundOrder(tx: Tx, order: StoredOrder, arrival: RefundArrival): OrderDone {
  const amountFen = arrival.amountFen as Fen;
  const money = directMoney(tx, order);
  const openFen = openOf(tx, order);
  if (openFen <= 0) throw new Refusal('orders.refund_not_expected', { no: order.orderNo });
  const day = arrival.on ?? beijingDay(tx.at);
  const { batch } = postRefund(tx, order, arrivalEvent(tx, order, money, { ...arrival, amountFen }), day);
  seeRefunded(tx, order, day);
  return { order: order.id, batch, findings: [] };
}

function arrivalEvent(
  tx: Tx,
  order: StoredOrder,
  { client, paidFrom, caseNo, pool }: Direct,
  arrival: RefundArrival & { amountFen: Fen },
): LedgerEvent {
  const { amountFen, to = 'client' } = arrival;
  if (paidFrom.by !== 'client') {
    const arrived = arrivedAt(tx, order, paidFrom, arrival);
    return { id: 'E38', caseNo, client, paidFrom, arrived, amountFen };
  }
  if (to !== 'client') throw new Refusal('orders.refund_paid_by_client', { no: order.orderNo });
  return {
    id: 'E38',
    caseNo,
    client,
    paidFrom: { by: 'client', pool },
    arrived: { to: 'client' },
    amountFen,
  };
}

/** How a difference of a refund is decided (E39, E40). */
export interface RefundDecision {
  decision: RefundDecided;
  /** Not more than what is open. */
  amountFen: number;
  /** Money account of a surplus; the one that paid the order where left out. */
  money?: number;
  on?: string;
}

/**
 * E39: what a refund was short of was spent after all, or is borne by the agency or the client. E40: what it was over by is
 * spend that was too high, or is not ours and goes back. Refuses as `refundOrder`, and what the ledger refuses above what
 * is open.
 */
export function decideRefund(tx: Tx, order: StoredOrder, decided: RefundDecision): OrderDone {
  const money = directMoney(tx, order);
  const day = decided.on ?? beijingDay(tx.at);
  const { batch } = postRefund(tx, order, decisionEvent(tx, order, money, decided), day);
  return { order: order.id, batch, findings: [] };
}

/** Where the refund of an order stands; null where it was not paid past the pool. */
export function refundStandOf(tx: Pick<Tx, 'connection'>, order: StoredOrder): OrderRefundView | null {
  const by = payerKnown(tx, order);
  if (by === null) return null;
  const { connection } = tx;
  const net = (code: string) => caseNet(connection, order.orderNo, code);
  return {
    by,
    openFen: Math.max(0, openOf(tx, order)),
    arrivedFen: refundedOf(connection, order.orderNo),
    overFen: Math.max(0, -net('2241.01')),
    shortFen: by === 'client' ? 0 : Math.max(0, net('1221.01')),
  };
}

/** Who paid an order past the pool, as the ledger or the order says. */
function payerKnown(
  { connection }: Pick<Tx, 'connection'>,
  order: StoredOrder,
): OrderRefundView['by'] | null {
  if (order.toldBy === 'file') {
    const payer = new StoredBookView(connection).order(order.orderNo)?.payer ?? null;
    return payer && (payer.by === 'employee' ? 'employee' : 'agency');
  }
  return order.payment === null || order.payment === 'pool' ? null : (order.funder ?? 'agency');
}

type Direct = OrderMoney & { paidFrom: NonNullable<OrderMoney['paidFrom']> };

function decisionEvent(tx: Tx, order: StoredOrder, of: Direct, decided: RefundDecision): LedgerEvent {
  const { client, pool, paidFrom, caseNo } = of;
  if (paidFrom.by === 'client') throw new Refusal('orders.refund_paid_by_client', { no: order.orderNo });
  const amountFen = decided.amountFen as Fen;
  const mode = of.mode === 'M2' ? 'M2' : 'M1';
  const short = { id: 'E39', caseNo, client, paidFrom, amountFen } as const;
  switch (decided.decision) {
    case 'spent':
      return { ...short, decision: 'spent', pool, mode };
    case 'agency_bears':
    case 'client_bears':
      return { ...short, decision: decided.decision };
    case 'spend_too_high': {
      const { released } = heldOf(tx.connection, caseNo);
      const money = moneyOf(tx, order, paidFrom, decided.money);
      return {
        id: 'E40',
        decision: 'spend_too_high',
        caseNo,
        client,
        pool,
        mode,
        money,
        amountFen,
        released,
      };
    }
    case 'not_ours': {
      const money = moneyOf(tx, order, paidFrom, decided.money);
      return {
        id: 'E40',
        decision: 'not_ours',
        caseNo,
        money,
        paidFrom: { by: 'registered', money },
        amountFen,
      };
    }
  }
}

/** Posts one event of the refund; what it settles of the case's tickets is decided by it. */
function postRefund(tx: Tx, order: StoredOrder, event: LedgerEvent, day: string) {
  const { orderNo } = order;
  const posted = postOrderEvents(tx, order, [event], { day, as: 'fact', summary: `订单 ${orderNo} 退款` });
  const { connection } = tx;
  // One short or over ticket of a case says all: an older one of it says less.
  const open = ticketsOfCase(connection, orderNo, ['REFUND_SHORT', 'REFUND_OVER']);
  keepTickets(tx, posted, day);
  const restFen = {
    REFUND_SHORT: caseNet(connection, orderNo, '1221.01'),
    REFUND_OVER: -caseNet(connection, orderNo, '2241.01'),
  };
  for (const [reason, fen] of Object.entries(restFen)) {
    const isSaid = posted.tickets.some(ticket => ticket.reason === reason);
    if (fen > 0 && !isSaid) continue;
    for (const id of ticketsOfCase(connection, orderNo, [reason]))
      if (fen <= 0 || open.includes(id)) decideTicket(tx, id, posted.batch);
  }
  return posted;
}

/** An order that was paid directly. */
function directMoney(tx: Tx, order: StoredOrder): Direct {
  const money = orderMoney(tx, order);
  const paidFrom = money?.paidFrom ?? null;
  if (!money || paidFrom === null) throw new Refusal('orders.refund_to_pool', { no: order.orderNo });
  return { ...money, paidFrom };
}

/** What the order still holds, expected back or not, 分. */
function openOf({ connection }: Pick<Tx, 'connection'>, { orderNo }: StoredOrder): number {
  return ['1221.01', '1123.06', '9007'].reduce((fen, code) => fen + caseNet(connection, orderNo, code), 0);
}

function arrivedAt(
  tx: Tx,
  order: StoredOrder,
  paidFrom: Payer,
  { to = paidFrom.by === 'employee' ? 'employee' : 'agency', amountFen, ...arrival }: RefundArrival,
): Extract<LedgerEvent, { id: 'E38' }>['arrived'] {
  if (to === 'client') return { to };
  if (to === 'employee') {
    const employee = arrival.employee ?? (paidFrom.by === 'employee' ? paidFrom.employee : undefined);
    if (employee === undefined) throw new Refusal('orders.employee', { no: order.orderNo });
    return { to, employee };
  }
  const seen = new StoredBookView(tx.connection)
    .openCash('receipt', order.orderNo)
    .find(cash => cash.amountFen >= amountFen);
  if (seen) return { to, into: { by: 'suspense', money: seen.money } };
  return { to, into: { by: 'registered', money: moneyOf(tx, order, paidFrom, arrival.money) } };
}

function moneyOf({ connection }: Tx, order: StoredOrder, paidFrom: Payer, money: number | undefined) {
  const id = money ?? (paidFrom.by === 'employee' ? null : paidFrom.money.money);
  const kind = id === null ? null : moneyKind(connection, id);
  if (id === null || kind === null) throw new Refusal('orders.money_account', { no: order.orderNo });
  return { money: id, kind };
}

/** What came back so far, as a running total: by the ledger where rows told of it too. */
function seeRefunded(tx: Tx, order: StoredOrder, day: string): void {
  const log = new OrderLog(tx);
  const valueFen = refundedOf(tx.connection, order.orderNo);
  const seen = { order: order.id, name: 'refunded', valueFen, day, finality: 'provisional' } as const;
  log.see({ ...seen, sourceRow: null });
  updateOrder(tx, order.id, { refundedFen: valueFen });
}
