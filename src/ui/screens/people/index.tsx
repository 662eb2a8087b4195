import '../clients/clients.css';
import './people.css';
import { EllipsisOutlined, PlusOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useState } from 'react';
import type { ProfileView, TeamMemberView } from '../../../contract/people.ts';
import type { SessionView } from '../../../contract/session.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { usePerson } from '../../app/person.tsx';
import { useTexts } from '../../app/texts.ts';
import { useCommand } from '../clients/use-command.ts';
import { useBack } from '../statements/use-back.ts';
import { ProfileForm } from './profile-form.tsx';
import { ProfileTable } from './profile-table.tsx';
import { SecretForm } from './secret-form.tsx';
import { MemberForm, TeamTable } from './team-tab.tsx';

/** The library's own would read itself out in English. */
const MORE = { icon: <EllipsisOutlined aria-hidden /> };

type Panel =
  | { kind: 'profile'; of: ProfileView | null }
  | { kind: 'secret'; of: ProfileView }
  | { kind: 'member'; of: TeamMemberView | null };

/** 用户与角色: who works with the book, and who sees whose clients. */
export default function PeopleScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.people.title')}>{() => <People />}</InBook>;
}

function People() {
  const { t } = useTexts();
  const person = usePerson();
  const may = useMay();
  const [tab, setTab] = useState<'profiles' | 'teams'>('profiles');
  const [panel, setPanel] = useState<Panel | null>(null);
  const people = useQuery({ queryKey: ['book', 'people'], queryFn: () => desk.people.list() });
  useBack('people.back', 'screens.people.close_panel', () => setPanel(null));
  const create = useAction({
    id: 'people.new',
    title: tab === 'profiles' ? 'screens.people.new' : 'screens.people.member_new',
    keys: 'n',
    needs: tab === 'profiles' ? ['people/keep'] : ['people/assignMember'],
    icon: <PlusOutlined aria-hidden />,
    run: () => setPanel({ kind: tab === 'profiles' ? 'profile' : 'member', of: null }),
  });
  const mayChange = tab === 'profiles' ? may('people/keep') : may('people/assignMember');
  const { profiles = [], managers = [], teams = [] } = people.data ?? {};
  const choose = (next: string) => {
    setPanel(null);
    setTab(next as typeof tab);
  };
  return (
    <Page
      fill
      title={t('screens.people.title')}
      about={t(`screens.people.about.${tab}`)}
      acts={['people/keep', 'people/assignMember']}
      actions={
        // With no profiles yet the page itself offers the first one.
        tab === 'profiles' && profiles.length === 0 ? null : <ActionButton action={create} type="primary" />
      }
    >
      <Tabs
        className="clients-tabs"
        more={MORE}
        activeKey={tab}
        onChange={choose}
        items={(['profiles', 'teams'] as const).map(key => ({ key, label: t(`screens.people.tab.${key}`) }))}
      />
      <div className="clients">
        <section className="clients-tab" aria-label={t(`screens.people.tab.${tab}`)}>
          <div className="clients-tab-body">
            {people.isError ? (
              <ErrorPanel error={people.error} again={() => void people.refetch()} />
            ) : people.isPending ? (
              <SkeletonRows rows={4} />
            ) : tab === 'profiles' ? (
              <Profiles person={person} profiles={profiles} mayChange={mayChange} open={setPanel} />
            ) : teams.length === 0 ? (
              <Empty title={t('screens.people.no_team')} text={t('screens.people.no_team_text')} />
            ) : (
              <TeamTable
                teams={teams}
                mayChange={mayChange}
                change={of => setPanel({ kind: 'member', of })}
              />
            )}
          </div>
        </section>
        {panel?.kind === 'profile' ? (
          <ProfileForm
            key={panel.of?.id ?? 'new'}
            of={panel.of}
            others={profiles.filter(({ id }) => id !== panel.of?.id)}
            managers={managers}
            ownerName={profiles.length === 0 ? (person?.profile?.name ?? null) : null}
            close={() => setPanel(null)}
          />
        ) : null}
        {panel?.kind === 'secret' ? (
          <SecretForm key={panel.of.id} of={panel.of} close={() => setPanel(null)} />
        ) : null}
        {panel?.kind === 'member' ? (
          <MemberForm
            key={panel.of?.id ?? 'new'}
            of={panel.of}
            managers={managers}
            close={() => setPanel(null)}
          />
        ) : null}
      </div>
    </Page>
  );
}

function Profiles(props: {
  person: SessionView | undefined;
  profiles: readonly ProfileView[];
  mayChange: boolean;
  open(panel: Panel): void;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const { person, profiles, open } = props;
  const [busy, setBusy] = useState<number | null>(null);
  const command = useCommand<{ id: number; archived: boolean }, object>(async input => {
    try {
      return await desk.people.archive(input);
    } catch (error) {
      notify.refusal(error);
      throw error;
    }
  });
  const archive = async ({ id, name, archivedOn }: ProfileView) => {
    const archived = archivedOn === null;
    setBusy(id);
    if (await command.send({ id, archived }))
      notify.success(archived ? 'screens.people.archived_done' : 'screens.people.unarchived', { name });
    setBusy(null);
  };
  if (profiles.length === 0)
    return (
      <Empty
        icon={<UsergroupAddOutlined aria-hidden />}
        title={t('screens.people.alone')}
        text={t('screens.people.alone_text', { name: person?.profile?.name ?? '' })}
        action={{ label: t('screens.people.new'), run: () => open({ kind: 'profile', of: null }) }}
      />
    );
  return (
    <ProfileTable
      profiles={profiles}
      self={person?.profile?.id ?? null}
      mayChange={props.mayChange}
      busy={busy}
      change={of => open({ kind: 'profile', of })}
      secret={of => open({ kind: 'secret', of })}
      archive={profile => void archive(profile)}
    />
  );
}
