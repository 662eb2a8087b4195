import { Link } from 'react-router';
import type { OrderView } from '../../../contract/orders.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { stateTone } from '../order/stand.ts';

/** Orders that an act reaches, with what of their money it moves; null is unknown, which is not zero (DAT-3). */
export function AffectedOrders(props: {
  orders: readonly { order: OrderView; amountFen: number | null }[];
  heading: string;
  none: string;
}) {
  const { t } = useTexts();
  const { orders, heading, none } = props;
  if (orders.length === 0) return <p className="muted acts-none">{none}</p>;
  const unknown = orders.filter(({ amountFen }) => amountFen === null).length;
  const sumFen = orders.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  return (
    <div className="acts-scroll">
      <table className="plain-table acts-table">
        <thead>
          <tr>
            <th>{t('orders.column.order_no')}</th>
            <th>{t('orders.column.state')}</th>
            <th className="number">{t('grid.with_unit', { heading, unit: t('screens.order.yuan') })}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map(({ order, amountFen }) => (
            <tr key={order.id}>
              <td className="figures">
                <Link className="line-link" to={orderPath(order.id)}>
                  {order.orderNo}
                </Link>
              </td>
              <td>
                {order.state ? (
                  <Chip
                    tone={stateTone(order.product, order.state)}
                    word={t(`orders.state.${order.product}.${order.state}`)}
                  />
                ) : null}
              </td>
              <td className="figures number">
                {amountFen === null ? t('screens.order.unknown') : showFen(amountFen)}
              </td>
            </tr>
          ))}
          <tr className="acts-sum">
            <td colSpan={2}>
              {unknown === 0
                ? t('screens.order_acts.sum', { count: orders.length })
                : t('screens.order_acts.sum_known', { count: orders.length, unknown })}
            </td>
            <td className="figures number">{showFen(sumFen)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
