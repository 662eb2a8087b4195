import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { OrderCheckView, OrderDone, OrderDraft } from '../../../contract/orders.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ChoiceField, TextField } from '../clients/field.tsx';
import { useCommand } from '../clients/use-command.ts';
import type { Draft } from './draft.ts';
import { orderDraftOf } from './order-draft.ts';

type Registered = { draft: OrderDraft; orderNo: string };
const FUNDERS = ['agency', 'client', 'employee'] as const;
type Funder = (typeof FUNDERS)[number];

/** 已下单，登记: the order stands on the platform already, so it is recorded whatever the rules say, and flagged by them. */
export function RegisterForm(props: { draft: Draft; check: OrderCheckView; done(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { draft, check } = props;
  const [orderNo, setOrderNo] = useState('');
  const [funder, setFunder] = useState<Funder>('agency');
  const [payer, setPayer] = useState('');
  const { busy, fault, send } = useCommand<Registered, OrderDone>(desk.orders.register);
  const direct = draft.payment !== '' && draft.payment !== 'pool';
  const kind = funder === 'employee' ? 'employee' : 'money';
  const payers = useQuery({
    queryKey: ['book', 'parties', kind],
    queryFn: () => desk.parties.list({ kind }),
    enabled: direct && funder !== 'client',
  });
  const order = orderDraftOf(draft);
  const submit = async () => {
    const paid = direct ? { funder, ...(payer === '' ? {} : { [kind]: Number(payer) }) } : {};
    const sent = await send({ draft: { ...order, ...paid }, orderNo: orderNo.trim() });
    if (!sent) return;
    notify.success('screens.order_check.registered', { no: orderNo.trim() });
    setOrderNo('');
    props.done();
  };
  return (
    <section className="panel" aria-labelledby="check-register">
      <div className="panel-head">
        <h2 id="check-register">{t('screens.order_check.register_title')}</h2>
        {check.poolFen === null ? null : (
          <span className="muted figures">
            {t('screens.order_check.pool_free', { amount: showFen(check.poolFen) })}
          </span>
        )}
      </div>
      <div className="check-register">
        <TextField
          figures
          most={40}
          name={t('screens.order_check.order_no')}
          value={orderNo}
          hint={t('screens.order_check.register_hint')}
          change={setOrderNo}
        />
        {direct ? (
          <div className="check-register-line">
            <ChoiceField
              name={t('screens.order_check.funder')}
              value={funder}
              options={FUNDERS.map(value => ({ value, label: t(`screens.order_check.funder.${value}`) }))}
              change={value => {
                setFunder(value);
                setPayer('');
              }}
            />
            {funder === 'client' ? null : (
              <ChoiceField
                search
                name={t(`screens.order_check.payer.${kind}`)}
                value={payer}
                options={[
                  { value: '', label: t('screens.order_check.not_filled') },
                  ...(payers.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
                ]}
                change={setPayer}
              />
            )}
          </div>
        ) : null}
        {fault ? (
          <p className="clients-fault" role="alert">
            {refusal(fault)}
          </p>
        ) : null}
        <div>
          <Button
            type="primary"
            loading={busy}
            disabled={orderNo.trim() === '' || order.amountFen === undefined}
            onClick={() => void submit()}
          >
            {t('screens.order_check.register')}
          </Button>
        </div>
      </div>
    </section>
  );
}
