import { useState } from 'react';
import type { OrderPageView } from '../../../contract/order.ts';
import type { OrderView } from '../../../contract/orders.ts';
import { FIGURE_NAMES, type FigureName } from '../../../domain/order-book/order.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { readFen } from '../order-check/draft.ts';
import { useCommand } from '../upgrade/queries.ts';

const KNOWN: Record<FigureName, (order: OrderView) => number | null> = {
  amount: order => order.amountFen,
  paid: order => order.paidFen,
  coupon: order => order.couponFen,
  top_up: order => order.topUpFen,
  spent: order => order.spentFen,
  refunded: order => order.refundedFen,
};

/** A figure read off the platform: one more observation, what was seen before stays; money follows it. */
export function FigureForm({ page, close }: { page: OrderPageView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { order } = page;
  const [name, setName] = useState<FigureName>('spent');
  const [value, setValue] = useState('');
  const [on, setOn] = useState(today());
  const { busy, fault, send } = useCommand(desk.orders.recordFigure);
  const valueFen = readFen(value);
  const isBad = value.trim() !== '' && valueFen === null;
  const day = readDay(on);
  const known = KNOWN[name](order);
  const word = t(`orders.figure.${name}`);
  const submit = async () => {
    if (!(await send({ order: order.id, name, valueFen: valueFen!, on: day! }))) return;
    notify.success('screens.order.correct.done', { figure: word, amount: showFen(valueFen!) });
    close();
  };
  return (
    <SidePanel
      title={t('screens.order.correct.title')}
      act={t('screens.order.correct.act', { figure: word, amount: showFen(valueFen ?? 0) })}
      ready={valueFen !== null && day !== null}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.order.correct.note')}
      submit={() => void submit()}
      close={close}
    >
      <ChoiceField<FigureName>
        name={t('screens.order.correct.figure')}
        value={name}
        options={FIGURE_NAMES.map(each => ({ value: each, label: t(`orders.figure.${each}`) }))}
        change={setName}
      />
      <TextField
        figures
        name={t('screens.order.correct.value')}
        value={value}
        change={setValue}
        suffix={t('screens.order.yuan')}
        finding={isBad ? { severity: 'error', text: t('screens.order.bad_amount') } : null}
        hint={
          known === null
            ? t('screens.order.correct.unknown')
            : t('screens.order.correct.known', { amount: showFen(known) })
        }
      />
      <DayField name={t('screens.order.correct.on')} value={on} change={setOn} />
    </SidePanel>
  );
}
