import { Link } from 'react-router';
import type { CitedRule } from '../../../contract/upgrade.ts';
import { rulePath } from '../../app/routes.ts';
import { useSettings } from '../../app/settings.ts';
import { useTexts } from '../../app/texts.ts';

/** A rule by its id, which opens it; its sentence and where it comes from as a hint. */
export function RuleMark({ cited }: { cited: CitedRule }) {
  const { t } = useTexts();
  const { language } = useSettings();
  return (
    <Link
      className="upg-rule"
      to={rulePath(cited.rule, cited.row)}
      title={`${cited[language]} ${t(`screens.upgrade.source.${cited.source}`)}`}
    >
      {cited.rule}
    </Link>
  );
}

/** A rule as a line: id, sentence, source. */
export function RuleLine({ cited }: { cited: CitedRule }) {
  const { t } = useTexts();
  const { language } = useSettings();
  return (
    <li className="upg-rule-line">
      <Link className="upg-rule" to={rulePath(cited.rule, cited.row)}>
        {cited.rule}
      </Link>
      <span>
        {cited[language]} <span className="upg-quiet">{t(`screens.upgrade.source.${cited.source}`)}</span>
      </span>
    </li>
  );
}
