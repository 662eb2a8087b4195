import type { CitedRule } from '../../contract/upgrade.ts';
import { type Rules, rowNamed } from '../../domain/rulebook/lookup.ts';
import type { RuleRow } from '../../domain/rulebook/types.ts';

/** A row of the rulebook as a screen cites it. */
export function cite({
  rule,
  id,
  source,
  zh,
  en,
}: Pick<RuleRow, 'rule' | 'id' | 'source' | 'zh' | 'en'>): CitedRule {
  return { rule, row: id, source, zh, en };
}

/** Rows by id, as far as they are in force. */
export function citeNamed(rules: Rules, ids: readonly string[]): CitedRule[] {
  return ids.flatMap(id => {
    const row = rowNamed(rules, id);
    return row ? [cite(row)] : [];
  });
}
