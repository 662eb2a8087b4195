import type { Job } from '../../domain/job.ts';

/** One look at a job: how much was done when. */
export interface Sample {
  at_ms: number;
  done: number;
}

/** The looks at one step of one job; a new step counts its own units from zero. */
export interface Watch {
  step: string | null;
  total: number | null;
  samples: readonly Sample[];
}

/** Speed is judged over the last few seconds, so that a stall shows soon and one slow batch does not. */
const SPAN_MS = 6_000;
const LEAST_SPAN_MS = 400;

/** The watch after another look. */
export function look(watch: Watch | null, job: Job, at_ms: number): Watch {
  const last = watch?.samples.at(-1);
  const same = watch && watch.step === job.step && watch.total === job.total && (last?.done ?? 0) <= job.done;
  if (!same) return { step: job.step, total: job.total, samples: [{ at_ms, done: job.done }] };
  const kept = watch.samples.filter(sample => at_ms - sample.at_ms <= SPAN_MS);
  const base = kept.length > 0 ? kept : watch.samples.slice(-1);
  return { ...watch, samples: [...base, { at_ms, done: job.done }] };
}

/** Units a second and seconds left; null while there is too little to judge by. */
export function pace(watch: Watch): { perSecond: number | null; left_s: number | null } {
  const first = watch.samples[0];
  const last = watch.samples.at(-1);
  if (!first || !last || last.at_ms - first.at_ms < LEAST_SPAN_MS) return { perSecond: null, left_s: null };
  const perSecond = ((last.done - first.done) * 1_000) / (last.at_ms - first.at_ms);
  if (perSecond <= 0) return { perSecond: 0, left_s: null };
  const left_s = watch.total === null ? null : Math.max(0, (watch.total - last.done) / perSecond);
  return { perSecond, left_s };
}

/** Share done from 0 to 1; null while the total is unknown. */
export function shareDone(job: Job): number | null {
  if (job.state === 'done') return 1;
  if (job.total === null || job.total <= 0) return null;
  return Math.min(1, job.done / job.total);
}
