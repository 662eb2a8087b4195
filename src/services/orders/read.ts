import type {
  LimitsView,
  OrderDetailView,
  OrderFilter,
  OrderListView,
  OrderView,
  SlowCauseView,
} from '../../contract/orders.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { busiestVideo, usedOn } from '../../domain/limits/count.ts';
import { bindingLimits } from '../../domain/limits/room.ts';
import { countsFrom, limitStateOn } from '../../domain/limits/state.ts';
import type { OrderFlag } from '../../domain/order-book/order.ts';
import { instantOf, isRunning } from '../../domain/order-book/told.ts';
import { figureNotes, missingFigures } from '../../domain/orders/figures.ts';
import { type PlacedOrder, slowCauses } from '../../domain/orders/slow.ts';
import { orderState, statesOf } from '../../domain/orders/states.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import { PRODUCTS } from '../../domain/rulebook/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { limitHistory } from '../../store/limit-history.ts';
import { changesOf, figuresOf, type StoredOrder } from '../../store/orders.ts';
import { douplusAccounts, namesOf, ordersOfVideo, seesClient, subjectOf } from '../../store/orders-facts.ts';
import {
  type ListedOrder,
  legsOfCase,
  listOrders as listed,
  logOfOrder,
  placesOf,
} from '../../store/orders-list.ts';
import { clientsSeen } from '../../store/scope.ts';
import { verificationOn } from '../../store/upgrade-facts.ts';
import { orderSeen, rulesOf, type WithRules } from './caller.ts';
import { limitSettings } from './facts.ts';

const RUNNING: readonly string[] = PRODUCTS.flatMap(product =>
  statesOf(product).flatMap(state => (isRunning(product, state) ? `${product}.${state}` : [])),
);

/** A stored order as lists show it. */
export function viewOf(connection: Connection, order: StoredOrder): OrderView {
  return shown({ ...order, ...namesOf(connection, order) });
}

function shown(order: ListedOrder): OrderView {
  const { accountText, money, employee, targeting, creative, findings, standing, paidAt, ...rest } = order;
  return {
    ...rest,
    accountId: order.accountId ?? accountText,
    liveCart: order.liveCart === 1,
    flagged: order.flagged === 1,
  };
}

/** Orders under a filter, the newest first, with their exact number and sums. */
export function listOf(
  connection: Connection,
  scope: RowScope,
  { filter, offset, limit }: { filter: OrderFilter; offset: number; limit: number },
): OrderListView {
  const seen = clientsSeen(connection, scope);
  const clients = seen && [...seen];
  const { orders, total, sums } = listed(
    connection,
    filter,
    { offset, limit },
    { running: RUNNING, clients },
  );
  return { orders: orders.map(shown), total, sums };
}

/** Everything that is known of one order. Refuses `orders.unknown`. */
export function detailOf(
  connection: Connection,
  scope: RowScope,
  { order: id, at, ...withRules }: WithRules & { order: number; at: string },
): OrderDetailView {
  const order = orderSeen(connection, scope, id);
  const rules = rulesOf(withRules, beijingDay(at));
  const steps = changesOf(connection, id);
  const figures = figuresOf(connection, id);
  const rows = [...steps, ...figures].flatMap(({ sourceRow }) => sourceRow ?? []);
  const places = placesOf(connection, [...new Set(rows)]);
  const placeOf = (row: number | null) => (row === null ? null : (places.get(row) ?? null));
  const { product, state, endedAt } = order;
  const isWeak = (order.spentFen ?? 0) > 0;
  return {
    order: viewOf(connection, order),
    findings: order.findings === null ? [] : (JSON.parse(order.findings) as OrderFlag[]),
    targeting: order.targeting === null ? null : (JSON.parse(order.targeting) as string),
    steps: steps.map(({ id: _, sourceRow, ...step }) => ({ ...step, source: placeOf(sourceRow) })),
    figures: figures.map(({ id: _, sourceRow, ...figure }) => ({ ...figure, source: placeOf(sourceRow) })),
    money: legsOfCase(connection, order.orderNo),
    log: logOfOrder(connection, id),
    notes: figureNotes(isWeak, rules).map(({ rule, id: row, zh, en }) => ({ rule, row, zh, en })),
    missing:
      order.spentFen === null && state !== null
        ? { path: null, ...missingFigures(instantOf(endedAt), at, rules) }
        : null,
    next: state === null ? [] : orderState(product, state).next,
  };
}

