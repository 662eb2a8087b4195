import { useState } from 'react';
import type { TicketView } from '../../../contract/tickets.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay } from '../clients/days.ts';
import { DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../upgrade/queries.ts';
import { sumFenOf } from './rows.ts';

/** Who looks after several tickets, and until when. */
export function OwnerForm({ tickets, close }: { tickets: readonly TicketView[]; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [owner, setOwner] = useState('');
  const [due, setDue] = useState('');
  const { busy, fault, send } = useCommand(desk.tickets.keepMany);
  const dueOn = readDay(due);
  const isDayGood = due.trim() === '' || dueOn !== null;
  const submit = async () => {
    const input = { tickets: tickets.map(({ id }) => id), owner: owner.trim() };
    const done = await send(dueOn === null ? input : { ...input, dueOn });
    if (!done) return;
    notify.success('screens.tickets.assigned', { count: showCount(done.tickets), owner: owner.trim() });
    close();
  };
  return (
    <SidePanel
      wide
      title={t('screens.tickets.assign')}
      act={t('screens.tickets.assign_do', { count: showCount(tickets.length) })}
      ready={owner.trim() !== '' && isDayGood && tickets.length > 0}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      needs={['tickets/keepMany']}
      submit={() => void submit()}
      close={close}
    >
      <p className="tickets-story figures">
        {t('screens.tickets.sum_ticked', {
          count: showCount(tickets.length),
          amount: showFen(sumFenOf(tickets)),
        })}
      </p>
      <TextField name={t('screens.tickets.col.owner')} value={owner} most={60} change={setOwner} />
      <DayField name={t('screens.tickets.due')} value={due} change={setDue} />
    </SidePanel>
  );
}
