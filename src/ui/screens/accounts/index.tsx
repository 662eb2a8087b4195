import './accounts.css';
import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Segmented, Tag } from 'antd';
import { useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { MonthsTable } from './months-table.tsx';
import { RangePicker } from './range-picker.tsx';
import { ReportExport } from './report-export.tsx';
import { TrialTable } from './trial-table.tsx';
import { useAddress, useRange } from './use-range.ts';

/** 科目余额表 and 月度发生额 of the open book. */
export default function AccountsScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.accounts.title')}>{book => <Accounts book={book} />}</InBook>;
}

const SEARCH_ID = 'accounts-search';

function Accounts({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const { range, setRange, today, error } = useRange(book.id);
  const tab = search.get('view') === 'months' ? 'months' : 'balances';
  const query = search.get('q') ?? '';
  const [hasYear, setHasYear] = useState(search.get('year') === '1');
  const picked = pickedIn(search);
  useAction({
    id: 'accounts.search',
    title: 'screens.accounts.search',
    keys: '/',
    run: () => document.getElementById(SEARCH_ID)?.focus(),
  });
  return (
    <Page
      fill
      title={t('screens.accounts.title')}
      about={range ? <RangePicker range={range} today={today} choose={setRange} /> : null}
      actions={
        <ReportExport
          request={range && { ...range, ...picked, kind: tab === 'months' ? 'months' : 'trial-balance' }}
        />
      }
    >
      <div className="accounts-bar">
        <Segmented
          aria-label={t('screens.accounts.view')}
          value={tab}
          options={(['balances', 'months'] as const).map(value => ({
            value,
            label: t(`screens.accounts.view.${value}`),
          }))}
          onChange={value => change({ view: value === 'months' ? 'months' : null })}
        />
        <Input
          id={SEARCH_ID}
          className="accounts-search"
          allowClear={{ clearIcon: <span aria-hidden>×</span> }}
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t('screens.accounts.search')}
          aria-label={t('screens.accounts.search')}
          value={query}
          onChange={event => change({ q: event.target.value })}
        />
        <Picked picked={picked} drop={name => change({ [name]: null })} />
        <span className="accounts-gap" />
        {tab === 'balances' ? (
          <Checkbox
            checked={hasYear}
            onChange={event => {
              setHasYear(event.target.checked);
              change({ year: event.target.checked ? '1' : null });
            }}
          >
            {t('screens.accounts.year')}
          </Checkbox>
        ) : null}
        <span className="muted">{t('screens.accounts.unit')}</span>
      </div>
      {error ? <ErrorPanel error={error} /> : null}
      {!range && !error ? <SkeletonRows rows={14} /> : null}
      {range && tab === 'balances' ? (
        <Balances book={book.id} range={range} picked={picked} query={query} hasYear={hasYear} />
      ) : null}
      {range && tab === 'months' ? (
        <Months book={book.id} range={range} picked={picked} query={query} />
      ) : null}
    </Page>
  );
}

/** Accounts that the address picks: of one client, of one code. */
export interface Picked {
  client?: number;
  code?: string;
}

function pickedIn(search: URLSearchParams): Picked {
  const client = Number(search.get('client'));
  const code = search.get('code');
  return {
    ...(Number.isSafeInteger(client) && client > 0 ? { client } : {}),
    ...(code && /^[\d.]{1,12}$/.test(code) ? { code } : {}),
  };
}

function Picked({ picked, drop }: { picked: Picked; drop(name: keyof Picked): void }) {
  const { t } = useTexts();
  const { client, code } = picked;
  const clients = useQuery({
    queryKey: ['book', 'clients', 'all'],
    queryFn: () => desk.clients.find({ archived: true }),
    enabled: client !== undefined,
  });
  const name = clients.data?.find(each => each.client.id === client)?.client.name ?? String(client);
  return (
    <>
      {client === undefined ? null : (
        <Tag closable={{ 'aria-label': t('screens.accounts.drop') }} onClose={() => drop('client')}>
          {t('screens.accounts.of_client', { client: name })}
        </Tag>
      )}
      {code === undefined ? null : (
        <Tag closable={{ 'aria-label': t('screens.accounts.drop') }} onClose={() => drop('code')}>
          {t('screens.accounts.of_code', { code })}
        </Tag>
      )}
    </>
  );
}

interface Shown {
  book: string;
  range: DayRange;
  picked: Picked;
  query: string;
}

function Balances({ book, range, picked, query, hasYear }: Shown & { hasYear: boolean }) {
  const trial = useQuery({
    queryKey: ['book', 'trial', book, range, picked],
    queryFn: () => desk.reports.trialBalance({ ...range, ...picked }),
    placeholderData: before => before,
  });
  if (trial.isError) return <ErrorPanel error={trial.error} again={() => void trial.refetch()} />;
  if (!trial.data) return <SkeletonRows rows={14} />;
  const isPart = picked.client !== undefined || picked.code !== undefined;
  return <TrialTable trial={trial.data} range={range} query={query} hasYear={hasYear} isPart={isPart} />;
}

function Months({ book, range, picked, query }: Shown) {
  const months = useQuery({
    queryKey: ['book', 'months', book, range, picked],
    queryFn: () => desk.reports.months({ ...range, ...picked }),
    placeholderData: before => before,
  });
  if (months.isError) return <ErrorPanel error={months.error} again={() => void months.refetch()} />;
  if (!months.data) return <SkeletonRows rows={14} />;
  return <MonthsTable months={months.data} range={range} query={query} />;
}
