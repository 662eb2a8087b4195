import type { OrderDraft } from '../../contract/orders.ts';
import type { PlannedOrderView, PlannedView, PlanState, PlanVerdict } from '../../contract/plans.ts';
import {
  type PlannedOrder,
  type PlannedVerdict,
  type PlanTurn,
  planOrders,
} from '../../domain/orders/plan.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type OrderAccount, orderAccount } from '../../store/orders.ts';
import { seesClient } from '../../store/orders-facts.ts';
import { plannedOrders, poolRoom, type StoredPlannedOrder } from '../../store/orders-plans.ts';
import { rulesOf, type WithRules } from './caller.ts';
import { factsOf, type Histories, limitSettings } from './facts.ts';
import { heldByPlan, neededOfPool } from './holds.ts';

/**
 * The plans of a state. Those that still are plans are tried on their day, one after the other: which fit beside the
 * others of that day, in which turn, and what would let the rest in (LIM-1 … LIM-4).
 */
export function listPlans(
  connection: Connection,
  scope: RowScope,
  {
    state,
    client,
    turn,
    today,
    ...withRules
  }: WithRules & { state: PlanState; client?: number; turn: PlanTurn; today: string },
): PlannedView {
  const stored = plannedOrders(connection, { state, client }).filter(plan =>
    seesClient(connection, scope, plan.client),
  );
  const drafts = new Map(stored.map(plan => [plan.id, JSON.parse(plan.draft) as OrderDraft]));
  const verdicts = new Map<number, PlanVerdict>();
  const days: PlannedView['days'] = [];
  if (state === 'planned')
    for (const [on, plans] of Map.groupBy(stored, plan => plan.on)) {
      const tried = plans.map(plan => ({ row: plan.id, draft: drafts.get(plan.id)! }));
      const { verdicts: said, ...sums } = whatIf(connection, tried, { on, turn, ...withRules });
      for (const verdict of said) verdicts.set(verdict.row, shownVerdict(verdict));
      days.push({ on, orders: plans.length, amountFen: sumOf(plans), ...sums });
    }
  const planned = stored.map(plan =>
    shownPlan(connection, plan, drafts.get(plan.id)!, verdicts.get(plan.id) ?? null),
  );
  const pools = poolsOf(connection, stored, today);
  return { planned, days, pools, settings: limitSettings(connection) };
}

const sumOf = (plans: readonly StoredPlannedOrder[]) =>
  plans.reduce((fen, { amountFen }) => fen + amountFen, 0);

/** Which of some drafts fit on a day, one after the other, with what the book knows of each. */
export function whatIf(
  connection: Connection,
  drafts: readonly { row: number; draft: OrderDraft }[],
  { on, turn, ...withRules }: WithRules & { on: string; turn: PlanTurn },
): { verdicts: PlannedVerdict[]; fitting: number; fittingFen: number } {
  const rules = rulesOf(withRules, on);
  const histories: Histories = new Map();
  const orders = drafts.map(({ row, draft }): PlannedOrder => {
    const { facts, account } = factsOf(connection, draft, on, rules, histories);
    return { row, ...drawsOn(account, draft), facts };
  });
  return planOrders(orders, rules, { settings: limitSettings(connection), turn });
}

/** Whose limits a draft draws on. */
function drawsOn(account: OrderAccount | null, draft: OrderDraft) {
  const subject = account?.subject ?? null;
  const video = draft.scene === 'live' ? '' : (draft.video?.materialId ?? '');
  return { subject: subject === null ? '' : String(subject), account: draft.account, video };
}

export function shownVerdict({ turn, decision, lifts }: PlannedVerdict): PlanVerdict {
  return { turn, ...decision, lifts };
}

function shownPlan(
  connection: Connection,
  plan: StoredPlannedOrder,
  draft: OrderDraft,
  verdict: PlanVerdict | null,
): PlannedOrderView {
  const { account, batch, ...rest } = plan;
  const isOpen = plan.state === 'planned';
  return {
    ...rest,
    draft,
    needsFen: isOpen ? neededOfPool(draft, orderAccount(connection, account)!) : 0,
    heldFen: isOpen ? heldByPlan(connection, batch) : 0,
    verdict,
  };
}

function poolsOf(
  connection: Connection,
  plans: readonly StoredPlannedOrder[],
  today: string,
): PlannedView['pools'] {
  const pools = new Map<number, PlannedView['pools'][number]>();
  for (const { account, accountName, clientName, batch, state } of plans) {
    const pool = orderAccount(connection, account)?.pool ?? null;
    if (state !== 'planned' || batch === null || pool === null || pools.has(pool)) continue;
    pools.set(pool, { pool, accountName, clientName, ...poolRoom(connection, pool, today) });
  }
  return [...pools.values()];
}
