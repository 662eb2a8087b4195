import { findingBy, type RuleFinding } from '../rulebook/finding.ts';
import { findGoal, goalLabels } from '../rulebook/goals.ts';
import { type Rules, rowNamed, rowsFor, ruleFor } from '../rulebook/lookup.ts';
import { routeFor } from '../rulebook/routes.ts';
import type { BidWay, Hours, RuleRowOf, Scene } from '../rulebook/types.ts';
import { sceneOf } from '../upgrade/facts.ts';
import type { OrderFacts } from './facts.ts';

// What every order is asked, in the order of the form (ORD-6): account, goal, duration, bid, amount, payment.

/** ACC-2: a banned account places nothing. */
export function checkAccount({ product, account }: OrderFacts, rules: Rules): RuleFinding[] {
  const row = rowNamed(rules, product === 'suixintui' ? 'acc-2.banned' : 'acc-2.banned.douplus');
  if (!row || account?.banned === false) return [];
  if (account?.banned === undefined) return [findingBy(row, 'warn', 'rules.acc_2_unknown')];
  const path = routeFor(rules, 'ban_refund', 'qianchuan')?.value.path ?? row.zh;
  return [findingBy(row, 'block', 'rules.acc_2_banned', { path })];
}

/** ORD-2: a goal of the other scene is refused, one that no row names is doubtful. */
export function checkGoal(facts: OrderFacts, rules: Rules): RuleFinding[] {
  const { product, goal } = facts;
  const scene = sceneOf(facts);
  const rows = rowsFor(rules, 'goal', product, scene);
  const scenes = ruleFor(rules, 'scenes', product);
  if (rows.length === 0) return [];
  if (scene === undefined) return scenes ? [findingBy(scenes, 'warn', 'rules.ord_2_scene_unknown')] : [];
  const goals = goalLabels(rules, product, scene).join(' / ');
  if (goal === undefined) return [findingBy(rows[0]!, 'info', 'rules.ord_2_goal_missing', { goals })];
  const { found, row } = findGoal(rules, product, scene, goal);
  if (found === 'here') return [];
  if (found === 'unknown') return [findingBy(rows[0]!, 'warn', 'rules.ord_2_goal_unknown', { goal, goals })];
  const code = scene === 'video' ? 'rules.ord_2_goal_of_live' : 'rules.ord_2_goal_of_video';
  return [findingBy(row, 'block', code, { goal, goals })];
}

/** ORD-3, ORD-4 and ORD-7: the hours, the advice, and that they are an estimate. */
export function checkDuration(facts: OrderFacts, rules: Rules): RuleFinding[] {
  const { product, durationHours: hours } = facts;
  const estimate = rowNamed(rules, 'ord-7.estimate');
  return [
    ...offeredHours(facts, rules),
    ...advisedHours(facts, rules),
    ...(estimate && hours !== undefined && product === 'suixintui'
      ? [findingBy(estimate, 'info', 'rules.ord_7', { hours })]
      : []),
  ];
}

function offeredHours(facts: OrderFacts, rules: Rules): RuleFinding[] {
  const { product, durationHours: hours } = facts;
  const scene = sceneOf(facts);
  const offered = rowsFor(rules, 'durations', product, scene);
  if (hours === undefined || offered.length === 0) return [];
  if (offered.some(({ value }) => holds(value, hours))) return [];
  const listed = hoursText(offered);
  const api = rowsFor(rules, 'durations_api', product, scene).find(({ value }) => holds(value, hours));
  if (api) return [findingBy(api, 'info', 'rules.ord_3_api', { hours, listed })];
  return [findingBy(offered[0]!, 'warn', 'rules.ord_3_unlisted', { hours, listed })];
}

function holds({ hours, step, upTo }: Hours, wanted: number): boolean {
  if (hours.includes(wanted)) return true;
  return step !== undefined && upTo !== undefined && wanted <= upTo && wanted % step === 0;
}

