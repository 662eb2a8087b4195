import '../clients/clients.css';
import '../accounts/accounts.css';
import '../rules/rules.css';
import '../claims/claims.css';
import '../applications/applications.css';
import './recharges.css';
import { EllipsisOutlined, PlusOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { useMay } from '../../app/may.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { RangePicker } from '../accounts/range-picker.tsx';
import { useAddress, useRange } from '../accounts/use-range.ts';
import { today } from '../clients/days.ts';
import { ExportButton } from '../funds-daily/export-button.tsx';
import { useBack } from '../statements/use-back.ts';
import { ArriveForm } from './arrive-form.tsx';
import { FailForm } from './fail-form.tsx';
import { PayForm } from './pay-form.tsx';
import { AdvanceRegister, RechargeRegister } from './registers.tsx';
import { TermForm } from './term-form.tsx';
import { WaitingTab } from './waiting-tab.tsx';
import { WalletForm, WalletsOnTheWay } from './wallet-form.tsx';

const TABS = ['waiting', 'register', 'advances'] as const;
type Tab = (typeof TABS)[number];
type Panel =
  | { kind: 'wallet'; wallet: number }
  | { kind: 'pay' | 'arrive' | 'fail'; application: number }
  | { kind: 'term' }
  | null;
/** The library's own would read itself out in English. */
const MORE = { icon: <EllipsisOutlined aria-hidden /> };

/** 充值: payments and deposits, 充值台账, 垫款台账. */
export default function RechargesScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.recharges.title')}>{book => <Recharges book={book} />}</InBook>;
}

function Recharges({ book }: { book: BookState }) {
  const { t } = useTexts();
  const may = useMay();
  const { search, change } = useAddress();
  const [panel, open] = useState<Panel>(null);
  const tabs = TABS.filter(tab => tab !== 'waiting' || may('recharges/waiting'));
  const named = search.get('tab') as Tab | null;
  const tab: Tab = named && tabs.includes(named) ? named : tabs[0]!;
  useBack('recharges.back', 'screens.clients.close_panel', () => open(null));
  const term = useAction({
    id: 'recharges.term',
    title: 'screens.recharges.term_new',
    needs: ['recharges/setAdvance'],
    icon: <PlusOutlined aria-hidden />,
    enabled: tab === 'advances',
    run: () => open({ kind: 'term' }),
  });
  return (
    <Page
      fill
      title={t('screens.recharges.title')}
      about={t(`screens.recharges.about.${tab}`)}
      acts={['recharges/pay', 'recharges/give', 'recharges/arrive', 'recharges/fail', 'recharges/setAdvance']}
      actions={tab === 'advances' ? <ActionButton action={term} type="primary" /> : null}
    >
      <Tabs
        className="clients-tabs"
        more={MORE}
        activeKey={tab}
        onChange={key => {
          open(null);
          change({ tab: key });
        }}
        items={tabs.map(key => ({ key, label: t(`screens.recharges.tab.${key}`) }))}
      />
      {tab === 'waiting' ? (
        <Waiting panel={panel} open={open} marked={Number(search.get('application')) || null} />
      ) : null}
      {tab === 'register' ? <Register book={book} /> : null}
      {tab === 'advances' ? <Advances panel={panel} open={open} /> : null}
    </Page>
  );
}

interface Paneled {
  panel: Panel;
  open(panel: Panel): void;
}

