import { formatE5, groupThousands } from '../money.ts';
import type { Params } from '../refusal.ts';
import { type Catalogue, renderText } from '../text.ts';
import type { RuleId, RuleRow, RuleSource } from './types.ts';

export const RULE_SEVERITIES = ['block', 'warn', 'info'] as const;
/** `block` refuses a new placement, `warn` lets it pass with a doubt, `info` is said beside it. */
export type RuleSeverity = (typeof RULE_SEVERITIES)[number];

/** What a decision says: by which row, how grave, with which figures, and what to do next. */
export interface RuleFinding {
  rule: RuleId;
  /** Id of the rulebook row that was used. */
  row: string;
  source: RuleSource;
  severity: RuleSeverity;
  /** Text of what was found; `next` is the text of what to do. */
  code: string;
  next: string;
  /** Figures of both texts; names that end in `Fen` are 分 and read as yuan. */
  params: Params;
}

/** A finding by a row: rule and source are the row's. */
export function findingBy(
  row: Pick<RuleRow, 'rule' | 'id' | 'source'>,
  severity: RuleSeverity,
  code: string,
  params: Params = {},
): RuleFinding {
  return {
    rule: row.rule,
    row: row.id,
    source: row.source,
    severity,
    code,
    next: `${code}_next`,
    params,
  };
}

/** The gravest first; what is equally grave keeps the order in which the form asks. */
export function gravestFirst(findings: readonly RuleFinding[]): RuleFinding[] {
  const rank = (finding: RuleFinding) => RULE_SEVERITIES.indexOf(finding.severity);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

/** What was found, what to do next, and both as one message. */
export function renderRuleFinding(
  catalogue: Catalogue,
  finding: Pick<RuleFinding, 'code' | 'next' | 'params'>,
): { what: string; next: string; message: string } {
  const params = readable(finding.params);
  const what = renderText(catalogue, finding.code, params);
  const next = renderText(catalogue, finding.next, params);
  return { what, next, message: renderText(catalogue, 'rules.message', { what, next }) };
}

/** Parameters as a person reads them: 分 become yuan with two decimals. */
export function readable(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      name.endsWith('Fen') && typeof value === 'number' ? yuanText(value) : value,
    ]),
  );
}

/** 30000 → "300.00". */
export function yuanText(amountFen: number): string {
  return groupThousands(formatE5(BigInt(amountFen) * 1000n));
}
