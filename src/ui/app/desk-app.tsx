import { DownOutlined, LoadingOutlined } from '@ant-design/icons';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider, App as Messages } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect, useLayoutEffect, useMemo } from 'react';
import { HashRouter, Route, Routes } from 'react-router';
import AccountsScreen from '../screens/accounts/index.tsx';
import LedgerScreen from '../screens/accounts/ledger.tsx';
import ApplicationsScreen from '../screens/applications/index.tsx';
import BooksScreen from '../screens/books/index.tsx';
import ClaimsScreen from '../screens/claims/index.tsx';
import ClientBalancesScreen from '../screens/client-balances/index.tsx';
import ClientStatementScreen from '../screens/client-statement/index.tsx';
import ClientsScreen from '../screens/clients/index.tsx';
import CloseScreen from '../screens/close/index.tsx';
import CompareScreen from '../screens/compare/index.tsx';
import ExportsScreen from '../screens/exports/index.tsx';
import FundsDailyScreen from '../screens/funds-daily/index.tsx';
import ImportsScreen from '../screens/imports/index.tsx';
import InvoicesScreen from '../screens/invoices/index.tsx';
import JournalScreen from '../screens/journal/index.tsx';
import LineageScreen from '../screens/lineage/index.tsx';
import LogScreen from '../screens/log/index.tsx';
import OpeningScreen from '../screens/opening/index.tsx';
import OrderScreen from '../screens/order/index.tsx';
import OrderRisksScreen from '../screens/order-acts/index.tsx';
import OrderCheckScreen from '../screens/order-check/index.tsx';
import OrdersScreen from '../screens/orders/index.tsx';
import PacksScreen from '../screens/packs/index.tsx';
import PartiesScreen from '../screens/parties/index.tsx';
import PeopleScreen from '../screens/people/index.tsx';
import PoliciesScreen from '../screens/policies/index.tsx';
import PoolsScreen from '../screens/pools/index.tsx';
import RechargesScreen from '../screens/recharges/index.tsx';
import ReconciliationsScreen from '../screens/reconciliations/index.tsx';
import RulesScreen from '../screens/rules/index.tsx';
import SettingsScreen from '../screens/settings/index.tsx';
import SourceFileScreen from '../screens/source-file/index.tsx';
import SpendReportScreen from '../screens/spend-report/index.tsx';
import StartScreen from '../screens/start/index.tsx';
import StatementsScreen from '../screens/statements/index.tsx';
import TicketsScreen from '../screens/tickets/index.tsx';
import TransitScreen from '../screens/transit/index.tsx';
import UpgradeScreen from '../screens/upgrade/index.tsx';
import VouchersScreen from '../screens/vouchers/index.tsx';
import WorkbenchScreen, { MatchRulesScreen } from '../screens/workbench/index.tsx';
import { ConnectionBanner } from './banner.tsx';
import { Events } from './events.tsx';
import { Guard } from './guard.tsx';
import { nonce } from './nonce.ts';
import { ROUTES } from './routes.ts';
import { useSettings, useStoredSettings } from './settings.ts';
import { Shell } from './shell.tsx';
import { SignedIn } from './sign-in.tsx';
import { TEXTS, TextsContext } from './texts.ts';
import { antdThemeOf, paint, useDark } from './theme.ts';

/** The library's own icons would read themselves out in English. */
const SELECT = { suffixIcon: <DownOutlined aria-hidden /> };
const BUTTON = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden /> };
const LOCALES = { zh: zhCN, en: enUS };

// The connection itself waits and asks again; what still fails is an answer and would fail again.
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false },
    mutations: { networkMode: 'always' },
  },
});

/** The whole page. */
export function DeskApp() {
  return (
    <QueryClientProvider client={queries}>
      <Dressed>
        <Events>
          <HashRouter>
            <WhenKnown>
              <Shell>
                <Screens />
              </Shell>
            </WhenKnown>
          </HashRouter>
        </Events>
      </Dressed>
    </QueryClientProvider>
  );
}

/** Language, theme and density around everything. */
function Dressed({ children }: { children: ReactNode }) {
  const { language, theme, density } = useSettings();
  const dark = useDark(theme);
  const antdTheme = useMemo(() => antdThemeOf(dark, density), [dark, density]);
  useLayoutEffect(() => paint(dark, density), [dark, density]);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return (
    <TextsContext value={TEXTS[language]}>
      <ConfigProvider
        locale={LOCALES[language]}
        theme={antdTheme}
        csp={{ nonce }}
        button={BUTTON}
        select={SELECT}
      >
        <Messages className="messages">{children}</Messages>
      </ConfigProvider>
    </TextsContext>
  );
}

