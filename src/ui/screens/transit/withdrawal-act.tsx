import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WithdrawalDone, WithdrawalView } from '../../../contract/withdrawals.ts';
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

export type WithdrawalActName =
  | 'approve'
  | 'decline'
  | 'submit'
  | 'cancel'
  | 'arrive'
  | 'refuse'
  | 'giveBack'
  | 'payBack'
  | 'keep';

/** Which fields an act asks. */
const ASKS: Record<
  WithdrawalActName,
  readonly ('amount' | 'money' | 'reason' | 'platformNo' | 'to' | 'payee')[]
> = {
  approve: [],
  decline: ['reason'],
  submit: ['platformNo'],
  cancel: ['reason'],
  arrive: ['to', 'amount', 'money'],
  refuse: ['reason'],
  giveBack: ['amount'],
  payBack: ['amount', 'money', 'payee'],
  keep: [],
};

interface Draft {
  amountFen: number | null;
  money: string;
  reason: string;
  platformNo: string;
  to: 'agency' | 'client';
  payee: string;
  on: string;
}

/** Runs an act with what its form asks. */
function runAct(name: WithdrawalActName, key: string, no: string, draft: Draft): Promise<WithdrawalDone> {
  const { reason, on } = draft;
  const amountFen = draft.amountFen ?? 0;
  const platformNo = draft.platformNo.trim() || null;
  switch (name) {
    case 'approve':
      return desk.withdrawals.approve({ key, no, on });
    case 'decline':
    case 'cancel':
    case 'refuse':
      return desk.withdrawals[name]({ key, no, reason: reason.trim(), on });
    case 'submit':
      return desk.withdrawals.submit({ key, no, on, platformNo });
    case 'arrive': {
      const into = draft.to === 'agency' ? { money: Number(draft.money) } : {};
      return desk.withdrawals.arrive({ key, no, to: draft.to, amountFen, on, ...into });
    }
    case 'giveBack':
      return desk.withdrawals.giveBack({ key, no, grossFen: amountFen, on });
    case 'payBack':
      return desk.withdrawals.payBack({
        key,
        no,
        amountFen,
        money: Number(draft.money),
        payee: draft.payee,
        on,
      });
    case 'keep':
      return desk.withdrawals.keep({ key, no });
  }
}

function amountAsked(
  name: WithdrawalActName,
  { openFen, arrivedFen, dueToClientFen }: WithdrawalView,
): number {
  if (name === 'arrive') return openFen;
  return name === 'payBack' ? dueToClientFen : arrivedFen;
}

/** One act on a withdrawal as a form beside the list; the button says what will happen. */
export function WithdrawalAct(props: {
  withdrawal: WithdrawalView;
  doing: WithdrawalActName;
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { withdrawal, doing, close } = props;
  const asks = ASKS[doing];
  const [amount, setAmount] = useState(showFen(amountAsked(doing, withdrawal)));
  const [money, setMoney] = useState('');
  const [reason, setReason] = useState('');
  const [platformNo, setPlatformNo] = useState(withdrawal.platformNo ?? '');
  const [to, setTo] = useState(withdrawal.destination);
  const [payee, setPayee] = useState('');
  const [on, setOn] = useState(today());
  const moneys = useQuery({
    queryKey: ['book', 'parties', 'money'],
    queryFn: () => desk.parties.list({ kind: 'money' }),
    enabled: asks.includes('money'),
  });
  const { busy, fault, send } = useCommand(({ key, ...input }: Draft & { key: string }) =>
    runAct(doing, key, withdrawal.caseNo, input),
  );
  const [amountFen, day] = [readFen(amount), readDay(on)];
  const needsMoney = asks.includes('money') && (doing !== 'arrive' || to === 'agency');
  const isReady =
    day !== null &&
    (!asks.includes('amount') || (amountFen !== null && amountFen > 0)) &&
    (!asks.includes('reason') || reason.trim() !== '') &&
    (!needsMoney || money !== '');
  const submit = async () => {
    const done = await send({ amountFen, money, reason, platformNo, to, payee, on: day! });
    if (!done) return;
    for (const { code, params } of done.warnings) notify.info(code, params);
    notify.success('screens.transit.act_done', { no: withdrawal.caseNo });
    close();
  };
  return (
    <SidePanel
      title={t(`screens.transit.act.${doing}`)}
      act={t(`screens.transit.act_button.${doing}`, {
        amount: showFen(asks.includes('amount') ? (amountFen ?? 0) : withdrawal.amountFen),
      })}
      ready={isReady}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t(`screens.transit.act_note.${doing}`)}
      submit={() => void submit()}
      close={close}
    >
      {asks.includes('to') ? (
        <Choices
          name={t('screens.transit.to')}
          value={to}
          change={setTo}
          options={(['agency', 'client'] as const).map(value => ({
            value,
            label: t(`screens.transit.to.${value}`),
          }))}
        />
      ) : null}
      {asks.includes('amount') ? (
        <TextField
          figures
          name={t('screens.transit.amount')}
          value={amount}
          change={setAmount}
          suffix={t('screens.order.yuan')}
        />
      ) : null}
      {needsMoney ? (
        <ChoiceField
          name={t('screens.transit.money')}
          value={money}
          change={setMoney}
          search
          options={(moneys.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          hint={t('screens.transit.money_hint')}
        />
      ) : null}
      {asks.includes('payee') ? (
        <TextField
          name={t('screens.transit.payee')}
          value={payee}
          change={setPayee}
          hint={t('screens.transit.payee_hint')}
        />
      ) : null}
      {asks.includes('platformNo') ? (
        <TextField
          figures
          name={t('screens.transit.platform_no')}
          value={platformNo}
          most={64}
          change={setPlatformNo}
          hint={t('screens.transit.platform_no_hint')}
        />
      ) : null}
      {asks.includes('reason') ? (
        <TextField name={t('screens.transit.reason')} value={reason} most={400} change={setReason} />
      ) : null}
      {doing === 'keep' ? null : <DayField name={t('screens.transit.on')} value={on} change={setOn} />}
    </SidePanel>
  );
}
