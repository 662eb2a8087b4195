import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Job, JobResult } from '../../domain/job.ts';
import { useAction } from './actions.tsx';
import { Chip, type Tone } from './chip.tsx';
import { desk, saveExport } from './client.ts';
import { clearEndedJobs, useJobs } from './events.tsx';
import { JobProgress } from './job-progress.tsx';
import { useNotify } from './notify.tsx';
import { comparisonPath, planPath, ROUTES, statementPath } from './routes.ts';
import { useTexts } from './texts.ts';

/** Long work beside the page, which stays usable: progress, rate, time left, cancel, and what was made. */
export function JobTray({ close }: { close: () => void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const panel = useRef<HTMLElement>(null);
  const jobs = [...useJobs().values()].reverse();
  const ended = jobs.some(job => job.state !== 'running');

  useEffect(() => {
    panel.current?.focus();
    return () => document.getElementById('jobs-button')?.focus();
  }, []);
  // Registered last, so Esc closes the tray before it goes back a page.
  useAction({
    id: 'shell.jobs.close',
    title: 'shell.jobs.close',
    group: 'shell.group.frame',
    keys: 'esc',
    run: close,
  });

  return (
    <aside ref={panel} id="job-tray" className="job-tray" tabIndex={-1} aria-label={t('shell.jobs')}>
      <header>
        <h2 className="job-tray-title">{t('shell.jobs')}</h2>
        <Button size="small" disabled={!ended} onClick={() => void clearEndedJobs().catch(notify.refusal)}>
          {t('shell.jobs.clear')}
        </Button>
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('shell.close')}
          onClick={close}
        />
      </header>
      {jobs.length === 0 ? (
        <p className="job-none">{t('shell.jobs.none')}</p>
      ) : (
        <ul>
          {jobs.map(job => (
            <li key={job.id}>
              <JobLine job={job} close={close} />
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

const TONES: Record<Job['state'], Tone> = {
  running: 'info',
  done: 'success',
  refused: 'danger',
  cancelled: 'neutral',
  failed: 'danger',
};

function JobLine({ job, close }: { job: Job; close: () => void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  return (
    <article className="job">
      <div className="job-head">
        <span className="job-title">{t(job.title, job.params)}</span>
        <Chip tone={TONES[job.state]} word={t(`shell.jobs.state.${job.state}`)} />
      </div>
      {job.state === 'running' ? (
        <JobProgress job={job}>
          <Button size="small" onClick={() => void desk.jobs.cancel({ id: job.id }).catch(notify.refusal)}>
            {t('shell.jobs.cancel')}
          </Button>
        </JobProgress>
      ) : null}
      {job.refusal ? <p className="job-refusal">{refusal(job.refusal)}</p> : null}
      {job.result ? <JobResultLink result={job.result} close={close} /> : null}
    </article>
  );
}

/** Leads to what a job made: its page, or the host's save. */
export function JobResultLink({ result, close }: { result: JobResult; close?: () => void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const go = useNavigate();
  const follow = async () => {
    if (result.kind !== 'export') {
      void go(pathOf(result));
      close?.();
    } else if (await saveExport(result.fileId)) notify.success('shell.jobs.saved', { name: result.name });
  };
  return (
    <Button
      size="small"
      type="link"
      className="job-result"
      onClick={() => void follow().catch(notify.refusal)}
    >
      {t(`shell.jobs.result.${result.kind}`)}
    </Button>
  );
}

function pathOf(result: Exclude<JobResult, { kind: 'export' }>): string {
  switch (result.kind) {
    case 'inspection':
      return statementPath(result.fileId);
    case 'comparison':
      return comparisonPath(result.comparisonId);
    case 'plan':
      return planPath(result.plan);
    case 'committed':
      return ROUTES.imports;
    case 'marked':
    case 'unmarked':
      return ROUTES.orders;
    case 'book':
      return ROUTES.start;
    case 'matching':
      return `${ROUTES.workbench}?month=${result.month}`;
    case 'copy':
    case 'verified':
      return ROUTES.books;
  }
}
