import { join } from 'node:path';
import { type Rules, rulesOn } from '../../src/domain/rulebook/lookup.ts';
import type { RuleKind, RuleRow, RuleRowOf } from '../../src/domain/rulebook/types.ts';
import { shippedRules } from '../../src/services/rules.ts';

export const SHIPPED: RuleRow[] = shippedRules({
  folder: join(import.meta.dirname, '../../resources/rulebook'),
});
export const TODAY = '2026-11-20';
export const RULES: Rules = rulesOn(SHIPPED, TODAY);

/** A row as a book may add it. */
export function row<K extends RuleKind>(
  kind: K,
  value: RuleRowOf<K>['value'],
  more: Partial<Omit<RuleRowOf<K>, 'kind' | 'value'>> = {},
): RuleRow {
  return {
    id: 'book.row',
    rule: 'ORD-1',
    kind,
    product: 'suixintui',
    scene: null,
    from: '2026-01-01',
    to: null,
    value,
    source: 'D',
    zh: '试行规则。',
    en: 'A rule on trial.',
    ...more,
  } as unknown as RuleRow;
}
