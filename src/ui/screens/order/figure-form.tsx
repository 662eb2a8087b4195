import { Segmented } from 'antd';
import { useState } from 'react';
import type { OrderPageView } from '../../../contract/order.ts';
import type { OrderView } from '../../../contract/orders.ts';
import { FIGURE_NAMES, type FigureName } from '../../../domain/order-book/order.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { readFen } from '../order-check/draft.ts';

interface Figure {
  order: number;
  name: FigureName;
  valueFen: number;
  on: string;
  seenIn: SeenIn;
}

const KNOWN: Record<FigureName, (order: OrderView) => number | null> = {
  amount: order => order.amountFen,
  paid: order => order.paidFen,
  coupon: order => order.couponFen,
  top_up: order => order.topUpFen,
  spent: order => order.spentFen,
  refunded: order => order.refundedFen,
};

/** Where a figure was read, and so how final it is: on the order, in the flow of its day, on the bill (DAT-5). */
const SEEN_IN = ['order', 'flow', 'bill'] as const;
type SeenIn = (typeof SEEN_IN)[number];

/** A figure read off the platform: one more observation, what was seen before stays; money follows it. */
export function FigureForm({ page, close }: { page: OrderPageView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { order } = page;
  const [name, setName] = useState<FigureName>('spent');
  const [value, setValue] = useState('');
  const [on, setOn] = useState(today());
  const [seenIn, setSeenIn] = useState<SeenIn>('order');
  const maySettle = useMay()('orders/recordSettled');
  const { busy, fault, send } = useCommand<Figure, object>(({ seenIn: place, ...figure }) =>
    place === 'order'
      ? desk.orders.recordFigure(figure)
      : desk.orders.recordSettled({ ...figure, seenIn: place }),
  );
  const valueFen = readFen(value);
  const isBad = value.trim() !== '' && valueFen === null;
  const day = readDay(on);
  const known = KNOWN[name](order);
  const word = t(`orders.figure.${name}`);
  const submit = async () => {
    if (!(await send({ order: order.id, name, valueFen: valueFen!, on: day!, seenIn }))) return;
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
      note={t(seenIn === 'order' ? 'screens.order.correct.note' : 'screens.order.correct.note_settled')}
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
      {maySettle ? (
        <Field
          name={t('screens.order.correct.seen_in')}
          hint={t(`screens.order.correct.seen_hint.${seenIn}`)}
        >
          {id => (
            <Segmented
              id={id}
              block
              value={seenIn}
              aria-label={t('screens.order.correct.seen_in')}
              options={SEEN_IN.map(value => ({
                value,
                label: t(`screens.order.correct.seen_in.${value}`),
              }))}
              onChange={setSeenIn}
            />
          )}
        </Field>
      ) : null}
      <DayField name={t('screens.order.correct.on')} value={on} change={setOn} />
    </SidePanel>
  );
}
