import { type PoolRoom, poolEstimate } from '../../../domain/orders/pool-room.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

/** What the pool has, what this order would leave of it, and how long that lasts: an estimate. */
export function PoolPanel({ pool, takesFen }: { pool: PoolRoom; takesFen: number }) {
  const { t } = useTexts();
  const { leftFen, orders, days } = poolEstimate(pool, takesFen);
  const figures: [name: string, fen: number][] = [
    ['free', pool.freeFen],
    ['held', pool.heldFen],
    ['on_order', pool.onOrderFen],
    ['left', leftFen],
  ];
  return (
    <section className="panel" aria-labelledby="check-pool">
      <div className="panel-head">
        <h2 id="check-pool">{t('screens.order_check.pool')}</h2>
        <span className="muted">{t('screens.order_check.pool_unit')}</span>
      </div>
      <dl className="check-pool">
        {figures.map(([name, fen]) => (
          <div key={name} data-short={fen < 0}>
            <dt>{t(`screens.order_check.pool.${name}`)}</dt>
            <dd className="figures">{showFen(fen)}</dd>
          </div>
        ))}
      </dl>
      <p className="check-pool-note muted">
        {orders === null ? null : t('screens.order_check.pool_bears', { orders: showCount(orders) })}
        {days === null
          ? t('screens.order_check.pool_no_pace', { days: pool.spentDays })
          : t('screens.order_check.pool_lasts', {
              spent: showFen(Math.round(pool.spentFen / pool.spentDays)),
              past: pool.spentDays,
              days: showCount(days),
            })}
      </p>
    </section>
  );
}
