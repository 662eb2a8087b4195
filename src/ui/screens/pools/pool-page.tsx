import '../accounts/accounts.css';
import '../clients/clients.css';
import '../rules/rules.css';
import '../order-acts/order-acts.css';
import './pools.css';
import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { LotView, PoolPageView } from '../../../contract/pools.ts';
import type { PoolDay } from '../../../domain/pools/flow-days.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { clientPath, ledgerPath, poolPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { RangePicker } from '../accounts/range-picker.tsx';
import { Trail, useTrail } from '../accounts/trail.tsx';
import { useAddress, useRange } from '../accounts/use-range.ts';
import { CitedList } from '../order-acts/cited-list.tsx';
import { AlarmForm } from './alarm-form.tsx';
import { Balance } from './balance.tsx';
import { Chart } from './chart.tsx';
import { DaysTable } from './days-table.tsx';
import { Pace, Routes, SpendEstimate, Transit, Versions } from './facts.tsx';
import { Lots } from './lots.tsx';
import { type MovesAsked, MovesPanel } from './moves-panel.tsx';
import { LotForm, RecordForm } from './record-form.tsx';
import { StatementTable } from './statement-table.tsx';
import { WhyPanel } from './why-panel.tsx';

/** What stands beside the page. */
type Beside =
  | { kind: 'moves'; asked: MovesAsked }
  | { kind: 'day'; day: PoolDay }
  | { kind: 'alarm' }
  | { kind: 'record'; lot: LotView | null }
  | { kind: 'lot'; lot: LotView };

/** One pool with what it holds, how it is used, how long it lasts, and what moved in a range. */
export function PoolPage({ book, id }: { book: BookState; id: number }) {
  const { t } = useTexts();
  const { range, setRange, today, error } = useRange(book.id);
  const [beside, setBeside] = useState<Beside | null>(null);
  const { crumbs } = useTrail({ code: 'screens.pools.title' });
  const page = useQuery({
    queryKey: ['book', 'pools', book.id, id, range],
    queryFn: () => desk.pools.page({ pool: id, ...range! }),
    enabled: range !== null,
    placeholderData: before => before,
  });
  useEscape(beside ? () => setBeside(null) : null);
  const record = useAction({
    id: 'pools.record',
    title: 'screens.pools.record',
    keys: 'n',
    icon: <PlusOutlined aria-hidden />,
    needs: ['pools/record'],
    enabled: page.data !== undefined,
    run: () => setBeside({ kind: 'record', lot: null }),
  });
  const failed = error ?? page.error;
  const choose = (next: DayRange) => {
    setBeside(null);
    setRange(next);
  };
  const { data } = page;
  return (
    <Page
      fill
      title={data?.pool.name ?? t('screens.pools.one')}
      back={<Trail crumbs={crumbs} home={{ to: ROUTES.pools, title: { code: 'screens.pools.title' } }} />}
      about={data ? <About page={data} /> : null}
      actions={
        <>
          {range ? <RangePicker range={range} today={today} choose={choose} /> : null}
          <Export pool={id} range={range} />
          {record.isOffered === false ? null : <ActionButton action={record} />}
        </>
      }
    >
      {failed ? <ErrorPanel error={failed} again={() => void page.refetch()} /> : null}
      {!failed && !data ? <SkeletonRows rows={14} /> : null}
      {!failed && data ? (
        <div className="pools">
          <Content page={data} setBeside={setBeside} />
          <Side page={data} today={today} beside={beside} close={() => setBeside(null)} />
        </div>
      ) : null}
    </Page>
  );
}

function About({ page: { pool } }: { page: PoolPageView }) {
  const { t } = useTexts();
  return (
    <span className="pools-about">
      <Chip tone="neutral" word={t(`pools.kind.${pool.kind}`)} />
      {pool.fundsKind === 'brand' ? <Chip tone="info" word={t('pools.funds.brand')} /> : null}
      {pool.funder === 'agency' ? null : <Chip tone="info" word={t(`pools.funder.${pool.funder}`)} />}
      {pool.bannedOn === null ? null : (
        <Chip tone="danger" word={t('screens.pools.banned_on', { day: pool.bannedOn })} />
      )}
      <span className="figures">{pool.platformId}</span>
      {pool.clientCode === null ? null : (
        <Link className="line-link" to={clientPath(pool.clientCode)}>
          {pool.clientName}
        </Link>
      )}
    </span>
  );
}

