import { Radio } from 'antd';
import { useState } from 'react';
import type { OrderPageView, OrderRefundView } from '../../../contract/order.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field, type FieldFinding, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { readFen } from '../order-check/draft.ts';
import { PayerField } from './payer-field.tsx';
import {
  type Arrival,
  arrivalOf,
  arrivalsOf,
  differenceOf,
  fieldOfFault,
  payerAsked,
  type RefundDraft,
  refundDraftOf,
} from './refund-draft.ts';

type Sent = NonNullable<ReturnType<typeof arrivalOf>> & { order: number };

/** E38: the refund of an order that was paid past the pool has arrived; the button says how much and what is left open. */
export function RefundForm(props: { page: OrderPageView; refund: OrderRefundView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { page, refund, close } = props;
  const [draft, setDraft] = useState<RefundDraft>(() => refundDraftOf(page, refund, today()));
  const { busy, fault, send, clear } = useCommand<Sent, object>(desk.orders.refund);
  const set = (parts: Partial<RefundDraft>) => {
    clear();
    setDraft({ ...draft, ...parts });
  };
  const amountFen = readFen(draft.amount);
  const isBad = draft.amount.trim() !== '' && !amountFen;
  const arrival = arrivalOf(draft, refund);
  const { as, fen } = differenceOf(amountFen ?? 0, page.held);
  const field = fieldOfFault(refusalIn(fault)?.code);
  const findingAt = (at: typeof field): FieldFinding | null =>
    fault && field === at ? { severity: 'error', text: refusal(fault) } : null;
  const asked = payerAsked(draft, refund);
  const submit = async () => {
    if (!(await send({ ...arrival!, order: page.order.id }))) return;
    notify.success('screens.order.refund.done', { amount: showFen(arrival!.amountFen) });
    close();
  };
  return (
    <SidePanel
      title={t('screens.order.do.refund')}
      act={t(`screens.order.refund.act.${amountFen ? as : 'exact'}`, {
        amount: showFen(amountFen ?? 0),
        difference: showFen(fen),
      })}
      ready={arrival !== null}
      busy={busy}
      fault={fault && field === null ? refusal(fault) : null}
      note={t(`screens.order.refund.note.${amountFen ? as : 'exact'}`)}
      submit={() => void submit()}
      close={close}
    >
      <Sums refund={refund} page={page} />
      <TextField
        figures
        name={t('screens.order.refund.amount')}
        value={draft.amount}
        change={amount => set({ amount })}
        suffix={t('screens.order.yuan')}
        finding={isBad ? { severity: 'error', text: t('screens.order.bad_amount') } : findingAt('amount')}
      />
      <Field name={t('screens.order.refund.to')} finding={findingAt('to')}>
        {id => (
          <Radio.Group
            id={id}
            className="order-choices"
            value={draft.to}
            onChange={event => set({ to: event.target.value as Arrival })}
            options={arrivalsOf(refund).map(value => ({
              value,
              label: t(`screens.order.refund.to.${value}`),
            }))}
          />
        )}
      </Field>
      {draft.to === 'client' ? null : (
        <PayerField
          kind={draft.to === 'agency' ? 'money' : 'employee'}
          value={draft.to === 'agency' ? draft.money : draft.employee}
          paidBy={asked === null ? page.payer : undefined}
          finding={findingAt(draft.to === 'agency' ? 'money' : 'employee')}
          change={chosen => set(draft.to === 'agency' ? { money: chosen } : { employee: chosen })}
        />
      )}
      <DayField
        name={t('screens.order.refund.on')}
        value={draft.on}
        finding={readDay(draft.on) === null ? null : findingAt('on')}
        change={on => set({ on })}
      />
    </SidePanel>
  );
}

/** What is expected and what came so far, 元. */
export function Sums({ refund, page }: { refund: OrderRefundView; page: OrderPageView }) {
  const { t } = useTexts();
  const { expectedFen } = page.order;
  const lines: [name: string, fen: number | null][] = [
    ['expected', expectedFen],
    ['arrived', refund.arrivedFen],
    ['open', page.held.transitFen || refund.openFen],
    ...(refund.overFen > 0 ? [['over', refund.overFen] as [string, number]] : []),
  ];
  return (
    <table className="plain-table acts-table order-sums">
      <tbody>
        {lines.map(([name, fen]) => (
          <tr key={name}>
            <td>
              {t('grid.with_unit', {
                heading: t(`screens.order.refund.${name}`),
                unit: t('screens.order.yuan'),
              })}
            </td>
            <td className="figures number">{fen === null ? t('screens.order.unknown') : showFen(fen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
