import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import type { Marking, MarkingView } from '../../../contract/order-list.ts';
import type { OrderState } from '../../../domain/orders/states.ts';
import { PRODUCTS, type Product } from '../../../domain/rulebook/types.ts';
import { desk } from '../../app/client.ts';
import { jobEnded } from '../../app/events.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import type { GridShown } from '../../grid/props.ts';
import { selectionForEngine } from '../../grid/selection.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { MarkPreview } from './mark-preview.tsx';
import { enterable } from './marking.ts';
import { MarkingsList } from './markings-list.tsx';

/** One state for every order of the selection: what each would do is shown first, then one command does exactly that. */
export function MarkPanel(props: { shown: GridShown; chosen: number; product: Product; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { shown, chosen, close } = props;
  const [product, setProduct] = useState(props.product);
  const [to, setTo] = useState<OrderState | ''>('');
  const [on, setOn] = useState(today());
  const [reason, setReason] = useState('');
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const { busy, fault, send, clear } = useCommand<Marking & { digest: string }, { jobId: string }>(
    desk.orderList.mark,
  );
  const day = readDay(on);
  const marking: Marking | null =
    to === '' || day === null || chosen === 0
      ? null
      : {
          selection: selectionForEngine(shown.selection),
          sort: shown.query.sort,
          ...{ product, to, on: day },
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        };
  const { reason: _, ...asked } = marking ?? { reason: '' };
  const preview = useQuery({
    queryKey: ['book', 'orders', 'marking', asked],
    queryFn: () => desk.orderList.previewMarking(marking!),
    enabled: marking !== null && !running,
  });
  const view = marking === null ? undefined : preview.data;
  const submit = async () => {
    setFailed(null);
    setRunning(true);
    try {
      const sent = await send({ ...marking!, digest: view!.digest });
      if (!sent) return;
      const job = await jobEnded(sent.jobId);
      if (job?.result?.kind !== 'marked') return setFailed(job?.refusal ?? null);
      notify.success('screens.orders.marked', { count: showCount(job.result.orders) });
      setTo('');
    } finally {
      setRunning(false);
    }
  };
  const why = fault ?? failed ?? (marking ? preview.error : null);
  return (
    <SidePanel
      title={t('screens.orders.mark')}
      act={actOf(t, view, to === '' ? null : t(`orders.state.${product}.${to}`))}
      ready={view !== undefined && view.marked > 0 && !preview.isFetching}
      busy={busy || running}
      fault={why ? refusal(why) : null}
      submit={() => void submit()}
      close={close}
    >
      {chosen === 0 ? <p className="orders-note">{t('screens.orders.nothing_chosen')}</p> : null}
      <div className="orders-products">
        <Segmented
          aria-label={t('orders.column.product')}
          value={product}
          options={PRODUCTS.map(value => ({ value, label: t(`orders.product.${value}`) }))}
          onChange={next => {
            setProduct(next);
            setTo('');
            clear();
          }}
        />
      </div>
      <ChoiceField<OrderState | ''>
        search
        name={t('screens.orders.mark.to')}
        value={to}
        options={[
          { value: '' as const, label: t('screens.orders.choose') },
          ...enterable(product).map(value => ({ value, label: t(`orders.state.${product}.${value}`) })),
        ]}
        hint={t('screens.orders.mark.legal')}
        change={next => {
          setTo(next);
          clear();
          setFailed(null);
        }}
      />
      <DayField name={t('screens.orders.mark.on')} value={on} change={setOn} />
      <TextField name={t('screens.orders.mark.reason')} value={reason} most={200} change={setReason} />
      {marking && !view && !preview.error ? <SkeletonRows rows={4} /> : null}
      {view ? <MarkPreview view={view} product={product} to={to as OrderState} /> : null}
      <MarkingsList />
    </SidePanel>
  );
}

type Say = ReturnType<typeof useTexts>['t'];

/** What the button will do, with the money that moves. */
function actOf(t: Say, view: MarkingView | undefined, state: string | null): string {
  if (!view || state === null || view.marked === 0) return t('screens.orders.mark.do');
  const { returnsFen, placedFen } = view.sums;
  const params = { count: showCount(view.marked), state };
  if (returnsFen > 0) return t('screens.orders.mark.do_return', { ...params, amount: showFen(returnsFen) });
  if (placedFen > 0) return t('screens.orders.mark.do_place', { ...params, amount: showFen(placedFen) });
  return t('screens.orders.mark.do_count', params);
}
