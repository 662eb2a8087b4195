import '../accounts/accounts.css';
import './client-balances.css';
import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import type { ClientBalance } from '../../../domain/reports/client-balances.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showCount } from '../../app/figures.ts';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { clientPath, clientStatementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { FigureTable } from '../accounts/figure-table.tsx';
import { RangePicker } from '../accounts/range-picker.tsx';
import { ReportExport } from '../accounts/report-export.tsx';
import { keepTablePlace, tablePlace } from '../accounts/table-place.ts';
import { useTrail } from '../accounts/trail.tsx';
import { useAddress, useRange } from '../accounts/use-range.ts';
import { figurePath } from './account-of.ts';
import { CLIENT_COLUMNS, type ClientColumn, CODES_OF, clientFigures, clientTotals } from './columns.ts';
import { useClientAccounts, useClientNames } from './use-clients.ts';

/** 客户余额总表: one line a client. */
export default function ClientBalancesScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.accounts.clients')}>{book => <ClientBalances book={book} />}</InBook>;
}

const SEARCH_ID = 'client-balances-search';

function ClientBalances({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const { range, setRange, today, error } = useRange(book.id);
  const query = search.get('q') ?? '';
  const balances = useQuery({
    queryKey: ['book', 'client-balances', book.id, range],
    queryFn: () => desk.reports.clientBalances(range!),
    enabled: range !== null,
    placeholderData: before => before,
  });
  useAction({
    id: 'client_balances.search',
    title: 'screens.accounts.clients.search',
    keys: '/',
    run: () => document.getElementById(SEARCH_ID)?.focus(),
  });
  const failed = error ?? balances.error;
  return (
    <Page
      fill
      title={t('screens.accounts.clients')}
      about={range ? <RangePicker range={range} today={today} choose={setRange} /> : null}
      actions={<ReportExport request={range && { ...range, kind: 'client-balances' }} />}
    >
      <div className="accounts-bar">
        <Input
          id={SEARCH_ID}
          className="accounts-search"
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t('screens.accounts.clients.search')}
          aria-label={t('screens.accounts.clients.search')}
          value={query}
          onChange={event => change({ q: event.target.value })}
        />
        <span className="muted">{t('screens.accounts.clients.note')}</span>
        <span className="accounts-gap" />
        <span className="muted">{t('screens.accounts.unit')}</span>
      </div>
      {failed ? <ErrorPanel error={failed} again={() => void balances.refetch()} /> : null}
      {!failed && !balances.data ? <SkeletonRows rows={14} /> : null}
      {!failed && balances.data && range ? (
        <Balances book={book.id} lines={balances.data} range={range} query={query} />
      ) : null}
    </Page>
  );
}

const PLACE = 'client-balances';
const FIRST_PX = 256;
const FIGURE_PX = 108;
const WIDTHS = [FIRST_PX, ...CLIENT_COLUMNS.map(() => FIGURE_PX)];

function Balances(props: { book: string; lines: readonly ClientBalance[]; range: DayRange; query: string }) {
  const { t } = useTexts();
  const { book, lines, range, query } = props;
  const { open } = useTrail({ code: 'screens.accounts.clients' });
  const clients = useClientNames();
  const accounts = useClientAccounts(book, range);
  const [marked, setMarked] = useState(() => tablePlace(PLACE).line);
  const shown = useMemo(() => {
    const sought = query.normalize('NFKC').toLowerCase().trim();
    return lines.filter(({ client, name }) =>
      `${clients.get(client)?.code ?? ''} ${name}`.toLowerCase().includes(sought),
    );
  }, [lines, query, clients]);
  const totals = useMemo(() => clientTotals(shown.map(clientFigures)), [shown]);
  if (lines.length === 0)
    return (
      <Empty
        title={t('screens.accounts.clients.none')}
        text={t('screens.accounts.none_text', { ...range })}
      />
    );
  const enter = (client: number, path: string) => {
    setMarked(String(client));
    keepTablePlace(PLACE, { line: String(client) });
    open(path);
  };
  const pathOf = (client: number, column: ClientColumn): string => {
    const codes = CODES_OF[column];
    const path = codes && figurePath(accounts, { client, codes, range });
    return path ?? clientStatementPath(client, range);
  };
  return (
    <FigureTable<ClientBalance>
      name={t('screens.accounts.clients')}
      place={PLACE}
      widths={WIDTHS}
      dense
      rows={shown}
      rowKey={({ client }) => String(client)}
      marked={marked}
      onRow={({ client }) => setMarked(String(client))}
      rowClass={() => undefined}
      head={
        <tr>
          <th scope="col" className="figure-first">
            {t('reports.column.client')}
          </th>
          {CLIENT_COLUMNS.map(column => (
            <th key={column} scope="col" className="number" data-sum={isSum(column) || undefined}>
              {t(`reports.column.${column}`)}
            </th>
          ))}
        </tr>
      }
      cells={line => {
        const figures = clientFigures(line);
        const client = clients.get(line.client);
        return (
          <>
            <th scope="row" className="figure-first">
              <span className="figure-name">
                <button
                  type="button"
                  className="line-link"
                  title={line.name}
                  disabled={!client}
                  onClick={() => client && enter(line.client, clientPath(client.code))}
                >
                  {line.name}
                </button>
                <span className="accounts-gap" />
                <button
                  type="button"
                  className="statement-link"
                  aria-label={t('screens.accounts.statement_of', { client: line.name })}
                  onClick={() => enter(line.client, clientStatementPath(line.client, range))}
                >
                  {t('screens.accounts.statement_short')}
                </button>
              </span>
            </th>
            {CLIENT_COLUMNS.map(column => (
              <td key={column} className="number" data-sum={isSum(column) || undefined}>
                <Figure fen={figures[column]} open={() => enter(line.client, pathOf(line.client, column))} />
              </td>
            ))}
          </>
        );
      }}
      foot={
        <tr>
          <th scope="row" className="figure-first">
            {t('screens.accounts.clients.total', { count: showCount(shown.length) })}
          </th>
          {CLIENT_COLUMNS.map(column => (
            <td key={column} className="number" data-sum={isSum(column) || undefined}>
              <Figure fen={totals[column]} />
            </td>
          ))}
        </tr>
      }
    />
  );
}

/** Opening and closing, between which the movements stand. */
function isSum(column: ClientColumn): boolean {
  return column === 'client_opening' || column === 'client_closing';
}