/** Hours as they are listed: `2 / 6 / 12 / 24`, then steps as `+12 … 720`. */
function hoursText(rows: readonly RuleRowOf<'durations'>[]): string {
  const parts = rows.flatMap(({ value: { hours, step, upTo } }) => [
    ...hours.map(String),
    ...(step === undefined || upTo === undefined ? [] : [`${step} × n ≤ ${upTo}`]),
  ]);
  return [...new Set(parts)].join(' / ');
}

function advisedHours({ product, amountFen, durationHours }: OrderFacts, rules: Rules): RuleFinding[] {
  const row = ruleFor(rules, 'duration_advice', product);
  if (!row || amountFen === undefined || amountFen < row.value.fromFen) return [];
  if (durationHours !== undefined && durationHours >= row.value.hours) return [];
  return [findingBy(row, 'info', 'rules.ord_4', { ...row.value, amountFen })];
}

/** ORD-5: which ways of bidding a scene has; where the hand is not offered, some goals are excepted. */
export function checkBid(facts: OrderFacts, rules: Rules): RuleFinding[] {
  const { product, bid, goal } = facts;
  const scene = sceneOf(facts);
  const row = scene && ruleFor(rules, 'bid_ways', product, scene);
  if (!row) return [];
  const ways: readonly BidWay[] = row.value;
  if (bid?.by === 'plays') {
    if (!ways.includes('plays')) return [findingBy(row, 'block', 'rules.ord_5_plays')];
    return bid.mode === 'manual' ? [findingBy(row, 'warn', 'rules.ord_5_plays_manual')] : [];
  }
  if (ways.includes('goal_manual') || bid?.mode === 'auto') return [];
  if (bid?.mode === undefined) return [findingBy(row, 'info', 'rules.ord_5_unknown')];
  const excepted = ruleFor(rules, 'bid_manual_goals', product, scene);
  if (goal === undefined && excepted) return [findingBy(row, 'warn', 'rules.ord_5_manual_goal_unknown')];
  if (excepted && isExcepted(facts, scene, excepted.value, rules)) return [];
  return [findingBy(row, 'block', 'rules.ord_5_manual')];
}

function isExcepted(facts: OrderFacts, scene: Scene, codes: readonly string[], rules: Rules): boolean {
  const { row } = findGoal(rules, facts.product, scene, facts.goal ?? '');
  return row?.value.codes.some(code => codes.includes(code)) ?? false;
}

/** ORD-1: the minimum refuses; step and maximum are of the API and warn. */
export function checkAmount({ product, amountFen }: OrderFacts, rules: Rules): RuleFinding[] {
  const minimum = ruleFor(rules, 'order_minimum', product);
  const step = ruleFor(rules, 'order_step', product);
  const maximum = ruleFor(rules, 'order_maximum', product);
  if (amountFen === undefined)
    return minimum ? [findingBy(minimum, 'warn', 'rules.ord_1_unknown', { minimumFen: minimum.value })] : [];
  const findings: RuleFinding[] = [];
  if (minimum && amountFen < minimum.value)
    findings.push(
      findingBy(minimum, 'block', 'rules.ord_1_minimum', { amountFen, minimumFen: minimum.value }),
    );
  if (step && amountFen % step.value !== 0)
    findings.push(findingBy(step, 'warn', 'rules.ord_1_step', { amountFen, stepFen: step.value }));
  if (maximum && amountFen > maximum.value)
    findings.push(
      findingBy(maximum, 'warn', 'rules.ord_1_maximum', { amountFen, maximumFen: maximum.value }),
    );
  return findings;
}

/** REF-2 and ORD-6: how it is paid decides where a refund returns to. */
export function checkPayment({ product, payment }: OrderFacts, rules: Rules): RuleFinding[] {
  const methods = ruleFor(rules, 'payment_methods', product);
  const back = rowNamed(rules, 'ref-2.channel');
  if (payment === undefined) return methods ? [findingBy(methods, 'info', 'rules.ord_6_payment')] : [];
  if (methods && !methods.value.includes(payment))
    return [findingBy(methods, 'warn', 'rules.ord_6_no_method')];
  if (!back) return [];
  return [findingBy(back, 'info', payment === 'pool' ? 'rules.ref_2_pool' : 'rules.ref_2_direct')];
}
