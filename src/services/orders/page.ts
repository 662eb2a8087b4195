import type {
  OrderBatchView,
  OrderEntry,
  OrderOwed,
  OrderPageView,
  OrderRefundView,
} from '../../contract/order.ts';
import type { OrderPlace } from '../../contract/orders.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import type { OrderFlag } from '../../domain/order-book/order.ts';
import { instantOf } from '../../domain/order-book/told.ts';
import type { OrderFacts } from '../../domain/orders/facts.ts';
import { missingFigures } from '../../domain/orders/figures.ts';
import { isFinal, mayTopUp, type OrderState, orderState } from '../../domain/orders/states.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import type { RoutedAct } from '../../domain/rulebook/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { changesOf, figuresOf, heldOf, type StoredOrder } from '../../store/orders.ts';
import { cartUsedOn } from '../../store/orders-facts.ts';
import { placesOf } from '../../store/orders-list.ts';
import {
  commandsOfOrder,
  type OrderPosting,
  partiesOfOrder,
  postingsOfCase,
  seqsOfFigures,
} from '../../store/orders-page.ts';
import { presetById } from '../../store/orders-presets.ts';
import { upgradeCaseOf } from '../../store/upgrade.ts';
import { orderSeen, rulesOf, type WithRules } from './caller.ts';
import { returnsOf } from './change.ts';
import { citedRoutes, rulesOfPage } from './page-rules.ts';
import { viewOf } from './read.ts';
import { refundStandOf } from './refund.ts';

/** States by which the platform terminates an order. */
const STOPS: readonly OrderState[] = ['FROZEN', 'UNDELIVERIED'];

/**
 * The page of one order: what is known of it, every command that told or booked something of it, what it still holds or is
 * owed (REF-2, REF-3), the acts that are legal now and the rules that matter. Refuses `orders.unknown`.
 */
export function pageOf(
  connection: Connection,
  scope: RowScope,
  { order: id, at, ...withRules }: WithRules & { order: number; at: string },
): OrderPageView {
  const order = orderSeen(connection, scope, id);
  const rules = rulesOf(withRules, beijingDay(at));
  const postings = postingsOfCase(connection, order.orderNo);
  const refund = refundStandOf({ connection }, order);
  const held = heldNow(connection, order, { postings, refund });
  const expectedFen = order.expectedFen ?? returnsOf({ connection }, order);
  const owed = owedOf({ ...order, expectedFen }, held);
  const { clientCode, accountKind, bannedOn, payer } = partiesOfOrder(connection, id);
  const missing = missingOf(order, at, rules);
  const { product, state, liveRoom, account } = order;
  const next = state === null ? [] : orderState(product, state).next;
  const { video } = JSON.parse(order.creative ?? '{}') as Partial<OrderFacts>;
  const acts: RoutedAct[] = [
    ...(owed ? (['refund_look', 'refund_ask'] as const) : []),
    ...(missing === 'ask' ? (['missing_figures'] as const) : []),
  ];
  return {
    order: { ...viewOf(connection, order), expectedFen },
    ...{ clientCode, accountKind, bannedOn, payer },
    room: liveRoom === null ? null : { room: liveRoom, cartUsedOn: cartUsedOn(connection, liveRoom) },
    upgrade:
      accountKind === 'douplus' && account !== null
        ? (upgradeCaseOf(connection, account)?.state ?? 'unknown')
        : null,
    creative: video ?? null,
    targeting: order.targeting === null ? null : (JSON.parse(order.targeting) as string),
    presets: {
      targeting: presetName(connection, order.targetingPreset),
      creative: presetName(connection, order.creativePreset),
    },
    findings: order.findings === null ? [] : (JSON.parse(order.findings) as OrderFlag[]),
    entries: entriesOf(connection, order, postings),
    held,
    owed,
    refund,
    routes: citedRoutes(rules, acts, product),
    cited: rulesOfPage({ order, bannedOn, owed }, rules),
    missing,
    next,
    stop: next.find(each => STOPS.includes(each)) ?? null,
    mayTopUp: state !== null && mayTopUp(product, state),
  };
}

function presetName(connection: Connection, preset: number | null): string | null {
  return preset === null ? null : (presetById(connection, preset)?.name ?? null);
}

