import type { Params } from '../refusal.ts';
import { type Rules, rowNamed, ruleFor } from '../rulebook/lookup.ts';
import { routeFor } from '../rulebook/routes.ts';
import type { RoutedAct, RuleId, RuleRow } from '../rulebook/types.ts';
import {
  hasUsedCart,
  isEcommerceLead,
  kindOf,
  type PlacementFacts,
  sceneOf,
  verificationOf,
} from './facts.ts';
import { type AskedPaper, askedPapers } from './papers.ts';
import { DONE, UNDER_WAY, type UpgradeState } from './states.ts';
import { type Dimension, judgePlacement, type Trigger, triggerRow } from './triggers.ts';

/** One step that is left, with its text and, where it is done in the app, the path. */
export interface UpgradeStep {
  rule: RuleId;
  row: string;
  code: string;
  params: Params;
  path: string | null;
}

/** A limit that holds now, or will once the corporate verification has passed. */
export interface CoveredLimit {
  rule: RuleId;
  row: string;
  code: string;
  limitFen: number | null;
  when: 'now' | 'once_verified';
}

export interface Assessment {
  required: boolean;
  triggers: Trigger[];
  /** Dimensions that cannot be judged yet. */
  unknown: Dimension[];
  papers: AskedPaper[];
  steps: UpgradeStep[];
  limits: CoveredLimit[];
}

/** Whether a placement needs the account upgrade, by what, and what that asks for (UPG-0 … UPG-6, LIM-1, LIM-2). */
export function assessUpgrade(facts: PlacementFacts, rules: Rules): Assessment {
  const { required, triggers, unknown } = judgePlacement(facts, rules);
  const state = facts.account?.upgrade;
  const concerned = required === 'yes' || (state !== undefined && [...UNDER_WAY, ...DONE].includes(state));
  const douplus = facts.product === 'douplus';
  return {
    required: required === 'yes',
    triggers,
    unknown,
    papers: required === 'yes' ? askedPapers(facts, rules) : [],
    steps: [...otherWay(facts, rules), ...(douplus ? stepsLeft(facts, rules, required, unknown) : [])],
    limits: douplus && concerned ? limitsAhead(facts, rules) : [],
  };
}

function step(row: RuleRow | undefined, code: string, params: Params = {}): UpgradeStep[] {
  if (!row) return [];
  const path = row.kind === 'route' ? row.value.path : null;
  return [{ rule: row.rule, row: row.id, code, params, path }];
}

/** Where the cart rules DOU+ out (ORD-10) no upgrade helps. */
function otherWay(facts: PlacementFacts, rules: Rules): UpgradeStep[] {
  if (facts.product !== 'douplus') return [];
  const scene = sceneOf(facts);
  const held = scene === 'live' ? hasUsedCart(facts) && 'ever_used' : facts.video?.cart;
  const row = scene && ruleFor(rules, 'cart_refused', 'douplus', scene);
  return row && held && row.value.includes(held) ? step(row, 'upgrade.step_suixintui') : [];
}

function stepsLeft(
  facts: PlacementFacts,
  rules: Rules,
  required: 'yes' | 'no' | 'unknown',
  unknown: Dimension[],
): UpgradeStep[] {
  if (required === 'unknown') return fillIn(facts, rules, unknown);
  const state = facts.account?.upgrade ?? 'unknown';
  if (required === 'no') return DONE.includes(state) ? verificationStep(facts, rules) : [];
  const route = (act: RoutedAct) => routeFor(rules, act, 'douplus');
  const from = (...states: UpgradeState[]) => states.includes(state);
  const begun = from(...UNDER_WAY, ...DONE);
  return [
    ...onlyEcommerce(facts, rules),
    ...(begun ? [] : step(rowNamed(rules, 'upg-0.ad-label'), 'upgrade.step_told')),
    ...(begun ? [] : step(route('upgrade'), entryCode(facts))),
    ...(begun && state !== 'registering' ? [] : step(route('bind'), 'upgrade.step_bind')),
    ...(from('unknown', 'not_needed', 'triggered', 'registering', 'bound')
      ? step(route('papers'), papersCode(facts))
      : []),
    ...(from('submitted') ? step(route('papers'), 'upgrade.step_wait') : []),
    ...(from('rejected') ? step(route('papers'), 'upgrade.step_correct') : []),
    ...verificationStep(facts, rules),
  ];
}

/** An individual may place 引流电商 only (UPG-2), whatever its papers. */
function onlyEcommerce(facts: PlacementFacts, rules: Rules): UpgradeStep[] {
  if (kindOf(facts) !== 'individual' || isEcommerceLead(facts) === true) return [];
  return step(rowNamed(rules, 'upg-2.only-ecommerce'), 'upgrade.step_only_ecommerce');
}

const UNKNOWN_CODES: Record<Dimension, string> = {
  anchor: 'upgrade.step_tell_anchor',
  goal: 'upgrade.step_tell_goal',
  content: 'upgrade.step_tell_content',
};

function fillIn(facts: PlacementFacts, rules: Rules, unknown: Dimension[]): UpgradeStep[] {
  return unknown.flatMap(dimension =>
    step(triggerRow(dimension, rules, sceneOf(facts)), UNKNOWN_CODES[dimension]),
  );
}

function entryCode({ account }: PlacementFacts): string {
  if (account?.usedDouplusBefore === undefined) return 'upgrade.step_entry';
  return account.usedDouplusBefore ? 'upgrade.step_entry_old' : 'upgrade.step_entry_new';
}

function papersCode(facts: PlacementFacts): string {
  const kind = kindOf(facts);
  if (kind === undefined) return 'upgrade.step_papers';
  return kind === 'enterprise' ? 'upgrade.step_papers_enterprise' : 'upgrade.step_papers_individual';
}

/** 对公验证 is an enterprise's; after its expiry it is done again (UPG-6). */
function verificationStep(facts: PlacementFacts, rules: Rules): UpgradeStep[] {
  if (kindOf(facts) === 'individual' || verificationOf(facts) === 'passed') return [];
  const again = verificationOf(facts) === 'expired';
  return step(
    routeFor(rules, 'verification', 'douplus'),
    again ? 'upgrade.step_verify_again' : 'upgrade.step_verify',
  );
}

function limitsAhead(facts: PlacementFacts, rules: Rules): CoveredLimit[] {
  if (kindOf(facts) === 'individual') {
    const row = rowNamed(rules, 'lim-3.individual');
    return row
      ? [{ rule: row.rule, row: row.id, code: 'upgrade.limit_unstated', limitFen: null, when: 'now' }]
      : [];
  }
  const verified = verificationOf(facts) === 'passed';
  const scene = sceneOf(facts);
  const limit = (
    kind: 'limit_day' | 'limit_total' | 'limit_account_day' | 'limit_video_day',
    code: string,
    when: CoveredLimit['when'],
  ): CoveredLimit[] => {
    const row = ruleFor(rules, kind, 'douplus', scene);
    return row ? [{ rule: row.rule, row: row.id, code, limitFen: row.value, when }] : [];
  };
  return [
    ...(verified
      ? []
      : [
          ...limit('limit_day', 'upgrade.limit_day', 'now'),
          ...limit('limit_total', 'upgrade.limit_total', 'now'),
        ]),
    ...limit('limit_account_day', 'upgrade.limit_account_day', verified ? 'now' : 'once_verified'),
    ...limit('limit_video_day', 'upgrade.limit_video_day', verified ? 'now' : 'once_verified'),
  ];
}
