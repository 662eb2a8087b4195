import { useState } from 'react';
import type { TransitDetail } from '../../../contract/refunds.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { readFen } from '../order-check/draft.ts';
import { useCommand } from '../upgrade/queries.ts';
import { Choices } from './choices.tsx';

/** E47: a ban refund arrived at the agency or at the client's own account, or the platform keeps it for good. */
export function BanForm(props: { detail: TransitDetail; doing: 'arrived' | 'confiscated'; close(): void }) {
  return props.doing === 'arrived' ? <Arrived {...props} /> : <Confiscated {...props} />;
}

interface Props {
  detail: TransitDetail;
  close(): void;
}

function Arrived({ detail: { item, moneys }, close }: Props) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [to, setTo] = useState<'agency' | 'client'>('agency');
  const [amount, setAmount] = useState(showFen(item.openFen));
  const [money, setMoney] = useState(moneys.length === 1 ? String(moneys[0]!.id) : '');
  const [on, setOn] = useState(today());
  const { busy, fault, send } = useCommand(desk.refunds.banArrived);
  const [amountFen, day] = [readFen(amount), readDay(on)];
  const isReady = amountFen !== null && amountFen > 0 && day !== null && (to === 'client' || money !== '');
  const submit = async () => {
    const into = to === 'agency' ? { money: Number(money) } : {};
    if (!(await send({ item: item.id, to, amountFen: amountFen!, on: day!, ...into }))) return;
    notify.success('screens.transit.ban.arrived_done', { amount: showFen(amountFen!) });
    close();
  };
  const restFen = item.openFen - (amountFen ?? 0);
  const difference = restFen > 0 ? 'short' : restFen < 0 ? 'over' : 'exact';
  return (
    <SidePanel
      title={t('screens.transit.ban.arrived')}
      act={t('screens.transit.ban.arrived_act', { amount: showFen(amountFen ?? 0) })}
      ready={isReady}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t(`screens.transit.ban.note.${difference}`, { amount: showFen(Math.abs(restFen)) })}
      submit={() => void submit()}
      close={close}
    >
      <Choices
        name={t('screens.transit.to')}
        value={to}
        change={setTo}
        options={(['agency', 'client'] as const)
          .filter(value => value === 'agency' || item.client !== null)
          .map(value => ({ value, label: t(`screens.transit.to.${value}`) }))}
      />
      <TextField
        figures
        name={t('screens.transit.amount')}
        value={amount}
        change={setAmount}
        suffix={t('screens.order.yuan')}
      />
      {to === 'agency' ? (
        <ChoiceField
          name={t('screens.transit.money')}
          value={money}
          change={setMoney}
          options={moneys.map(({ id, name }) => ({ value: String(id), label: name }))}
          hint={t('screens.transit.money_hint')}
          search
        />
      ) : null}
      <DayField name={t('screens.transit.arrived_on')} value={on} change={setOn} />
    </SidePanel>
  );
}

function Confiscated({ detail: { item }, close }: Props) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [bears, setBears] = useState<'client' | 'agency'>(item.client === null ? 'agency' : 'client');
  const [amount, setAmount] = useState(showFen(item.openFen));
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(today());
  const { busy, fault, send } = useCommand(desk.refunds.banConfiscated);
  const [amountFen, day] = [readFen(amount), readDay(on)];
  const isReady = amountFen !== null && amountFen > 0 && day !== null && reason.trim() !== '';
  const submit = async () => {
    const input = { item: item.id, bears, amountFen: amountFen!, on: day!, reason: reason.trim() };
    if (!(await send(input))) return;
    notify.success('screens.transit.ban.confiscated_done', { amount: showFen(amountFen!) });
    close();
  };
  return (
    <SidePanel
      title={t('screens.transit.ban.confiscated')}
      act={t(`screens.transit.ban.confiscated_act.${bears}`, { amount: showFen(amountFen ?? 0) })}
      ready={isReady}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t(`screens.transit.ban.bears_note.${bears}`)}
      submit={() => void submit()}
      close={close}
    >
      <Choices
        name={t('screens.transit.ban.bears')}
        value={bears}
        change={setBears}
        options={(['client', 'agency'] as const)
          .filter(value => value === 'agency' || item.client !== null)
          .map(value => ({ value, label: t(`screens.transit.ban.bears.${value}`) }))}
      />
      <TextField
        figures
        name={t('screens.transit.amount')}
        value={amount}
        change={setAmount}
        suffix={t('screens.order.yuan')}
      />
      <DayField name={t('screens.transit.decided_on')} value={on} change={setOn} />
      <TextField name={t('screens.transit.reason')} value={reason} most={400} change={setReason} />
    </SidePanel>
  );
}
