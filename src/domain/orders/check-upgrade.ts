import type { SubjectKind } from '../parties/types.ts';
import { findingBy, type RuleFinding } from '../rulebook/finding.ts';
import { type Rules, rowNamed, rowsFor } from '../rulebook/lookup.ts';
import { routeFor } from '../rulebook/routes.ts';
import { isEcommerceLead, kindOf, sceneOf, verificationOf } from '../upgrade/facts.ts';
import { firstPapersDone, hasPaper, unknownPapers } from '../upgrade/papers.ts';
import { DONE, UNDER_WAY, type UpgradeState } from '../upgrade/states.ts';
import {
  type Dimension,
  type Judged,
  judgePlacement,
  type Trigger,
  triggerRow,
} from '../upgrade/triggers.ts';
import type { OrderFacts } from './facts.ts';

/** What the upgrade says to a DOU+ placement (UPG-0 … UPG-4, UPG-6). */
export function checkUpgrade(facts: OrderFacts, rules: Rules): RuleFinding[] {
  if (facts.product !== 'douplus') return [];
  const judged = judgePlacement(facts, rules);
  return [
    ...triggered(facts, judged, rules),
    ...firstPapers(facts, judged, rules),
    ...onlyEcommerce(facts, judged, rules),
    ...proofs(facts, judged, rules),
    ...verification(facts, rules),
  ];
}

const TRIGGER_CODES: Record<Dimension, string> = {
  anchor: 'rules.upg_1_anchor',
  goal: 'rules.upg_1_goal',
  content: 'rules.upg_1_content',
};
const UNKNOWN_CODES: Record<Dimension, string> = {
  anchor: 'rules.upg_1_anchor_unknown',
  goal: 'rules.upg_1_goal_unknown',
  content: 'rules.upg_1_content_unknown',
};

/** UPG-1 by the trigger, and UPG-0. Where the upgrade is needed and not begun there is nothing to place with. */
function triggered(facts: OrderFacts, judged: Judged, rules: Rules): RuleFinding[] {
  if (judged.required !== 'yes') {
    if (judged.required === 'no' || has(DONE, facts.account?.upgrade)) return [];
    return [
      ...judged.unknown.flatMap(dimension => {
        const row = triggerRow(dimension, rules, sceneOf(facts));
        return row ? [findingBy(row, 'info', UNKNOWN_CODES[dimension])] : [];
      }),
      ...stateUnknown(facts, rules),
    ];
  }
  const label = rowNamed(rules, 'upg-0.ad-label');
  return [
    ...judged.triggers.map(trigger => byTrigger(trigger, facts, rules)),
    ...(label ? [findingBy(label, 'info', 'rules.upg_0')] : []),
  ];
}

function stateUnknown({ account }: OrderFacts, rules: Rules): RuleFinding[] {
  const row = routeFor(rules, 'upgrade', 'douplus');
  const known = account?.upgrade !== undefined && account.upgrade !== 'unknown';
  return known || !row ? [] : [findingBy(row, 'info', 'rules.upg_5_state_unknown', { path: row.value.path })];
}

function byTrigger({ dimension, row }: Trigger, facts: OrderFacts, rules: Rules): RuleFinding {
  const state = facts.account?.upgrade;
  const path = routeFor(rules, 'upgrade', 'douplus')?.value.path ?? row.zh;
  const finding = findingBy(row, 'info', TRIGGER_CODES[dimension], { goal: facts.goal ?? '', path });
  if (has(DONE, state)) return { ...finding, next: 'rules.upg_1_done_next' };
  if (state === undefined || state === 'unknown')
    return { ...finding, severity: 'warn', next: 'rules.upg_1_state_unknown_next' };
  if (state !== 'registering' && has(UNDER_WAY, state))
    return { ...finding, next: 'rules.upg_1_under_way_next' };
  return { ...finding, severity: 'block' };
}

