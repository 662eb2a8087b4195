import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ClientView } from '../../../contract/clients.ts';
import type { Assignment } from '../../../domain/parties/managers.ts';
import { Chip } from '../../app/chip.tsx';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { today } from './days.ts';
import type { Panel } from './panel.ts';
import { TabPanel } from './tab-panel.tsx';

/** 经理: who looks after the client and did, newest first. */
export function ManagersTab({ client, show }: { client: ClientView; show(panel: Panel): void }) {
  const { t } = useTexts();
  const { assignments } = client;
  const newest = assignments.toSorted((one, other) => (one.from < other.from ? 1 : -1));
  return (
    <TabPanel
      about={t('screens.clients.managers_about')}
      acts={
        <Offered needs={['clients/assign']}>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => show({ kind: 'assign' })}>
            {t('screens.clients.assign')}
          </Button>
        </Offered>
      }
      empty={assignments.length === 0 ? t('screens.clients.no_managers') : null}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('screens.clients.manager')}</th>
            <th>{t('screens.clients.role')}</th>
            <th>{t('screens.clients.from')}</th>
            <th>{t('screens.clients.to')}</th>
            <th>{t('screens.clients.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {newest.map(each => (
            <AssignmentLine key={`${each.manager} ${each.role} ${each.from}`} assignment={each} show={show} />
          ))}
        </tbody>
      </table>
    </TabPanel>
  );
}

/** First day of what was never dated. */
const ALWAYS = '1900-01-01';

function AssignmentLine({ assignment, show }: { assignment: Assignment; show(panel: Panel): void }) {
  const { t } = useTexts();
  const { manager, role, from, to } = assignment;
  const day = today();
  const state = from > day ? 'later' : to !== null && to < day ? 'ended' : 'present';
  const tone = { later: 'info', present: 'success', ended: 'neutral' } as const;
  return (
    <tr>
      <td>{manager}</td>
      <td>{t(`screens.clients.role.${role}`)}</td>
      <td className="figures">{from === ALWAYS ? t('screens.clients.from_start') : from}</td>
      <td className="figures">{to ?? t('screens.clients.until_now')}</td>
      <td>
        <Chip tone={tone[state]} word={t(`screens.clients.assigned.${state}`)} />
      </td>
      <td className="acts">
        {from === ALWAYS ? null : (
          <Offered needs={['clients/assign']}>
            <Button size="small" onClick={() => show({ kind: 'assign', of: assignment })}>
              {t('screens.clients.change_end')}
            </Button>
          </Offered>
        )}
      </td>
    </tr>
  );
}
