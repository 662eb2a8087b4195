import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { pairPath, plannedAgainPath, ROUTES, statementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useFileName } from './file-name.ts';
import { type FileView, read, useFileView } from './inspections.ts';
import { MappingPage } from './mapping-page.tsx';
import { PasswordForm } from './password-form.tsx';
import { Result } from './result.tsx';
import { useBack } from './use-back.ts';
import { STATE_TONES, useProfileTitle } from './words.ts';

/** One file: read, asked for its password, mapped, or refused. `importing`: it came from 流水导入 and goes back there. */
export function FilePage(props: { fileId: string; mapping: boolean; importing: boolean }) {
  const { fileId, mapping, importing } = props;
  const { t } = useTexts();
  const go = useNavigate();
  const titleOf = useProfileTitle();
  const view = useFileView(fileId);
  const name = useFileName(fileId) ?? view.inspection?.file ?? '';
  const { state, inspection } = view;
  const maps = inspection !== null && (mapping || inspection.profile === null);
  const toList = () => {
    if (importing) return void go(ROUTES.imports);
    void go(maps && inspection.profile !== null ? statementPath(fileId) : ROUTES.statements);
  };
  useBack('statements.back', 'screens.statements.back', toList);

  return (
    <Page
      fill
      title={name || t('screens.statements.title')}
      back={
        <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={toList}>
          {t(importing ? 'screens.imports.title' : 'screens.statements.title')}
        </Button>
      }
      about={
        <span className="file-about">
          <Chip tone={STATE_TONES[state]} word={t(`screens.statements.state.${state}`)} />
          {inspection?.profile ? titleOf(inspection.profile) : null}
        </span>
      }
      actions={
        inspection && !maps ? (
          <>
            <Button onClick={() => void go(`${statementPath(fileId)}?map`)}>
              {t('screens.statements.remap')}
            </Button>
            <Button type="primary" onClick={() => void go(pairPath(fileId, null))}>
              {t('screens.statements.compare_this')}
            </Button>
          </>
        ) : null
      }
    >
      <FileBody
        fileId={fileId}
        view={view}
        maps={maps}
        mapped={() =>
          void go(importing ? plannedAgainPath(fileId) : statementPath(fileId), { replace: true })
        }
      />
    </Page>
  );
}

function FileBody(props: { fileId: string; view: FileView; maps: boolean; mapped(): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const { fileId, view } = props;
  const { state, inspection, job, error, reading } = view;
  if (state === 'password')
    return <PasswordForm error={error} open={password => read(fileId, { password })} />;
  if (state === 'refused') {
    const stopped = job?.state === 'cancelled';
    if (!stopped) return <ErrorPanel error={error ?? job} again={() => void read(fileId)} />;
    return (
      <div className="file-stopped">
        <p>{t('screens.statements.stopped')}</p>
        <Button onClick={() => void read(fileId)}>{t('screens.statements.read_again')}</Button>
      </div>
    );
  }
  if (!inspection) {
    return (
      <div className="file-reading">
        {job?.state === 'running' ? (
          <JobProgress job={job}>
            <Button size="small" onClick={() => void desk.jobs.cancel({ id: job.id }).catch(notify.refusal)}>
              {t('screens.statements.stop')}
            </Button>
          </JobProgress>
        ) : null}
        <SkeletonRows rows={12} />
      </div>
    );
  }
  if (props.maps) {
    const key = `${inspection.sheet}|${inspection.fingerprint}`;
    return (
      <MappingPage key={key} fileId={fileId} inspection={inspection} reading={reading} done={props.mapped} />
    );
  }
  return <Result fileId={fileId} inspection={inspection} />;
}
