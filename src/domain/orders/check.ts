import type { Room } from '../limits/room.ts';
import { DEFAULT_LIMIT_SETTINGS, type LimitSettings } from '../limits/types.ts';
import { gravestFirst, type RuleFinding } from '../rulebook/finding.ts';
import type { Rules } from '../rulebook/lookup.ts';
import { checkCart, checkCreative } from './check-creative.ts';
import { checkLimits } from './check-limits.ts';
import {
  checkAccount,
  checkAmount,
  checkBid,
  checkDuration,
  checkGoal,
  checkPayment,
} from './check-order.ts';
import { checkUpgrade } from './check-upgrade.ts';
import type { OrderFacts } from './facts.ts';

export interface OrderDecision {
  allowed: boolean;
  /** The gravest first. */
  findings: RuleFinding[];
  room: Room;
}

export interface CheckOptions {
  settings?: LimitSettings;
  /** `record`: it was placed on the platform already (已下单，登记), so nothing refuses and what would have is flagged. */
  act?: 'place' | 'record';
}

/**
 * Whether an order may be placed, by the rules of the day: the same function while the user types and in the service.
 * What refuses is `block`; `allowed` is that nothing does.
 */
export function checkOrder(facts: OrderFacts, rules: Rules, options: CheckOptions = {}): OrderDecision {
  const { settings = DEFAULT_LIMIT_SETTINGS, act = 'place' } = options;
  const limits = checkLimits(facts, rules, settings);
  const found = [
    ...checkAccount(facts, rules),
    ...checkCart(facts, rules),
    ...checkGoal(facts, rules),
    ...checkCreative(facts, rules),
    ...checkDuration(facts, rules),
    ...checkBid(facts, rules),
    ...checkAmount(facts, rules),
    ...limits.findings,
    ...checkPayment(facts, rules),
    ...checkUpgrade(facts, rules),
  ];
  const findings = gravestFirst(act === 'record' ? found.map(asRecorded) : found);
  return { allowed: findings.every(({ severity }) => severity !== 'block'), findings, room: limits.room };
}

function asRecorded(finding: RuleFinding): RuleFinding {
  if (finding.severity !== 'block') return finding;
  return { ...finding, severity: 'warn', next: 'rules.recorded_next' };
}
