import type { OrderDraft } from '../../contract/orders.ts';
import { checkOrder } from '../../domain/orders/check.ts';
import { placementOf } from '../../domain/orders/placement.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type RuleFinding, readable } from '../../domain/rulebook/finding.ts';
import type { Rules } from '../../domain/rulebook/lookup.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { orderAccount, type StoredOrder } from '../../store/orders.ts';
import { factsOf, limitSettings } from './facts.ts';

/** Rules that speak of more money for a running order: the ban and the limits. */
const ASKED: ReadonlySet<string> = new Set(['ACC-2', 'LIM-1', 'LIM-2']);

/** What the rules say to a top-up: it counts like a placement. Refuses the first that blocks, unless it is done already. */
export function checkDraftOfTopUp(
  connection: Connection,
  order: StoredOrder,
  amountFen: number,
  day: string,
  rules: Rules,
  fact: boolean,
): RuleFinding[] {
  const account = order.account === null ? null : orderAccount(connection, order.account);
  if (!account) return [];
  const draft: OrderDraft = {
    product: order.product,
    account: account.platformId,
    amountFen,
    ...(order.scene ? { scene: order.scene } : {}),
    ...(order.goal ? { goal: order.goal } : {}),
  };
  const { facts } = factsOf(connection, draft, day, rules);
  const all = { ...placementOf(order), ...facts };
  const act = fact ? 'record' : 'place';
  const { findings } = checkOrder(all, rules, { settings: limitSettings(connection), act });
  const asked = findings.filter(({ rule }) => ASKED.has(rule));
  const blocking = asked.find(({ severity }) => severity === 'block');
  if (blocking) throw new Refusal(blocking.code, readable(blocking.params));
  return asked.filter(({ next }) => next === 'rules.recorded_next');
}
