import type { OrderDone } from '../../contract/orders.ts';
import { beijingClock, beijingDay } from '../../domain/calendar/days.ts';
import { refundOf, spendKnown } from '../../domain/order-book/money.ts';
import type { FigureName, OrderFlag } from '../../domain/order-book/order.ts';
import {
  endOf,
  flagOfLessFinal,
  flagOfStep,
  isRunning,
  stillHolding,
  takesPlace,
  trustOf,
} from '../../domain/order-book/told.ts';
import { type Finality, finalityOf } from '../../domain/orders/figures.ts';
import { isFinal, mayTopUp, type OrderState, orderState, stepEffect } from '../../domain/orders/states.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Rules, rowNamed } from '../../domain/rulebook/lookup.ts';
import type { Tx } from '../../ledger/command.ts';
import {
  changesOf,
  knownFigures,
  OrderLog,
  type OrderPatch,
  orderById,
  type StoredOrder,
  updateOrder,
} from '../../store/orders.ts';
import { settledFigures } from '../../store/orders-told.ts';
import { rulesOf, type WithRules } from './caller.ts';
import { postOrder } from './money.ts';
import { checkDraftOfTopUp } from './top-up.ts';

export interface Step {
  to: OrderState;
  /** Spend as the platform shows it with this state, 分. */
  spentFen?: number;
  reason?: string;
  /** Day of the fact; today where absent. */
  on?: string;
  /** The platform did it although it is no legal step: recorded and flagged. */
  fact?: boolean;
}

/**
 * One step of an order with its money: unpaid → paid places it, an end returns what is left (E36, E37). What is left is
 * known once the spend is known, until then the money stays where it is (DAT-3). Refuses `orders.illegal_step`,
 * `orders.no_such_state`, and what the ledger refuses.
 */
export function stepOrder(tx: Tx, order: StoredOrder, step: Step, withRules: WithRules): OrderDone {
  const { product, state: from } = order;
  const { to, spentFen, reason, fact = false } = step;
  const day = step.on ?? beijingDay(tx.at);
  const rules = rulesOf(withRules, day);
  orderState(product, to);
  const odd = flagOfStep(product, from, to);
  if (!fact && from !== null && from !== to) stepEffect(product, from, to);
  if (!fact && from === to && spentFen === undefined) throw new Refusal('orders.illegal_step', { from, to });
  const ends = isFinal(product, to);
  const endedAt = ends
    ? (order.endedAt ?? endOf(product, { ...order, state: to }) ?? endTime(tx.at, day))
    : null;
  const patch: OrderPatch = { state: to, endedAt };
  const flags = odd ? [odd] : [];
  const log = new OrderLog(tx);
  if (spentFen !== undefined) {
    const seen = {
      name: 'spent',
      valueFen: spentFen,
      day,
      finality: trustOf(endedAt, tx.at, rules),
    } as const;
    const taken = see(tx, order, seen, log);
    Object.assign(patch, taken.patch);
    flags.push(...taken.flags);
  }
  updateOrder(tx, order.id, { ...patch, ...flaggedIn(order, to, flags) });
  if (from !== to) log.step({ order: order.id, from, to, reason: reason ?? null });
  return settle(tx, order.id, day, log);
}

interface Seen {
  name: FigureName;
  valueFen: number;
  day: string;
  finality: Finality;
}

/** Keeps an observation; its figure is known now unless what stands is settled and this is not (DAT-5). */
function see(
  tx: Tx,
  order: StoredOrder,
  seen: Seen,
  log: OrderLog,
): { patch: OrderPatch; flags: OrderFlag[] } {
  const { name, valueFen, finality } = seen;
  const stands = settledFigures(tx.connection, order.id)[name];
  log.see({ order: order.id, ...seen, sourceRow: null });
  if (!takesPlace(stands, finality)) {
    const flag = flagOfLessFinal(valueFen, knownFigures(order)[name] ?? 0);
    return { patch: {}, flags: flag ? [flag] : [] };
  }
  const patch: OrderPatch = { [COLUMN[name]]: valueFen };
  return { patch: name === 'spent' ? { ...patch, finality } : patch, flags: [] };
}

/** Findings of an order in a state, with more. */
function flaggedIn(order: StoredOrder, state: OrderState | null, more: readonly OrderFlag[]): OrderPatch {
  const known = order.findings === null ? [] : (JSON.parse(order.findings) as OrderFlag[]);
  const kept = stillHolding(known, state);
  if (kept.length === known.length && more.length === 0) return {};
  const texts = [...new Set([...kept, ...more].map(finding => JSON.stringify(finding)))];
  return texts.length === 0
    ? { findings: null, flagged: 0 }
    : { findings: `[${texts.join(',')}]`, flagged: 1 };
}

function endTime(at: string, day: string): string {
  const now = beijingClock(at);
  return now.startsWith(day) ? now : day;
}

