import { useMemo } from 'react';
import { rulesOn } from '../../../domain/rulebook/lookup.ts';
import type { RuleRow } from '../../../domain/rulebook/types.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { SeverityChip } from '../order-check/finding-list.tsx';
import { useSaid } from '../order-check/use-said.ts';
import { sampleChanges } from './samples.ts';

/** What a change does to some sample orders of a day: what is said no more, and what is said anew. */
export function Preview(props: { before: readonly RuleRow[]; after: readonly RuleRow[]; on: string }) {
  const { t } = useTexts();
  const said = useSaid();
  const { before, after, on } = props;
  const changes = useMemo(() => sampleChanges(rulesOn(before, on), rulesOn(after, on)), [before, after, on]);
  return (
    <section className="rules-preview" aria-live="polite">
      <h3>{t('screens.rules.preview', { on })}</h3>
      {changes.length === 0 ? <p className="muted">{t('screens.rules.preview_none')}</p> : null}
      {changes.map(({ name, before: was, after: is, gone, come }) => (
        <div key={name} className="rules-sample">
          <p>
            {t(`screens.rules.sample.${name}`)}{' '}
            {was === is ? null : (
              <Chip
                tone={is ? 'success' : 'danger'}
                word={t(is ? 'screens.rules.now_allowed' : 'screens.rules.now_refused')}
              />
            )}
          </p>
          {gone.map(finding => (
            <p key={`gone ${finding.code}`} className="rules-gone">
              <SeverityChip severity={finding.severity} /> <del>{said(finding).what}</del>
            </p>
          ))}
          {come.map(finding => (
            <p key={`come ${finding.code}`} className="rules-come">
              <SeverityChip severity={finding.severity} /> {said(finding).what}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}
