import type { OrderPageView } from '../../../contract/order.ts';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RouteList } from '../order-acts/cited-list.tsx';

/** Money that is owed back, and where to look and whom to ask (REF-4); or figures that have not come (DAT-2). */
export function Owed({ page: { owed, routes, missing } }: { page: OrderPageView }) {
  const { t } = useTexts();
  if (!owed && missing !== 'ask') return null;
  return (
    <section className="panel order-owed" data-way={owed?.way ?? 'missing'} aria-labelledby="order-owed">
      <div className="panel-head">
        <h2 id="order-owed">{t(owed ? 'screens.order.owed' : 'screens.order.missing_title')}</h2>
        {owed ? (
          <b className="figures">{t('screens.order.yuan_of', { amount: showFen(owed.amountFen) })}</b>
        ) : null}
      </div>
      <p className="panel-text">
        {owed ? t(`screens.order.owed.${owed.way}`) : t('screens.order.missing.ask_text')}
      </p>
      <RouteList routes={routes} />
    </section>
  );
}
