import { useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import { dayBefore } from '../../../domain/calendar/days.ts';
import { type Assignment, assignedOn } from '../../../domain/parties/managers.ts';
import { MANAGER_ROLES, type ManagerRole } from '../../../domain/parties/types.ts';
import { refusalIn } from '../../app/catalogues.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from './days.ts';
import { ChoiceField, DayField, TextField } from './field.tsx';
import { SidePanel } from './side-panel.tsx';
import { useCommand } from './use-command.ts';
import { choices, useFormFault } from './words.ts';

interface Assign {
  manager: string;
  role: ManagerRole;
  from: string;
  to: string | null;
}

/** Assigns a manager by days, or moves the end of an assignment. A new main one takes over from the one before. */
export function AssignForm(props: { client: ClientView; of?: Assignment; close(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const sentence = useFormFault();
  const { client, of, close } = props;
  const [manager, setManager] = useState(of?.manager ?? '');
  const [role, setRole] = useState<ManagerRole>(of?.role ?? 'main');
  const [from, setFrom] = useState(of?.from ?? today());
  const [to, setTo] = useState(of?.to ?? '');
  const command = useCommand<Assign, object>(input => assign(client, of, input));
  const code = refusalIn(command.fault)?.code;
  const fault = command.fault ? { severity: 'error' as const, text: sentence(command.fault)! } : null;
  const ofManager = code === 'parties.two_mains' || code === 'parties.assigned_twice';
  const ofDays = code === 'parties.ends_before_start' || code === 'parties.no_such_day';
  const [first, last] = [readDay(from), to.trim() === '' ? null : readDay(to)];
  const ready = manager.trim() !== '' && first !== null && (to.trim() === '' || last !== null);
  const before = first === null ? undefined : assignedOn(client.assignments, first, 'main')[0];
  const takesOver =
    !of && role === 'main' && last === null && before !== undefined && before !== manager.trim();
  const set = (change: () => void) => {
    command.clear();
    change();
  };
  const submit = async () => {
    const wanted = { manager: manager.trim(), role, from: first!, to: last };
    if (!(await command.send(wanted))) return;
    notify.success('screens.clients.assigned', { manager: wanted.manager });
    close();
  };
  return (
    <SidePanel
      title={t(of ? 'screens.clients.change_end' : 'screens.clients.assign')}
      close={close}
      submit={() => void submit()}
      act={t(of ? 'screens.clients.change_end_do' : 'screens.clients.assign_do', { day: first ?? from })}
      ready={ready}
      busy={command.busy}
      fault={fault && !ofManager && !ofDays ? fault.text : null}
      note={takesOver ? t('screens.clients.takes_over', { manager: before, day: dayBefore(first!) }) : null}
    >
      <TextField
        name={t('screens.clients.manager')}
        value={manager}
        disabled={of !== undefined}
        finding={ofManager ? fault : null}
        change={value => set(() => setManager(value))}
      />
      <ChoiceField
        name={t('screens.clients.role')}
        value={role}
        disabled={of !== undefined}
        options={choices(MANAGER_ROLES, 'role', t)}
        change={value => set(() => setRole(value))}
      />
      {of ? null : (
        <DayField
          name={t('screens.clients.from')}
          value={from}
          finding={ofDays ? fault : null}
          change={value => set(() => setFrom(value))}
        />
      )}
      <DayField
        name={t('screens.clients.to')}
        value={to}
        placeholder={t('screens.clients.until_now')}
        finding={of && ofDays ? fault : null}
        hint={t('screens.clients.hint.to')}
        change={value => set(() => setTo(value))}
      />
    </SidePanel>
  );
}

/** A new main manager without an end takes over, as a client list does it; everything else is one dated assignment. */
function assign(
  { code }: ClientView,
  of: Assignment | undefined,
  { key, manager, role, from, to }: Assign & { key: string },
): Promise<object> {
  if (!of && role === 'main' && to === null)
    return desk.clients.change({ key, code, form: { manager, managerFrom: from } });
  return desk.clients.assign({ key, code, manager, role, from, to });
}