/** Nothing is drawn before language and theme are known, so nothing changes under the user's eyes. */
function WhenKnown({ children }: { children: ReactNode }) {
  return useStoredSettings() === null ? <ConnectionBanner /> : children;
}

const SCREENS: [path: string, screen: ReactNode][] = [
  [ROUTES.start, <StartScreen key="start" />],
  [ROUTES.statements, <StatementsScreen key="statements" />],
  [ROUTES.statement, <StatementsScreen key="statements" />],
  [ROUTES.compare, <CompareScreen key="compare" />],
  [ROUTES.comparison, <CompareScreen key="compare" />],
  [ROUTES.clients, <ClientsScreen key="clients" />],
  [ROUTES.client, <ClientsScreen key="clients" />],
  [ROUTES.parties, <PartiesScreen key="parties" />],
  [ROUTES.opening, <OpeningScreen key="opening" />],
  [ROUTES.imports, <ImportsScreen key="imports" />],
  [ROUTES.plan, <ImportsScreen key="imports" />],
  [ROUTES.claims, <ClaimsScreen key="claims" />],
  [ROUTES.invoices, <InvoicesScreen key="invoices" />],
  [ROUTES.upgrade, <UpgradeScreen key="upgrade" />],
  [ROUTES.upgradeAccount, <UpgradeScreen key="upgrade" />],
  [ROUTES.settings, <SettingsScreen key="settings" />],
  [ROUTES.books, <BooksScreen key="books" />],
  [ROUTES.people, <PeopleScreen key="people" />],
  [ROUTES.accounts, <AccountsScreen key="accounts" />],
  [ROUTES.ledger, <LedgerScreen key="ledger" />],
  [ROUTES.journal, <JournalScreen key="journal" />],
  [ROUTES.sourceFile, <SourceFileScreen key="source-file" />],
  [ROUTES.lineageRow, <LineageScreen key="lineage" />],
  [ROUTES.lineageEntry, <LineageScreen key="lineage" />],
  [ROUTES.lineageCase, <LineageScreen key="lineage" />],
  [ROUTES.clientBalances, <ClientBalancesScreen key="client-balances" />],
  [ROUTES.clientStatement, <ClientStatementScreen key="client-statement" />],
  [ROUTES.log, <LogScreen key="log" />],
  [ROUTES.order, <OrderScreen key="order" />],
  [ROUTES.orderRisks, <OrderRisksScreen key="order-risks" />],
  [ROUTES.orders, <OrdersScreen key="orders" />],
  [ROUTES.orderCheck, <OrderCheckScreen key="order-check" />],
  [ROUTES.rules, <RulesScreen key="rules" />],
  [ROUTES.spend, <SpendReportScreen key="spend" />],
  [ROUTES.transit, <TransitScreen key="transit" />],
  [ROUTES.pools, <PoolsScreen key="pools" />],
  [ROUTES.pool, <PoolsScreen key="pools" />],
  [ROUTES.close, <CloseScreen key="close" />],
  [ROUTES.packs, <PacksScreen key="packs" />],
  [ROUTES.reconciliations, <ReconciliationsScreen key="reconciliations" />],
  [ROUTES.vouchers, <VouchersScreen key="vouchers" />],
  [ROUTES.workbench, <WorkbenchScreen key="workbench" />],
  [ROUTES.matchRules, <MatchRulesScreen key="match-rules" />],
  [ROUTES.tickets, <TicketsScreen key="tickets" />],
  [ROUTES.policies, <PoliciesScreen key="policies" />],
  [ROUTES.applications, <ApplicationsScreen key="applications" />],
  [ROUTES.recharges, <RechargesScreen key="recharges" />],
  [ROUTES.funds, <FundsDailyScreen key="funds" />],
  [ROUTES.exports, <ExportsScreen key="exports" />],
  ['*', <StartScreen key="start" />],
];

function Screens() {
  return (
    <Guard>
      <SignedIn>
        <Routes>
          {SCREENS.map(([path, screen]) => (
            <Route key={path} path={path} element={screen} />
          ))}
        </Routes>
      </SignedIn>
    </Guard>
  );
}
