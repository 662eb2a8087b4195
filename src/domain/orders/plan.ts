import type { LimitSettings, LimitUse } from '../limits/types.ts';
import { DEFAULT_LIMIT_SETTINGS } from '../limits/types.ts';
import { type Rules, ruleFor } from '../rulebook/lookup.ts';
import { kindOf, verificationOf } from '../upgrade/facts.ts';
import { checkOrder, type OrderDecision } from './check.ts';
import type { OrderFacts } from './facts.ts';

/** An order that is to be placed; `facts.used` is what is used before any of the plan. */
export interface PlannedOrder {
  /** Number of its row in the list, as the list counts. */
  row: number;
  /** Whose limits it draws on: the legal person (or client), the account, the video; '' where not said. */
  subject: string;
  account: string;
  video: string;
  facts: OrderFacts;
}

/** In which order the plan is tried: as listed, or the smallest first, which lets the most orders in. */
export type PlanTurn = 'listed' | 'smallest';

/** What would let a refused order in; each was tried with the same rules. */
export type Lift = { by: 'verify' } | { by: 'another_day' } | { by: 'reduce'; amountFen: number };

export interface PlannedVerdict {
  row: number;
  /** Turn in which it is placed, from 1; null where it does not fit. */
  turn: number | null;
  /** By the rules, with what the orders before it have taken. */
  decision: OrderDecision;
  lifts: Lift[];
}

export interface PlanOutcome {
  /** In the order of the list. */
  verdicts: PlannedVerdict[];
  fitting: number;
  fittingFen: number;
}

type Taken = Map<string, number>;

/** Which orders of a plan for one day fit, one after the other, and what would let the others in (LIM-1 … LIM-4). */
export function planOrders(
  orders: readonly PlannedOrder[],
  rules: Rules,
  { settings = DEFAULT_LIMIT_SETTINGS, turn = 'listed' }: { settings?: LimitSettings; turn?: PlanTurn } = {},
): PlanOutcome {
  const taken: Taken = new Map();
  const verdicts = new Map<PlannedOrder, PlannedVerdict>();
  let [fitting, fittingFen] = [0, 0];
  for (const order of inTurn(orders, turn)) {
    const decision = decide(order, taken, rules, settings);
    const fits = decision.allowed && order.facts.amountFen !== undefined;
    if (fits) {
      fitting += 1;
      fittingFen += order.facts.amountFen!;
      take(order, taken, rules, settings);
    }
    const lifts = decision.allowed ? [] : liftsOf(order, taken, rules, settings);
    verdicts.set(order, { row: order.row, turn: fits ? fitting : null, decision, lifts });
  }
  return { verdicts: orders.map(order => verdicts.get(order)!), fitting, fittingFen };
}

function inTurn(orders: readonly PlannedOrder[], turn: PlanTurn): PlannedOrder[] {
  if (turn === 'listed') return [...orders];
  const amount = ({ facts }: PlannedOrder) => facts.amountFen ?? Number.MAX_SAFE_INTEGER;
  return orders.toSorted((one, other) => amount(one) - amount(other));
}

/**
 * Unknown use stays unknown. What the plan itself has taken is known all the same: where that alone is too much the
 * order does not fit, whatever was used before.
 */
function decide(order: PlannedOrder, taken: Taken, rules: Rules, settings: LimitSettings): OrderDecision {
  const { facts } = order;
  const least = checkOrder({ ...facts, used: takenUse(order, taken, 'least') }, rules, { settings });
  if (!least.allowed) return least;
  return checkOrder({ ...facts, used: takenUse(order, taken, 'known') }, rules, { settings });
}

function takenUse(order: PlannedOrder, taken: Taken, unknown: 'least' | 'known'): LimitUse {
  const { used = {} } = order.facts;
  const plus = (before: number | undefined, key: string) =>
    before === undefined && unknown === 'known' ? undefined : (before ?? 0) + (taken.get(key) ?? 0);
  return {
    todayFen: plus(used.todayFen, subjectKey(order)),
    totalFen: plus(used.totalFen, subjectKey(order)),
    accountTodayFen: plus(used.accountTodayFen, accountKey(order)),
    videoTodayFen: plus(used.videoTodayFen, videoKey(order)),
  };
}

const subjectKey = (order: PlannedOrder) => `subject ${order.subject || order.account || order.row}`;
const accountKey = (order: PlannedOrder) => `account ${order.account || order.row}`;
const videoKey = (order: PlannedOrder) => `video ${order.video || order.row}`;

/** Only what is paid while a limit binds counts (LIM-3). */
function take(order: PlannedOrder, taken: Taken, rules: Rules, settings: LimitSettings): void {
  const nothing: LimitUse = { todayFen: 0, totalFen: 0, accountTodayFen: 0, videoTodayFen: 0 };
  const { room } = checkOrder({ ...order.facts, used: nothing }, rules, { settings });
  if (room.todayFen === null && room.videoTodayFen === null) return;
  for (const key of [subjectKey(order), accountKey(order), videoKey(order)])
    taken.set(key, (taken.get(key) ?? 0) + order.facts.amountFen!);
}

function liftsOf(order: PlannedOrder, taken: Taken, rules: Rules, settings: LimitSettings): Lift[] {
  const { facts } = order;
  const allows = (changed: OrderFacts) =>
    decide({ ...order, facts: changed }, taken, rules, settings).allowed;
  const lifts: Lift[] = [];
  const smaller = largestThatFits(order, taken, rules, settings);
  if (smaller !== null && allows({ ...facts, amountFen: smaller }))
    lifts.push({ by: 'reduce', amountFen: smaller });
  // The total goes on counting on another day, with what the plan takes of it.
  const { totalFen } = takenUse(order, taken, 'least');
  const used = { ...facts.used, todayFen: 0, totalFen, accountTodayFen: 0, videoTodayFen: 0 };
  if (checkOrder({ ...facts, used }, rules, { settings }).allowed) lifts.push({ by: 'another_day' });
  if (kindOf(facts) === 'enterprise' && verificationOf(facts) !== 'passed') {
    const subject = { ...facts.subject, corporateVerified: 'passed' as const };
    if (allows({ ...facts, subject })) lifts.push({ by: 'verify' });
  }
  return lifts;
}

/** The largest amount in whole steps within the room left, and not below the minimum; null where there is none. */
function largestThatFits(
  order: PlannedOrder,
  taken: Taken,
  rules: Rules,
  settings: LimitSettings,
): number | null {
  const { room } = checkOrder({ ...order.facts, used: takenUse(order, taken, 'least') }, rules, { settings });
  const rooms = [room.todayFen, room.totalFen, room.videoTodayFen].filter(each => each !== null);
  if (rooms.length === 0) return null;
  const step = ruleFor(rules, 'order_step', order.facts.product)?.value ?? 1;
  const minimum = ruleFor(rules, 'order_minimum', order.facts.product)?.value ?? step;
  const amountFen = Math.floor(Math.min(...rooms) / step) * step;
  return amountFen >= minimum && amountFen < (order.facts.amountFen ?? 0) ? amountFen : null;
}
