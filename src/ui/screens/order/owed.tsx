import { Button } from 'antd';
import type { OrderPageView, OrderRefundView } from '../../../contract/order.ts';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { RouteList } from '../order-acts/cited-list.tsx';
import type { Beside } from './acts.tsx';
import { awaitsRefund } from './refund-draft.ts';
import { RefundDue } from './refund-due.tsx';

/** Money that is owed back, and where to look and whom to ask (REF-4); or figures that have not come (DAT-2). */
export function Owed({ page, put }: { page: OrderPageView; put(beside: Beside): void }) {
  const { t } = useTexts();
  const { owed, routes, missing, refund } = page;
  const hasOver = refund !== null && refund.overFen > 0;
  if (!owed && !hasOver && missing !== 'ask') return null;
  return (
    <section
      className="panel order-owed"
      data-way={owed?.way ?? (hasOver ? 'payer' : 'missing')}
      aria-labelledby="order-owed"
    >
      <div className="panel-head">
        <h2 id="order-owed">{t(owed || hasOver ? 'screens.order.owed' : 'screens.order.missing_title')}</h2>
        {owed ? (
          <b className="figures">{t('screens.order.yuan_of', { amount: showFen(owed.amountFen) })}</b>
        ) : null}
      </div>
      {owed || missing === 'ask' ? (
        <p className="panel-text">
          {owed ? t(`screens.order.owed.${owed.way}`) : t('screens.order.missing.ask_text')}
        </p>
      ) : null}
      {refund && (refund.arrivedFen > 0 || refund.overFen > 0) ? (
        <p className="panel-text">
          {t(refund.overFen > 0 ? 'screens.order.owed.over' : 'screens.order.owed.arrived', {
            arrived: showFen(refund.arrivedFen),
            over: showFen(refund.overFen),
          })}
        </p>
      ) : null}
      {owed && owed.way !== 'unknown' ? <RefundDue orderNo={page.order.orderNo} /> : null}
      {refund ? <RefundActs page={page} refund={refund} put={put} /> : null}
      <RouteList routes={routes} />
    </section>
  );
}

/** The acts on a refund where its money is said. */
function RefundActs(props: { page: OrderPageView; refund: OrderRefundView; put(beside: Beside): void }) {
  const { t } = useTexts();
  const { page, refund, put } = props;
  return (
    <div className="order-owed-acts">
      {awaitsRefund(page) ? (
        <Offered needs={['orders/refund']}>
          <Button size="small" onClick={() => put({ kind: 'refund' })}>
            {t('screens.order.do.refund')}
          </Button>
        </Offered>
      ) : null}
      {refund.overFen > 0 || (refund.shortFen > 0 && refund.arrivedFen > 0) ? (
        <Offered needs={['orders/decideRefund']}>
          <Button size="small" onClick={() => put({ kind: 'decide' })}>
            {t('screens.order.do.decide')}
          </Button>
        </Offered>
      ) : null}
    </div>
  );
}
