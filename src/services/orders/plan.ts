import type { OrderDone, OrderDraft } from '../../contract/orders.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { checkOrder } from '../../domain/orders/check.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type RuleFinding, readable } from '../../domain/rulebook/finding.ts';
import { command, type Tx } from '../../ledger/command.ts';
import { bookedOn } from '../../ledger/order-money.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { type OrderAccount, orderAccount } from '../../store/orders.ts';
import { seesClient } from '../../store/orders-facts.ts';
import {
  insertPlanned,
  keepLimitSettings,
  plannedById,
  type StoredPlannedOrder,
  updatePlanned,
} from '../../store/orders-plans.ts';
import { type OrderCaller, rulesOf, type WithRules } from './caller.ts';
import { factsOf, limitSettings } from './facts.ts';
import { heldByPlan, holdForPlan, neededOfPool, releaseHolds, settleHolds } from './holds.ts';
import { writeOrder } from './place.ts';

type Scope = OrderCaller['scope'];

/**
 * Plans an order for a day and holds its pool money: it takes up no limit. Refused by the first rule that blocks on that
 * day, by `orders.account_unknown`, `orders.plan_without_amount`, `orders.plan_in_the_past`, and where the pool is short.
 */
export function planOrder(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { draft, on, ...withRules }: WithRules & { draft: OrderDraft; on: string },
): Promise<{ planned: number; heldFen: number; findings: RuleFinding[] }> {
  const input = JSON.stringify({ draft, on });
  return command(connection, { ...call, procedure: 'plans.plan', input }, tx => {
    const { findings, account } = checkedPlan(tx, scope, { draft, on, ...withRules });
    return { ...writePlan(tx, { draft, on, account }), findings };
  });
}

/** What the rules of its day say to a plan. Refuses as `planOrder`. */
function checkedPlan(
  tx: Tx,
  scope: Scope,
  { draft, on, ...withRules }: WithRules & { draft: OrderDraft; on: string },
): { findings: RuleFinding[]; account: OrderAccount } {
  const { connection } = tx;
  if (on < beijingDay(tx.at)) throw new Refusal('orders.plan_in_the_past', { day: on });
  if (!draft.amountFen) throw new Refusal('orders.plan_without_amount');
  const rules = rulesOf(withRules, on);
  const { facts, account } = factsOf(connection, draft, on, rules);
  if (!account || account.client === null || !seesClient(connection, scope, account.client))
    throw new Refusal('orders.account_unknown', { account: draft.account });
  const { findings } = checkOrder(facts, rules, { settings: limitSettings(connection) });
  const blocking = findings.find(({ severity }) => severity === 'block');
  if (blocking) throw new Refusal(blocking.code, readable(blocking.params));
  return { findings, account };
}

/** Writes a plan with its hold, within a command. */
export function writePlan(
  tx: Tx,
  { draft, on, account }: { draft: OrderDraft; on: string; account: OrderAccount },
): { planned: number; heldFen: number } {
  const planned = insertPlanned(tx, {
    client: account.client!,
    account: account.id,
    on,
    amountFen: draft.amountFen!,
    draft: JSON.stringify(draft),
  });
  const batch = holdForPlan(tx, { planned, draft, account, day: beijingDay(tx.at) });
  if (batch !== null) updatePlanned(tx, planned, { batch });
  return { planned, heldFen: heldByPlan(tx.connection, batch) };
}

/** A plan that still is one. Refuses `orders.plan_unknown`, also outside the scope, and `orders.plan_done`. */
function openPlan(connection: Connection, scope: Scope, id: number): StoredPlannedOrder & { draft: string } {
  const planned = plannedById(connection, id);
  if (!planned || !seesClient(connection, scope, planned.client))
    throw new Refusal('orders.plan_unknown', { plan: id });
  if (planned.state !== 'planned') throw new Refusal('orders.plan_done', { plan: id });
  return planned;
}

/**
 * 转实: the plan becomes an order, its hold the placing (E27). `place` runs the rules again with what is used by now;
 * `record` is never refused by a rule. Refuses as `writeOrder` and `openPlan`.
 */
export function placePlan(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  {
    planned: id,
    orderNo,
    act,
    placedAt,
    ...withRules
  }: WithRules & { planned: number; orderNo: string; act: 'place' | 'record'; placedAt?: string },
): Promise<OrderDone> {
  const input = { planned: id, orderNo, act, placedAt: placedAt ?? null };
  return command(connection, { ...call, procedure: 'plans.place', input }, tx => {
    const planned = openPlan(connection, scope, id);
    const draft = JSON.parse(planned.draft) as OrderDraft;
    let settled: number | null = null;
    const done = writeOrder(
      tx,
      scope,
      act,
      { draft, orderNo, placedAt, ...withRules },
      {
        beforePosting: day => {
          const account = orderAccount(connection, planned.account)!;
          const amountFen = neededOfPool(draft, account);
          const as = act === 'place' ? 'intent' : 'fact';
          const effectiveOn = bookedOn(tx, planned, { day, as });
          settled = settleHolds(tx, planned.batch, { orderNo, amountFen, effectiveOn });
        },
      },
    );
    updatePlanned(tx, id, { state: 'placed', order: done.order });
    return { ...done, batch: done.batch ?? settled };
  });
}

/** 释放: drops a plan and gives what it holds free. Refuses as `openPlan`. */
export function dropPlan(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { planned: id, reason }: { planned: number; reason?: string },
): Promise<{ planned: number; freedFen: number }> {
  const input = { planned: id, reason: reason ?? null };
  return command(connection, { ...call, procedure: 'plans.drop', input }, tx => {
    const planned = openPlan(connection, scope, id);
    const freedFen = releaseHolds(tx, planned.batch, { planned: id, effectiveOn: freedOn(tx, planned) });
    updatePlanned(tx, id, { state: 'dropped', reason: reason?.trim() || null });
    return { planned: id, freedFen };
  });
}

/** Day on which a hold goes free: today, or the first open one where this month is closed already. */
function freedOn(tx: Tx, planned: StoredPlannedOrder): string {
  return bookedOn(tx, planned, { day: beijingDay(tx.at), as: 'fact' });
}

/** 补占: holds anew what had to give way. Refuses as `openPlan` and `holdForPlan`. */
export function holdPlanAgain(
  connection: Connection,
  { scope, ...call }: OrderCaller,
  { planned: id }: { planned: number },
): Promise<{ planned: number; heldFen: number }> {
  return command(connection, { ...call, procedure: 'plans.hold', input: { planned: id } }, tx => {
    const planned = openPlan(connection, scope, id);
    const day = beijingDay(tx.at);
    releaseHolds(tx, planned.batch, { planned: id, effectiveOn: freedOn(tx, planned) });
    const account = orderAccount(connection, planned.account)!;
    const draft = JSON.parse(planned.draft) as OrderDraft;
    const batch = holdForPlan(tx, { planned: id, draft, account, day });
    updatePlanned(tx, id, { batch });
    return { planned: id, heldFen: heldByPlan(connection, batch) };
  });
}

/** Sets how the book reads the limits (LIM-3, LIM-4). */
export function setLimits(
  connection: Connection,
  { scope: _, ...call }: OrderCaller,
  settings: ReturnType<typeof limitSettings>,
): Promise<ReturnType<typeof limitSettings>> {
  const { dailyScope, mode, restartAfterExpiry } = settings;
  const limits = { dailyScope, mode, restartAfterExpiry };
  return command(connection, { ...call, procedure: 'plans.setLimits', input: limits }, tx => {
    keepLimitSettings(tx, limits);
    return limits;
  });
}
