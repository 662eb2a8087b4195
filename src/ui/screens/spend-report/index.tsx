import { beijingTime } from '../../../domain/calendar/days.ts';
import '../accounts/accounts.css';
import '../client-balances/client-balances.css';
import './spend-report.css';
import { CopyOutlined, DownloadOutlined, FundOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { SpendFigure, SpendReport } from '../../../domain/reports/spend.ts';
import { finalityText, spanOf } from '../../../domain/reports/spend-text.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk, saveExport } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { monthRange } from '../accounts/range.ts';
import { RangePicker } from '../accounts/range-picker.tsx';
import { useAddress, useRange } from '../accounts/use-range.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { EntriesPanel } from './entries-panel.tsx';
import { matching, spendRows } from './pivot.ts';
import { SpendTable } from './spend-table.tsx';
import { useCopied } from './use-copied.ts';
import { useManagers } from './use-managers.ts';

/** 消耗日报/月报: what each client spent in a day, a range or a month. */
export default function SpendReportScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.spend.title')}>{book => <Spend book={book} />}</InBook>;
}

const SEARCH_ID = 'spend-search';

function Spend({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const { range, setRange, today, error } = useRange(book.id);
  const [opened, open] = useState<SpendFigure | null>(null);
  const managers = useManagers(range?.to ?? today);
  const manager = search.get('manager') ?? '';
  const clients = useMemo(() => managers.clientsOf(manager), [managers, manager]);
  const report = useQuery({
    queryKey: ['book', 'spend', book.id, range, clients ?? null],
    queryFn: () => desk.spend.report({ ...range!, ...(clients ? { clients } : {}) }),
    enabled: range !== null,
    placeholderData: before => before,
  });
  useAction({
    id: 'spend.search',
    title: 'screens.spend.search',
    keys: '/',
    run: () => document.getElementById(SEARCH_ID)?.focus(),
  });
  useAction({
    id: 'spend.close',
    title: 'screens.spend.close',
    keys: 'esc',
    enabled: opened !== null,
    run: () => open(null),
  });
  const failed = error ?? report.error;
  const choose = (next: DayRange) => {
    open(null);
    setRange(next);
  };
  return (
    <Page
      fill
      title={t(range && spanOf(range) === 'day' ? 'spend.title.day' : 'spend.title.month')}
      about={range ? <Days range={range} today={today} report={report.data} choose={choose} /> : null}
      actions={<Acts range={range} report={report.data} clients={clients} />}
    >
      <div className="accounts-bar">
        <Input
          id={SEARCH_ID}
          className="accounts-search"
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t('screens.spend.search')}
          aria-label={t('screens.spend.search')}
          value={search.get('q') ?? ''}
          onChange={event => change({ q: event.target.value })}
        />
        <Select
          className="spend-manager"
          aria-label={t('screens.spend.manager')}
          value={manager}
          onChange={value => change({ manager: value })}
          options={[
            { value: '', label: t('screens.spend.any_manager') },
            ...managers.names.map(value => ({ value, label: value })),
          ]}
        />
        <Segmented
          value={search.get('by') === 'client' ? 'client' : 'account'}
          aria-label={t('screens.spend.by')}
          options={(['client', 'account'] as const).map(value => ({
            value,
            label: t(`screens.spend.by.${value}`),
          }))}
          onChange={by => change({ by: by === 'client' ? by : null })}
        />
        <span className="accounts-gap" />
        {report.data ? <AsOf report={report.data} /> : null}
        <span className="muted">{t('screens.accounts.unit')}</span>
      </div>
      {failed ? <ErrorPanel error={failed} again={() => void report.refetch()} /> : null}
      {!failed && !report.data ? <SkeletonRows rows={14} /> : null}
      {!failed && report.data && range ? (
        <div className="spend" data-beside={opened !== null}>
          <Table
            report={report.data}
            typed={search.get('q') ?? ''}
            accounts={search.get('by') !== 'client'}
            open={open}
          />
          {opened ? (
            <EntriesPanel
              key={JSON.stringify([range, opened])}
              range={range}
              clients={clients}
              figure={opened}
              report={report.data}
              close={() => open(null)}
            />
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

/** A day or a month at one click, and any other range. */
function Days(props: {
  range: DayRange;
  today: string;
  report?: SpendReport;
  choose(range: DayRange): void;
}) {
  const { t } = useTexts();
  const { range, today, report, choose } = props;
  const day = report?.lastOn ?? (range.to < today ? range.to : today);
  const span = spanOf(range);
  return (
    <span className="spend-days">
      <Segmented
        value={span}
        aria-label={t('screens.spend.span')}
        options={(['day', 'month'] as const).map(value => ({
          value,
          label: t(`screens.spend.span.${value}`),
        }))}
        onChange={value => choose(value === 'day' ? { from: day, to: day } : monthRange(range.to))}
      />
      <RangePicker range={range} today={today} choose={choose} />
    </span>
  );
}

/** 截至 and how final it is (DAT-5); today's estimate apart. */
function AsOf({ report }: { report: SpendReport }) {
  const { t } = useTexts();
  const { bookedAt, lines, estimates } = report;
  const estimateFen = estimates.reduce((fen, each) => fen + each.estimateFen, 0);
  const unknown = estimates.reduce((count, each) => count + each.unknown, 0);
  return (
    <span className="muted figures">
      {estimates.length === 0 ? null : t('screens.spend.estimate', { amount: showFen(estimateFen), unknown })}
      {bookedAt === null
        ? null
        : t('spend.text.as_of', { at: beijingTime(bookedAt), finality: finalityText(lines, t) })}{' '}
      <RuleLink rule="DAT-5" />
    </span>
  );
}

function Acts(props: { range: DayRange | null; report?: SpendReport; clients: number[] | undefined }) {
  const { t } = useTexts();
  const notify = useNotify();
  const { range, report, clients } = props;
  const { copyAll } = useCopied(report);
  const copy = useAction({
    id: 'spend.copy',
    title: 'screens.spend.copy_all',
    keys: 'y',
    icon: <CopyOutlined aria-hidden />,
    enabled: (report?.lines.length ?? 0) > 0,
    run: copyAll,
  });
  const write = async (format: 'xlsx' | 'csv' | 'pdf' | 'text') => {
    try {
      const asked = { ...range!, format, ...(clients ? { clients } : {}) };
      const { fileId, name } = await desk.spend.write(asked);
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (error) {
      notify.refusal(error);
    }
  };
  const items = (['xlsx', 'csv', 'pdf', 'text'] as const).map(format => ({
    key: format,
    label: t(`screens.spend.export.${format}`),
    disabled: range === null,
    onClick: () => void write(format),
  }));
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
        <Button icon={<DownloadOutlined aria-hidden />}>{t('screens.accounts.export')}</Button>
      </Dropdown>
      <ActionButton action={copy} type="primary" />
    </>
  );
}

function Table(props: {
  report: SpendReport;
  typed: string;
  accounts: boolean;
  open(figure: SpendFigure): void;
}) {
  const { t } = useTexts();
  const go = useNavigate();
  const { report, typed, accounts, open } = props;
  const lines = useMemo(() => matching(report.lines, typed), [report, typed]);
  const rows = useMemo(() => spendRows(lines, accounts), [lines, accounts]);
  const { copyClient } = useCopied(report);
  if (report.lines.length === 0)
    return (
      <Empty
        icon={<FundOutlined aria-hidden />}
        title={t('screens.spend.none')}
        text={t('screens.spend.none_text', { from: report.from, to: report.to })}
        action={{ label: t('screens.spend.to_imports'), run: () => void go(ROUTES.imports) }}
      />
    );
  return <SpendTable lines={lines} rows={rows} open={open} copy={copyClient} />;
}
