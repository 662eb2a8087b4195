import '../accounts/accounts.css';
import '../clients/clients.css';
import './pools.css';
import { BellOutlined, DatabaseOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import type { PoolLine, PoolListView } from '../../../contract/pools.ts';
import { POOL_KINDS, type PoolKind } from '../../../domain/pools/pool.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { poolPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { Figure } from '../accounts/figure.tsx';
import { FigureTable } from '../accounts/figure-table.tsx';
import { keepTablePlace, tablePlace } from '../accounts/table-place.ts';
import { useTrail } from '../accounts/trail.tsx';
import { useAddress } from '../accounts/use-range.ts';
import { CitedList } from '../order-acts/cited-list.tsx';
import { SettingsForm } from './alarm-form.tsx';
import {
  columnsOf,
  figuresOf,
  figureTotals,
  matching,
  POOL_SORTS,
  type PoolFigures,
  type PoolFilter,
  type PoolSort,
  sorted,
} from './rows.ts';

const SEARCH_ID = 'pools-search';

/** All pools of the book, one line each. */
export function PoolList({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const [setting, openSettings] = useState(false);
  const pools = useQuery({ queryKey: ['book', 'pools', book.id], queryFn: () => desk.pools.list() });
  const { data, error, refetch } = pools;
  useEscape(setting ? () => openSettings(false) : null);
  useAction({
    id: 'pools.search',
    title: 'screens.pools.search',
    keys: '/',
    run: () => document.getElementById(SEARCH_ID)?.focus(),
  });
  const settings = useAction({
    id: 'pools.settings',
    title: 'screens.pools.settings',
    keys: 'a',
    icon: <BellOutlined aria-hidden />,
    needs: ['pools/setSettings'],
    enabled: data !== undefined,
    run: () => openSettings(true),
  });
  return (
    <Page
      fill
      title={t('screens.pools.title')}
      about={t('screens.pools.about')}
      actions={settings.isOffered === false ? null : <ActionButton action={settings} />}
    >
      <div className="accounts-bar">
        <Input
          id={SEARCH_ID}
          className="accounts-search"
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t('screens.pools.search')}
          aria-label={t('screens.pools.search')}
          value={search.get('q') ?? ''}
          onChange={event => change({ q: event.target.value })}
        />
        <Select
          className="pools-kind"
          aria-label={t('screens.pools.kind')}
          value={(search.get('kind') ?? '') as PoolKind | ''}
          onChange={kind => change({ kind })}
          options={[
            { value: '', label: t('screens.pools.any_kind') },
            ...POOL_KINDS.map(value => ({ value, label: t(`pools.kind.${value}`) })),
          ]}
        />
        <Segmented
          value={onlyOf(search)}
          aria-label={t('screens.pools.only')}
          options={(['all', 'low', 'expiring'] as const).map(value => ({
            value,
            label: t(`screens.pools.only.${value}`),
          }))}
          onChange={only => change({ only: only === 'all' ? null : only })}
        />
        <Select
          className="pools-sort"
          aria-label={t('screens.pools.sort')}
          value={sortOf(search)}
          onChange={sort => change({ sort: sort === 'code' ? null : sort })}
          options={POOL_SORTS.map(value => ({ value, label: t(`screens.pools.sort.${value}`) }))}
        />
        <span className="accounts-gap" />
        <span className="muted">{t('screens.accounts.unit')}</span>
      </div>
      {!data && error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={14} /> : null}
      {data ? (
        <div className="pools">
          <Lines list={data} />
          {setting ? <SettingsForm settings={data.settings} close={() => openSettings(false)} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

const onlyOf = (search: URLSearchParams): PoolFilter['only'] => {
  const only = search.get('only');
  return only === 'low' || only === 'expiring' ? only : 'all';
};
const sortOf = (search: URLSearchParams): PoolSort =>
  POOL_SORTS.find(sort => sort === search.get('sort')) ?? 'code';

const PLACE = 'pools';
const FIRST_PX = 216;
const CLIENT_PX = 184;
const KIND_PX = 136;
const FIGURE_PX = 108;
const DAY_PX = 96;

function Lines({ list }: { list: PoolListView }) {
  const { t } = useTexts();
  const { search } = useAddress();
  const { open } = useTrail({ code: 'screens.pools.title' });
  const [marked, setMarked] = useState(() => tablePlace(PLACE).line);
  const shown = useMemo(() => {
    const filter = {
      typed: search.get('q') ?? '',
      kind: (search.get('kind') ?? '') as PoolKind | '',
      only: onlyOf(search),
    };
    return sorted(matching(list.lines, filter), sortOf(search));
  }, [list, search]);
  const totals = useMemo(() => figureTotals(shown), [shown]);
  const columns = useMemo(() => columnsOf(list.lines), [list]);
  const hasExpiry = list.lines.some(({ grantExpiresOn }) => grantExpiresOn !== null);
  if (list.lines.length === 0)
    return (
      <Empty
        icon={<DatabaseOutlined aria-hidden />}
        title={t('screens.pools.none')}
        text={t('screens.pools.none_text')}
      >
        <CitedList cited={list.cited} />
      </Empty>
    );
  const enter = (pool: number) => {
    setMarked(String(pool));
    keepTablePlace(PLACE, { line: String(pool) });
    open(poolPath(pool));
  };
  return (
    <FigureTable<PoolLine>
      name={t('screens.pools.title')}
      place={PLACE}
      widths={[
        ...[FIRST_PX, CLIENT_PX, KIND_PX],
        ...columns.map(() => FIGURE_PX),
        ...(hasExpiry ? [FIGURE_PX, DAY_PX, DAY_PX] : [FIGURE_PX, DAY_PX]),
      ]}
      dense
      rows={shown}
      rowKey={({ pool }) => String(pool.id)}
      marked={marked}
      onRow={({ pool }) => setMarked(String(pool.id))}
      head={
        <tr>
          <th scope="col" className="figure-first">
            {t('screens.pools.column.pool')}
          </th>
          <th scope="col">{t('screens.pools.column.client')}</th>
          <th scope="col">{t('screens.pools.column.kind')}</th>
          {columns.map(name => (
            <th key={name} scope="col" className="number" data-sum={name === 'totalFen' || undefined}>
              {t(`screens.pools.column.${name}`)}
            </th>
          ))}
          <th scope="col" className="number">
            {t('screens.pools.column.rate')}
          </th>
          <th scope="col" className="number">
            {t('screens.pools.column.days_left')}
          </th>
          {hasExpiry ? <th scope="col">{t('screens.pools.column.expires')}</th> : null}
        </tr>
      }
      cells={line => <Cells line={line} columns={columns} hasExpiry={hasExpiry} enter={enter} />}
      foot={
        <tr>
          <th scope="row" className="figure-first">
            {t('screens.pools.total', { count: showCount(shown.length) })}
          </th>
          <td />
          <td />
          {columns.map(name => (
            <td key={name} className="number" data-sum={name === 'totalFen' || undefined}>
              <Figure fen={totals[name]} />
            </td>
          ))}
          <td />
          <td />
          {hasExpiry ? <td /> : null}
        </tr>
      }
    />
  );
}

function Cells(props: {
  line: PoolLine;
  columns: readonly (keyof PoolFigures)[];
  hasExpiry: boolean;
  enter(pool: number): void;
}) {
  const { t } = useTexts();
  const { line, columns, hasExpiry, enter } = props;
  const { pool, pace, low, alarm, grantExpiresOn } = line;
  const figures = figuresOf(line);
  return (
    <>
      <th scope="row" className="figure-first">
        <span className="figure-name">
          <button type="button" className="line-link" title={pool.name} onClick={() => enter(pool.id)}>
            {pool.name}
          </button>
          {pool.bannedOn === null ? null : <Chip tone="danger" word={t('screens.pools.banned')} />}
          {pool.platformId === null || pool.platformId === pool.name ? null : (
            <span className="figure-beside figures">{pool.platformId}</span>
          )}
        </span>
      </th>
      <td title={pool.clientName ?? undefined}>{pool.clientName ?? t('screens.pools.agency')}</td>
      <td>{t(`pools.kind.${pool.kind}`)}</td>
      {columns.map(name => (
        <td key={name} className="number" data-sum={name === 'totalFen' || undefined}>
          <Figure fen={figures[name]} open={() => enter(pool.id)} />
        </td>
      ))}
      <td
        className="number figures"
        title={pace.from === null ? undefined : t('screens.pools.rate_of', { from: pace.from, to: pace.to! })}
      >
        {pace.rateFen === 0 ? <span className="figure-none">–</span> : showFen(pace.rateFen)}
      </td>
      <td className="number">
        <DaysLeft days={pace.daysLeft} low={low} alarmDays={alarm.alarmDays} />
      </td>
      {hasExpiry ? <td className="figures">{grantExpiresOn ?? ''}</td> : null}
    </>
  );
}

function DaysLeft(props: { days: number | null; low: boolean; alarmDays: number | null }) {
  const { t } = useTexts();
  if (props.days === null) return <span className="figure-none">–</span>;
  const word = t('screens.pools.days', { days: showCount(props.days) });
  if (!props.low) return <span className="figures">{word}</span>;
  return (
    <span title={t('screens.pools.low_title', { days: props.alarmDays ?? 0 })}>
      <Chip tone="warning" word={t('screens.pools.low', { days: props.days })} />
    </span>
  );
}
