import { AutoComplete, Checkbox } from 'antd';
import { useState } from 'react';
import type { ProfileView } from '../../../contract/people.ts';
import { ROLES } from '../../../domain/people/roles.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { Field, FieldNote, TextField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { draftOf, EMPTY_PROFILE, faultsOf, inputOf, isComplete, needsManager } from './profile-draft.ts';

/** A profile, new or changed. */
export function ProfileForm(props: {
  of: ProfileView | null;
  others: readonly ProfileView[];
  managers: readonly { id: number; name: string }[];
  /** Name that the first profile is made beside; null once there are profiles. */
  ownerName: string | null;
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { of, others, managers, ownerName, close } = props;
  const start = of ? draftOf(of) : EMPTY_PROFILE;
  const [draft, setDraft] = useState(start);
  const command = useCommand<ReturnType<typeof inputOf> & { id?: number }, object>(input =>
    desk.people.keep(input),
  );
  const set = (patch: Partial<typeof draft>) => {
    command.clear();
    setDraft({ ...draft, ...patch });
  };
  const faults = faultsOf(draft, others);
  const isChanged = JSON.stringify(inputOf(draft)) !== JSON.stringify(inputOf(start));
  const submit = async () => {
    if (!(await command.send({ ...inputOf(draft), ...(of ? { id: of.id } : {}) }))) return;
    notify.success('screens.people.kept', { name: draft.name.trim() });
    close();
  };
  return (
    <SidePanel
      title={of ? t('screens.people.change_of', { name: of.name }) : t('screens.people.new')}
      close={close}
      submit={() => void submit()}
      act={t(of ? 'screens.people.change_do' : 'screens.people.create')}
      ready={isComplete(draft, others) && (of === null || isChanged)}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
      note={ownerName === null ? null : t('screens.people.first', { name: ownerName })}
    >
      <TextField
        name={t('screens.people.name')}
        value={draft.name}
        most={60}
        finding={
          faults.name ? { severity: 'error', text: t(faults.name, { name: draft.name.trim() }) } : null
        }
        hint={t('screens.people.name_hint')}
        change={name => set({ name })}
      />
      <fieldset className="people-roles">
        <legend>{t('screens.people.roles')}</legend>
        {ROLES.map(role => (
          <Checkbox
            key={role}
            className="people-role"
            checked={draft.roles.includes(role)}
            onChange={({ target }) =>
              set({
                roles: target.checked ? [...draft.roles, role] : draft.roles.filter(each => each !== role),
              })
            }
          >
            <b>{t(`screens.people.role.${role}`)}</b>
            <small>{t(`screens.people.role_about.${role}`)}</small>
          </Checkbox>
        ))}
        <FieldNote hint={draft.name.trim() !== '' && faults.roles ? t(faults.roles) : null} />
      </fieldset>
      {needsManager(draft.roles) ? (
        <Field name={t('screens.people.manager')} hint={t('screens.people.manager_hint')}>
          {id => (
            <AutoComplete
              id={id}
              className="clients-select"
              value={draft.manager}
              placeholder={draft.name.trim()}
              options={managers.map(({ name }) => ({ value: name }))}
              showSearch={{ filterOption: (text, option) => (option?.value ?? '').includes(text) }}
              onChange={manager => set({ manager: manager ?? '' })}
            />
          )}
        </Field>
      ) : null}
    </SidePanel>
  );
}
