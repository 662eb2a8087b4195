import '../journal/journal.css';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { ClientView } from '../../../contract/clients.ts';
import { accountOf } from '../../../domain/accounting/chart.ts';
import { desk } from '../../app/client.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ledgerPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { DeskGrid } from '../../grid/desk-grid.tsx';
import { PostingPanel } from '../journal/posting-panel.tsx';
import { usePostingWays } from '../journal/ways.ts';
import { type BalanceGroup, type BalanceLine, balanceGroups } from './balances.ts';
import { openingDay, today } from './days.ts';
import { Money } from './money.tsx';

/** Put away at first, so that the amount is in sight: parties stand beside the grid, codes have names. */
const HIDDEN = [
  'batch',
  'summary',
  'debit_code',
  'debit_party',
  'credit_code',
  'credit_party',
  'booked_at',
  'actor',
];

/** Newest first: what a client asks about is mostly of these days. */
const NEWEST_FIRST = [{ column: 'day', descending: true }];

const SIDES = ['balances', 'posting'] as const;
type Side = (typeof SIDES)[number];

/** 资金: every posting of the client, and beside it what stands on its accounts now, or the posting in focus. */
export function MoneyTab({ book, client }: { book: BookState; client: ClientView }) {
  const { t } = useTexts();
  const [side, setSide] = useState<Side>('balances');
  const [transfer, setTransfer] = useState<number | null>(null);
  const name = t('screens.clients.transfers_of', { name: client.name });
  const range = useMemo(() => ({ from: openingDay(book.firstPeriod), to: today() }), [book.firstPeriod]);
  const { ways } = usePostingWays(
    { code: 'screens.clients.transfers_of', params: { name: client.name } },
    range,
  );
  return (
    <div className="clients-money">
      <DeskGrid
        grid={`book:client:${client.id}`}
        layoutKey="book:client"
        name={name}
        unit={t('screens.clients.yuan')}
        hidden={HIDDEN}
        sort={NEWEST_FIRST}
        emptyText={t('screens.clients.no_transfers')}
        onFocusRow={row => {
          setTransfer(Number(row.id));
          setSide('posting');
        }}
      >
        <span className="muted">{t('screens.clients.transfers')}</span>
        <Segmented<Side>
          size="small"
          value={side}
          aria-label={t('screens.clients.beside')}
          options={SIDES.map(value => ({ value, label: t(`screens.clients.beside.${value}`) }))}
          onChange={setSide}
        />
      </DeskGrid>
      {side === 'balances' ? (
        <Balances book={book} client={client} />
      ) : (
        <PostingPanel transfer={transfer} {...ways} />
      )}
    </div>
  );
}

function Balances({ book, client }: { book: BookState; client: ClientView }) {
  const { t } = useTexts();
  const balances = useQuery({
    queryKey: ['book', 'balances', client.id],
    queryFn: () => desk.reports.balances({ client: client.id }),
  });
  const groups = useMemo(() => balanceGroups(balances.data ?? []), [balances.data]);
  return (
    <aside className="clients-balances" aria-label={t('screens.clients.balances')}>
      <header>
        <h2>{t('screens.clients.balances')}</h2>
        <span className="muted">{t('screens.clients.unit')}</span>
      </header>
      {balances.isError ? <ErrorPanel error={balances.error} again={() => void balances.refetch()} /> : null}
      {balances.isPending ? <SkeletonRows rows={8} /> : null}
      {balances.data && groups.length === 0 ? (
        <p className="clients-note">{t('screens.clients.no_balances')}</p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
      <div className="clients-balances-body" tabIndex={0}>
        {groups.map(group => (
          <Group key={group.meaning} group={group} firstDay={openingDay(book.firstPeriod)} />
        ))}
      </div>
    </aside>
  );
}

function Group({ group, firstDay }: { group: BalanceGroup; firstDay: string }) {
  const { t } = useTexts();
  return (
    <section>
      <h3>
        <span>{t(`screens.clients.meaning.${group.meaning}`)}</span>
        {group.sumFen === null ? null : <Money strong fen={group.sumFen} />}
      </h3>
      <ul>
        {group.lines.map(line => (
          <Line key={line.account} line={line} firstDay={firstDay} />
        ))}
      </ul>
    </section>
  );
}

function Line({ line, firstDay }: { line: BalanceLine; firstDay: string }) {
  const { t, language } = useTexts();
  const { code, party, bucket, pendingFen } = line;
  const about = [party, bucket ? t(`reports.bucket.${bucket}`) : ''].filter(Boolean).join(' · ');
  const name = accountOf(code)[language];
  // Nothing later than today is booked by hand, but a file may bring it.
  const range = { from: firstDay, to: today() };
  return (
    <li>
      <Link className="clients-balance" to={ledgerPath(line.account, range)} title={`${code} ${name}`}>
        <span className="clients-balance-name">
          <span>{name}</span>
          {about ? <span className="muted">{about}</span> : null}
        </span>
        <span className="clients-balance-fen">
          <Money fen={line.amountFen} />
          {pendingFen === 0 ? null : (
            <span className="muted">
              {t('screens.clients.pending')} <Money fen={pendingFen} />
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
