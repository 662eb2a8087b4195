import type { ReactNode } from 'react';
import type { OrderFacts } from '../../../domain/orders/facts.ts';
import type { RuleSeverity } from '../../../domain/rulebook/finding.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { FindingList } from './finding-list.tsx';
import { UpgradePanel } from './upgrade-panel.tsx';
import type { useDecision } from './use-decision.ts';

/** Whether the order may be placed, what becomes of it, what limits and pool bear, what the rules and the upgrade say. */
export function Verdict(props: {
  begun: boolean;
  decided: ReturnType<typeof useDecision>;
  /** What is done with the order; null where no book knows its account. */
  act: ReactNode;
  /** What is left under the limits and in the pool. */
  money: ReactNode;
  rules: Rules;
}) {
  const { t } = useTexts();
  const { begun, decided } = props;
  const { facts, decision, assessment } = decided;
  if (!begun)
    return (
      <section className="panel check-verdict" data-tone="neutral">
        <h2>{t('screens.order_check.begin')}</h2>
        <p className="muted">{t('screens.order_check.begin_text')}</p>
      </section>
    );
  const count = (severity: RuleSeverity) =>
    decision.findings.filter(finding => finding.severity === severity).length;
  const [block, warn] = [count('block'), count('warn')];
  const verdict = block > 0 ? 'block' : warn > 0 ? 'warn' : 'allowed';
  return (
    <>
      <section className="panel check-verdict" data-tone={verdict}>
        <h2>{t(`screens.order_check.verdict.${verdict}`)}</h2>
        <p>{t(`screens.order_check.verdict_text.${verdict}`, { block, warn })}</p>
      </section>
      {props.act}
      {props.money}
      {assessment.triggers.length > 0 ? <UpgradePanel assessment={assessment} /> : null}
      <section className="panel" aria-labelledby="check-findings">
        <div className="panel-head">
          <h2 id="check-findings">{t('screens.order_check.findings')}</h2>
          <span className="muted">{t('screens.order_check.by_rules_of', { day: props.rules.on })}</span>
        </div>
        <FindingList findings={decision.findings} />
      </section>
      <AfterPlacing rules={props.rules} facts={facts} />
    </>
  );
}

const AFTER = ['ORD-7', 'DAT-1', 'DAT-2', 'DAT-4'];

/** What is to be known once it runs: the hours are an estimate, the figures come late and hold only what the order brought. */
function AfterPlacing({ rules, facts }: { rules: Rules; facts: OrderFacts }) {
  const { t, language } = useTexts();
  const rows = rules.rows.filter(
    ({ rule, product, kind }) =>
      AFTER.includes(rule) && kind !== 'route' && (product === facts.product || product === 'any'),
  );
  if (rows.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="check-after">
      <div className="panel-head">
        <h2 id="check-after">{t('screens.order_check.after')}</h2>
      </div>
      <ul className="check-after">
        {rows.map(row => (
          <li key={row.id}>
            {row[language]} <RuleLink rule={row.rule} row={row.id} />
          </li>
        ))}
      </ul>
    </section>
  );
}
