import { Radio } from 'antd';
import { useState } from 'react';
import type { ProfileView } from '../../../contract/people.ts';
import type { SecretKind } from '../../../domain/people/secret.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { SecretInput } from '../../app/secret-field.tsx';
import { useTexts } from '../../app/texts.ts';
import { Field } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

type Choice = SecretKind | 'none';

/** A PIN or password for a profile, or none. */
export function SecretForm({ of, close }: { of: ProfileView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [kind, setKind] = useState<Choice>(of.secret ?? 'pin');
  const [value, setValue] = useState('');
  const [again, setAgain] = useState('');
  const command = useCommand<
    { id: number; secret: { kind: SecretKind; value: string } | null },
    { set: boolean }
  >(input => desk.people.setSecret(input));
  const differs = again !== '' && !value.startsWith(again);
  const submit = async () => {
    const done = await command.send({ id: of.id, secret: kind === 'none' ? null : { kind, value } });
    if (!done) return;
    notify.success(done.set ? 'screens.people.secret_set' : 'screens.people.secret_gone', { name: of.name });
    close();
  };
  const choose = (next: Choice) => {
    command.clear();
    setKind(next);
    setValue('');
    setAgain('');
  };
  return (
    <SidePanel
      title={t('screens.people.secret_of', { name: of.name })}
      close={close}
      submit={() => void submit()}
      act={t(kind === 'none' ? 'screens.people.secret_take' : `screens.people.secret_do.${kind}`)}
      ready={kind === 'none' ? of.secret !== null : value !== '' && value === again}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
      note={t('screens.people.secret_note')}
    >
      <Radio.Group
        className="people-kind"
        value={kind}
        onChange={({ target }) => choose(target.value as Choice)}
        options={(['pin', 'password', 'none'] as const).map(each => ({
          value: each,
          label: t(`screens.people.secret.${each}`),
        }))}
      />
      {kind === 'none' ? null : (
        <>
          <Field name={t(`screens.people.secret_new.${kind}`)} hint={t(`screens.people.secret_hint.${kind}`)}>
            {id => <SecretInput id={id} isNew kind={kind} value={value} change={setValue} />}
          </Field>
          <Field
            name={t('screens.people.secret_again')}
            finding={differs ? { severity: 'error', text: t('screens.people.secret_differs') } : null}
          >
            {id => (
              <SecretInput id={id} isNew kind={kind} value={again} isWrong={differs} change={setAgain} />
            )}
          </Field>
        </>
      )}
    </SidePanel>
  );
}
