import './accounts.css';
import '../journal/journal.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { AccountSpan } from '../../../domain/drill.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import { PostingPanel } from '../journal/posting-panel.tsx';
import { usePostingWays } from '../journal/ways.ts';
import { useAccountWords } from './account-words.ts';
import { Figure } from './figure.tsx';
import { RangePicker } from './range-picker.tsx';
import { ReportExport } from './report-export.tsx';
import { Trail } from './trail.tsx';
import { useRange } from './use-range.ts';

/** 明细账 of one account. */
export default function LedgerScreen() {
  const { t } = useTexts();
  const { account } = useParams();
  return (
    <InBook title={t('screens.accounts.ledger')}>
      {book => <Ledger key={account} book={book} account={Number(account)} />}
    </InBook>
  );
}

function Ledger({ book, account }: { book: BookState; account: number }) {
  const { t } = useTexts();
  const words = useAccountWords();
  const { range, setRange, today, error } = useRange(book.id);
  const span = useQuery({
    queryKey: ['book', 'account', book.id, account, range],
    queryFn: () => desk.drill.account({ account, ...range! }),
    enabled: range !== null,
    placeholderData: before => before,
  });
  const label = span.data ? words.label(span.data.account) : '';
  const title = t('screens.accounts.ledger');
  const { crumbs, ways } = usePostingWays(
    span.data
      ? { code: 'screens.accounts.ledger_of', params: { code: span.data.account.code } }
      : { code: 'screens.accounts.ledger' },
    range,
  );
  const failed = error ?? span.error;
  return (
    <Page
      fill
      title={title}
      back={
        <Trail crumbs={crumbs} home={{ to: ROUTES.accounts, title: { code: 'screens.accounts.title' } }} />
      }
      about={
        <span className="ledger-account" title={label}>
          {label}
        </span>
      }
      actions={
        <>
          {range ? <RangePicker range={range} today={today} choose={setRange} /> : null}
          <ReportExport request={range && { ...range, account, kind: 'ledger' }} />
        </>
      }
    >
      {failed ? <ErrorPanel error={failed} again={() => void span.refetch()} /> : null}
      {!failed && (!range || !span.data) ? <SkeletonRows rows={14} /> : null}
      {!failed && range && span.data ? (
        <LedgerRows span={span.data} range={range} label={label} ways={ways} />
      ) : null}
    </Page>
  );
}

/** What the panel beside the rows says in full, so that the running balance stands in sight. */
const HIDDEN = [
  'batch',
  'summary',
  'counter_code',
  'counter_party',
  'case',
  'file',
  'sheet',
  'row',
  'booked_at',
  'actor',
];
const UNSUMMED = ['balance'];

function LedgerRows(props: {
  span: AccountSpan;
  range: DayRange;
  label: string;
  ways: ReturnType<typeof usePostingWays>['ways'];
}) {
  const { t } = useTexts();
  const { span, range, label, ways } = props;
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      <Strip span={span} />
      <div className="result-main">
        <DeskGrid
          grid={`book:ledger:${span.account.id}:${range.from}:${range.to}`}
          layoutKey="book:ledger"
          name={t('screens.accounts.grid_name', { title: label, ...range })}
          hidden={HIDDEN}
          unit={t('screens.accounts.yuan')}
          unsummed={UNSUMMED}
          emptyText={t('screens.accounts.ledger_none', { ...range })}
          onFocusRow={row => setShown(Number(row.id))}
        />
        <PostingPanel transfer={shown} {...ways} />
      </div>
    </>
  );
}

/** Opening + debits − credits = closing. */
function Strip({ span }: { span: AccountSpan }) {
  const { t } = useTexts();
  const words = useAccountWords();
  const balance = (fen: number) => (
    <>
      <span className="ledger-side">{words.side(fen)}</span> <Figure fen={Math.abs(fen)} zero="0.00" />
    </>
  );
  const parts = [
    { name: 'screens.accounts.opening_balance', shown: balance(span.openingFen) },
    { name: 'screens.accounts.debits', shown: <Figure fen={span.debitsFen} zero="0.00" /> },
    { name: 'screens.accounts.credits', shown: <Figure fen={span.creditsFen} zero="0.00" /> },
    { name: 'screens.accounts.closing_balance', shown: balance(span.closingFen) },
    { name: 'screens.accounts.postings', shown: <span className="figures">{showCount(span.postings)}</span> },
  ];
  return (
    <dl className="strip ledger-strip">
      {parts.map(({ name, shown }) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>{shown}</dd>
        </div>
      ))}
    </dl>
  );
}
