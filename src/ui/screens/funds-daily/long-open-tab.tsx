import { CheckCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { LONG_OPEN_DAYS, type LongOpenKind, type LongOpenLine } from '../../../domain/reports/long-open.ts';
import type { Texts } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { Pager, usePages } from '../../app/pager.tsx';
import { clientPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { ExportButton } from './export-button.tsx';
import { daysTyped, longLines, wayOf } from './rows.ts';

const DAYS = [7, 15, 30, 60, 90] as const;

/** 长期挂账: suspense, money in transit and tickets that are older than some days, in one list. */
export function LongOpenTab() {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const days = daysTyped(search.get('days') ?? '') ?? LONG_OPEN_DAYS;
  const [chosen, choose] = useState<LongOpenKind | null>(null);
  const [typed, type] = useState('');
  const report = useQuery({
    queryKey: ['book', 'funds', 'long-open', days],
    queryFn: () => desk.funds.longOpen({ days }),
    placeholderData: before => before,
  });
  const { data, error } = report;
  const kind = data?.sums.some(sum => sum.kind === chosen) ? chosen : null;
  const lines = data ? longLines(data.lines, { kind, typed }) : [];
  return (
    <div className="clients">
      <section className="clients-list" aria-label={t('screens.funds.tab.long_open')}>
        <div className="rules-bar policies-bar">
          <span>{t('screens.funds.older_than')}</span>
          <Segmented
            aria-label={t('screens.funds.older_than')}
            value={days}
            options={DAYS.map(value => ({ value, label: t('screens.funds.days', { count: value }) }))}
            onChange={value => change({ days: String(value) })}
          />
          <DaysField value={days} change={value => change({ days: String(value) })} />
          <Input
            className="accounts-search"
            prefix={<SearchOutlined aria-hidden />}
            placeholder={t('screens.funds.search_long')}
            aria-label={t('screens.funds.search_long')}
            value={typed}
            onChange={event => type(event.target.value)}
          />
          <span className="accounts-gap" />
          <span className="muted">{t('screens.accounts.unit')}</span>
          <ExportButton disabled={!data} write={format => desk.funds.writeLongOpen({ days, format })} />
        </div>
        {error ? <ErrorPanel error={error} again={() => void report.refetch()} /> : null}
        {!data && !error ? <SkeletonRows rows={12} /> : null}
        {data && data.count === 0 ? (
          <Empty
            icon={<CheckCircleOutlined aria-hidden />}
            title={t('screens.funds.long_none', { days })}
            text={t('screens.funds.long_none_text')}
          />
        ) : null}
        {data && data.count > 0 ? (
          <>
            <div className="funds-cards">
              <KindCard
                name={t('screens.funds.all')}
                count={t('screens.funds.count', { count: showCount(data.count) })}
                isChosen={kind === null}
                choose={() => choose(null)}
              />
              {data.sums.map(sum => (
                <KindCard
                  key={sum.kind}
                  name={kindName(sum.kind, t)}
                  sumFen={sum.sumFen}
                  count={t(sum.isMemo ? 'screens.funds.count_memo' : 'screens.funds.count', {
                    count: showCount(sum.count),
                  })}
                  isChosen={kind === sum.kind}
                  choose={() => choose(sum.kind)}
                />
              ))}
            </div>
            <LongTable lines={lines} />
            <p className="policies-footnote muted">{t('screens.funds.long_note')}</p>
          </>
        ) : null}
      </section>
    </div>
  );
}

/** A kind with its sum; one click shows its lines only. Without a sum it is everything. */
function KindCard(props: {
  name: string;
  sumFen?: number;
  count: string;
  isChosen: boolean;
  choose(): void;
}) {
  const { name, sumFen, count, isChosen, choose } = props;
  return (
    <button type="button" className="funds-card" aria-pressed={isChosen} onClick={choose}>
      <span>{name}</span>
      {sumFen === undefined ? (
        <b className="figures">{count}</b>
      ) : (
        <>
          <b className={`figures ${sumFen < 0 ? 'desk-negative' : ''}`}>{showFen(sumFen)}</b>
          <span className="funds-foot">{count}</span>
        </>
      )}
    </button>
  );
}

/** Any other number of days, taken on Enter or when the field is left. */
function DaysField({ value, change }: { value: number; change(days: number): void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(String(value));
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setTyped(String(value));
  }
  const take = () => {
    const days = daysTyped(typed);
    if (days === null) setTyped(String(value));
    else if (days !== value) change(days);
  };
  return (
    <Input
      className="funds-days figures"
      aria-label={t('screens.funds.days_field')}
      suffix={t('screens.funds.day_unit')}
      status={daysTyped(typed) === null ? 'error' : ''}
      maxLength={4}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      onBlur={take}
      onPressEnter={take}
    />
  );
}

function kindName(kind: LongOpenKind, t: Texts['t']): string {
  return kind === 'receipt' || kind === 'payment' || kind === 'ticket'
    ? t(`long_open.kind.${kind}`)
    : t(`refunds.kind.${kind}`);
}

const COLUMNS = ['kind', 'no', 'client', 'party', 'since', 'age', 'owner', 'amount'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['age', 'amount']);

function LongTable({ lines }: { lines: readonly LongOpenLine[] }) {
  const { t } = useTexts();
  const pages = usePages(lines, -1);
  return (
    <>
      <div className="clients-scroll">
        <table className="plain-table policies-table funds-long" aria-label={t('long_open.title.lines')}>
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} className={NUMBERS.has(column) ? 'number' : undefined}>
                  {t(`long_open.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pages.shown.map(line => (
              <Line key={`${line.kind} ${line.id}`} line={line} />
            ))}
          </tbody>
        </table>
        {lines.length === 0 ? <p className="funds-no-match">{t('screens.funds.no_match')}</p> : null}
      </div>
      <Pager pages={pages} />
    </>
  );
}

function Line({ line }: { line: LongOpenLine }) {
  const { t } = useTexts();
  const { kind, reason, no, client, party, since, ageDays, owner, amountFen, isMemo } = line;
  const none = <span className="figure-none">–</span>;
  return (
    <tr>
      <th scope="row">
        <Link className="line-link" to={wayOf(line)}>
          {kindName(kind, t)}
        </Link>
        {reason === null ? null : <span className="funds-about">{t(`bookgrid.ticket.${reason}`)}</span>}
        {isMemo ? <span className="funds-about">{t('long_open.memo')}</span> : null}
      </th>
      <td className="figures">{no ?? none}</td>
      <td>
        {client === null ? (
          none
        ) : client.code === null ? (
          client.name
        ) : (
          <Link className="line-link" to={clientPath(client.code)}>
            {client.name}
          </Link>
        )}
      </td>
      <td className="funds-party" title={party ?? undefined}>
        {party ?? none}
      </td>
      <td className="figures">{since}</td>
      <td className="number figures">{showCount(ageDays)}</td>
      <td>{owner ?? <span className="muted">{t('screens.funds.no_owner')}</span>}</td>
      <td className={`number figures ${isMemo ? 'muted' : amountFen < 0 ? 'desk-negative' : ''}`}>
        {showFen(amountFen)}
      </td>
    </tr>
  );
}