function heldNow(
  connection: Connection,
  { orderNo }: StoredOrder,
  { postings, refund }: { postings: readonly OrderPosting[]; refund: OrderRefundView | null },
): OrderPageView['held'] {
  const { placedFen, spentFen, onOrderFen } = heldOf(connection, orderNo);
  // What the client paid itself is on no account of ours: the memo of its case tells what is on its way.
  if (refund?.by === 'client')
    return { placedFen, spentFen, onOrderFen, transitFen: Math.max(0, refund.openFen - onOrderFen) };
  const transitFen = postings.reduce(
    (sum, { debit, credit, amountFen }) =>
      sum + (debit === '1221.01' ? amountFen : 0) - (credit === '1221.01' ? amountFen : 0),
    0,
  );
  return { placedFen, spentFen, onOrderFen, transitFen };
}

/** What is owed back of an order; null: nothing, or it has not ended. */
function owedOf(order: StoredOrder, held: OrderPageView['held']): OrderOwed | null {
  const { product, state, expectedFen, payment } = order;
  if (held.transitFen > 0) return { way: 'payer', amountFen: held.transitFen };
  if (state === null || !isFinal(product, state)) return null;
  if (held.onOrderFen > 0)
    return { way: expectedFen === null ? 'unknown' : 'held', amountFen: held.onOrderFen };
  const isPool = payment === null || payment === 'pool';
  const isSettled = order.finality === 'settled' || order.finality === 'billed';
  if (!isPool || isSettled || !expectedFen) return null;
  return { way: 'pool', amountFen: expectedFen };
}

function missingOf(order: StoredOrder, at: string, rules: Rules): OrderPageView['missing'] {
  const { product, state, spentFen, endedAt } = order;
  if (spentFen !== null || state === null || orderState(product, state).effect === 'none') return null;
  return missingFigures(instantOf(endedAt), at, rules).act;
}

/** Every command on an order with what it told and booked, the newest first. */
function entriesOf(
  connection: Connection,
  order: StoredOrder,
  postings: readonly OrderPosting[],
): OrderEntry[] {
  const seqs = seqsOfFigures(connection, order.id);
  const steps = Map.groupBy(changesOf(connection, order.id), ({ logSeq }) => logSeq);
  const figures = Map.groupBy(figuresOf(connection, order.id), ({ id }) => seqs.get(id));
  const legs = Map.groupBy(postings, ({ logSeq }) => logSeq);
  const rows = [...steps.values(), ...figures.values(), ...legs.values()].flatMap(told =>
    told.flatMap(({ sourceRow }) => sourceRow ?? []),
  );
  const places = placesOf(connection, [...new Set(rows)]);
  return commandsOfOrder(connection, { order: order.id, caseNo: order.orderNo }).map(command => {
    const ownSteps = steps.get(command.seq) ?? [];
    const ownFigures = figures.get(command.seq) ?? [];
    const ownLegs = legs.get(command.seq) ?? [];
    return {
      ...command,
      steps: ownSteps.map(({ from, to, reason }) => ({ from, to, reason })),
      figures: ownFigures.map(({ name, valueFen, day, finality }) => ({ name, valueFen, day, finality })),
      batches: batchesOf(ownLegs),
      places: placesIn([...ownSteps, ...ownFigures, ...ownLegs], places),
    };
  });
}

function batchesOf(legs: readonly OrderPosting[]): OrderBatchView[] {
  return [...Map.groupBy(legs, ({ batch }) => batch)].map(([batch, own]) => {
    const { batchEvent, day, summary, reverses } = own[0]!;
    return {
      batch,
      event: batchEvent,
      day,
      summary,
      reverses,
      legs: own.map(({ transfer, event, debit, credit, amountFen }) => ({
        transfer,
        event,
        debit,
        credit,
        amountFen,
      })),
    };
  });
}

function placesIn(
  told: readonly { sourceRow: number | null }[],
  places: ReadonlyMap<number, OrderPlace>,
): OrderPlace[] {
  const rows = new Set(told.flatMap(({ sourceRow }) => sourceRow ?? []));
  return [...rows].flatMap(row => places.get(row) ?? []);
}
