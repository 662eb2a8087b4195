import { CloseOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { isGrant, type SpendFigure, type SpendReport, type SpendRow } from '../../../domain/reports/spend.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { sourceLinePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

const PAGE = 200;

interface Props {
  range: DayRange;
  clients: number[] | undefined;
  figure: SpendFigure;
  report: SpendReport;
  close(): void;
}

/** What a figure is made of: each entry with its day, order and source, down to the row of the file. */
export function EntriesPanel({ range, clients, figure, report, close }: Props) {
  const { t } = useTexts();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['book', 'spend', 'rows', range, clients ?? null, figure],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      desk.spend.rows({
        ...range,
        ...(clients ? { clients } : {}),
        ...figure,
        buckets: figure.buckets && [...figure.buckets],
        offset: pageParam,
        limit: PAGE,
      }),
    getNextPageParam: (last, _pages, offset: number) =>
      offset + last.rows.length < last.total ? offset + last.rows.length : undefined,
  });
  const [first] = data?.pages ?? [];
  const rows = data?.pages.flatMap(page => page.rows) ?? [];
  return (
    <aside className="spend-side" aria-label={t('screens.spend.entries')}>
      <header>
        <div>
          <h2>{titleOf(figure, report, t)}</h2>
          {first ? (
            <p className="muted figures">
              {t('screens.spend.entries_sum', {
                count: showCount(first.total),
                amount: showFen(first.amountFen),
              })}
            </p>
          ) : null}
        </div>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.spend.close')}
          onClick={close}
        />
      </header>
      {error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={8} /> : null}
      <ul className="spend-entries">
        {rows.map(row => (
          <Entry key={`${row.transfer}`} row={row} figure={figure} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button block type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('screens.spend.more')}
        </Button>
      ) : null}
    </aside>
  );
}

function titleOf(figure: SpendFigure, report: SpendReport, t: ReturnType<typeof useTexts>['t']): string {
  const line = report.lines.find(
    ({ client, pool }) =>
      client === figure.client && (figure.pool === undefined || (pool?.id ?? null) === figure.pool),
  );
  const parts = [
    figure.client === undefined ? t('screens.spend.all_clients') : (line?.clientName ?? t('spend.no_client')),
    figure.pool === undefined ? null : (line?.pool?.name ?? t('spend.no_account')),
    figure.product === undefined ? null : t(`spend.product.${figure.product}`),
    kindOfMoney(figure, t),
  ];
  return parts.filter(part => part !== null).join(' · ');
}

/** One kind of money by its name, several by their sum. */
function kindOfMoney({ buckets = [] }: SpendFigure, t: ReturnType<typeof useTexts>['t']): string | null {
  const [first] = buckets;
  if (first === undefined) return null;
  if (buckets.length === 1) return t(`spend.bucket.${first}`);
  return t(isGrant(first) ? 'spend.total_grant' : 'spend.total');
}

function Entry({ row, figure }: { row: SpendRow; figure: SpendFigure }) {
  const { t } = useTexts();
  const { day, orderNo, amountFen, finality, source, clientName, accountName, bucket, product } = row;
  const whose = [
    figure.client === undefined ? clientName : null,
    figure.pool === undefined ? accountName : null,
    figure.product === undefined ? t(`spend.product.${product}`) : null,
    figure.buckets?.length === 1 ? null : t(`spend.bucket.${bucket}`),
  ].filter(part => part !== null);
  return (
    <li>
      <div className="spend-entry">
        <span className="figures">{day}</span>
        <span className="spend-entry-what figures">{orderNo ?? t('screens.spend.flow_of_day')}</span>
        <span className="muted">{t(`orders.finality.${finality}`)}</span>
        <span className={amountFen < 0 ? 'figures desk-negative spend-entry-fen' : 'figures spend-entry-fen'}>
          {showFen(amountFen)}
        </span>
      </div>
      <div className="spend-entry-from muted">
        {whose.length > 0 ? <span>{whose.join(' · ')}</span> : null}
        {source === null ? (
          <span>{t('screens.spend.by_hand')}</span>
        ) : (
          <Link
            className="line-link"
            to={sourceLinePath(source.file, source.sheet, source.row)}
            title={source.name}
          >
            {t('screens.spend.source', { name: source.name, row: source.row })}
          </Link>
        )}
      </div>
    </li>
  );
}
