import { CloseOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { PoolMoveView } from '../../../contract/pools.ts';
import type { Bucket } from '../../../domain/accounting/types.ts';
import type { PoolItem, PoolShift } from '../../../domain/pools/items.ts';
import type { PoolVersion } from '../../../domain/pools/versions.ts';
import type { DayRange } from '../../../domain/reports/types.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { orderPath, sourceLinePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

const PAGE = 200;

/** A figure of the page, as its entries are asked for. */
export interface MovesAsked extends DayRange {
  item?: PoolItem | PoolShift;
  version?: PoolVersion;
  bucket?: Bucket;
}

/** Entries that a figure is made of, down to the order and the row of a file. */
export function MovesPanel({ pool, asked, close }: { pool: number; asked: MovesAsked; close(): void }) {
  const { t } = useTexts();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['book', 'pools', 'moves', pool, asked],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => desk.pools.moves({ pool, ...asked, offset: pageParam, limit: PAGE }),
    getNextPageParam: (last, _pages, offset: number) =>
      offset + last.rows.length < last.total ? offset + last.rows.length : undefined,
  });
  const [first] = data?.pages ?? [];
  const rows = data?.pages.flatMap(page => page.rows) ?? [];
  const title = titleOf(asked, t);
  return (
    <aside className="pools-side" aria-label={title}>
      <header>
        <div>
          <h2>{title}</h2>
          {first ? (
            <p className="muted figures">
              {t('screens.pools.moves_sum', { count: showCount(first.total), amount: showFen(first.sumFen) })}
            </p>
          ) : null}
        </div>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.pools.close')}
          onClick={close}
        />
      </header>
      {error ? <ErrorPanel error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={8} /> : null}
      {first?.total === 0 ? <p className="panel-text">{t('screens.pools.no_moves')}</p> : null}
      <ul className="pools-moves">
        {rows.map(row => (
          <Move key={`${row.transfer} ${row.account}`} row={row} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button block type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('screens.pools.more')}
        </Button>
      ) : null}
    </aside>
  );
}

function titleOf(
  { item, version, bucket, from, to }: MovesAsked,
  t: ReturnType<typeof useTexts>['t'],
): string {
  const what =
    version !== undefined
      ? t(`pools.spent.${version}`)
      : item === undefined
        ? t('screens.pools.moves')
        : t(`pools.item.${item}`);
  const parts = [what, bucket === undefined ? null : t(`pools.bucket.${bucket}`), from === to ? from : null];
  return parts.filter(part => part !== null).join(' · ');
}

function Move({ row }: { row: PoolMoveView }) {
  const { t } = useTexts();
  const { day, item, version, bucket, state, amountFen, caseNo, order, source, summary } = row;
  const what = version !== null && item === 'spent' ? t(`pools.spent.${version}`) : t(`pools.item.${item}`);
  return (
    <li>
      <div className="pools-move">
        <span className="figures">{day}</span>
        <span className="pools-move-what">{what}</span>
        <span className={amountFen < 0 ? 'figures desk-negative pools-move-fen' : 'figures pools-move-fen'}>
          {showFen(amountFen)}
        </span>
      </div>
      <div className="pools-move-from muted">
        <span>
          {[t(`pools.bucket.${bucket}`), t(`pools.state.${state}`)].join(' · ')}
          {caseNo === null ? null : ' · '}
          {order === null ? (
            <span className="figures">{caseNo}</span>
          ) : (
            <Link className="line-link figures" to={orderPath(order)}>
              {caseNo}
            </Link>
          )}
        </span>
        {source === null ? (
          <span>{summary}</span>
        ) : (
          <Link
            className="line-link"
            to={sourceLinePath(source.file, source.sheet, source.row)}
            title={source.name}
          >
            {t('screens.pools.row_of', { name: source.name, row: source.row })}
          </Link>
        )}
      </div>
    </li>
  );
}
