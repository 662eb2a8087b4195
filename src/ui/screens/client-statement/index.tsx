import '../accounts/accounts.css';
import '../journal/journal.css';
import './client-statement.css';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { ClientStatement } from '../../../domain/reports/client-statement.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { clientPath, ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { RangePicker } from '../accounts/range-picker.tsx';
import { ReportExport } from '../accounts/report-export.tsx';
import { Trail } from '../accounts/trail.tsx';
import { useAddress, useRange } from '../accounts/use-range.ts';
import { useClientAccounts, useClientNames } from '../client-balances/use-clients.ts';
import { CaseLegs } from '../journal/case-legs.tsx';
import { PostingPanel } from '../journal/posting-panel.tsx';
import { usePostingWays } from '../journal/ways.ts';
import { Movements } from './movements.tsx';
import { Orders } from './orders.tsx';
import { Summary } from './summary.tsx';

/** 客户对账单 of one client, as it is written, with the way down from every figure. */
export default function ClientStatementScreen() {
  const { t } = useTexts();
  const { client } = useParams();
  return (
    <InBook title={t('screens.accounts.statement')}>
      {book => <Statement key={client} book={book} client={Number(client)} />}
    </InBook>
  );
}

function Statement({ book, client }: { book: BookState; client: number }) {
  const { t } = useTexts();
  const { range, setRange, today, error } = useRange(book.id);
  const statement = useQuery({
    queryKey: ['book', 'statement', book.id, client, range],
    queryFn: () => desk.reports.clientStatement({ client, ...range! }),
    enabled: range !== null,
    placeholderData: before => before,
  });
  const code = useClientNames().get(client)?.code;
  const { crumbs, ways, open } = usePostingWays(
    {
      code: 'screens.accounts.statement_named',
      params: { client: statement.data?.name ?? '' },
    },
    range,
  );
  const failed = error ?? statement.error;
  return (
    <Page
      fill
      title={t('screens.accounts.statement')}
      back={
        <Trail
          crumbs={crumbs}
          home={{ to: ROUTES.clientBalances, title: { code: 'screens.accounts.clients' } }}
        />
      }
      about={
        code === undefined ? null : (
          <Button type="link" className="statement-client" onClick={() => open(clientPath(code))}>
            {statement.data?.name}
          </Button>
        )
      }
      actions={
        <>
          {range ? <RangePicker range={range} today={today} choose={setRange} /> : null}
          <ReportExport request={range && { ...range, client, kind: 'client-statement' }} />
        </>
      }
    >
      {failed ? <ErrorPanel error={failed} again={() => void statement.refetch()} /> : null}
      {!failed && !statement.data ? <SkeletonRows rows={14} /> : null}
      {!failed && statement.data && range ? (
        <Parts book={book.id} statement={statement.data} range={range} ways={ways} open={open} />
      ) : null}
    </Page>
  );
}

const PARTS = ['sheet', 'lines', 'orders'] as const;

/** The three sheets of the workbook. */
function Parts(props: {
  book: string;
  statement: ClientStatement;
  range: DayRange;
  ways: ReturnType<typeof usePostingWays>['ways'];
  open(path: string): void;
}) {
  const { t } = useTexts();
  const { book, statement, range, ways, open } = props;
  const { search, change } = useAddress();
  const accounts = useClientAccounts(book, range, statement.client);
  const part = PARTS.find(name => name === search.get('part')) ?? 'sheet';
  const kind = search.get('kind');
  const [shown, setShown] = useState<number | null>(null);
  const [caseNo, setCaseNo] = useState<string | null>(null);
  const counts = { sheet: null, lines: statement.lines.length, orders: statement.orders.length };
  return (
    <>
      <div className="accounts-bar">
        <Segmented
          aria-label={t('screens.accounts.parts')}
          value={part}
          options={PARTS.map(value => ({
            value,
            label: [t(`reports.statement.${value}`), counts[value] === null ? '' : showCount(counts[value])]
              .filter(Boolean)
              .join(' '),
          }))}
          onChange={value => change({ part: value === 'sheet' ? null : value, kind: null })}
        />
        <span className="muted">{t('reports.statement.as_of', { day: range.to })}</span>
        <span className="accounts-gap" />
        <span className="muted">{t('screens.accounts.unit')}</span>
      </div>
      {part === 'sheet' ? (
        <Summary
          statement={statement}
          accounts={accounts}
          range={range}
          open={open}
          showKind={wanted => change({ part: 'lines', kind: wanted })}
        />
      ) : (
        <div className="result-main">
          {part === 'lines' ? (
            <>
              <Movements
                statement={statement}
                kind={kind}
                drop={() => change({ kind: null })}
                shown={shown}
                show={setShown}
              />
              <PostingPanel transfer={shown} {...ways} />
            </>
          ) : (
            <>
              <Orders statement={statement} shown={caseNo} show={setCaseNo} />
              <CaseLegs caseNo={caseNo} openAccount={ways.openAccount} />
            </>
          )}
        </div>
      )}
    </>
  );
}
