import './profile-switch.css';
import { UserOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { type FormEvent, useState } from 'react';
import type { ProfileChoice, SessionView } from '../../contract/session.ts';
import { ROLES } from '../../domain/people/roles.ts';
import { useNotify } from './notify.tsx';
import { usePerson, useSignIn } from './person.tsx';
import { SecretInput } from './secret-field.tsx';
import { useTexts } from './texts.ts';

/** Who works with the open book, and who else may: in a one-person office nothing stands here. */
export function ProfileSwitch() {
  const { t } = useTexts();
  const person = usePerson();
  const [open, setOpen] = useState(false);
  if (!person || person.state === 'alone') return null;
  const name = person.profile?.name ?? t('screens.people.nobody');
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<ProfileList person={person} close={() => setOpen(false)} />}
    >
      <button type="button" className="profile-chip" aria-label={t('screens.people.switch', { name })}>
        <UserOutlined aria-hidden />
        <span>{name}</span>
      </button>
    </Popover>
  );
}

function ProfileList({ person, close }: { person: SessionView; close(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const { signOut } = useSignIn();
  const leave = async () => {
    try {
      await signOut();
      close();
    } catch (error) {
      notify.refusal(error);
    }
  };
  return (
    <div className="profile-list">
      <ProfileChoices person={person} done={close} />
      {person.state === 'in' ? (
        <Button type="text" block onClick={() => void leave()}>
          {t('screens.people.sign_out')}
        </Button>
      ) : null}
    </div>
  );
}

/** Every profile that may be taken; one with a PIN or password asks for it in its place. */
export function ProfileChoices({ person, done }: { person: SessionView; done(): void }) {
  const { t, refusal } = useTexts();
  const { signIn } = useSignIn();
  const [asked, setAsked] = useState<number | null>(null);
  const [secret, setSecret] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const take = async ({ id }: ProfileChoice, value: string) => {
    setBusy(true);
    setFault(null);
    try {
      await signIn(id, value);
      done();
    } catch (error) {
      setFault(error);
      setSecret('');
    } finally {
      setBusy(false);
    }
  };
  const choose = (profile: ProfileChoice) => {
    setFault(null);
    setSecret('');
    setAsked(profile.secret === null ? null : profile.id);
    if (profile.secret === null) void take(profile, '');
  };
  return (
    <>
      <ul className="profile-choices">
        {person.profiles.map(profile => (
          <li key={profile.id} data-now={profile.id === person.profile?.id}>
            <button
              type="button"
              disabled={busy || profile.id === person.profile?.id}
              aria-expanded={profile.secret === null ? undefined : asked === profile.id}
              onClick={() => choose(profile)}
            >
              <span className="profile-name">{profile.name}</span>
              <span className="profile-roles">
                {profile.roles.length === ROLES.length
                  ? t('screens.people.every_role')
                  : profile.roles
                      .map(role => t(`screens.people.role.${role}`))
                      .join(t('screens.people.join'))}
              </span>
            </button>
            {asked === profile.id && profile.secret ? (
              <form
                className="profile-secret"
                onSubmit={(event: FormEvent) => {
                  event.preventDefault();
                  if (secret !== '' && !busy) void take(profile, secret);
                }}
              >
                <SecretInput
                  kind={profile.secret}
                  value={secret}
                  isWrong={fault !== null}
                  change={setSecret}
                />
                <Button type="primary" htmlType="submit" disabled={secret === ''} loading={busy}>
                  {t('screens.people.sign_in')}
                </Button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
      {fault ? (
        <p className="profile-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
    </>
  );
}