function Waiting({ panel, open, marked }: Paneled & { marked: number | null }) {
  const waiting = useQuery({
    queryKey: ['book', 'recharges', 'waiting'],
    queryFn: () => desk.recharges.waiting(),
  });
  const { data } = waiting;
  const application = panel && 'application' in panel ? panel.application : marked;
  const toPay = panel?.kind === 'pay' ? data?.toPay.find(({ id }) => id === panel.application) : undefined;
  const toArrive =
    panel?.kind === 'arrive' ? data?.toArrive.find(({ id }) => id === panel.application) : undefined;
  const toFail =
    panel?.kind === 'fail' ? data?.toArrive.find(({ id }) => id === panel.application) : undefined;
  const wallet =
    panel?.kind === 'wallet' ? data?.wallets.find(({ pool }) => pool === panel.wallet) : undefined;
  const close = () => open(null);
  return (
    <Listed
      query={waiting}
      beside={
        <>
          {data && toPay ? (
            <PayForm key={toPay.id} of={toPay} rows={data.rows} wallets={data.wallets} close={close} />
          ) : null}
          {wallet ? <WalletForm key={wallet.pool} of={wallet} close={close} /> : null}
          {data && toFail ? (
            <FailForm key={toFail.id} of={toFail} receipts={data.receipts} close={close} />
          ) : null}
          {toArrive ? <ArriveForm key={toArrive.id} of={toArrive} close={close} /> : null}
        </>
      }
    >
      {data ? (
        <WalletsOnTheWay wallets={data.wallets} arrive={pool => open({ kind: 'wallet', wallet: pool })} />
      ) : null}
      {data ? (
        <WaitingTab
          waiting={data}
          chosen={application}
          pay={id => open({ kind: 'pay', application: id })}
          arrive={id => open({ kind: 'arrive', application: id })}
          fail={id => open({ kind: 'fail', application: id })}
        />
      ) : null}
    </Listed>
  );
}

function Register({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { change } = useAddress();
  const { range, error } = useRange(book.id);
  const report = useQuery({
    queryKey: ['book', 'recharges', 'report', range],
    queryFn: () => desk.recharges.report(range!),
    enabled: range !== null,
  });
  const lines = report.data ?? [];
  return (
    <Listed
      query={{ ...report, error: error ?? report.error }}
      bar={
        range ? (
          <>
            <RangePicker range={range} today={today()} choose={({ from, to }) => change({ from, to })} />
            <span className="accounts-gap" />
            <ExportButton disabled={false} write={format => desk.recharges.write({ ...range, format })} />
          </>
        ) : null
      }
    >
      {report.data && lines.length === 0 ? (
        <Empty
          icon={<UnorderedListOutlined aria-hidden />}
          title={t('screens.recharges.no_lines')}
          text={t('screens.recharges.no_lines_text')}
        />
      ) : null}
      {lines.length > 0 ? <RechargeRegister lines={lines} /> : null}
    </Listed>
  );
}

function Advances({ panel, open }: Paneled) {
  const { t } = useTexts();
  const items = useQuery({
    queryKey: ['book', 'recharges', 'advances'],
    queryFn: () => desk.recharges.advances({}),
  });
  const found = items.data ?? [];
  return (
    <Listed
      query={items}
      bar={
        <>
          <span className="accounts-gap" />
          <ExportButton disabled={false} write={format => desk.recharges.writeAdvances({ format })} />
        </>
      }
      beside={panel?.kind === 'term' ? <TermForm close={() => open(null)} /> : null}
    >
      {items.data && found.length === 0 ? (
        <Empty
          icon={<UnorderedListOutlined aria-hidden />}
          title={t('screens.recharges.no_items')}
          text={t('screens.recharges.no_items_text')}
        />
      ) : null}
      {found.length > 0 ? <AdvanceRegister items={found} /> : null}
    </Listed>
  );
}

/** A list with its bar, and a form beside it. */
function Listed(props: {
  query: { error: unknown; isPending: boolean; refetch(): unknown };
  bar?: ReactNode;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const { query } = props;
  return (
    <div className="clients">
      <section className="clients-list">
        {props.bar ? <div className="rules-bar">{props.bar}</div> : null}
        <div className="clients-scroll">
          {query.error ? <ErrorPanel error={query.error} again={() => void query.refetch()} /> : null}
          {query.isPending && !query.error ? <SkeletonRows /> : null}
          {props.children}
        </div>
      </section>
      {props.beside}
    </div>
  );
}
