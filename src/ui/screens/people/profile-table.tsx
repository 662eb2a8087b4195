import { Button } from 'antd';
import type { ProfileView } from '../../../contract/people.ts';
import { ROLES } from '../../../domain/people/roles.ts';
import { Chip } from '../../app/chip.tsx';
import { useTexts } from '../../app/texts.ts';

/** Profiles, a line each. */
export function ProfileTable(props: {
  profiles: readonly ProfileView[];
  /** Who works now. */
  self: number | null;
  mayChange: boolean;
  busy: number | null;
  change(profile: ProfileView): void;
  secret(profile: ProfileView): void;
  archive(profile: ProfileView): void;
}) {
  const { t } = useTexts();
  const { profiles, self, mayChange, busy } = props;
  return (
    <table className="plain-table people-table">
      <thead>
        <tr>
          <th>{t('screens.people.name')}</th>
          <th>{t('screens.people.roles')}</th>
          <th>{t('screens.people.manager')}</th>
          <th>{t('screens.people.secret_column')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {profiles.map(profile => (
          <tr key={profile.id} data-archived={profile.archivedOn !== null}>
            <td>
              <span className="clients-name">
                {profile.name}
                {profile.id === self ? <Chip tone="info" word={t('screens.people.now')} /> : null}
                {profile.archivedOn ? <Chip tone="neutral" word={t('screens.people.archived')} /> : null}
              </span>
            </td>
            <td>
              <span className="people-chips">
                {profile.roles.length === ROLES.length ? (
                  <Chip tone="neutral" word={t('screens.people.every_role')} />
                ) : (
                  profile.roles.map(role => (
                    <Chip key={role} tone="neutral" word={t(`screens.people.role.${role}`)} />
                  ))
                )}
              </span>
            </td>
            <td>{profile.managerName ?? <span className="muted">–</span>}</td>
            <td>{t(`screens.people.secret.${profile.secret ?? 'none'}`)}</td>
            <td className="acts">
              {mayChange ? (
                <>
                  <Button size="small" onClick={() => props.change(profile)}>
                    {t('screens.people.change')}
                  </Button>
                  <Button size="small" onClick={() => props.secret(profile)}>
                    {t('screens.people.secret_set_do')}
                  </Button>
                  <Button
                    size="small"
                    disabled={profile.id === self}
                    loading={busy === profile.id}
                    onClick={() => props.archive(profile)}
                  >
                    {t(profile.archivedOn ? 'screens.people.unarchive' : 'screens.people.archive')}
                  </Button>
                </>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
