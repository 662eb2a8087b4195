import '../clients/clients.css';
import '../rules/rules.css';
import '../claims/claims.css';
import './applications.css';
import { EllipsisOutlined, FormOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Segmented, Tabs } from 'antd';
import { useState } from 'react';
import type { ApplicationView } from '../../../contract/applications.ts';
import { APPLICATION_KINDS, type ApplicationKind } from '../../../domain/applications/states.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { idIn } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { useBack } from '../statements/use-back.ts';
import { ApplicationForm } from './application-form.tsx';
import { ApplicationTable } from './application-table.tsx';
import { DetailPanel } from './detail-panel.tsx';

const TABS = ['mine', 'all'] as const;
/** An application that is looked at, a new one, or a draft that is edited. */
type Panel = number | 'new' | { edits: ApplicationView } | null;
/** The library's own would read itself out in English. */
const MORE = { icon: <EllipsisOutlined aria-hidden /> };

/** 申请: my applications and everybody's, with state and who holds each. */
export default function ApplicationsScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.applications.title')}>{() => <Applications />}</InBook>;
}

function Applications() {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const { panel, open } = usePanel(search, change);
  const [kind, setKind] = useState<ApplicationKind | 'any'>('any');
  const tab = search.get('tab') === 'all' ? 'all' : 'mine';
  const asked = { mine: tab === 'mine', ...(kind === 'any' ? {} : { kind }) };
  const list = useQuery({
    queryKey: ['book', 'applications', 'list', asked],
    queryFn: () => desk.applications.list(asked),
  });
  const create = useAction({
    id: 'applications.new',
    title: 'screens.applications.new',
    keys: 'n',
    needs: ['applications/apply'],
    icon: <PlusOutlined aria-hidden />,
    run: () => open('new'),
  });
  useBack('applications.back', 'screens.clients.close_panel', () => open(null));
  const found = list.data ?? [];
  return (
    <Page
      fill
      title={t('screens.applications.title')}
      about={t('screens.applications.about')}
      acts={['applications/apply', 'applications/approve']}
      actions={<ActionButton action={create} type="primary" />}
    >
      <Tabs
        className="clients-tabs"
        more={MORE}
        activeKey={tab}
        onChange={key => change({ tab: key === 'mine' ? null : key })}
        items={TABS.map(key => ({ key, label: t(`screens.applications.tab.${key}`) }))}
      />
      <div className="clients">
        <section className="clients-list" aria-label={t(`screens.applications.tab.${tab}`)}>
          <div className="rules-bar">
            <Segmented
              aria-label={t('screens.applications.kind')}
              value={kind}
              options={(['any', ...APPLICATION_KINDS] as const).map(value => ({
                value,
                label: value === 'any' ? t('screens.applications.any') : t(`applications.kind.${value}`),
              }))}
              onChange={setKind}
            />
          </div>
          <div className="clients-scroll">
            {list.error ? <ErrorPanel error={list.error} again={() => void list.refetch()} /> : null}
            {list.isPending ? <SkeletonRows /> : null}
            {list.data && found.length === 0 ? (
              <Empty
                icon={<FormOutlined aria-hidden />}
                title={t('screens.applications.none')}
                text={t('screens.applications.none_text')}
              />
            ) : null}
            {found.length > 0 ? (
              <ApplicationTable applications={found} chosen={chosenIn(panel)} choose={open} />
            ) : null}
          </div>
        </section>
        {panel === 'new' ? <ApplicationForm close={() => open(null)} done={open} /> : null}
        {typeof panel === 'object' && panel ? (
          <ApplicationForm key={panel.edits.id} of={panel.edits} close={() => open(null)} done={open} />
        ) : null}
        {typeof panel === 'number' ? (
          <DetailPanel
            key={panel}
            application={panel}
            close={() => open(null)}
            edit={edits => open({ edits })}
          />
        ) : null}
      </div>
    </Page>
  );
}

/** What is open beside the list; an application that is looked at stands in the address, so that a link leads to it. */
function usePanel(search: URLSearchParams, change: (patch: Record<string, string | null>) => void) {
  const [form, setForm] = useState<Exclude<Panel, number>>(null);
  const open = (panel: Panel) => {
    setForm(typeof panel === 'number' ? null : panel);
    change({ application: typeof panel === 'number' ? String(panel) : null });
  };
  return { panel: form ?? idIn(search, 'application'), open };
}

function chosenIn(panel: Panel): number | null {
  if (typeof panel === 'number') return panel;
  return typeof panel === 'object' && panel ? panel.edits.id : null;
}
