import type { CitedRoute, OrderOwed } from '../../contract/order.ts';
import type { CitedRule } from '../../contract/upgrade.ts';
import { isRunning } from '../../domain/order-book/told.ts';
import { isFinal, orderState } from '../../domain/orders/states.ts';
import { productsOf, type Rules, rowNamed } from '../../domain/rulebook/lookup.ts';
import { routeFor } from '../../domain/rulebook/routes.ts';
import type { RoutedAct, RuleProduct, RuleRow } from '../../domain/rulebook/types.ts';
import type { StoredOrder } from '../../store/orders.ts';

/** A row of the rulebook as a screen cites it. */
export function cited({ rule, id: row, source, zh, en }: RuleRow): CitedRule {
  return { rule, row, source, zh, en };
}

/** Where an act is done, by the rules of the day; empty where no row says it. */
export function citedRoutes(rules: Rules, acts: readonly RoutedAct[], product: RuleProduct): CitedRoute[] {
  return acts.flatMap(act => {
    const row = routeFor(rules, act, product);
    return row ? [{ ...cited(row), act, path: row.value.path }] : [];
  });
}

export interface PageStand {
  order: StoredOrder;
  bannedOn: string | null;
  owed: OrderOwed | null;
}

/** Rules that matter for an order where it stands, those of its state first. */
export function rulesOfPage({ order, bannedOn, owed }: PageStand, rules: Rules): CitedRule[] {
  const { product, state, scene } = order;
  const isEnded = state !== null && isFinal(product, state);
  const isReviewed = state !== null && REVIEW.has(state);
  const isRejected = state === 'OFFLINE_AUDIT';
  const isDouplus = product === 'douplus';
  const wanted: [when: boolean, ...rows: string[]][] = [
    [bannedOn !== null, isDouplus ? 'acc-2.banned.douplus' : 'acc-2.banned'],
    [isReviewed, 'ord-9.review'],
    [isRejected && scene !== 'live', 'ord-9.public', 'ord-9.title', 'ord-9.seconds'],
    [isRunning(product, state), 'ord-7.estimate'],
    [isDouplus && scene === 'live', order.liveCart === 1 ? 'ord-10.terminated' : 'ord-10.live'],
    [isRejected, 'ref-1.days'],
    [owed !== null, 'ref-2.channel'],
    [owed !== null && !isRejected, 'ref-3.unspent'],
    [true, isDouplus ? 'ord-11.states.douplus' : 'ord-11.states'],
    [state === 'UNPAID' || state === 'TIMEOUT', 'ord-11.unpaid'],
    [true, 'dat-1.scope'],
    [!isEnded || order.finality === 'provisional' || order.finality === null, 'dat-2.final'],
    [order.spentFen === null, 'dat-3.blank'],
    [state !== null && orderState(product, state).effect === 'spend', 'dat-4.interaction'],
    [isEnded, 'dat-5.finality'],
  ];
  return wanted.flatMap(([when, ...rows]) => (when ? rows.flatMap(row => ofProduct(rules, row, order)) : []));
}

const REVIEW: ReadonlySet<string> = new Set([
  'CREATING',
  'AUDIT',
  'AUDITING',
  'AUDIT_PAUSE',
  'OFFLINE_AUDIT',
]);

function ofProduct(rules: Rules, id: string, { product }: StoredOrder): CitedRule[] {
  const row = rowNamed(rules, id);
  return row && productsOf(row).includes(product) ? [cited(row)] : [];
}
