import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { OrderCheckView, OrderDone, OrderDraft } from '../../../contract/orders.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { useCommand } from '../clients/use-command.ts';
import { ACTS, type Act, actState, type Done } from './acts.ts';
import type { Draft } from './draft.ts';
import { isDirect, orderDraftOf } from './order-draft.ts';

const FUNDERS = ['agency', 'client', 'employee'] as const;
type Funder = (typeof FUNDERS)[number];

/**
 * What becomes of the order: planned with its money held, placed (refused by what blocks), or recorded as placed already
 * (refused by nothing, flagged by the rules). The button says what will happen.
 */
export function ActForm(props: {
  draft: Draft;
  set(parts: Partial<Draft>): void;
  check: OrderCheckView;
  done(done: Done): void;
}) {
  const { t, refusal } = useTexts();
  const { draft, check } = props;
  const [act, setAct] = useState<Act>('place');
  const [orderNo, setOrderNo] = useState('');
  const [on, setOn] = useState(today);
  const { busy, fault, send, clear } = useActs();
  const order = orderDraftOf(draft);
  const day = readDay(on);
  const state = actState(act, { order, check, orderNo: orderNo.trim(), day, today: today() });
  const submit = async () => {
    const done = await send(act, { draft: order, orderNo: orderNo.trim(), day: day! });
    if (!done) return;
    setOrderNo('');
    props.done(done);
  };
  return (
    <section className="panel" aria-labelledby="check-act">
      <div className="panel-head">
        <h2 id="check-act">{t('screens.order_check.act')}</h2>
        <Segmented
          aria-label={t('screens.order_check.act')}
          value={act}
          options={ACTS.map(value => ({ value, label: t(`screens.order_check.act.${value}`) }))}
          onChange={value => {
            setAct(value);
            clear();
          }}
        />
      </div>
      <form
        className="check-act"
        autoComplete="off"
        onSubmit={event => {
          event.preventDefault();
          if (state.ready && !busy) void submit();
        }}
      >
        <p className="muted">{t(`screens.order_check.act_text.${act}`)}</p>
        <div className="check-act-line">
          {act === 'plan' ? null : (
            <TextField
              figures
              most={40}
              name={t('screens.order_check.order_no')}
              value={orderNo}
              hint={t(`screens.order_check.order_no_hint.${act}`)}
              change={setOrderNo}
            />
          )}
          {act === 'place' ? null : (
            <DayField name={t(`screens.order_check.day.${act}`)} value={on} change={setOn} />
          )}
        </div>
        {isDirect(draft) ? <PayerFields draft={draft} set={props.set} /> : null}
        {fault || state.missing ? (
          <p className={fault ? 'clients-fault' : 'muted'} role={fault ? 'alert' : 'status'}>
            {fault ? refusal(fault) : t(`screens.order_check.missing.${state.missing}`)}
          </p>
        ) : null}
        <div>
          <Offered needs={['orders/place', 'orders/register', 'plans/plan']}>
            <Button type="primary" htmlType="submit" loading={busy} disabled={!state.ready}>
              {t(`screens.order_check.do.${act}.${state.effect}`, { amount: `¥${showFen(state.takesFen)}` })}
            </Button>
          </Offered>
        </div>
      </form>
    </section>
  );
}

interface Sent {
  draft: OrderDraft;
  orderNo: string;
  day: string;
}

/** The three commands, each repeatable under its key; answers what was done, or null where it was refused. */
function useActs() {
  const plan = useCommand<{ draft: OrderDraft; on: string }, { planned: number; heldFen: number }>(
    desk.plans.plan,
  );
  const place = useCommand<{ draft: OrderDraft; orderNo: string }, OrderDone>(desk.orders.place);
  const record = useCommand<{ draft: OrderDraft; orderNo: string; placedAt: string }, OrderDone>(
    desk.orders.register,
  );
  const all = { plan, place, record };
  const send = async (act: Act, { draft, orderNo, day }: Sent): Promise<Done | null> => {
    const amountFen = draft.amountFen ?? 0;
    if (act === 'plan') {
      const done = await plan.send({ draft, on: day });
      return done && { act, planned: done.planned, on: day, heldFen: done.heldFen, amountFen };
    }
    const done =
      act === 'place'
        ? await place.send({ draft, orderNo })
        : await record.send({ draft, orderNo, placedAt: day });
    const isFlagged = done?.findings.some(({ next }) => next === 'rules.recorded_next') ?? false;
    return done && { act, order: done.order, orderNo, amountFen, isFlagged };
  };
  return {
    send,
    busy: Object.values(all).some(({ busy }) => busy),
    fault: Object.values(all).find(({ fault }) => fault)?.fault ?? null,
    clear: () => {
      for (const each of Object.values(all)) each.clear();
    },
  };
}

/** Who pays past the pool: the agency's account, the client itself, or an employee. */
function PayerFields({ draft, set }: { draft: Draft; set(parts: Partial<Draft>): void }) {
  const { t } = useTexts();
  const funder = (draft.funder || 'agency') as Funder;
  const kind = funder === 'employee' ? 'employee' : 'money';
  const payers = useQuery({
    queryKey: ['book', 'parties', kind],
    queryFn: () => desk.parties.list({ kind }),
    enabled: funder !== 'client',
  });
  const inUse = (payers.data ?? []).filter(({ archivedOn }) => archivedOn === null);
  return (
    <div className="check-act-line">
      <ChoiceField<Funder>
        name={t('screens.order_check.funder')}
        value={funder}
        options={FUNDERS.map(value => ({ value, label: t(`screens.order_check.funder.${value}`) }))}
        change={value => set({ funder: value, payer: '' })}
      />
      {funder === 'client' ? null : (
        <ChoiceField
          search
          name={t(`screens.order_check.payer.${kind}`)}
          value={draft.payer}
          options={[
            { value: '', label: t('screens.order_check.not_filled') },
            ...inUse.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          change={payer => set({ payer })}
        />
      )}
    </div>
  );
}
