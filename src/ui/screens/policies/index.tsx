import '../clients/clients.css';
import '../accounts/accounts.css';
import '../rules/rules.css';
import './policies.css';
import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import { mayCall } from '../../../domain/people/roles.ts';
import { lastDayOf } from '../../../domain/reports/days.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { usePerson } from '../../app/person.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress, useRange } from '../accounts/use-range.ts';
import { useBack } from '../statements/use-back.ts';
import { MarginTab } from './margin-tab.tsx';
import { PoliciesTab, type PolicyPanel } from './policies-tab.tsx';
import { RebatesTab } from './rebates-tab.tsx';
import { RunTab } from './run-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';

const TABS = ['policies', 'run', 'rebates', 'margin', 'settings'] as const;
type Tab = (typeof TABS)[number];

/** The library's own would read itself out in English. */
const MORE = { icon: <EllipsisOutlined aria-hidden /> };

/** 返点与服务费: policies, month-end run, 返点计提表 and 结算单, 毛利表, settings of the book. */
export default function PoliciesScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.policies.title')}>{book => <Policies book={book} />}</InBook>;
}

function Policies({ book }: { book: BookState }) {
  const { t } = useTexts();
  const person = usePerson();
  const { search, change } = useAddress();
  const { range, error } = useRange(book.id);
  const [panel, open] = useState<PolicyPanel>(null);
  const named = search.get('tab') as Tab | null;
  const tab: Tab = named && TABS.includes(named) ? named : 'policies';
  const roles = person?.profile?.roles;
  const may = (allowed: Parameters<typeof mayCall>[1]) =>
    !book.readOnly && (roles === undefined || mayCall(roles, allowed));
  const mayChange = may(['accountant', 'supervisor']);
  const view = useQuery({ queryKey: ['book', 'policies', 'list'], queryFn: () => desk.policies.list() });
  const create = useAction({
    id: 'policies.new',
    title: 'screens.policies.new',
    keys: 'n',
    icon: <PlusOutlined aria-hidden />,
    enabled: tab === 'policies' && mayChange,
    run: () => open({ kind: 'new' }),
  });
  useBack('policies.back', 'screens.clients.close_panel', () => open(null));
  const months = range ? { from: range.from.slice(0, 7), to: range.to.slice(0, 7) } : null;
  const month = search.get('month') ?? months?.to ?? null;
  const setMonths = ({ from, to }: { from: string; to: string }) =>
    change({ from: `${from}-01`, to: lastDayOf(to) });
  const failed = error ?? view.error;
  return (
    <Page
      fill
      title={t('screens.policies.title')}
      about={t(`screens.policies.about.${tab}`)}
      actions={tab === 'policies' && mayChange ? <ActionButton action={create} type="primary" /> : null}
    >
      <Tabs
        className="clients-tabs"
        more={MORE}
        activeKey={tab}
        onChange={key => {
          open(null);
          change({ tab: key === 'policies' ? null : key });
        }}
        items={TABS.map(key => ({ key, label: t(`screens.policies.tab.${key}`) }))}
      />
      {failed ? <ErrorPanel error={failed} again={() => void view.refetch()} /> : null}
      {!failed && (!view.data || months === null || month === null) ? <SkeletonRows /> : null}
      {view.data && tab === 'policies' ? (
        <PoliciesTab view={view.data} mayChange={mayChange} panel={panel} open={open} />
      ) : null}
      {month !== null && tab === 'run' ? (
        <RunTab month={month} setMonth={next => change({ month: next })} mayRun={mayChange} />
      ) : null}
      {months && tab === 'rebates' ? (
        <RebatesTab
          {...months}
          setRange={setMonths}
          mayConfirm={mayChange}
          mayUse={may('accountant')}
          mayUndo={may('supervisor')}
        />
      ) : null}
      {months && tab === 'margin' ? <MarginTab {...months} setRange={setMonths} /> : null}
      {tab === 'settings' ? <SettingsTab mayChange={may('supervisor')} /> : null}
    </Page>
  );
}
