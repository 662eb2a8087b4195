import { useState } from 'react';
import type { TicketView } from '../../../contract/tickets.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay } from '../clients/days.ts';
import { ChoiceField, DayField, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../upgrade/queries.ts';
import { REASONS } from './reasons.ts';

export interface OneTicket {
  ticket: TicketView;
  close(): void;
}

const trimmed = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** A form whose only field says why. */
function NoteForm(
  props: OneTicket & {
    title: string;
    act: string;
    said: string;
    needs: string;
    about?: string;
    run(input: { key: string; ticket: number; note: string }): Promise<object>;
  },
) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { ticket, close } = props;
  const [note, setNote] = useState('');
  const { busy, fault, send } = useCommand(props.run);
  const submit = async () => {
    if (!(await send({ ticket: ticket.id, note: note.trim() }))) return;
    notify.success(props.said);
    close();
  };
  return (
    <SidePanel
      wide
      title={props.title}
      act={props.act}
      ready={note.trim() !== ''}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={props.about}
      needs={[props.needs]}
      submit={() => void submit()}
      close={close}
    >
      <TextField name={t('screens.tickets.why')} value={note} most={400} change={setNote} />
    </SidePanel>
  );
}

/** Explained without an entry. */
export function DecideForm(one: OneTicket) {
  const { t } = useTexts();
  return (
    <NoteForm
      {...one}
      title={t('screens.tickets.act.decide')}
      act={t('screens.tickets.decide_do', { amount: showFen(one.ticket.amountFen) })}
      said="screens.tickets.decided"
      needs="tickets/decide"
      about={t('screens.tickets.decide_about')}
      run={desk.tickets.decide}
    />
  );
}

export function ReopenForm(one: OneTicket) {
  const { t } = useTexts();
  return (
    <NoteForm
      {...one}
      title={t('screens.tickets.act.reopen')}
      act={t('screens.tickets.reopen_do')}
      said="screens.tickets.reopened"
      needs="tickets/reopen"
      run={desk.tickets.reopen}
    />
  );
}

/** Takes an adjustment back in red. */
export function TakeBackForm(one: OneTicket) {
  const { t } = useTexts();
  return (
    <NoteForm
      {...one}
      title={t('screens.tickets.act.take_back')}
      act={t('screens.tickets.take_back_do')}
      said="screens.tickets.taken_back"
      needs="tickets/takeBackAdjustment"
      about={t('screens.tickets.take_back_about')}
      run={desk.tickets.takeBackAdjustment}
    />
  );
}

/** Owner, note, a better reason. */
export function KeepForm({ ticket, close }: OneTicket) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState({
    owner: ticket.owner ?? '',
    note: ticket.note ?? '',
    reason: ticket.reason,
  });
  const { busy, fault, send } = useCommand(desk.tickets.keep);
  const submit = async () => {
    const { owner, note, reason } = draft;
    if (!(await send({ ticket: ticket.id, owner: trimmed(owner), note: trimmed(note), reason }))) return;
    notify.success('screens.tickets.kept');
    close();
  };
  return (
    <SidePanel
      wide
      title={t('screens.tickets.act.keep')}
      act={t('screens.tickets.keep_do')}
      ready
      busy={busy}
      fault={fault ? refusal(fault) : null}
      needs={['tickets/keep']}
      submit={() => void submit()}
      close={close}
    >
      <TextField
        name={t('screens.tickets.col.owner')}
        value={draft.owner}
        most={60}
        change={owner => setDraft({ ...draft, owner })}
      />
      <TextField
        name={t('screens.tickets.col.note')}
        value={draft.note}
        most={400}
        change={note => setDraft({ ...draft, note })}
      />
      <ChoiceField
        search
        name={t('screens.tickets.col.reason')}
        value={draft.reason}
        options={REASONS.map(value => ({
          value: value as string,
          label: t(`screens.tickets.reason.${value}`),
        }))}
        change={reason => setDraft({ ...draft, reason })}
      />
    </SidePanel>
  );
}

/** 挂账结转: it goes on with an owner and a day. */
export function CarryForm({ ticket, close }: OneTicket) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [draft, setDraft] = useState({ owner: ticket.owner ?? '', dueOn: ticket.dueOn ?? '', note: '' });
  const { busy, fault, send } = useCommand(desk.tickets.carry);
  const dueOn = readDay(draft.dueOn);
  const [owner, note] = [draft.owner.trim(), draft.note.trim()];
  const submit = async () => {
    if (dueOn === null || !(await send({ ticket: ticket.id, owner, dueOn, note }))) return;
    notify.success('screens.tickets.carried');
    close();
  };
  return (
    <SidePanel
      wide
      title={t('screens.tickets.act.carry')}
      act={t('screens.tickets.carry_do', { amount: showFen(ticket.amountFen) })}
      ready={owner !== '' && note !== '' && dueOn !== null}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      note={t('screens.tickets.carry_about')}
      needs={['tickets/carry']}
      submit={() => void submit()}
      close={close}
    >
      <TextField
        name={t('screens.tickets.col.owner')}
        value={draft.owner}
        most={60}
        change={next => setDraft({ ...draft, owner: next })}
      />
      <DayField
        name={t('screens.tickets.due')}
        value={draft.dueOn}
        change={day => setDraft({ ...draft, dueOn: day })}
      />
      <TextField
        name={t('screens.tickets.why')}
        value={draft.note}
        most={400}
        change={next => setDraft({ ...draft, note: next })}
      />
    </SidePanel>
  );
}
