import { Checkbox, Radio } from 'antd';
import { useState } from 'react';
import type { OrderPageView } from '../../../contract/order.ts';
import type { OrderState } from '../../../domain/orders/states.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { readFen } from '../order-check/draft.ts';
import { useCommand } from '../upgrade/queries.ts';
import { asksSpend, otherStates, stepDoes } from './stand.ts';

/** The next state of an order: legal steps, or what the platform did all the same as a fact (ORD-11). */
export function StepForm(props: { page: OrderPageView; to: OrderState | null; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { page, close } = props;
  const { order, next } = page;
  const { product } = order;
  const others = otherStates(product, order.state, next);
  const [asFact, setFact] = useState(next.length === 0);
  const offered = asFact ? others : next;
  const [chosen, choose] = useState<OrderState | null>(props.to);
  const to = offered.find(state => state === chosen) ?? null;
  const [spent, setSpent] = useState('');
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(today());
  const { busy, fault, send } = useCommand(desk.orders.changeState);
  const spentFen = spent.trim() === '' ? null : readFen(spent);
  const isBad = spent.trim() !== '' && spentFen === null;
  const day = readDay(on);
  const does = to === null ? null : stepDoes(order, to, spentFen);
  const word = (state: OrderState) => t(`orders.state.${product}.${state}`);
  const asked = to !== null && asksSpend(product, to);
  const submit = async () => {
    const told = {
      ...(asked && spentFen !== null ? { spentFen } : {}),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    };
    if (to === null || !(await send({ order: order.id, to, on: day!, fact: asFact, ...told }))) return;
    notify.success('screens.order.step.done', { state: word(to) });
    close();
  };
  return (
    <SidePanel
      title={t('screens.order.step.title')}
      act={
        to && does
          ? t(`screens.order.step.${does.act}`, { state: word(to), amount: showFen(does.amountFen) })
          : t('screens.order.step.title')
      }
      ready={to !== null && day !== null && !isBad}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={does?.act === 'waits' ? t('screens.order.step.waits_note') : undefined}
      submit={() => void submit()}
      close={close}
    >
      <Field name={t('screens.order.step.to')}>
        {id => (
          <Radio.Group
            id={id}
            className="order-choices"
            value={to}
            onChange={event => choose(event.target.value)}
            options={offered.map(value => ({ value, label: word(value) }))}
          />
        )}
      </Field>
      {next.length > 0 ? (
        <Checkbox checked={asFact} onChange={event => setFact(event.target.checked)}>
          {t('screens.order.step.fact')}
        </Checkbox>
      ) : (
        <p className="clients-note">{t('screens.order.step.ended')}</p>
      )}
      {asked ? (
        <TextField
          figures
          name={t('screens.order.step.spent')}
          value={spent}
          change={setSpent}
          suffix={t('screens.order.yuan')}
          finding={isBad ? { severity: 'error', text: t('screens.order.bad_amount') } : null}
          hint={t(
            order.spentFen === null ? 'screens.order.step.spent_hint' : 'screens.order.step.spent_known',
            {
              amount: showFen(order.spentFen ?? 0),
            },
          )}
        />
      ) : null}
      <DayField name={t('screens.order.step.on')} value={on} change={setOn} />
      <TextField name={t('screens.order.step.reason')} value={reason} most={400} change={setReason} />
    </SidePanel>
  );
}
