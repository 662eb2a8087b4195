import { type Rules, rowsFor } from './lookup.ts';
import type { RoutedAct, RuleProduct, RuleRowOf } from './types.ts';

/** Where an act is done on that day (ACC-3, DAT-2, REF-4, INV-1, UPG-5 …); undefined where no row says it. */
export function routeFor(rules: Rules, act: RoutedAct, product: RuleProduct): RuleRowOf<'route'> | undefined {
  return rowsFor(rules, 'route', product).find(({ value }) => value.act === act);
}
