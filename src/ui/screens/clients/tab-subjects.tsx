import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ClientView } from '../../../contract/clients.ts';
import type { Verification } from '../../../domain/parties/types.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { mainSubject } from './client-lines.ts';
import { paperFinding } from './form-values.ts';
import type { Panel } from './panel.ts';
import { TabPanel } from './tab-panel.tsx';

const TONES: Readonly<Record<Verification, Tone>> = {
  none: 'neutral',
  passed: 'success',
  expired: 'warning',
};

/** 主体: the legal persons behind the client's accounts and invoices. */
export function SubjectsTab({ client, show }: { client: ClientView; show(panel: Panel): void }) {
  const { t } = useTexts();
  const main = mainSubject(client);
  return (
    <TabPanel
      about={t('screens.clients.subjects_about')}
      acts={
        <Offered needs={['clients/change']}>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => show({ kind: 'subject' })}>
            {t('screens.clients.add_subject')}
          </Button>
        </Offered>
      }
      empty={client.subjects.length === 0 ? t('screens.clients.no_subjects') : null}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('screens.clients.subject_kind')}</th>
            <th>{t('screens.clients.subject_name')}</th>
            <th>{t('screens.clients.paper')}</th>
            <th>{t('screens.clients.verification')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {client.subjects.map(subject => {
            const paper = paperFinding(subject.kind, subject.paperNo);
            return (
              <tr key={subject.name}>
                <td>{t(`screens.clients.kind.${subject.kind}`)}</td>
                <td>
                  {subject.name}{' '}
                  {subject === main ? (
                    <Chip tone="info" word={t('screens.clients.contract_subject')} />
                  ) : null}
                </td>
                <td className="figures">
                  {subject.paperNo || <span className="muted">–</span>}{' '}
                  {paper && paper.severity !== 'error' ? (
                    <span title={t(paper.code, paper.params)}>
                      <Chip tone="warning" word={t('screens.clients.paper_doubt')} />
                    </span>
                  ) : null}
                </td>
                <td>
                  <Chip
                    tone={TONES[subject.verification]}
                    word={t(`screens.clients.verification.${subject.verification}`)}
                  />
                </td>
                <td className="acts">
                  <Offered needs={['clients/correctSubject']}>
                    <Button size="small" onClick={() => show({ kind: 'subject', of: subject })}>
                      {t('screens.clients.correct')}
                    </Button>
                  </Offered>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TabPanel>
  );
}
