import {
  type BindingLimit,
  bindingLimits,
  countingBasis,
  limitFindings,
  NO_ROOM_KNOWN,
  type Room,
  roomLeft,
} from '../limits/room.ts';
import type { LimitSettings, LimitState } from '../limits/types.ts';
import { findingBy, type RuleFinding } from '../rulebook/finding.ts';
import { type Rules, rowNamed, ruleFor } from '../rulebook/lookup.ts';
import { kindOf, sceneOf, verificationOf } from '../upgrade/facts.ts';
import { DONE, UNDER_WAY } from '../upgrade/states.ts';
import { judgePlacement } from '../upgrade/triggers.ts';
import type { OrderFacts } from './facts.ts';

/** What the limits say to a DOU+ placement, and the room left before it (LIM-1 … LIM-4). */
export function checkLimits(
  facts: OrderFacts,
  rules: Rules,
  settings: LimitSettings,
): { findings: RuleFinding[]; room: Room } {
  if (facts.product !== 'douplus') return { findings: [], room: NO_ROOM_KNOWN };
  const state = limitState(facts, rules);
  if (state === 'unknown') return { findings: mayBeLimited(facts, rules), room: NO_ROOM_KNOWN };
  const binding = bindingLimits(state, facts.used ?? {}, sceneOf(facts), rules, settings);
  const unstated = rowNamed(rules, 'lim-3.individual');
  return {
    findings: [
      ...limitFindings(binding, facts.amountFen, settings),
      ...tooLittleRoom(binding, facts, rules),
      ...(state === 'limited' && binding.length > 0 ? countingBasis(rules, settings) : []),
      ...(state === 'unstated' && unstated ? [findingBy(unstated, 'info', 'rules.lim_3_individual')] : []),
    ],
    room: roomLeft(binding),
  };
}

/** The limits that bind a placement, each with what is used of it: what is shown beside the room. */
export function limitsOf(facts: OrderFacts, rules: Rules, settings: LimitSettings): BindingLimit[] {
  if (facts.product !== 'douplus') return [];
  const state = limitState(facts, rules);
  return state === 'unknown' ? [] : bindingLimits(state, facts.used ?? {}, sceneOf(facts), rules, settings);
}

/**
 * Enterprises are limited from the moment that an upgrade is under way until the verification, and a placement that
 * needs the upgrade is made under it; an individual has no known limit (PLATFORM C4).
 */
function limitState(facts: OrderFacts, rules: Rules): LimitState | 'unknown' {
  const upgrade = facts.account?.upgrade;
  const kind = kindOf(facts);
  if (kind === 'individual') return 'unstated';
  if (kind === 'enterprise' && verificationOf(facts) === 'passed') return 'verified';
  const concerned =
    judgePlacement(facts, rules).required === 'yes' ||
    (upgrade !== undefined && [...UNDER_WAY, ...DONE].includes(upgrade));
  if (!concerned) return upgrade === undefined || upgrade === 'unknown' ? 'unknown' : 'free';
  if (kind === undefined || verificationOf(facts) === undefined) return 'unknown';
  return 'limited';
}

/** What is not known decides whether LIM-1 binds, so it is asked for. */
function mayBeLimited(facts: OrderFacts, rules: Rules): RuleFinding[] {
  const row = ruleFor(rules, 'limit_day', 'douplus', sceneOf(facts));
  if (!row) return [];
  const code =
    kindOf(facts) === undefined
      ? 'rules.lim_1_kind_unknown'
      : verificationOf(facts) === undefined
        ? 'rules.lim_1_verification_unknown'
        : 'rules.lim_1_state_unknown';
  return [findingBy(row, 'warn', code, { limitFen: row.value })];
}

/** Room below the minimum of an order is no room at all today (PLATFORM C7). */
function tooLittleRoom(binding: readonly BindingLimit[], facts: OrderFacts, rules: Rules): RuleFinding[] {
  const minimum = ruleFor(rules, 'order_minimum', facts.product);
  const row = rowNamed(rules, 'lim-4.new-only');
  const tight = binding.find(({ roomFen }) => roomFen !== null && minimum && roomFen < minimum.value);
  if (!row || !minimum || !tight) return [];
  return [
    findingBy(row, 'info', 'rules.lim_4_no_room', { roomFen: tight.roomFen!, minimumFen: minimum.value }),
  ];
}
