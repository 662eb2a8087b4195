import { Button } from 'antd';
import type { UpgradeAttachment, UpgradeDetailView, UpgradePaper } from '../../../contract/upgrade.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { RuleMark } from './cited.tsx';
import { EvidenceLink } from './evidence.tsx';
import { canDo } from './paper-form.tsx';

const TONES: Record<UpgradePaper['state'], Tone> = {
  missing: 'warning',
  asked: 'warning',
  submitted: 'info',
  passed: 'success',
  rejected: 'danger',
  expired: 'danger',
};

/** The checklist: what is asked, where it stands, who owes it since when, and why it came back. */
export function Papers(props: {
  detail: UpgradeDetailView;
  act(paper: UpgradePaper): void;
  look(attachment: UpgradeAttachment): void;
}) {
  const { t } = useTexts();
  const { papers } = props.detail;
  return (
    <>
      {(['open', 'place'] as const).map(stage => (
        <div key={stage}>
          <h4>{t(`screens.upgrade.stage.${stage}`)}</h4>
          <ul className="upg-papers">
            {papers
              .filter(paper => paper.stage === stage)
              .map(paper => (
                <Paper key={paper.paper} paper={paper} {...props} />
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function Paper(props: {
  paper: UpgradePaper;
  act(paper: UpgradePaper): void;
  look(attachment: UpgradeAttachment): void;
}) {
  const { t } = useTexts();
  const { paper } = props;
  const name = t(`upgrade.paper.${paper.paper}`);
  return (
    <li>
      <div className="upg-paper-line">
        <span className="upg-paper-name">
          {name} <RuleMark cited={paper.cited} />
        </span>
        {paper.state === 'missing' && !(paper.isSure && paper.owes) ? (
          <Chip
            tone="neutral"
            word={t(paper.isSure ? 'screens.upgrade.paper.unfiled' : 'screens.upgrade.paper.maybe')}
          />
        ) : (
          <Chip tone={TONES[paper.state]} word={t(`upgrade.paper_state.${paper.state}`)} />
        )}
        {canDo(paper) ? (
          <Offered needs={['upgrade/addPaper']}>
            <Button
              size="small"
              aria-label={t('screens.upgrade.paper.act_on', { paper: name })}
              onClick={() => props.act(paper)}
            >
              {t('screens.upgrade.paper.act')}
            </Button>
          </Offered>
        ) : null}
      </div>
      <div className="upg-paper-about figures">
        {paper.owes === null || !paper.isSure
          ? null
          : t('screens.upgrade.paper.owes', {
              who: t(`upgrade.waits.${paper.owes}`),
              on: paper.sinceOn ?? '',
            })}
        {paper.validTo === null ? null : (
          <span> {t('screens.upgrade.paper.until', { on: paper.validTo })}</span>
        )}
        {paper.attachment ? <EvidenceLink attachment={paper.attachment} look={props.look} /> : null}
      </div>
      {paper.rejections.map(({ reason, on }) => (
        <div key={`${on}${reason}`} className="upg-rejection">
          {t('screens.upgrade.paper.rejected_on', { on, reason })}
        </div>
      ))}
    </li>
  );
}
