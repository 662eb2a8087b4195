import type { WorkCalendar } from '../../domain/calendar/working-days.ts';
import { fenOfE5 } from '../../domain/money.ts';
import type { OrderFunder } from '../../domain/order-book/order.ts';
import {
  directRefund,
  type EndedOrder,
  expectedOf,
  type Judging,
  type OrderTransit,
  type PoolReturn,
  poolRefund,
} from '../../domain/refunds/refund-case.ts';
import type { TransitSettings } from '../../domain/refunds/settings.ts';
import { NO_FOLLOW, type TransitFollow, type TransitItem } from '../../domain/refunds/transit.ts';
import type { PaymentMethod, RuleRow } from '../../domain/rulebook/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { poolMoneyOn } from '../../store/imports-days.ts';
import { heldOf } from '../../store/orders.ts';
import { endedOrder, endedOrders, flowDays, toldRefunds } from '../../store/refunds.ts';
import {
  type CaseSum,
  casePostings,
  caseSums,
  type TransitNames,
  transitFollows,
  transitNames,
} from '../../store/transit.ts';
import { readTransitSettings } from '../../store/transit-settings.ts';

/** What a list of money in transit is made with. */
export interface Asking {
  /** Beijing day by whose end it is told. */
  on: string;
  calendar: WorkCalendar;
  rules: readonly RuleRow[];
}

/** Everything that the items of one list share. */
export interface Loaded extends Judging {
  connection: Connection;
  settings: TransitSettings;
  names: TransitNames;
  follows: ReadonlyMap<string, TransitFollow>;
}

export function loaded(connection: Connection, asking: Asking): Loaded {
  return {
    ...asking,
    connection,
    settings: readTransitSettings(connection),
    names: transitNames(connection),
    follows: transitFollows(connection),
  };
}

/** Refunds of orders, arrived ones too: those paid directly, and those of a pool (REF-2). */
export function orderRefunds(of: Loaded): TransitItem[] {
  const { connection, on } = of;
  const direct = directCases(of);
  const orders = endedOrders(connection, on);
  const told = toldRefunds(connection);
  const flows = new FlowEvidence(of);
  const seen = new Set(orders.map(({ orderNo }) => orderNo));
  const items = orders.flatMap(order => refundOf(of, order, { direct, told, flows }) ?? []);
  const others = [...direct].filter(([no, { expectedFen }]) => !seen.has(no) && expectedFen > 0);
  return [...items, ...others.map(([no, transit]) => unknownOrder(of, no, transit))];
}

/**
 * Refunds of orders paid directly that have not arrived, asked case by case: what is open is little beside what has ended.
 */
export function openOrderRefunds(of: Loaded): TransitItem[] {
  const open = [...directCases(of)].filter(([, { openFen, onOrderFen }]) => openFen > 0 || onOrderFen > 0);
  const items = open.flatMap(([no, transit]): TransitItem[] => {
    const order = endedOrder(of.connection, no);
    if (!order) return transit.expectedFen > 0 ? [unknownOrder(of, no, transit)] : [];
    const item = directRefund(order, transit, of, of.follows.get(no) ?? NO_FOLLOW);
    return item && item.beganOn <= of.on ? [item] : [];
  });
  return items.filter(({ state }) => state !== 'arrived');
}

/** The refund of one order by its number, or null. */
export function orderRefund(of: Loaded, orderNo: string): TransitItem | null {
  const order = endedOrder(of.connection, orderNo);
  const direct = directCases(of, orderNo);
  const transit = direct.get(orderNo);
  if (!order) return transit && transit.expectedFen > 0 ? unknownOrder(of, orderNo, transit) : null;
  const evidence = { direct, told: toldRefunds(of.connection, order.id), flows: new FlowEvidence(of) };
  return refundOf(of, order, evidence);
}

interface Evidence {
  direct: ReadonlyMap<string, OrderTransit>;
  told: ReadonlyMap<number, number>;
  flows: FlowEvidence;
}

/** The refund of an order that has ended by the day asked. */
function refundOf(of: Loaded, order: EndedOrder, { direct, told, flows }: Evidence): TransitItem | null {
  const follow = of.follows.get(order.orderNo) ?? NO_FOLLOW;
  const transit = direct.get(order.orderNo);
  const item = transit
    ? directRefund(order, transit, of, follow)
    : poolRefund(order, poolReturn(of, order, told, flows), of, follow);
  return item && item.beganOn <= of.on ? item : null;
}

