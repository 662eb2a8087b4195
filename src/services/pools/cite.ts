import type { CitedRoute } from '../../contract/order.ts';
import type { CitedRule } from '../../contract/upgrade.ts';
import { type Rules, rowNamed } from '../../domain/rulebook/lookup.ts';
import { routeFor } from '../../domain/rulebook/routes.ts';
import type { RoutedAct, RuleProduct, RuleRow } from '../../domain/rulebook/types.ts';

type Citable = Pick<RuleRow, 'rule' | 'id' | 'source' | 'zh' | 'en'>;

/** A row of the rulebook as a screen cites it. */
export function cite({ rule, id, source, zh, en }: Citable): CitedRule {
  return { rule, row: id, source, zh, en };
}

/** Rows by id, as far as they are in force. */
export function citeNamed(rules: Rules, ids: readonly string[]): CitedRule[] {
  return ids.flatMap(id => {
    const row = rowNamed(rules, id);
    return row ? [cite(row)] : [];
  });
}

/** Where acts are done, by the rules of the day. */
export function citeRoutes(rules: Rules, acts: readonly RoutedAct[], product: RuleProduct): CitedRoute[] {
  return acts.flatMap(act => {
    const row = routeFor(rules, act, product);
    return row ? [{ ...cite(row), act, path: row.value.path }] : [];
  });
}
