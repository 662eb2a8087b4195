import { type ReactNode, useRef } from 'react';
import type { Job } from '../../domain/job.ts';
import type { Texts } from './catalogues.ts';
import { showBytes, showCount } from './figures.ts';
import { look, pace, shareDone, type Watch } from './pace.ts';
import { useTexts } from './texts.ts';

/** Step, bar, rate and time left of a running job; `children` stand at its end (cancel). */
export function JobProgress({ job, children }: { job: Job; children?: ReactNode }) {
  const texts = useTexts();
  const watch = useRef<Watch | null>(null);
  const before = watch.current?.samples.at(-1);
  if (before?.done !== job.done || watch.current?.step !== job.step) {
    watch.current = look(watch.current, job, performance.now());
  }
  const share = shareDone(job);
  return (
    <div className="job-progress">
      <div className="job-step">{job.step === null ? texts.t('shell.jobs.waiting') : texts.t(job.step)}</div>
      <Bar share={share} name={texts.t(job.title, job.params)} />
      <div className="job-pace figures">
        <span>{describe(texts, job, watch.current)}</span>
        {children}
      </div>
    </div>
  );
}

/** A bar from 0 to 1; null is under way without a known end. */
export function Bar({ share, name }: { share: number | null; name: string }) {
  const percent = share === null ? undefined : Math.round(share * 100);
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      data-open={share === null}
    >
      <div className="bar-fill" style={{ transform: `scaleX(${share ?? 1})` }} />
    </div>
  );
}

/** Units of a step: reading counts bytes, everything after it counts rows. */
function describe({ t }: Texts, job: Job, watch: Watch | null): string {
  const show = job.step === 'jobs.step.read' ? showBytes : showCount;
  const parts: string[] = [];
  if (job.total !== null) parts.push(`${show(job.done)} / ${show(job.total)}`);
  else if (job.done > 0) parts.push(show(job.done));
  const { perSecond, left_s } = watch ? pace(watch) : { perSecond: null, left_s: null };
  if (perSecond !== null && perSecond > 0)
    parts.push(t('shell.jobs.rate', { amount: show(Math.round(perSecond)) }));
  if (left_s !== null) parts.push(timeLeft(t, left_s));
  return parts.join(' · ');
}

function timeLeft(t: Texts['t'], left_s: number): string {
  if (left_s < 60) return t('shell.jobs.left_seconds', { seconds: Math.max(1, Math.round(left_s)) });
  return t('shell.jobs.left_minutes', { minutes: Math.ceil(left_s / 60) });
}
