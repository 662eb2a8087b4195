import { useMemo } from 'react';
import { DEFAULT_LIMIT_SETTINGS } from '../../../domain/limits/types.ts';
import { checkOrder } from '../../../domain/orders/check.ts';
import { limitsOf } from '../../../domain/orders/check-limits.ts';
import type { OrderFacts } from '../../../domain/orders/facts.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';
import { assessUpgrade } from '../../../domain/upgrade/assess.ts';

/** Everything the rules say to an order, by the same functions that the service decides with. */
export function useDecision(facts: OrderFacts, rules: Rules) {
  return useMemo(
    () => ({
      decision: checkOrder(facts, rules),
      limits: limitsOf(facts, rules, DEFAULT_LIMIT_SETTINGS),
      assessment: assessUpgrade(facts, rules),
    }),
    [facts, rules],
  );
}
