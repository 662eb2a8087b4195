import {
  AccountBookOutlined,
  AuditOutlined,
  BankOutlined,
  CheckSquareOutlined,
  ContainerOutlined,
  DatabaseOutlined,
  DiffOutlined,
  ExceptionOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  FileSyncOutlined,
  FlagOutlined,
  FormOutlined,
  FundOutlined,
  GlobalOutlined,
  HistoryOutlined,
  HomeOutlined,
  ImportOutlined,
  LinkOutlined,
  LockOutlined,
  MoneyCollectOutlined,
  MoonOutlined,
  NodeIndexOutlined,
  OrderedListOutlined,
  PayCircleOutlined,
  PercentageOutlined,
  ProfileOutlined,
  ReadOutlined,
  ReconciliationOutlined,
  SettingOutlined,
  StopOutlined,
  SunOutlined,
  TeamOutlined,
  UserOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type Action, useAction } from './actions.tsx';
import { ROUTES } from './routes.ts';
import { useChangeSettings, useSettings } from './settings.ts';
import { useDark } from './theme.ts';

/** A subject of the navigation. */
interface SubjectLink {
  path: string;
  title: string;
  keys: string;
  icon: ReactNode;
}

/** The navigation in its order; each group stands a little apart from the one before. */
export const SUBJECT_GROUPS: readonly (readonly SubjectLink[])[] = [
  [{ path: ROUTES.start, title: 'shell.nav.start', keys: 'g h', icon: <HomeOutlined aria-hidden /> }],
  [
    { path: ROUTES.clients, title: 'shell.nav.clients', keys: 'g k', icon: <TeamOutlined aria-hidden /> },
    { path: ROUTES.parties, title: 'shell.nav.parties', keys: 'g p', icon: <BankOutlined aria-hidden /> },
    { path: ROUTES.opening, title: 'shell.nav.opening', keys: 'g o', icon: <FlagOutlined aria-hidden /> },
  ],
  [
    {
      path: ROUTES.orders,
      title: 'shell.nav.orders',
      keys: 'g q',
      icon: <OrderedListOutlined aria-hidden />,
    },
    {
      path: ROUTES.orderCheck,
      title: 'shell.nav.order_check',
      keys: 'g x',
      icon: <CheckSquareOutlined aria-hidden />,
    },
    {
      path: ROUTES.orderRisks,
      title: 'shell.nav.order_risks',
      keys: 'g j',
      icon: <StopOutlined aria-hidden />,
    },
    { path: ROUTES.rules, title: 'shell.nav.rules', keys: 'g u', icon: <FileProtectOutlined aria-hidden /> },
  ],
  [
    {
      path: ROUTES.applications,
      title: 'shell.nav.applications',
      keys: 'g y',
      icon: <FormOutlined aria-hidden />,
    },
    {
      path: ROUTES.recharges,
      title: 'shell.nav.recharges',
      keys: 'g w',
      icon: <PayCircleOutlined aria-hidden />,
    },
    { path: ROUTES.imports, title: 'shell.nav.imports', keys: 'g i', icon: <ImportOutlined aria-hidden /> },
    { path: ROUTES.claims, title: 'shell.nav.claims', keys: 'g r', icon: <AuditOutlined aria-hidden /> },
    {
      path: ROUTES.workbench,
      title: 'shell.nav.workbench',
      keys: 'g 1',
      icon: <LinkOutlined aria-hidden />,
    },
    {
      path: ROUTES.tickets,
      title: 'shell.nav.tickets',
      keys: 'g 2',
      icon: <ExceptionOutlined aria-hidden />,
    },
    {
      path: ROUTES.transit,
      title: 'shell.nav.transit',
      keys: 'g 0',
      icon: <FieldTimeOutlined aria-hidden />,
    },
    {
      path: ROUTES.invoices,
      title: 'shell.nav.invoices',
      keys: 'g e',
      icon: <ReconciliationOutlined aria-hidden />,
    },
    {
      path: ROUTES.upgrade,
      title: 'shell.nav.upgrade',
      keys: 'g d',
      icon: <NodeIndexOutlined aria-hidden />,
    },
  ],
  [
    {
      path: ROUTES.accounts,
      title: 'shell.nav.accounts',
      keys: 'g a',
      icon: <AccountBookOutlined aria-hidden />,
    },
    { path: ROUTES.journal, title: 'shell.nav.journal', keys: 'g l', icon: <ReadOutlined aria-hidden /> },
    {
      path: ROUTES.clientBalances,
      title: 'shell.nav.client_balances',
      keys: 'g b',
      icon: <ProfileOutlined aria-hidden />,
    },
    { path: ROUTES.funds, title: 'shell.nav.funds', keys: 'g 9', icon: <MoneyCollectOutlined aria-hidden /> },
    { path: ROUTES.pools, title: 'shell.nav.pools', keys: 'g m', icon: <DatabaseOutlined aria-hidden /> },
    { path: ROUTES.spend, title: 'shell.nav.spend', keys: 'g n', icon: <FundOutlined aria-hidden /> },
    {
      path: ROUTES.policies,
      title: 'shell.nav.policies',
      keys: 'g f',
      icon: <PercentageOutlined aria-hidden />,
    },
    {
      path: ROUTES.reconciliations,
      title: 'shell.nav.reconciliations',
      keys: 'g 7',
      icon: <FileSyncOutlined aria-hidden />,
    },
    { path: ROUTES.packs, title: 'shell.nav.packs', keys: 'g 6', icon: <ContainerOutlined aria-hidden /> },
    { path: ROUTES.close, title: 'shell.nav.close', keys: 'g g', icon: <LockOutlined aria-hidden /> },
    {
      path: ROUTES.vouchers,
      title: 'shell.nav.vouchers',
      keys: 'g 8',
      icon: <FileDoneOutlined aria-hidden />,
    },
    { path: ROUTES.log, title: 'shell.nav.log', keys: 'g t', icon: <HistoryOutlined aria-hidden /> },
  ],
  [
    {
      path: ROUTES.statements,
      title: 'shell.nav.statements',
      keys: 'g s',
      icon: <FileSearchOutlined aria-hidden />,
    },
    { path: ROUTES.compare, title: 'shell.nav.compare', keys: 'g c', icon: <DiffOutlined aria-hidden /> },
  ],
  [
    { path: ROUTES.books, title: 'shell.nav.books', keys: 'g z', icon: <WalletOutlined aria-hidden /> },
    { path: ROUTES.people, title: 'shell.nav.people', keys: 'g v', icon: <UserOutlined aria-hidden /> },
    {
      path: ROUTES.settings,
      title: 'shell.nav.settings',
      keys: 'g ,',
      icon: <SettingOutlined aria-hidden />,
    },
  ],
];

