import type { OrderCheckView, OrderDone, OrderDraft } from '../../contract/orders.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { checkOrder } from '../../domain/orders/check.ts';
import { type OrderState, orderState } from '../../domain/orders/states.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type RuleFinding, readable } from '../../domain/rulebook/finding.ts';
import type { Tx } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { insertOrder, OrderLog, type OrderPatch, ordersByNo, updateOrder } from '../../store/orders.ts';
import { seesClient } from '../../store/orders-facts.ts';
import { nameOfClient, poolRoom } from '../../store/orders-plans.ts';
import { rulesOf, type WithRules } from './caller.ts';
import { factsOf, type KnownFacts, limitSettings } from './facts.ts';
import { postOrder } from './money.ts';

export interface Placing {
  draft: OrderDraft;
  orderNo: string;
  /** Beijing time; now where absent. */
  placedAt?: string;
}

/** What the rules of a day say to a draft, with what the book knows of it. Nothing is written. */
export function checkDraft(
  connection: Connection,
  scope: RowScope,
  { draft, on, ...withRules }: WithRules & { draft: OrderDraft; on: string },
): OrderCheckView {
  const rules = rulesOf(withRules, on);
  const { facts, account } = factsOf(connection, draft, on, rules);
  if (account) needSeen(connection, scope, account);
  const settings = limitSettings(connection);
  const { allowed, findings, room } = checkOrder(facts, rules, { settings });
  const pool = account?.pool ? poolRoom(connection, account.pool, on) : null;
  return {
    allowed,
    findings,
    room,
    poolFen: pool?.freeFen ?? null,
    pool,
    settings,
    account: account && {
      name: account.name,
      client: account.client,
      clientName: nameOfClient(connection, account.client),
      bannedOn: account.bannedOn,
    },
    used: facts.used ?? null,
  };
}

/**
 * Writes an order with its findings and posts its placing, within a command. `place` is refused by the first rule that
 * blocks, with its figures: the check runs inside the transaction, so that two placements cannot both take the last room
 * (LIM-4). `record` (已下单，登记) is never refused by a rule. `beforePosting` may post what is held for it. Refuses
 * `orders.exists`, `orders.account_unknown`, `orders.amount_missing`, and for `place` what the ledger refuses.
 */
export function writeOrder(
  tx: Tx,
  scope: RowScope,
  act: 'place' | 'record',
  { draft, orderNo, placedAt, state, ...withRules }: Placing & WithRules & { state?: OrderState },
  { beforePosting }: { beforePosting?(day: string): void } = {},
): OrderDone {
  const { connection } = tx;
  const day = placedAt?.slice(0, 10) ?? beijingDay(tx.at);
  const rules = rulesOf(withRules, day);
  const known = factsOf(connection, draft, day, rules);
  const account = needSeen(connection, scope, known.account, draft.account);
  if (draft.amountFen === undefined || draft.amountFen === 0)
    throw new Refusal('orders.amount_missing', { no: orderNo });
  const before = ordersByNo(connection, draft.product, [orderNo]).get(orderNo);
  if (before?.standing === 1) throw new Refusal('orders.exists', { no: orderNo });
  const { findings } = checkOrder(known.facts, rules, { settings: limitSettings(connection), act });
  const blocking = findings.find(({ severity }) => severity === 'block');
  if (blocking) throw new Refusal(blocking.code, readable(blocking.params));
  const to = state ?? firstPaidState(draft.product);
  orderState(draft.product, to);
  const order = {
    ...valuesOf(draft, known),
    ...flagsOf(findings),
    product: draft.product,
    orderNo,
    client: account.client,
    account: account.id,
    placedAt: placedAt ?? null,
    placedOn: day,
    state: to,
    toldBy: 'book',
    standing: 1,
  } as const;
  const id = before?.id ?? insertOrder(tx, order);
  if (before) updateOrder(tx, id, order);
  const log = new OrderLog(tx);
  seePlaced(log, id, order, day);
  beforePosting?.(day);
  const as = act === 'place' ? 'intent' : 'fact';
  const { batch } = postOrder(tx, id, { day, as, summary: `订单 ${orderNo}` });
  log.step({ order: id, from: null, to, reason: act === 'place' ? 'placed' : 'registered', batch });
  return { order: id, batch, findings };
}

/** The figures with which an order was placed. */
function seePlaced(log: OrderLog, order: number, values: OrderPatch, day: string): void {
  const seen = [
    ['amount', values.amountFen],
    ['coupon', values.couponFen],
    ['paid', values.paidFen],
  ] as const;
  for (const [name, valueFen] of seen)
    if (typeof valueFen === 'number')
      log.see({ order, name, valueFen, day, finality: 'provisional', sourceRow: null });
}

function firstPaidState(product: OrderDraft['product']): OrderState {
  return product === 'suixintui' ? 'AUDIT' : 'AUDITING';
}

/** The account that an order is placed with. Refuses `orders.account_unknown`, also outside the scope. */
function needSeen(
  connection: Connection,
  scope: RowScope,
  account: KnownFacts['account'],
  platformId = account?.platformId ?? '',
): NonNullable<KnownFacts['account']> {
  if (!account || !seesClient(connection, scope, account.client))
    throw new Refusal('orders.account_unknown', { account: platformId });
  return account;
}

function valuesOf(draft: OrderDraft, { facts }: KnownFacts): OrderPatch {
  const { scene, goal, bid, durationHours, video, live, payment, amountFen = 0, couponFen } = draft;
  const creative = {
    video: facts.video,
    live: facts.live,
    contentJudged: draft.contentJudged,
    ecommerceLead: draft.ecommerceLead,
  };
  return {
    accountText: draft.account,
    scene: scene ?? null,
    goal: goal ?? null,
    bid: bid ? [bid.by, bid.mode].filter(part => part !== undefined).join('/') : null,
    durationMinutes: durationHours === undefined ? null : Math.round(durationHours * 60),
    video: video?.materialId ?? null,
    liveRoom: live?.room ?? (scene === 'live' ? draft.account : null),
    amountFen,
    couponFen: couponFen ?? null,
    paidFen: Math.max(0, amountFen - (couponFen ?? 0)),
    payment: payment ?? 'pool',
    funder: draft.funder ?? null,
    money: draft.money ?? null,
    employee: draft.employee ?? null,
    targeting: draft.targeting === undefined ? null : JSON.stringify(draft.targeting),
    creative: JSON.stringify(creative),
    targetingPreset: draft.targetingPreset ?? null,
    creativePreset: draft.creativePreset ?? null,
    finality: null,
  };
}

/** What is kept of the findings: doubts and what would have refused; that flags the order. */
function flagsOf(findings: readonly RuleFinding[]): OrderPatch {
  const kept = findings.filter(({ severity }) => severity !== 'info');
  return {
    findings: kept.length === 0 ? null : JSON.stringify(kept),
    flagged: kept.some(({ next }) => next === 'rules.recorded_next') ? 1 : 0,
  };
}
