import { Radio } from 'antd';
import { useState } from 'react';
import type { OrderPageView, OrderRefundView } from '../../../contract/order.ts';
import { yuanText } from '../../../domain/money.ts';
import type { RefundDecided } from '../../../domain/order-book/order.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { readFen } from '../order-check/draft.ts';
import { PayerField } from './payer-field.tsx';
import { decisionsOf, fieldOfFault } from './refund-draft.ts';
import { Sums } from './refund-form.tsx';

interface Decision {
  order: number;
  decision: RefundDecided;
  amountFen: number;
  money?: number;
  on: string;
}

/** E39, E40: what a refund was short of, or over by, is decided; below each choice stands what it does to the books. */
export function DecideForm(props: { page: OrderPageView; refund: OrderRefundView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { page, refund, close } = props;
  const choices = decisionsOf(refund);
  const [as, choose] = useState<RefundDecided | null>(null);
  const chosen = choices.find(each => each.as === as) ?? null;
  const [typed, type] = useState<string | null>(null);
  const [money, setMoney] = useState('');
  const [on, setOn] = useState(today());
  const { busy, fault, send, clear } = useCommand<Decision, object>(desk.orders.decideRefund);
  const amount = typed ?? (chosen ? yuanText(chosen.openFen) : '');
  const amountFen = readFen(amount);
  const tooMuch = chosen !== null && amountFen !== null && amountFen > chosen.openFen;
  const isBad = amount.trim() !== '' && !amountFen;
  const day = readDay(on);
  const field = fieldOfFault(refusalIn(fault)?.code);
  const said = fault ? ({ severity: 'error', text: refusal(fault) } as const) : null;
  const at = (name: typeof field) => (field === name ? said : null);
  const isOver = as === 'spend_too_high' || as === 'not_ours';
  const word = as ? t(`screens.order.decide.${as}`) : '';
  const submit = async () => {
    const wanted = { order: page.order.id, decision: as!, amountFen: amountFen!, on: day! };
    if (!(await send({ ...wanted, ...(isOver && money !== '' ? { money: Number(money) } : {}) }))) return;
    notify.success('screens.order.decide.done', { decision: word, amount: showFen(amountFen!) });
    close();
  };
  return (
    <SidePanel
      title={t('screens.order.do.decide')}
      act={
        as
          ? t('screens.order.decide.act', { decision: word, amount: showFen(amountFen ?? 0) })
          : t('screens.order.decide.not_yet')
      }
      ready={chosen !== null && !!amountFen && !tooMuch && day !== null}
      busy={busy}
      fault={field === null ? said?.text : null}
      note={as ? t(`screens.order.decide.note.${as}`) : null}
      submit={() => void submit()}
      close={close}
    >
      <Sums refund={refund} page={page} />
      <Field name={t('screens.order.decide.as')}>
        {id => (
          <Radio.Group
            id={id}
            className="order-choices"
            value={as}
            onChange={event => {
              clear();
              type(null);
              choose(event.target.value as RefundDecided);
            }}
            options={choices.map(each => ({
              value: each.as,
              label: t(`screens.order.decide.${each.as}`),
            }))}
          />
        )}
      </Field>
      <TextField
        figures
        name={t('screens.order.decide.amount')}
        value={amount}
        disabled={chosen === null}
        change={text => {
          clear();
          type(text);
        }}
        suffix={t('screens.order.yuan')}
        finding={
          isBad || tooMuch
            ? {
                severity: 'error',
                text: isBad
                  ? t('screens.order.bad_amount')
                  : t('screens.order.decide.too_much', { amount: showFen(chosen?.openFen ?? 0) }),
              }
            : at('amount')
        }
      />
      {isOver ? (
        <PayerField
          kind="money"
          value={money}
          paidBy={refund.by === 'agency' ? page.payer : undefined}
          finding={at('money')}
          change={value => {
            clear();
            setMoney(value);
          }}
        />
      ) : null}
      <DayField name={t('screens.order.decide.on')} value={on} finding={at('on')} change={setOn} />
    </SidePanel>
  );
}
