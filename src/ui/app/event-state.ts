import { type DeskEvent, type Job, SUBJECTS, type Subject } from '../../domain/job.ts';

/** What the page knows from the event stream. */
export interface EventState {
  /** Revision at which each subject last changed. */
  revisions: Readonly<Record<Subject, number>>;
  /** Jobs by id, oldest first. */
  jobs: ReadonlyMap<string, Job>;
}

export const NOTHING_YET: EventState = {
  revisions: Object.fromEntries(SUBJECTS.map(subject => [subject, 0])) as Record<Subject, number>,
  jobs: new Map(),
};

/** The state after an event: its subjects move to its revision, its jobs replace what was known of them. */
export function absorb(state: EventState, event: DeskEvent): EventState {
  const revisions = { ...state.revisions };
  for (const subject of event.subjects) revisions[subject] = Math.max(revisions[subject], event.revision);
  if (event.jobs.length === 0) return { ...state, revisions };
  const jobs = new Map(state.jobs);
  for (const job of event.jobs) jobs.set(job.id, job);
  return { revisions, jobs };
}

/** The state after a new connection: every subject may have changed meanwhile, jobs are those the service names. */
export function restart(state: EventState, revision: number, jobs: Job[]): EventState {
  const revisions = { ...state.revisions };
  for (const subject of SUBJECTS) revisions[subject] = Math.max(revisions[subject] + 1, revision);
  return { revisions, jobs: new Map(jobs.map(job => [job.id, job])) };
}

/** The state without ended jobs. */
export function withoutEnded(state: EventState): EventState {
  return { ...state, jobs: new Map([...state.jobs].filter(([, job]) => job.state === 'running')) };
}
