import { Checkbox } from 'antd';
import { useState } from 'react';
import type { OrderPageView } from '../../../contract/order.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { readFen } from '../order-check/draft.ts';
import { useCommand } from '../upgrade/queries.ts';

/** 追加 of 小店随心推, 续费 of DOU+: more budget for a running order; it counts toward the limits (LIM-3). */
export function TopUpForm({ page, close }: { page: OrderPageView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { order } = page;
  const [amount, setAmount] = useState('');
  const [on, setOn] = useState(today());
  const [asFact, setFact] = useState(true);
  const { busy, fault, send } = useCommand(desk.orders.topUp);
  const amountFen = readFen(amount);
  const isBad = amount.trim() !== '' && (amountFen === null || amountFen === 0);
  const day = readDay(on);
  const submit = async () => {
    const done = await send({ order: order.id, amountFen: amountFen!, on: day!, fact: asFact });
    if (!done) return;
    notify.success('screens.order.top_up.done', { amount: showFen(amountFen!) });
    close();
  };
  return (
    <SidePanel
      title={t(`screens.order.top_up.${order.product}`)}
      act={t('screens.order.top_up.act', { amount: showFen(amountFen ?? 0) })}
      ready={!isBad && amountFen !== null && day !== null}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.order.top_up.note')}
      submit={() => void submit()}
      close={close}
    >
      <TextField
        figures
        name={t('screens.order.top_up.amount')}
        value={amount}
        change={setAmount}
        suffix={t('screens.order.yuan')}
        finding={isBad ? { severity: 'error', text: t('screens.order.bad_amount') } : null}
        hint={t('screens.order.top_up.so_far', { amount: showFen(order.topUpFen ?? 0) })}
      />
      <DayField name={t('screens.order.top_up.on')} value={on} change={setOn} />
      <Checkbox checked={asFact} onChange={event => setFact(event.target.checked)}>
        {t('screens.order.top_up.fact')}
      </Checkbox>
    </SidePanel>
  );
}
