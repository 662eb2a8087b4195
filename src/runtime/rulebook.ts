import { join } from 'node:path';
import type { RuleRow } from '../domain/rulebook/types.ts';
import { shippedRules } from '../services/rules.ts';
import { resourcesFolder } from './resources.ts';

let loaded: RuleRow[] | null = null;

/** The rulebook that the product brings, read once in a thread. */
export function shippedRulebook(): RuleRow[] {
  loaded ??= shippedRules({ folder: join(resourcesFolder, 'rulebook') });
  return loaded;
}
