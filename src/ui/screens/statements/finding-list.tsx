import type { Finding } from '../../../domain/refusal.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { SEVERITY_TONES } from './words.ts';

const SEVERITIES = ['error', 'warn', 'info'] as const;

/** Every doubt, the worst first; one with a row leads to that row of the raw sheet. */
export function FindingList({
  findings,
  show,
}: {
  findings: readonly Finding[];
  show(finding: Finding): void;
}) {
  const { t } = useTexts();
  if (findings.length === 0) return <p className="side-note">{t('screens.statements.findings_none')}</p>;
  const sorted = SEVERITIES.flatMap(severity => findings.filter(finding => finding.severity === severity));
  return (
    <ul className="finding-list">
      {sorted.map(finding => (
        <li key={`${finding.code}${JSON.stringify(finding.place)}`}>
          <FindingLine finding={finding} show={show} />
        </li>
      ))}
    </ul>
  );
}

export function FindingLine({ finding, show }: { finding: Finding; show(finding: Finding): void }) {
  const { t } = useTexts();
  const { place } = finding;
  const parts = [
    place.row === undefined ? '' : t('screens.statements.place_row', { row: showCount(place.row) }),
    place.column === undefined ? '' : String(place.column),
  ].filter(Boolean);
  const words = (
    <>
      <span className="finding-head">
        <Chip
          tone={SEVERITY_TONES[finding.severity]}
          word={t(`screens.statements.severity.${finding.severity}`)}
        />
        <span className="finding-place figures">{parts.join(' · ')}</span>
      </span>
      <span>{t(finding.code, finding.params)}</span>
    </>
  );
  if (place.row === undefined) return <div className="finding">{words}</div>;
  return (
    <button type="button" className="finding" onClick={() => show(finding)}>
      {words}
    </button>
  );
}
