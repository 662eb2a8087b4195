import type { CitedRoute } from '../../contract/order.ts';
import type { CitedRule } from '../../contract/upgrade.ts';
import type { TransitItem } from '../../domain/refunds/transit.ts';
import { type Rules, rowNamed } from '../../domain/rulebook/lookup.ts';
import { routeFor } from '../../domain/rulebook/routes.ts';
import type { RoutedAct, RuleProduct, RuleRow } from '../../domain/rulebook/types.ts';

function cited({ rule, id: row, source, zh, en }: RuleRow): CitedRule {
  return { rule, row, source, zh, en };
}

const ACTS: Partial<Record<TransitItem['kind'], readonly RoutedAct[]>> = {
  order_refund: ['refund_look', 'refund_ask'],
  pool_refund: ['refund_look', 'refund_ask'],
  ban_refund: ['ban_refund'],
  withdrawal: ['withdrawal'],
  recharge: ['recharge'],
};
const ROWS: Partial<Record<TransitItem['kind'], readonly string[]>> = {
  order_refund: ['ref-1.days', 'ref-2.channel', 'ref-3.unspent'],
  pool_refund: ['ref-1.days', 'ref-2.channel', 'ref-3.unspent'],
  ban_refund: ['acc-2.banned'],
  withdrawal: ['wdr-1.prepay'],
};

/** Where to look and whom to ask about an item, as paths that can be copied (REF-4, ACC-2, ACC-3). */
export function routesOf({ kind, order }: TransitItem, rules: Rules): CitedRoute[] {
  const product: RuleProduct = order?.product ?? 'qianchuan';
  return (ACTS[kind] ?? []).flatMap(act => {
    const row = routeFor(rules, act, product) ?? routeFor(rules, act, 'suixintui');
    return row ? [{ ...cited(row), act, path: row.value.path }] : [];
  });
}

/** Rules that an item is judged by. */
export function citedFor({ kind, reason }: TransitItem, rules: Rules): CitedRule[] {
  const rows = (ROWS[kind] ?? []).filter(id => id !== 'ref-3.unspent' || reason !== 'rejected');
  return rows.flatMap(id => {
    const row = rowNamed(rules, id);
    return row ? [cited(row)] : [];
  });
}