/** Why an order spends slowly (ORD-8): what own orders show, the other causes as questions. Refuses `orders.unknown`. */
export function slowOf(
  connection: Connection,
  scope: RowScope,
  { order: id, at, ...withRules }: WithRules & { order: number; at: string },
): SlowCauseView[] {
  const order = orderSeen(connection, scope, id);
  const own = order.video === null ? [] : ordersOfVideo(connection, order.client, order.video);
  const byId = new Map(own.map(each => [String(each.id), each]));
  const causes = slowCauses(placed(order), own.map(placed), rulesOf(withRules, beijingDay(at)));
  return causes.map(({ cause, row, seen, orders }) => ({
    cause,
    seen,
    orders: orders.map(each => {
      const { id: number, orderNo, placedOn } = byId.get(each)!;
      return { id: number, orderNo, placedOn };
    }),
    rule: row.rule,
    zh: row.zh,
    en: row.en,
  }));
}

function placed({ id, video, targeting, placedOn }: StoredOrder): PlacedOrder {
  return { id: String(id), material: video, targeting, on: placedOn };
}

/** What a client may still place with DOU+ on a day, by legal person and account (LIM-1 … LIM-4). */
export function limitsOn(
  connection: Connection,
  scope: RowScope,
  { client, on, ...withRules }: WithRules & { client: number; on: string },
): LimitsView {
  if (!seesClient(connection, scope, client)) throw new Refusal('orders.client_unknown', { client });
  const rules = rulesOf(withRules, on);
  const bySubject = Map.groupBy(douplusAccounts(connection, client), ({ subject }) => subject);
  const subjects = [...bySubject].map(([subject, accounts]) =>
    subjectLimits(connection, { subject, accounts, on }, rules),
  );
  return { on, client, settings: limitSettings(connection), subjects };
}

interface OfSubject {
  subject: number | null;
  accounts: ReturnType<typeof douplusAccounts>;
  on: string;
}

function subjectLimits(
  connection: Connection,
  { subject, accounts, on }: OfSubject,
  rules: Rules,
): LimitsView['subjects'][number] {
  const settings = limitSettings(connection);
  const known = subject === null ? null : subjectOf(connection, subject);
  const history = limitHistory(connection, { id: accounts[0]!.account, subject }, rules);
  const verification = known?.kind === 'enterprise' ? verificationOn(history.verified, on) : null;
  const state = known?.kind === 'individual' ? 'unstated' : limitStateOn(history, on);
  return {
    subject,
    name: known?.name ?? null,
    kind: known?.kind ?? null,
    verification,
    verified: [...history.verified],
    state,
    countsFrom: countsFrom(history, on, settings.restartAfterExpiry),
    accounts: accounts.map(({ account, platformId, name }) => {
      const own = subject === null ? limitHistory(connection, { id: account, subject }, rules) : history;
      const busiest = busiestVideo(own, on, String(account));
      const use = usedOn(own, { day: on, account: String(account), video: busiest }, settings);
      const binding = bindingLimits(state, use, 'video', rules, settings);
      const limits = binding.map(({ kind, limitFen, usedFen, roomFen, row }) => {
        const { id, rule, source, zh, en } = row;
        const video = kind === 'limit_video_day' ? busiest : null;
        return { kind, limitFen, usedFen, roomFen, video, row: { id, rule, source, zh, en } };
      });
      return { account, platformId, name, limits };
    }),
  };
}
