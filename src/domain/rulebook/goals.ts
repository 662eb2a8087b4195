import { type Rules, rowsFor } from './lookup.ts';
import type { Product, RuleRowOf, Scene } from './types.ts';
import { goalName } from './values.ts';

/** A goal of the scene asked for, one of the other scene, or none that a row names (ORD-2). */
export type FoundGoal =
  | { found: 'here' | 'other_scene'; row: RuleRowOf<'goal'> }
  | { found: 'unknown'; row: null };

/** Finds a goal by label, alias or API code; without a scene a goal of either is `here`. */
export function findGoal(rules: Rules, product: Product, scene: Scene | undefined, name: string): FoundGoal {
  const wanted = goalName(name);
  const named = rowsFor(rules, 'goal', product).filter(({ value }) =>
    [value.label, ...value.aliases, ...value.codes].some(each => goalName(each) === wanted),
  );
  const here = named.find(row => scene === undefined || row.scene === null || row.scene === scene);
  if (here) return { found: 'here', row: here };
  return named[0] ? { found: 'other_scene', row: named[0] } : { found: 'unknown', row: null };
}

/** The labels of a scene's goals, in the order of the rulebook. */
export function goalLabels(rules: Rules, product: Product, scene?: Scene): string[] {
  return rowsFor(rules, 'goal', product, scene).map(({ value }) => value.label);
}
