import './journal.css';
import '../accounts/accounts.css';
import { useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import { RangePicker } from '../accounts/range-picker.tsx';
import { ReportExport } from '../accounts/report-export.tsx';
import { useRange } from '../accounts/use-range.ts';
import { PostingPanel } from './posting-panel.tsx';
import { usePostingWays } from './ways.ts';

/** 序时账 of the open book. */
export default function JournalScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.accounts.journal')}>{book => <Journal book={book} />}</InBook>;
}

/** What the panel beside the rows says in full, so that both accounts and the amount stand in sight. */
const HIDDEN = [
  'summary',
  'debit_code',
  'debit_party',
  'credit_code',
  'credit_party',
  'sheet',
  'row',
  'booked_at',
  'actor',
];

function Journal({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { range, setRange, today, error } = useRange(book.id);
  const { ways } = usePostingWays({ code: 'screens.accounts.journal' }, range);
  const [shown, setShown] = useState<number | null>(null);
  const also = (['hledger', 'beancount'] as const).map(format => ({
    key: format,
    label: t(`screens.accounts.export.${format}`),
    start: () => desk.reports.exportJournal({ format }),
  }));
  return (
    <Page
      fill
      title={t('screens.accounts.journal')}
      about={range ? <RangePicker range={range} today={today} choose={setRange} /> : null}
      actions={<ReportExport request={range && { ...range, kind: 'journal' }} also={also} />}
    >
      {error ? <ErrorPanel error={error} /> : null}
      {!range && !error ? <SkeletonRows rows={14} /> : null}
      {range ? (
        <div className="result-main">
          <DeskGrid
            grid={`book:journal:${range.from}:${range.to}`}
            layoutKey="book:journal"
            name={t('screens.accounts.grid_name', { title: t('screens.accounts.journal'), ...range })}
            hidden={HIDDEN}
            unit={t('screens.accounts.yuan')}
            emptyText={t('screens.accounts.journal_none', { ...range })}
            onFocusRow={row => setShown(Number(row.id))}
          />
          <PostingPanel transfer={shown} {...ways} />
        </div>
      ) : null}
    </Page>
  );
}