function Export({ pool, range }: { pool: number; range: DayRange | null }) {
  const { t } = useTexts();
  const notify = useNotify();
  const write = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const { fileId, name } = await desk.pools.write({ pool, ...range!, format });
      if (await saveExport(fileId)) notify.success('screens.pools.saved', { name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  const items = (['xlsx', 'csv', 'pdf'] as const).map(format => ({
    key: format,
    label: t(`grid.export.${format}`),
    disabled: range === null,
    onClick: () => void write(format),
  }));
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.pools.export')}</Button>
    </Dropdown>
  );
}

const TABS = ['days', 'statement', 'lots'] as const;

function Content({ page, setBeside }: { page: PoolPageView; setBeside(beside: Beside): void }) {
  const { t } = useTexts();
  const may = useMay();
  const { search, change } = useAddress();
  const { open } = useTrail({ code: 'screens.pools.of', params: { pool: page.pool.name } });
  const tab = TABS.find(each => each === search.get('tab')) ?? 'days';
  const range = { from: page.from, to: page.to };
  const openMoves = (asked: Partial<MovesAsked>) =>
    setBeside({ kind: 'moves', asked: { ...range, ...asked } });
  const counts = {
    days: page.days.filter(({ state }) => state === 'explained' || state === 'unexplained').length,
    statement: 0,
    lots: page.lots.filter(({ expiry }) => expiry === 'soon' || expiry === 'expired').length,
  };
  return (
    <div className="pools-main">
      <div className="pools-top">
        <Balance
          page={page}
          open={(bucket, state) => {
            const account = page.accounts.find(each => each.bucket === bucket && each.state === state);
            if (account) open(ledgerPath(account.account, range));
          }}
        />
        <Panel title={t('screens.pools.use')}>
          <Versions page={page} />
        </Panel>
      </div>
      <div className="pools-top">
        <Panel title={t('screens.pools.run_out')}>
          <Chart page={page} />
        </Panel>
        <div className="pools-pair">
          <Panel title={t('screens.pools.pace')}>
            <Pace
              page={page}
              setAlarm={
                page.pool.client !== null && may('pools/setAlarm') ? () => setBeside({ kind: 'alarm' }) : null
              }
            />
          </Panel>
          <Panel title={t('screens.pools.in_transit')}>
            <Transit page={page} />
          </Panel>
        </div>
      </div>
      <section className="panel">
        <div className="panel-head">
          <Segmented
            value={tab}
            aria-label={t('screens.pools.tabs')}
            options={TABS.map(value => ({
              value,
              label:
                counts[value] > 0
                  ? t(`screens.pools.tab.${value}_count`, { count: counts[value] })
                  : t(`screens.pools.tab.${value}`),
            }))}
            onChange={value => change({ tab: value === 'days' ? null : value })}
          />
          <span className="muted">{t('screens.accounts.unit')}</span>
        </div>
        {tab === 'days' ? (
          <DaysTable
            page={page}
            openDay={day => setBeside({ kind: 'day', day: page.days.find(each => each.day === day)! })}
            openMoves={({ day, item }) => openMoves({ from: day, to: day, ...(item ? { item } : {}) })}
          />
        ) : null}
        {tab === 'statement' ? (
          <StatementTable
            page={page}
            open={({ item, version, isPosted }, bucket) =>
              openMoves({
                item: item as MovesAsked['item'],
                // What another source splits is told by the entries of all its spend.
                ...(version && isPosted ? { version } : {}),
                ...(bucket ? { bucket } : {}),
              })
            }
          />
        ) : null}
        {tab === 'lots' ? (
          <Lots
            page={page}
            describe={lot => setBeside({ kind: 'lot', lot })}
            expire={lot => setBeside({ kind: 'record', lot })}
          />
        ) : null}
      </section>
      <div className="pools-foot">
        <Panel title={t('screens.pools.where')}>
          <Routes page={page} />
        </Panel>
        <Panel title={t('screens.pools.estimate_title')}>
          <SpendEstimate page={page} />
        </Panel>
        <Panel title={t('screens.pools.rules')}>
          <CitedList cited={page.cited} />
          <Linked page={page} />
        </Panel>
      </div>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      {children}
    </section>
  );
}

/** Other pools of the account, and wallets that it draws on. */
function Linked({ page }: { page: PoolPageView }) {
  const { t } = useTexts();
  if (page.beside.length === 0) return null;
  return (
    <p className="panel-text">
      {t('screens.pools.linked')}{' '}
      {page.beside.map(({ pool, name }) => (
        <Link key={pool} className="line-link" to={poolPath(pool)}>
          {name}
        </Link>
      ))}
    </p>
  );
}

function Side(props: { page: PoolPageView; today: string; beside: Beside | null; close(): void }) {
  const { page, today, beside, close } = props;
  const { pool } = page;
  switch (beside?.kind) {
    case 'moves':
      return (
        <MovesPanel key={JSON.stringify(beside.asked)} pool={pool.id} asked={beside.asked} close={close} />
      );
    case 'day':
      return <WhyPanel key={beside.day.day} day={beside.day} close={close} />;
    case 'alarm':
      return <AlarmForm client={pool.client!} name={pool.clientName!} alarm={page.alarm} close={close} />;
    case 'record':
      return (
        <RecordForm key={beside.lot?.lot ?? ''} page={page} today={today} lot={beside.lot} close={close} />
      );
    case 'lot':
      return <LotForm key={beside.lot.lot} pool={pool.id} lot={beside.lot} close={close} />;
    default:
      return null;
  }
}
