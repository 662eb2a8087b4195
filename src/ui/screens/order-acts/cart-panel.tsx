import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CitedRule } from '../../../contract/upgrade.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../upgrade/queries.ts';
import { CitedList } from './cited-list.tsx';
import { AffectedOrders } from './orders-table.tsx';

/** ORD-10: a live room has used the cart; its running DOU+ orders, shown here, end in one act. */
export function CartPanel(props: { room: string; cited: readonly CitedRule[]; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { room, close } = props;
  const [on, setOn] = useState(today());
  const { busy, fault, send } = useCommand(desk.orders.terminateForCart);
  const preview = useQuery({
    queryKey: ['book', 'order', 'cart', room],
    queryFn: () => desk.orders.cartPreview({ room }),
  });
  const day = readDay(on);
  const orders = preview.data?.orders ?? [];
  const usedOn = preview.data?.usedOn ?? null;
  const submit = async () => {
    const done = await send({ room, on: day!, orders: orders.map(({ order }) => order.id) });
    if (!done) return;
    notify.success('screens.order_acts.cart.done', { room, orders: done.ended });
    close();
  };
  return (
    <SidePanel
      needs={['orders/terminateForCart']}
      wide
      title={t('screens.order_acts.cart.title')}
      act={
        orders.length === 0
          ? t('screens.order_acts.cart.act_mark')
          : t('screens.order_acts.cart.act', { orders: orders.length })
      }
      ready={preview.data !== undefined && day !== null && (usedOn === null || orders.length > 0)}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.order_acts.cart.note')}
      submit={() => void submit()}
      close={close}
    >
      <p className="acts-account">
        {t('screens.order_acts.cart.room')} <b className="figures">{room}</b>
      </p>
      {usedOn ? (
        <p className="acts-account">{t('screens.order_acts.cart.used_on', { day: usedOn })}</p>
      ) : (
        <DayField name={t('screens.order_acts.cart.on')} value={on} change={setOn} />
      )}
      <h3>{t('screens.order_acts.cart.orders', { count: orders.length })}</h3>
      {preview.isError ? (
        <ErrorPanel error={preview.error} again={() => void preview.refetch()} />
      ) : preview.isPending ? (
        <SkeletonRows rows={4} />
      ) : (
        <AffectedOrders
          orders={orders.map(({ order, returnsFen }) => ({ order, amountFen: returnsFen }))}
          heading={t('screens.order_acts.cart.returns')}
          none={t('screens.order_acts.cart.no_orders')}
        />
      )}
      <CitedList cited={props.cited} />
    </SidePanel>
  );
}
