import { useState } from 'react';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ClientPicker } from '../claims/client-picker.tsx';
import { fenOfTyped } from '../claims/draft.ts';
import { readDay, today } from '../clients/days.ts';
import { DayField, Field, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

/** Agrees with a client how much may be advanced at once, and for how many days. */
export function TermForm({ close }: { close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [client, setClient] = useState<number | null>(null);
  const [ceiling, setCeiling] = useState('');
  const [days, setDays] = useState('7');
  const [from, setFrom] = useState(today());
  type Sent = Omit<Parameters<typeof desk.recharges.setAdvance>[0], 'key'>;
  const command = useCommand<Sent, { term: number }>(input => desk.recharges.setAdvance(input));
  const ceilingFen = ceiling.trim() === '0' ? 0 : fenOfTyped(ceiling);
  const day = readDay(from);
  const isWhole = /^\d{1,4}$/.test(days.trim()) && Number(days) <= 3_660;
  const submit = async () => {
    if (client === null || ceilingFen === null || day === null) return;
    if (!(await command.send({ client, from: day, ceilingFen, days: Number(days) }))) return;
    notify.success('screens.recharges.term_kept');
    close();
  };
  return (
    <SidePanel
      title={t('screens.recharges.term_new')}
      close={close}
      submit={() => void submit()}
      act={t('screens.recharges.term_do')}
      ready={client !== null && ceilingFen !== null && day !== null && isWhole}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
      needs={['recharges/setAdvance']}
    >
      <Field name={t('screens.applications.client')}>
        {id => (
          <ClientPicker
            id={id}
            value={client}
            chosen={undefined}
            label={t('screens.applications.client')}
            choose={setClient}
          />
        )}
      </Field>
      <TextField figures name={t('screens.recharges.ceiling')} value={ceiling} change={setCeiling} />
      <TextField figures name={t('screens.recharges.days')} value={days} change={setDays} />
      <DayField name={t('screens.recharges.from')} value={from} change={setFrom} />
    </SidePanel>
  );
}
