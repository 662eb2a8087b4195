import { ArrowLeftOutlined, EditOutlined, EllipsisOutlined, FileTextOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { ClientView } from '../../../contract/clients.ts';
import { assignedOn } from '../../../domain/parties/managers.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { Offered } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { clientPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useBack } from '../statements/use-back.ts';
import { AccountForm } from './account-form.tsx';
import { AliasForm } from './alias-form.tsx';
import { AssignForm } from './assign-form.tsx';
import { ClientForm } from './client-form.tsx';
import { mainSubject } from './client-lines.ts';
import { today } from './days.ts';
import type { Panel } from './panel.ts';
import { TABS, type Tab } from './places.ts';
import { StatementForm } from './statement-form.tsx';
import { SubjectForm } from './subject-form.tsx';
import { AccountsTab } from './tab-accounts.tsx';
import { FilesTab } from './tab-files.tsx';
import { HistoryTab } from './tab-history.tsx';
import { LimitsTab } from './tab-limits.tsx';
import { ManagersTab } from './tab-managers.tsx';
import { MoneyTab } from './tab-money.tsx';
import { NamesTab } from './tab-names.tsx';
import { SubjectsTab } from './tab-subjects.tsx';
import { useCommand } from './use-command.ts';
import { WalletForm } from './wallet-form.tsx';
import { percentText, useFormFault } from './words.ts';

/** The library's own would read itself out in English. */
const MORE = { icon: <EllipsisOutlined aria-hidden /> };

/** One client: its money and everything that is known of it. */
export function ClientPage({ book, code }: { book: BookState; code: string }) {
  const { t } = useTexts();
  const go = useNavigate();
  const client = useQuery({
    queryKey: ['book', 'clients', 'get', code],
    queryFn: () => desk.clients.get({ code }),
  });
  if (client.data) return <Known book={book} client={client.data} />;
  return (
    <Page title={t('screens.clients.title')} back={<BackButton back={() => void go(ROUTES.clients)} />}>
      {client.isError ? (
        <ErrorPanel error={client.error} again={() => void client.refetch()} />
      ) : (
        <SkeletonRows rows={14} />
      )}
    </Page>
  );
}

function BackButton({ back }: { back(): void }) {
  const { t } = useTexts();
  return (
    <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={back}>
      {t('screens.clients.title')}
    </Button>
  );
}

function Known({ book, client }: { book: BookState; client: ClientView }) {
  const { t } = useTexts();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [panel, setPanel] = useState<Panel | null>(null);
  const tab = TABS.find(each => each === search.get('tab')) ?? 'money';
  const choose = (next: Tab) => {
    setPanel(null);
    setSearch(next === 'money' ? {} : { tab: next }, { replace: true });
  };
  const toList = () => void go(ROUTES.clients);
  useBack('clients.client.back', 'screens.clients.back', () => (panel ? setPanel(null) : toList()));
  const change = useAction({
    id: 'clients.change',
    title: 'screens.clients.change',
    keys: 'e',
    needs: ['clients/change'],
    icon: <EditOutlined aria-hidden />,
    run: () => setPanel({ kind: 'change' }),
  });
  const statement = useAction({
    id: 'clients.statement',
    title: 'screens.clients.statement',
    keys: 's',
    icon: <FileTextOutlined aria-hidden />,
    run: () => setPanel({ kind: 'statement' }),
  });
  const archive = useArchive(client);
  return (
    <Page
      fill
      title={client.name}
      back={<BackButton back={toList} />}
      about={<Head client={client} />}
      acts={['clients/change', 'clients/addAlias', 'clients/assign']}
      actions={
        <>
          <Offered needs={['clients/archive']}>
            <Button onClick={() => void archive.run()} disabled={archive.busy}>
              {t(client.archived ? 'screens.clients.unarchive' : 'screens.clients.archive')}
            </Button>
          </Offered>
          <ActionButton action={change} />
          <ActionButton action={statement} type="primary" />
        </>
      }
    >
      {archive.fault ? (
        <p className="clients-banner" role="alert">
          <span>{archive.fault}</span>
          <Button size="small" onClick={() => choose('money')}>
            {t('screens.clients.see_money')}
          </Button>
          <Button size="small" type="text" onClick={archive.clear}>
            {t('screens.clients.dismiss')}
          </Button>
        </p>
      ) : null}
      <Facts client={client} />
      <Tabs
        className="clients-tabs"
        more={MORE}
        activeKey={tab}
        onChange={key => choose(key as Tab)}
        items={TABS.map(each => ({ key: each, label: tabText(t, each, client) }))}
      />
      <div className="clients" data-panel={panel !== null}>
        <TabBody tab={tab} book={book} client={client} show={setPanel} />
        {panel ? <PanelBody panel={panel} book={book} client={client} close={() => setPanel(null)} /> : null}
      </div>
    </Page>
  );
}

function tabText(t: ReturnType<typeof useTexts>['t'], tab: Tab, client: ClientView): string {
  const counts: Partial<Record<Tab, number>> = {
    accounts: client.accounts.length,
    names: client.aliases.length,
    subjects: client.subjects.length,
  };
  const name = t(`screens.clients.tab.${tab}`);
  return counts[tab] === undefined ? name : `${name} ${counts[tab]}`;
}

interface BodyProps {
  tab: Tab;
  book: BookState;
  client: ClientView;
  show(panel: Panel): void;
}

function TabBody({ tab, book, client, show }: BodyProps) {
  switch (tab) {
    case 'money':
      return <MoneyTab book={book} client={client} />;
    case 'limits':
      return <LimitsTab client={client} />;
    case 'files':
      return <FilesTab client={client} />;
    case 'accounts':
      return <AccountsTab client={client} show={show} />;
    case 'names':
      return <NamesTab client={client} show={show} />;
    case 'managers':
      return <ManagersTab client={client} show={show} />;
    case 'subjects':
      return <SubjectsTab client={client} show={show} />;
    case 'history':
      return <HistoryTab client={client} />;
  }
}

function PanelBody(props: { panel: Panel; book: BookState; client: ClientView; close(): void }) {
  const go = useNavigate();
  const { panel, book, client, close } = props;
  const done = (code: string) => {
    close();
    if (code !== client.code) void go(clientPath(code), { replace: true });
  };
  switch (panel.kind) {
    case 'change':
      return <ClientForm bookId={book.id} client={client} close={close} done={done} />;
    case 'statement':
      return <StatementForm client={client} close={close} />;
    case 'alias':
      return <AliasForm client={client} close={close} />;
    case 'assign':
      return <AssignForm key={JSON.stringify(panel)} client={client} of={panel.of} close={close} />;
    case 'account':
      return <AccountForm key={panel.of?.id} client={client} of={panel.of} close={close} />;
    case 'wallet':
      return <WalletForm key={JSON.stringify(panel)} client={client} of={panel.of} close={close} />;
    case 'subject':
      return <SubjectForm key={panel.of?.name} client={client} of={panel.of} close={close} />;
  }
}

function useArchive(client: ClientView) {
  const notify = useNotify();
  const sentence = useFormFault();
  const { code, archived, name } = client;
  const command = useCommand<{ archived: boolean }, object>(input =>
    desk.clients.archive({ code, ...input }),
  );
  const { clear } = command;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused of one client is not said of another
  useEffect(clear, [code, clear]);
  const run = async () => {
    if (await command.send({ archived: !archived }))
      notify.success(archived ? 'screens.clients.unarchived' : 'screens.clients.archived_done', { name });
  };
  return { run, busy: command.busy, fault: sentence(command.fault), clear };
}

function Head({ client }: { client: ClientView }) {
  const { t } = useTexts();
  return (
    <span className="clients-head">
      <span className="figures">{client.code}</span>
      {client.archivedOn ? (
        <Chip tone="neutral" word={t('screens.clients.archived_on', { day: client.archivedOn })} />
      ) : null}
    </span>
  );
}

function Facts({ client }: { client: ClientView }) {
  const { t } = useTexts();
  const subject = mainSubject(client);
  const managers = assignedOn(client.assignments, today(), 'main');
  const facts: [name: string, value: string][] = [
    ['contract_subject', subject?.name ?? ''],
    ['paper', subject?.paperNo ?? ''],
    ['manager', managers.join('、')],
    [
      'terms',
      client.terms === 'postpaid'
        ? t('screens.clients.postpaid_days', { days: client.creditDays })
        : t('screens.clients.terms.prepaid'),
    ],
    ['invoice_mode', t(`screens.clients.mode.${client.invoiceMode}`)],
    [
      'rebate',
      client.frontRebatePpm === 0
        ? ''
        : `${percentText(client.frontRebatePpm)} ${t(`screens.clients.rebate.${client.frontRebateForm}`)}`,
    ],
    ['note', client.note],
  ];
  return (
    <dl className="clients-facts">
      {facts.map(([name, value]) =>
        name === 'note' && value === '' ? null : (
          <div key={name}>
            <dt>{t(`screens.clients.${name}`)}</dt>
            <dd className="figures" title={value}>
              {value || '–'}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