const SUBJECT_LINKS = SUBJECT_GROUPS.flat();

/** Actions that stand on every screen: language, theme. */
export function useShellActions(): { theme: Action } {
  const change = useChangeSettings();
  const { language, theme } = useSettings();
  const dark = useDark(theme);
  useAction({
    id: 'shell.language',
    title: 'shell.language.switch',
    group: 'shell.group.frame',
    icon: <GlobalOutlined aria-hidden />,
    run: () => change({ language: language === 'zh' ? 'en' : 'zh' }),
  });
  return {
    theme: useAction({
      id: 'shell.theme',
      title: dark ? 'shell.theme.to_light' : 'shell.theme.to_dark',
      group: 'shell.group.frame',
      icon: dark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />,
      run: () => change({ theme: dark ? 'light' : 'dark' }),
    }),
  };
}

/** The way to every subject, by key and from the palette. */
export function GoActions({ go }: { go(path: string): void }) {
  return SUBJECT_LINKS.map(link => <GoAction key={link.path} link={link} go={go} />);
}

function GoAction({ link: { path, title, keys, icon }, go }: { link: SubjectLink; go(path: string): void }) {
  useAction({ id: `shell.go:${path}`, title, group: 'shell.group.go', keys, icon, run: () => go(path) });
  return null;
}
