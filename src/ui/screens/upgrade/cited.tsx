import type { CitedRule } from '../../../contract/upgrade.ts';
import { useSettings } from '../../app/settings.ts';
import { useTexts } from '../../app/texts.ts';

/** A rule by its id, with its sentence and where it comes from as a hint. */
export function RuleMark({ cited }: { cited: CitedRule }) {
  const { t } = useTexts();
  const { language } = useSettings();
  return (
    <abbr className="upg-rule" title={`${cited[language]} ${t(`screens.upgrade.source.${cited.source}`)}`}>
      {cited.rule}
    </abbr>
  );
}

/** A rule as a line: id, sentence, source. */
export function RuleLine({ cited }: { cited: CitedRule }) {
  const { t } = useTexts();
  const { language } = useSettings();
  return (
    <li className="upg-rule-line">
      <span className="upg-rule">{cited.rule}</span>
      <span>
        {cited[language]} <span className="upg-quiet">{t(`screens.upgrade.source.${cited.source}`)}</span>
      </span>
    </li>
  );
}
