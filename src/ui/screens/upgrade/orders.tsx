import { Link } from 'react-router';
import type { UpgradeOrder } from '../../../contract/upgrade.ts';
import { Chip } from '../../app/chip.tsx';
import { orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

/** The order that the case was opened on, and those that needed the upgrade (UPG-1). */
export function Orders({ orders }: { orders: readonly UpgradeOrder[] }) {
  const { t } = useTexts();
  if (orders.length === 0) return null;
  return (
    <section>
      <h3>{t('screens.upgrade.orders')}</h3>
      <ul className="upg-orders">
        {orders.map(({ id, orderNo, placedOn, isOpening, dimensions }) => (
          <li key={id}>
            <span className="figures">{placedOn}</span>
            <Link className="line-link figures" to={orderPath(id)}>
              {orderNo}
            </Link>
            {isOpening ? <Chip tone="info" word={t('screens.upgrade.order_opening')} /> : null}
            <span className="upg-quiet">
              {dimensions.map(each => t(`upgrade.dimension.${each}`)).join(t('upgrade.reminders.join'))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
