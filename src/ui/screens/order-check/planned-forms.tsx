import { Segmented } from 'antd';
import { useState } from 'react';
import type { OrderDone } from '../../../contract/orders.ts';
import type { PlannedOrderView } from '../../../contract/plans.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

interface FormProps {
  plan: PlannedOrderView;
  close(): void;
}

interface Placed {
  planned: number;
  orderNo: string;
  act: 'place' | 'record';
  placedAt?: string;
}

/** 转实: the plan becomes an order of the platform's number; what is held becomes its placing. */
export function PlaceForm({ plan, close }: FormProps) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [act, setAct] = useState<'place' | 'record'>('place');
  const [orderNo, setOrderNo] = useState('');
  const [on, setOn] = useState(today);
  const { busy, fault, send } = useCommand<Placed, OrderDone>(input => desk.plans.place(input));
  const day = readDay(on);
  const effect = plan.needsFen > 0 ? 'pool' : 'direct';
  const submit = async () => {
    const placed = act === 'record' ? { placedAt: day! } : {};
    const done = await send({ planned: plan.id, orderNo: orderNo.trim(), act, ...placed });
    if (!done) return;
    notify.success(`screens.order_check.settled.${act}`, { no: orderNo.trim() });
    close();
  };
  return (
    <SidePanel
      title={t('screens.order_check.settle_title', { client: plan.clientName })}
      close={close}
      submit={() => void submit()}
      act={t(`screens.order_check.settle_do.${act}.${effect}`, {
        amount: `¥${showFen(plan.needsFen || plan.amountFen)}`,
      })}
      ready={orderNo.trim() !== '' && (act === 'place' || day !== null)}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t(`screens.order_check.act_text.${act}`)}
    >
      <Segmented
        block
        aria-label={t('screens.order_check.act')}
        value={act}
        options={(['place', 'record'] as const).map(value => ({
          value,
          label: t(`screens.order_check.act.${value}`),
        }))}
        onChange={setAct}
      />
      <TextField
        figures
        most={40}
        name={t('screens.order_check.order_no')}
        value={orderNo}
        hint={t(`screens.order_check.order_no_hint.${act}`)}
        change={setOrderNo}
      />
      {act === 'record' ? (
        <DayField name={t('screens.order_check.day.record')} value={on} change={setOn} />
      ) : null}
    </SidePanel>
  );
}

/** 释放: the plan is dropped, and what it holds goes free. */
export function DropForm({ plan, close }: FormProps) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const { busy, fault, send } = useCommand<{ planned: number; reason: string }, { freedFen: number }>(input =>
    desk.plans.drop(input),
  );
  const submit = async () => {
    const done = await send({ planned: plan.id, reason: reason.trim() });
    if (!done) return;
    notify.success('screens.order_check.released', { amount: showFen(done.freedFen) });
    close();
  };
  return (
    <SidePanel
      title={t('screens.order_check.release_title', { client: plan.clientName })}
      close={close}
      submit={() => void submit()}
      act={t(`screens.order_check.release_do.${plan.heldFen > 0 ? 'held' : 'free'}`, {
        amount: `¥${showFen(plan.heldFen)}`,
      })}
      ready
      busy={busy}
      fault={fault ? refusal(fault) : null}
    >
      <TextField
        name={t('screens.order_check.release_reason')}
        value={reason}
        most={200}
        hint={t('screens.order_check.release_hint')}
        change={setReason}
      />
    </SidePanel>
  );
}
