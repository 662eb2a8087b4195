import { ExclamationCircleFilled } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useRef } from 'react';
import type { Profile } from '../../../domain/statement.ts';
import { desk, saveExport } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { uploadFile } from '../../app/upload.ts';
import { Section } from './section.tsx';

/** Mappings the user saved for forms the product does not know: to hand to a colleague, take from one, or remove. */
export function Mappings() {
  const { t } = useTexts();
  const notify = useNotify();
  const queries = useQueryClient();
  const profiles = useQuery({ queryKey: ['profiles'], queryFn: () => desk.profiles.list() });
  const own = (profiles.data ?? []).filter(profile => profile.source === 'user');

  const act = async (
    work: () => Promise<boolean | undefined>,
    done: string,
    params?: Record<string, string>,
  ) => {
    try {
      if ((await work()) === false) return;
      await queries.invalidateQueries({ queryKey: ['profiles'] });
      notify.success(done, params);
    } catch (error) {
      notify.refusal(error);
    }
  };
  const importFile = (file: File) =>
    act(
      async () => {
        const staged = await uploadFile(file);
        try {
          await desk.profiles.import({ fileId: staged.id });
        } finally {
          // A mapping is no statement: it must not stand among the opened files.
          await desk.files.drop({ fileId: staged.id });
        }
        return true;
      },
      'settings.mappings.imported',
      { name: file.name },
    );

  return (
    <Section title={t('settings.mappings')} acts={<ImportButton onFile={file => void importFile(file)} />}>
      {profiles.isPending ? <SkeletonRows rows={3} /> : null}
      {profiles.isError ? <ErrorPanel error={profiles.error} again={() => void profiles.refetch()} /> : null}
      {profiles.data && own.length === 0 ? <p className="panel-text">{t('settings.mappings.none')}</p> : null}
      {own.length > 0 ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('settings.mappings.name')}</th>
              <th className="number">{t('settings.mappings.version')}</th>
              <th>{t('settings.mappings.columns')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {own.map(profile => (
              <MappingRow key={profile.id} profile={profile} act={act} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  );
}

function MappingRow(props: {
  profile: Profile;
  act(work: () => Promise<boolean | undefined>, done: string, params?: Record<string, string>): Promise<void>;
}) {
  const { t, language } = useTexts();
  const { profile, act } = props;
  const name = profile.title[language];
  const save = async () => saveExport((await desk.profiles.export({ id: profile.id })).fileId);
  const remove = async () => (await desk.profiles.remove({ id: profile.id })).removed;
  return (
    <tr>
      <td>{name}</td>
      <td className="number figures">{profile.version}</td>
      <td>{Object.values(profile.columns).flat().join(' · ')}</td>
      <td className="acts">
        <Button size="small" onClick={() => void act(save, 'settings.mappings.exported', { name })}>
          {t('settings.mappings.export')}
        </Button>
        <Popconfirm
          placement="left"
          icon={<ExclamationCircleFilled aria-hidden />}
          title={t('settings.mappings.remove_ask', { name })}
          okText={t('settings.mappings.remove')}
          onConfirm={() => act(remove, 'settings.mappings.removed', { name })}
        >
          <Button size="small">{t('settings.mappings.remove')}</Button>
        </Popconfirm>
      </td>
    </tr>
  );
}

function ImportButton({ onFile }: { onFile(file: File): void }) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        onChange={event => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <Button size="small" onClick={() => input.current?.click()}>
        {t('settings.mappings.import')}
      </Button>
    </>
  );
}
