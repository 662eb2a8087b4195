import { PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { type Action, useAction } from '../../app/actions.tsx';
import { newKey } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { useJob } from '../../app/events.tsx';
import { showCount } from '../../app/figures.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import type { MonthScope } from './queries.ts';

export interface Run {
  action: Action;
  jobId: string | null;
}

/** Matching a month as a job; its end is said wherever the screen is by then. */
export function useRun(scope: MonthScope, mayWrite: boolean): Run {
  const notify = useNotify();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const isRunning = job?.state === 'running';
  const { state, result, refusal } = job ?? {};
  useEffect(() => {
    if (state === 'done' && result?.kind === 'matching')
      notify.success('screens.workbench.ran', {
        exact: showCount(result.exact),
        ruled: showCount(Object.values(result.byRule).reduce((sum, count) => sum + count, 0)),
        suggested: showCount(result.suggested),
        unmatched: showCount(result.unmatched),
      });
    else if (refusal) notify.refusal(refusal);
  }, [state, result, refusal, notify]);
  const action = useAction({
    id: 'workbench.run',
    title: 'screens.workbench.run',
    group: 'screens.workbench.keys',
    keys: 'm',
    icon: <PlayCircleOutlined aria-hidden />,
    needs: ['matching/start'],
    enabled: mayWrite && !isRunning,
    run: async () => {
      try {
        setJobId((await desk.matching.start({ key: newKey(), ...scope })).jobId);
      } catch (error) {
        notify.refusal(error);
      }
    },
  });
  return { action, jobId };
}

/** The run under way, with its cancel. */
export function RunStrip({ run }: { run: Run }) {
  const { t } = useTexts();
  const notify = useNotify();
  const job = useJob(run.jobId);
  if (job?.state !== 'running') return null;
  return (
    <div className="wb-run">
      <JobProgress job={job}>
        <Button size="small" onClick={() => void desk.jobs.cancel({ id: job.id }).catch(notify.refusal)}>
          {t('shell.jobs.cancel')}
        </Button>
      </JobProgress>
    </div>
  );
}
