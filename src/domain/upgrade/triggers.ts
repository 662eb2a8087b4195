import { findGoal } from '../rulebook/goals.ts';
import { type Rules, rowsFor, ruleFor } from '../rulebook/lookup.ts';
import type { RuleRow, Scene } from '../rulebook/types.ts';
import { goalName } from '../rulebook/values.ts';
import { type PlacementFacts, sceneOf } from './facts.ts';

export const DIMENSIONS = ['anchor', 'goal', 'content'] as const;
/** 营销锚点, 转化目标, 视频内容属性. */
export type Dimension = (typeof DIMENSIONS)[number];

export interface Trigger {
  rule: 'UPG-1';
  dimension: Dimension;
  row: RuleRow;
}

/** Which dimensions make a placement marketing, and which cannot be judged because a fact is missing. */
export interface Judged {
  required: 'yes' | 'no' | 'unknown';
  triggers: Trigger[];
  unknown: Dimension[];
}

/** Judges one DOU+ placement by the three dimensions (UPG-1); any other product needs no upgrade. */
export function judgePlacement(facts: PlacementFacts, rules: Rules): Judged {
  if (facts.product !== 'douplus') return { required: 'no', triggers: [], unknown: [] };
  const triggers: Trigger[] = [];
  const unknown: Dimension[] = [];
  for (const dimension of DIMENSIONS) {
    const verdict = judge[dimension](facts, rules, sceneOf(facts));
    if (verdict === 'unknown') unknown.push(dimension);
    else if (verdict) triggers.push({ rule: 'UPG-1', dimension, row: verdict });
  }
  const required = triggers.length > 0 ? 'yes' : unknown.length > 0 ? 'unknown' : 'no';
  return { required, triggers, unknown };
}

const KINDS = { anchor: 'upgrade_anchors', goal: 'upgrade_goals', content: 'upgrade_contents' } as const;

/** The row by which a dimension is judged. */
export function triggerRow(
  dimension: Dimension,
  rules: Rules,
  scene: Scene | undefined,
): RuleRow | undefined {
  return ruleFor(rules, KINDS[dimension], 'douplus', scene);
}

/** The row that is triggered, null for none, or unknown. */
type Verdict = RuleRow | null | 'unknown';

const judge: Record<Dimension, (facts: PlacementFacts, rules: Rules, scene: Scene | undefined) => Verdict> = {
  anchor: (facts, rules, scene) => {
    if (scene === undefined) return 'unknown';
    const rows = rowsFor(rules, 'upgrade_anchors', 'douplus', scene);
    const anchor = scene === 'video' ? facts.video?.cart : facts.live?.anchor;
    return named(rows, anchor);
  },
  goal: (facts, rules, scene) => {
    const rows = rowsFor(rules, 'upgrade_goals', 'douplus', scene);
    if (rows.length === 0) return null;
    if (facts.goal === undefined) return 'unknown';
    const { found, row } = findGoal(rules, 'douplus', scene, facts.goal);
    if (found === 'other_scene') return null;
    if (row === null) return namedGoal(rows, facts.goal) ?? 'unknown';
    return namedGoal(rows, row.value.label);
  },
  content: (facts, rules, scene) =>
    named(rowsFor(rules, 'upgrade_contents', 'douplus', scene), facts.contentJudged),
};

type ListRow = RuleRow & { value: string[] };

function named(rows: readonly RuleRow[], word: string | undefined): Verdict {
  if (rows.length === 0) return null;
  if (word === undefined) return 'unknown';
  return (rows as ListRow[]).find(({ value }) => value.includes(word)) ?? null;
}

function namedGoal(rows: readonly RuleRow[], label: string): RuleRow | null {
  const wanted = goalName(label);
  return (rows as ListRow[]).find(({ value }) => value.map(goalName).includes(wanted)) ?? null;
}
