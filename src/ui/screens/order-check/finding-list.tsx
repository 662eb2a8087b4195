import type { RuleFinding } from '../../../domain/rulebook/finding.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';
import { RuleLink, SourceMark } from '../rules/rule-source.tsx';
import { useSaid } from './use-said.ts';

const TONES: Readonly<Record<RuleFinding['severity'], Tone>> = {
  block: 'danger',
  warn: 'warning',
  info: 'info',
};

export function SeverityChip({ severity }: { severity: RuleFinding['severity'] }) {
  const { t } = useTexts();
  return <Chip tone={TONES[severity]} word={t(`screens.order_check.severity.${severity}`)} />;
}

/** What a decision says, the gravest first: how grave, what, what to do next, and by which rule. */
export function FindingList({ findings }: { findings: readonly RuleFinding[] }) {
  const said = useSaid();
  return (
    <ul className="check-findings">
      {findings.map(finding => {
        const { what, next } = said(finding);
        return (
          <li key={`${finding.row} ${finding.code}`} data-severity={finding.severity}>
            <SeverityChip severity={finding.severity} />
            <div>
              <p>{what}</p>
              <p className="check-next">{next}</p>
              <p className="check-by">
                <RuleLink rule={finding.rule} row={finding.row} />
                <SourceMark source={finding.source} />
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
