import { DatabaseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { isEven, type PlatformReconciliation } from '../../../domain/packs/platform.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';

/** Pools and wallets of a month by kind of money; the chosen one shows what moved its difference. */
export function PlatformView(props: { month: string; account: number | null; choose(id: number): void }) {
  const { t } = useTexts();
  const [onlyUneven, setOnlyUneven] = useState(false);
  const { month } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['book', 'reconciliations', 'platform', month],
    queryFn: () => desk.reconciliations.platform({ month }),
  });
  if (error) return <ErrorPanel error={error} again={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={12} />;
  if (data.length === 0)
    return (
      <Empty
        icon={<DatabaseOutlined aria-hidden />}
        title={t('screens.reconciliations.empty')}
        text={t('screens.reconciliations.empty_text')}
      />
    );
  const uneven = data.filter(each => !isEven(each));
  const untold = data.filter(({ toldOn }) => toldOn === null).length;
  const shown = onlyUneven ? uneven : data;
  const chosen = data.find(({ pool }) => pool === props.account);
  return (
    <div className="clients recon">
      <section className="clients-list" aria-label={t('reconciliations.platform.title')}>
        <div className="recon-head">
          <span>
            {t('screens.reconciliations.counts', {
              even: data.length - uneven.length - untold,
              uneven: uneven.length,
              untold,
            })}
          </span>
          <span className="accounts-gap" />
          <Checkbox checked={onlyUneven} onChange={event => setOnlyUneven(event.target.checked)}>
            {t('screens.reconciliations.only_uneven')}
          </Checkbox>
        </div>
        <div className="clients-scroll">
          <table
            className="plain-table policies-table recon-table"
            aria-label={t('reconciliations.platform.title')}
          >
            <thead>
              <tr>
                <th>{t('reconciliations.column.pool')}</th>
                <th className="recon-wide">{t('letters.column.client')}</th>
                <th>{t('reconciliations.column.bucket')}</th>
                <th>{t('reconciliations.column.told_on')}</th>
                <th className="number">{t('reconciliations.column.platform')}</th>
                <th className="number">{t('reconciliations.column.book')}</th>
                <th className="number">{t('reconciliations.column.difference')}</th>
                <th>{t('reconciliations.column.note')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.flatMap(pool => bucketLines(pool, { chosen: pool === chosen, choose: props.choose, t }))}
            </tbody>
          </table>
        </div>
        {shown.length === 0 ? <p className="clients-none">{t('screens.reconciliations.all_even')}</p> : null}
      </section>
      {chosen && chosen.items.length > 0 ? <ItemsPanel pool={chosen} /> : null}
    </div>
  );
}

function bucketLines(
  pool: PlatformReconciliation,
  { chosen, choose, t }: { chosen: boolean; choose(id: number): void; t: ReturnType<typeof useTexts>['t'] },
) {
  return pool.buckets
    .filter(
      ({ bucket, bookFen, platformFen }) => bucket === 'prepay' || bookFen !== 0 || (platformFen ?? 0) !== 0,
    )
    .map(({ bucket, bookFen, platformFen, differenceFen }) => (
      <tr
        key={`${pool.pool} ${bucket}`}
        className="policies-row"
        aria-selected={chosen}
        onClick={() => choose(pool.pool)}
      >
        <td>
          {bucket === 'prepay' ? (
            <Link to={`/pools/${pool.pool}`} onClick={event => event.stopPropagation()}>
              {pool.name}
            </Link>
          ) : null}
        </td>
        <td className="recon-wide muted">{bucket === 'prepay' ? (pool.clientName ?? '') : ''}</td>
        <td>{t(`reports.bucket.${bucket}`)}</td>
        <td className="figures muted">{pool.toldOn ?? ''}</td>
        <td className="number figures">
          {platformFen === null ? (
            <span className="muted">{t('reconciliations.untold')}</span>
          ) : (
            showFen(platformFen)
          )}
        </td>
        <td className="number figures">{showFen(bookFen)}</td>
        <td className="number">{platformFen === null ? null : <Figure fen={differenceFen} zero="0.00" />}</td>
        <td>
          {platformFen === null ? null : differenceFen === 0 ? (
            <Chip tone="success" word={t('reconciliations.note.even')} />
          ) : (
            <Chip
              tone={pool.isTicketed ? 'warning' : 'danger'}
              word={t(`reconciliations.note.${pool.isTicketed ? 'ticketed' : 'open'}`)}
            />
          )}
        </td>
      </tr>
    ));
}

/** Days on which the difference moved, and money under way. */
function ItemsPanel({ pool }: { pool: PlatformReconciliation }) {
  const { t } = useTexts();
  return (
    <aside className="clients-side" aria-label={pool.name}>
      <header>
        <h2>{pool.name}</h2>
      </header>
      <div className="clients-side-body">
        <table className="plain-table" aria-label={t('reconciliations.platform.items')}>
          <tbody>
            {pool.items.map(({ kind, bucket, day, caseNo, amountFen }) => (
              <tr key={`${kind} ${bucket} ${day} ${caseNo} ${amountFen}`}>
                <td>{t(`reconciliations.item.${kind}`)}</td>
                <td className="figures">{day}</td>
                <td className="figures muted">{caseNo ?? t(`reports.bucket.${bucket}`)}</td>
                <td className="number">
                  <Figure fen={amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </aside>
  );
}
