import {
  AccountBookOutlined,
  AuditOutlined,
  BankOutlined,
  CheckSquareOutlined,
  ContainerOutlined,
  DatabaseOutlined,
  DiffOutlined,
  ExceptionOutlined,
  ExportOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  FileSyncOutlined,
  FlagOutlined,
  FormOutlined,
  FundOutlined,
  HistoryOutlined,
  HomeOutlined,
  ImportOutlined,
  LinkOutlined,
  LockOutlined,
  MoneyCollectOutlined,
  NodeIndexOutlined,
  OrderedListOutlined,
  PayCircleOutlined,
  PercentageOutlined,
  ProfileOutlined,
  ReadOutlined,
  ReconciliationOutlined,
  SettingOutlined,
  StopOutlined,
  TeamOutlined,
  UserOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { ROUTES } from './routes.ts';

/** A subject of the navigation. */
export interface SubjectLink {
  path: string;
  title: string;
  keys: string;
  icon: ReactNode;
}

/** Subjects that belong together. The desk stands alone and has no heading. */
export interface SubjectGroup {
  id: string;
  title: string | null;
  links: readonly SubjectLink[];
}

/** The navigation in its order. */
export const SUBJECT_GROUPS: readonly SubjectGroup[] = [
  {
    id: 'desk',
    title: null,
    links: [
      { path: ROUTES.start, title: 'shell.nav.start', keys: 'g h', icon: <HomeOutlined aria-hidden /> },
    ],
  },
  {
    id: 'clients',
    title: 'shell.nav.group.clients',
    links: [
      { path: ROUTES.clients, title: 'shell.nav.clients', keys: 'g k', icon: <TeamOutlined aria-hidden /> },
      {
        path: ROUTES.upgrade,
        title: 'shell.nav.upgrade',
        keys: 'g d',
        icon: <NodeIndexOutlined aria-hidden />,
      },
      { path: ROUTES.parties, title: 'shell.nav.parties', keys: 'g p', icon: <BankOutlined aria-hidden /> },
      { path: ROUTES.opening, title: 'shell.nav.opening', keys: 'g o', icon: <FlagOutlined aria-hidden /> },
    ],
  },
  {
    id: 'orders',
    title: 'shell.nav.group.orders',
    links: [
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
        keys: 'g 3',
        icon: <StopOutlined aria-hidden />,
      },
      { path: ROUTES.spend, title: 'shell.nav.spend', keys: 'g n', icon: <FundOutlined aria-hidden /> },
      {
        path: ROUTES.rules,
        title: 'shell.nav.rules',
        keys: 'g u',
        icon: <FileProtectOutlined aria-hidden />,
      },
    ],
  },
  {
    id: 'money',
    title: 'shell.nav.group.money',
    links: [
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
        path: ROUTES.transit,
        title: 'shell.nav.transit',
        keys: 'g 0',
        icon: <FieldTimeOutlined aria-hidden />,
      },
      { path: ROUTES.pools, title: 'shell.nav.pools', keys: 'g m', icon: <DatabaseOutlined aria-hidden /> },
      {
        path: ROUTES.funds,
        title: 'shell.nav.funds',
        keys: 'g 9',
        icon: <MoneyCollectOutlined aria-hidden />,
      },
    ],
  },
  {
    id: 'reconcile',
    title: 'shell.nav.group.reconcile',
    links: [
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
        path: ROUTES.reconciliations,
        title: 'shell.nav.reconciliations',
        keys: 'g 7',
        icon: <FileSyncOutlined aria-hidden />,
      },
    ],
  },
  {
    id: 'bills',
    title: 'shell.nav.group.bills',
    links: [
      {
        path: ROUTES.invoices,
        title: 'shell.nav.invoices',
        keys: 'g e',
        icon: <ReconciliationOutlined aria-hidden />,
      },
      {
        path: ROUTES.policies,
        title: 'shell.nav.policies',
        keys: 'g f',
        icon: <PercentageOutlined aria-hidden />,
      },
      { path: ROUTES.packs, title: 'shell.nav.packs', keys: 'g 6', icon: <ContainerOutlined aria-hidden /> },
    ],
  },
  {
    id: 'ledger',
    title: 'shell.nav.group.ledger',
    links: [
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
      {
        path: ROUTES.vouchers,
        title: 'shell.nav.vouchers',
        keys: 'g 8',
        icon: <FileDoneOutlined aria-hidden />,
      },
      { path: ROUTES.close, title: 'shell.nav.close', keys: 'g g', icon: <LockOutlined aria-hidden /> },
      { path: ROUTES.exports, title: 'shell.nav.exports', keys: 'g 5', icon: <ExportOutlined aria-hidden /> },
      { path: ROUTES.log, title: 'shell.nav.log', keys: 'g t', icon: <HistoryOutlined aria-hidden /> },
    ],
  },
  {
    id: 'files',
    title: 'shell.nav.group.files',
    links: [
      {
        path: ROUTES.statements,
        title: 'shell.nav.statements',
        keys: 'g s',
        icon: <FileSearchOutlined aria-hidden />,
      },
      { path: ROUTES.compare, title: 'shell.nav.compare', keys: 'g c', icon: <DiffOutlined aria-hidden /> },
    ],
  },
  {
    id: 'system',
    title: 'shell.nav.group.system',
    links: [
      { path: ROUTES.books, title: 'shell.nav.books', keys: 'g z', icon: <WalletOutlined aria-hidden /> },
      { path: ROUTES.people, title: 'shell.nav.people', keys: 'g v', icon: <UserOutlined aria-hidden /> },
      {
        path: ROUTES.settings,
        title: 'shell.nav.settings',
        keys: 'g ,',
        icon: <SettingOutlined aria-hidden />,
      },
    ],
  },
];