/** Posts what follows, and keeps what is expected to come back, or has come back into the pool (REF-2, REF-3). */
function settle(tx: Tx, id: number, day: string, log: OrderLog): OrderDone {
  const order = orderById(tx.connection, id)!;
  const summary = `订单 ${order.orderNo}`;
  const { batch } = postOrder(tx, id, { day, as: 'fact', summary });
  const returnsFen = returnsOf(tx, order);
  if (returnsFen !== null && returnsFen !== order.expectedFen) {
    const isPool = order.payment === null || order.payment === 'pool';
    updateOrder(tx, id, { expectedFen: returnsFen, ...(isPool ? { refundedFen: returnsFen } : {}) });
    // Into the pool it comes at once; that is inferred until a flow or the wallet agrees.
    const seen = { order: id, name: 'refunded', day, finality: 'provisional', sourceRow: null } as const;
    if (isPool) log.see({ ...seen, valueFen: returnsFen });
  }
  return { order: id, batch, findings: [] };
}

/** What an ended order returns; null while it runs or its spend is unknown. */
export function returnsOf({ connection }: Pick<Tx, 'connection'>, order: StoredOrder): number | null {
  const { product, state } = order;
  if (state === null || !isFinal(product, state) || orderState(product, state).effect === 'none') return null;
  const figures = knownFigures(order);
  const wasDelivering = changesOf(connection, order.id).some(
    ({ from }) => from !== null && orderState(product, from).effect === 'spend',
  );
  const spentFen = spendKnown({ state, figures, wasDelivering });
  return spentFen === null ? null : refundOf(figures, spentFen);
}

export interface TopUp {
  amountFen: number;
  on?: string;
  /** It was topped up on the platform already: recorded, never refused by a limit. */
  fact?: boolean;
}

/**
 * 追加/续费 of a running order: E27 or E28 again. Through the product it counts toward the limits like a placement (LIM-3)
 * and is refused by them. Refuses `orders.not_running`.
 */
export function topUpOrder(tx: Tx, order: StoredOrder, topUp: TopUp, withRules: WithRules): OrderDone {
  const { amountFen, fact = false } = topUp;
  const day = topUp.on ?? beijingDay(tx.at);
  const rules = rulesOf(withRules, day);
  const mayBe = order.state !== null && mayTopUp(order.product, order.state);
  if (!mayBe && !(fact && isRunning(order.product, order.state)))
    throw new Refusal('orders.not_running', { no: order.orderNo });
  const findings = checkDraftOfTopUp(tx.connection, order, amountFen, day, rules, fact);
  const log = new OrderLog(tx);
  const topUpFen = (order.topUpFen ?? 0) + amountFen;
  const kept = findings.filter(({ severity }) => severity === 'warn');
  updateOrder(tx, order.id, { topUpFen, ...(kept.length > 0 ? flagged(order, ...kept) : {}) });
  log.see({
    order: order.id,
    name: 'top_up',
    valueFen: topUpFen,
    day,
    finality: 'provisional',
    sourceRow: null,
  });
  const summary = `订单 ${order.orderNo} 追加`;
  const { batch } = postOrder(tx, order.id, { day, as: fact ? 'fact' : 'intent', summary });
  return { order: order.id, batch, findings };
}

export interface Figure {
  name: FigureName;
  valueFen: number;
  on?: string;
  /** Where it was read: the order itself, the daily flow of day `on`, or the platform's monthly bill. */
  seenIn?: 'order' | 'flow' | 'bill';
}

const COLUMN: Record<FigureName, keyof OrderPatch> = {
  amount: 'amountFen',
  paid: 'paidFen',
  coupon: 'couponFen',
  top_up: 'topUpFen',
  spent: 'spentFen',
  refunded: 'refundedFen',
};

/** A figure read off the platform, with how final it is (DAT-2, DAT-5); money follows it, in the open period. */
export function seeFigure(tx: Tx, order: StoredOrder, figure: Figure, withRules: WithRules): OrderDone {
  const { name, valueFen, seenIn = 'order' } = figure;
  const today = beijingDay(tx.at);
  const day = figure.on ?? today;
  const rules = rulesOf(withRules, day);
  const finality =
    seenIn === 'order'
      ? trustOf(order.endedAt, tx.at, rules)
      : finalityOf(seenIn === 'bill' ? { in: 'bill' } : { in: 'flow', day, seenOn: today }, rules);
  const log = new OrderLog(tx);
  const { patch, flags } = see(tx, order, { name, valueFen, day, finality }, log);
  updateOrder(tx, order.id, { ...patch, ...flaggedIn(order, order.state, flags) });
  return settle(tx, order.id, day, log);
}

/** Findings of an order with more. */
export function flagged(order: StoredOrder, ...more: readonly OrderFlag[]): OrderPatch {
  return flaggedIn(order, order.state, more);
}

/** Whether an account's ban stands in the way of its running orders (ACC-2). */
export function banFlag(rules: Rules, account: { name: string; day: string }): OrderFlag {
  const row = rowNamed(rules, 'acc-2.banned');
  return {
    rule: 'ACC-2',
    ...(row ? { row: row.id } : {}),
    severity: 'warn',
    code: 'orders.account_banned',
    next: 'orders.account_banned_next',
    params: { account: account.name, day: account.day },
  };
}