/** UPG-4: no order before the licence of an enterprise, the real-name of an individual. */
function firstPapers(facts: OrderFacts, { required }: Judged, rules: Rules): RuleFinding[] {
  const row = rowNamed(rules, 'upg-4.papers-first');
  const { account, subject } = facts;
  const asked = required === 'yes' || (required === 'unknown' && has(UNDER_WAY, account?.upgrade));
  if (!row || !asked) return [];
  const done = firstPapersDone(facts);
  const kind = kindOf(facts);
  if (done === true) return [];
  if (done === false && account?.upgrade === 'rejected')
    return [findingBy(row, 'block', 'rules.upg_4_rejected')];
  if (done === false) return [findingBy(row, 'block', MISSING[kind!])];
  const unread = unknownPapers(subject?.papers ?? []).join('、');
  if (unread !== '') return [findingBy(row, 'warn', 'rules.upg_4_unread', { papers: unread })];
  return [findingBy(row, 'warn', kind ? UNKNOWN[kind] : 'rules.upg_4_kind_unknown')];
}

const MISSING: Record<SubjectKind, string> = {
  enterprise: 'rules.upg_4_enterprise',
  individual: 'rules.upg_4_individual',
};
const UNKNOWN: Record<SubjectKind, string> = {
  enterprise: 'rules.upg_4_enterprise_unknown',
  individual: 'rules.upg_4_individual_unknown',
};

/** UPG-2: an individual places 引流电商 only; ordinary content stays free. */
function onlyEcommerce(facts: OrderFacts, { required }: Judged, rules: Rules): RuleFinding[] {
  const row = rowNamed(rules, 'upg-2.only-ecommerce');
  const state = facts.account?.upgrade;
  if (!row || required === 'no' || kindOf(facts) === 'enterprise') return [];
  const lead = isEcommerceLead(facts);
  if (lead === true) return [];
  const binds = required === 'yes' || has(UNDER_WAY, state) || has(DONE, state);
  if (kindOf(facts) === undefined)
    return required === 'yes' ? [findingBy(row, 'warn', 'rules.upg_2_kind_unknown')] : [];
  if (lead === undefined) return [findingBy(row, binds ? 'warn' : 'info', 'rules.upg_2_lead_unknown')];
  return [findingBy(row, binds ? 'block' : 'warn', 'rules.upg_2_only_ecommerce')];
}

/** UPG-2, UPG-3: papers of placing that the review may ask for; 引流电商 asks for the screenshot. */
function proofs(facts: OrderFacts, { required }: Judged, rules: Rules): RuleFinding[] {
  const { subject } = facts;
  const kind = kindOf(facts);
  if (required === 'no' || kind === undefined) return [];
  const row = rowsFor(rules, 'papers', 'douplus').find(
    ({ value }) => value.subject === kind && value.stage === 'place',
  );
  if (!row) return [];
  const findings: RuleFinding[] = [];
  if (isEcommerceLead(facts) === true && hasPaper(subject, 'taobaoke_proof') !== true) {
    const missing = hasPaper(subject, 'taobaoke_proof') === false;
    findings.push(
      findingBy(row, missing ? 'warn' : 'info', missing ? 'rules.upg_proof' : 'rules.upg_proof_unknown'),
    );
  }
  if (required === 'yes' && kind === 'individual' && hasPaper(subject, 'personal_certification') === false)
    findings.push(findingBy(row, 'warn', 'rules.upg_2_certification'));
  if (required === 'yes' && kind === 'enterprise' && hasPaper(subject, 'content_qualification') !== true)
    findings.push(findingBy(row, 'info', 'rules.upg_3_content'));
  return findings;
}

/** UPG-6: 对公 not done or expired, and a state that says otherwise than the verification. */
function verification(facts: OrderFacts, rules: Rules): RuleFinding[] {
  const state = facts.account?.upgrade;
  const row = routeFor(rules, 'verification', 'douplus');
  if (!row || kindOf(facts) !== 'enterprise' || !(has(DONE, state) || has(UNDER_WAY, state))) return [];
  const { path } = row.value;
  const { corporateVerified: said } = facts.subject ?? {};
  const implied = verificationOf({ ...facts, subject: { kind: 'enterprise' } });
  if (said !== undefined && implied !== undefined && said !== implied)
    return [findingBy(row, 'warn', 'rules.upg_6_differs', { path })];
  if (verificationOf(facts) === 'expired') return [findingBy(row, 'warn', 'rules.upg_6_expired', { path })];
  return verificationOf(facts) === 'none' ? [findingBy(row, 'info', 'rules.upg_6_open', { path })] : [];
}

function has(states: readonly UpgradeState[], state: UpgradeState | undefined): boolean {
  return state !== undefined && states.includes(state);
}
