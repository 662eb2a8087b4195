import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Job, JobResult } from '../../../domain/job.ts';
import { desk } from '../../app/client.ts';
import { useJob, useJobs } from '../../app/events.tsx';
import { showCount } from '../../app/figures.ts';
import { Bar } from '../../app/job-progress.tsx';
import { useNotify } from '../../app/notify.tsx';
import { shareDone } from '../../app/pace.ts';
import { useTexts } from '../../app/texts.ts';

/** A job that a button starts: what it does now, and what to do with its result. Refusals are told. */
export function useStartedJob(
  start: () => Promise<{ jobId: string }>,
  done: (result: JobResult | null) => void,
): { job: Job | null; busy: boolean; run(): Promise<void> } {
  const notify = useNotify();
  const [jobId, setJobId] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const job = useJob(jobId);
  const newest = useRef(done);
  newest.current = done;
  useEffect(() => {
    if (!job || job.state === 'running') return;
    setJobId(null);
    if (job.state === 'done') newest.current(job.result);
    else if (job.refusal) notify.refusal(job.refusal);
  }, [job, notify]);
  const run = async () => {
    setAsking(true);
    try {
      setJobId((await start()).jobId);
    } catch (error) {
      notify.refusal(error);
    } finally {
      setAsking(false);
    }
  };
  return { job, busy: asking || jobId !== null, run };
}

/** The demo book being made, whoever asked for it and on whatever screen; null where none is. */
export function useDemoInMaking(): Job | null {
  const jobs = [...useJobs().values()];
  return jobs.find(({ title, state }) => title === 'jobs.demo_book' && state === 'running') ?? null;
}

/** A running job in one line: step, bar, count, cancel. */
export function JobInLine({ job }: { job: Job }) {
  const { t } = useTexts();
  const notify = useNotify();
  return (
    <div className="books-job">
      <span>{t(job.step ?? 'shell.jobs.waiting')}</span>
      <Bar share={shareDone(job)} name={t(job.title, job.params)} />
      <span className="figures">
        {job.total === null ? '' : `${showCount(job.done)} / ${showCount(job.total)}`}
      </span>
      <Button size="small" onClick={() => void desk.jobs.cancel({ id: job.id }).catch(notify.refusal)}>
        {t('shell.jobs.cancel')}
      </Button>
    </div>
  );
}
