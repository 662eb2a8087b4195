import { Link } from 'react-router';
import type { RuleId, RuleSource } from '../../../domain/rulebook/types.ts';
import { rulePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

/** The source mark of a rule with its word. */
export function SourceMark({ source }: { source: RuleSource }) {
  const { t } = useTexts();
  return (
    <span className="rule-source">
      <b>{source}</b> {t(`screens.rules.source.${source}`)}
    </span>
  );
}

/** The id of a rule, which opens it at the row. */
export function RuleLink({ rule, row }: { rule: RuleId; row?: string }) {
  return (
    <Link className="rule-link figures" to={rulePath(rule, row)}>
      {rule}
    </Link>
  );
}
