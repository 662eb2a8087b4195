import { BankOutlined, LeftOutlined, RightOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import { beijingDay, dayPlus } from '../../../domain/calendar/days.ts';
import { useAction } from '../../app/actions.tsx';
import { desk } from '../../app/client.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useEscape } from '../../app/use-escape.ts';
import { useAddress } from '../accounts/use-range.ts';
import { readDay } from '../clients/days.ts';
import { Cards } from './cards.tsx';
import { DailyTable } from './daily-table.tsx';
import { ExportButton } from './export-button.tsx';
import { FundsPanel, type Opened } from './panels.tsx';
import { sectionsOf } from './rows.ts';

const SEARCH_ID = 'funds-search';

/** 资金日报: a day, what each fund held, took in and gave out, what is to be paid and what is due. */
export function DailyTab({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const [opened, open] = useState<Opened | null>(null);
  const { day, error: faulted } = useDay(book.id, search.get('on'));
  const report = useQuery({
    queryKey: ['book', 'funds', 'daily', day],
    queryFn: () => desk.funds.daily({ on: day! }),
    enabled: day !== null,
    placeholderData: before => before,
  });
  useEscape(opened === null ? null : () => open(null));
  useAction({
    id: 'funds.search',
    title: 'screens.funds.search',
    keys: '/',
    run: () => document.getElementById(SEARCH_ID)?.focus(),
  });
  const choose = (on: string) => {
    open(null);
    change({ on });
  };
  const { data } = report;
  const error = faulted ?? report.error;
  const typed = search.get('q') ?? '';
  const sections = data ? sectionsOf(data, typed) : [];
  return (
    <div className="clients">
      <section className="clients-list" aria-label={t('screens.funds.tab.daily')}>
        <div className="rules-bar policies-bar">
          {day === null ? null : <DayStep value={day} change={choose} />}
          <Input
            id={SEARCH_ID}
            className="accounts-search"
            prefix={<SearchOutlined aria-hidden />}
            placeholder={t('screens.funds.search')}
            aria-label={t('screens.funds.search')}
            value={typed}
            onChange={event => change({ q: event.target.value })}
          />
          <span className="accounts-gap" />
          <span className="muted">{t('screens.accounts.unit')}</span>
          <ExportButton disabled={!data} write={format => desk.funds.writeDaily({ on: day!, format })} />
        </div>
        {error ? <ErrorPanel error={error} again={() => void report.refetch()} /> : null}
        {!data && !error ? <SkeletonRows rows={12} /> : null}
        {data ? <Cards report={data} opened={opened} open={open} /> : null}
        {data && data.lines.length === 0 ? <NoFunds day={data.on} /> : null}
        {data && data.lines.length > 0 ? (
          <DailyTable report={data} sections={sections} isSearched={typed.trim() !== ''} open={open} />
        ) : null}
      </section>
      {data && opened ? <FundsPanel report={data} opened={opened} close={() => open(null)} /> : null}
    </div>
  );
}

/** The day asked for; else the last one with a posting, at most today. */
function useDay(bookId: string, asked: string | null): { day: string | null; error: Error | null } {
  const span = useQuery({
    queryKey: ['book', 'span', bookId],
    queryFn: () => desk.drill.span(),
    enabled: asked === null,
  });
  const today = beijingDay(new Date());
  const typed = asked === null ? null : readDay(asked, today);
  if (typed !== null) return { day: typed, error: null };
  if (!span.data) return { day: null, error: span.error };
  const last = span.data.lastOn ?? today;
  return { day: last < today ? last : today, error: null };
}

function NoFunds({ day }: { day: string }) {
  const { t } = useTexts();
  const go = useNavigate();
  return (
    <Empty
      icon={<BankOutlined aria-hidden />}
      title={t('screens.funds.none')}
      text={t('screens.funds.none_text', { day })}
      action={{ label: t('screens.spend.to_imports'), run: () => void go(ROUTES.imports) }}
    />
  );
}

/** A day: typed, or one on and one back. */
function DayStep({ value, change }: { value: string; change(day: string): void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  const back = useAction({
    id: 'funds.day_before',
    title: 'screens.funds.day_before',
    keys: '[',
    run: () => change(dayPlus(value, -1)),
  });
  const on = useAction({
    id: 'funds.day_after',
    title: 'screens.funds.day_after',
    keys: ']',
    run: () => change(dayPlus(value, 1)),
  });
  const take = () => {
    const day = readDay(typed);
    if (day === null) setTyped(value);
    else if (day !== value) change(day);
  };
  return (
    <span className="funds-day">
      <Button
        icon={<LeftOutlined aria-hidden />}
        aria-label={t(back.title)}
        title={`${t(back.title)}  [`}
        onClick={() => void back.run()}
      />
      <Input
        className="range-day figures"
        aria-label={t('screens.funds.day')}
        status={readDay(typed) === null ? 'error' : ''}
        maxLength={14}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onBlur={take}
        onPressEnter={take}
      />
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={t(on.title)}
        title={`${t(on.title)}  ]`}
        onClick={() => void on.run()}
      />
    </span>
  );
}