/** Orders that were paid directly, by number: what the ledger holds of each. */
function directCases({ connection, on, names }: Loaded, orderNo?: string): Map<string, OrderTransit> {
  const cases = new Map<string, OrderTransit>();
  for (const sum of caseSums(connection, ['1221.01', '1123.06', '9007'], on, orderNo)) {
    const { code, caseNo, category, debitsFen, creditsFen, firstOn } = sum;
    if (caseNo === null || (code === '9007' && category === null)) continue;
    const before = cases.get(caseNo) ?? noTransit(sum, names);
    const isTransit = code === '1221.01' || category === 'in_transit';
    cases.set(
      caseNo,
      isTransit
        ? {
            ...before,
            expectedFen: before.expectedFen + debitsFen,
            arrivedFen: before.arrivedFen + creditsFen,
            openFen: before.openFen + debitsFen - creditsFen,
            firstOn: before.firstOn ?? firstOn,
          }
        : { ...before, onOrderFen: before.onOrderFen + debitsFen - creditsFen },
    );
  }
  return cases;
}

const ROUTES: Record<string, PaymentMethod> = {
  alipay: 'alipay',
  wechat: 'wechat',
  douyin_pay: 'douyin',
  bank: 'bank',
};

function noTransit({ code, money, employee }: CaseSum, names: TransitNames): OrderTransit {
  const account = money === null ? undefined : names.moneys.get(money);
  const funder: OrderFunder = code === '9007' ? 'client' : employee !== null ? 'employee' : 'agency';
  return {
    ...{ onOrderFen: 0, expectedFen: 0, arrivedFen: 0, openFen: 0, firstOn: null },
    isMemo: code === '9007',
    route: (account && ROUTES[account.kind]) ?? null,
    channel: account?.name ?? (employee === null ? null : (names.employees.get(employee) ?? null)),
    funder,
    money,
  };
}

/** What a case that no list of orders tells is shown as: its number is all that is known of the order. */
function unknownOrder(of: Loaded, no: string, transit: OrderTransit): TransitItem {
  const [sum] = caseSums(of.connection, ['1221.01'], of.on, no);
  const order: EndedOrder = {
    ...{ id: 0, product: 'suixintui', orderNo: no, state: 'OVER', account: null, placedAt: null },
    client: sum?.client === null || sum === undefined ? null : (of.names.clients.get(sum.client) ?? null),
    placedOn: transit.firstOn ?? of.on,
    ...{ endedAt: transit.firstOn, durationMinutes: null, expectedFen: transit.expectedFen },
    figures: { amount: null, paid: null, coupon: null, top_up: null, spent: null, refunded: null },
    ...{ isOfBook: true, wasDelivering: true, isSettled: false, payment: null, funder: transit.funder },
    ...{ toldBy: 'file', seenOn: null, seenFrom: null },
  };
  const item = directRefund(order, transit, of, of.follows.get(no) ?? NO_FOLLOW)!;
  return { ...item, order: null };
}

function poolReturn(
  { connection, on }: Loaded,
  order: EndedOrder,
  told: ReadonlyMap<number, number>,
  flows: FlowEvidence,
): PoolReturn {
  const { onOrderFen } = heldOf(connection, order.orderNo);
  const expectedFen = expectedOf(order);
  const isTold = expectedFen !== null && told.get(order.id) === expectedFen;
  if (order.toldBy === 'file' || isTold || order.isSettled)
    return { onOrderFen, firstOn: null, isSeen: isTold || flows.agrees(order.account, endOn(order)) };
  const back = casePostings(connection, order.orderNo).find(({ event, day }) => event === 'E36' && day <= on);
  const firstOn = back?.day ?? null;
  return { onOrderFen, firstOn, isSeen: flows.agrees(order.account, firstOn ?? endOn(order)) };
}

function endOn({ endedAt, placedOn }: EndedOrder): string {
  return endedAt?.slice(0, 10) ?? placedOn;
}

/** Whether a daily flow of an account agrees with the book on a day or later (I2), asked once an account. */
class FlowEvidence {
  private readonly of: Loaded;
  /** The latest day on which they agree; empty where none does. */
  private readonly days = new Map<string, string>();

  constructor(of: Loaded) {
    this.of = of;
  }

  agrees(account: EndedOrder['account'], from: string): boolean {
    if (account === null) return false;
    const { platformId } = account;
    if (!this.days.has(platformId)) this.days.set(platformId, this.lastAgreed(platformId));
    return this.days.get(platformId)! >= from;
  }

  private lastAgreed(platformId: string): string {
    const { connection, on } = this.of;
    const days = flowDays(connection, platformId, '0000-01-01', on);
    const agreed = days.find(
      ({ day, cashE5 }) => poolMoneyOn(connection, platformId, day) === fenOfE5(cashE5),
    );
    return agreed?.day ?? '';
  }
}
