import type { RowScope } from '../../domain/parties/types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Rules, rulesOn } from '../../domain/rulebook/lookup.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { orderById, type StoredOrder } from '../../store/orders.ts';
import { seesClient } from '../../store/orders-facts.ts';

/** Who asks and when; `key` makes a command repeatable, `scope` says whose orders may be seen and changed. */
export interface OrderCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
  scope: RowScope;
}

export interface WithRules {
  rules: readonly RuleRow[];
}

export function rulesOf({ rules }: WithRules, day: string): Rules {
  return rulesOn(rules, day);
}

/** An order that the scope reaches. Refuses `orders.unknown`, also for one outside the scope. */
export function orderSeen(connection: Connection, scope: RowScope, id: number): StoredOrder {
  const order = orderById(connection, id);
  if (!order || !seesClient(connection, scope, order.client))
    throw new Refusal('orders.unknown', { order: id });
  return order;
}
