import { randomUUID } from 'node:crypto';
import type { Job, JobResult } from '../domain/job.ts';
import { type Params, Refusal } from '../domain/refusal.ts';
import type { EventHub } from './events.ts';

/** What a running job is given: ways to tell how far it is, and the flag that a cancel raises. */
export interface JobControl {
  /** Shared with threads: not 0 means "stop between two steps". */
  cancelFlag: Int32Array;
  step(code: string, total?: number | null): void;
  progress(done: number, total?: number | null): void;
}

const PROGRESS_EVERY_MS = 100;

/** The job table of a session: starts, watches, cancels; tells the pages through the hub. */
export class JobTable {
  private readonly hub: EventHub;
  private readonly jobs = new Map<string, { job: Job; cancelFlag: Int32Array }>();

  constructor(hub: EventHub) {
    this.hub = hub;
  }

  list(): Job[] {
    return [...this.jobs.values()].map(entry => entry.job);
  }

  /** Starts a job and answers its id at once; a refusal or fault ends in the job, never in the caller. */
  start(title: string, params: Params, work: (control: JobControl) => Promise<JobResult | null>): string {
    const job: Job = {
      id: randomUUID(),
      title,
      params,
      state: 'running',
      step: null,
      done: 0,
      total: null,
      startedAt: new Date().toISOString(),
      endedAt: null,
      refusal: null,
      result: null,
    };
    const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
    this.jobs.set(job.id, { job, cancelFlag });
    this.hub.moved({ ...job });
    void this.run(job, cancelFlag, work);
    return job.id;
  }

  cancel(id: string): boolean {
    const entry = this.jobs.get(id);
    if (entry?.job.state !== 'running') return false;
    Atomics.store(entry.cancelFlag, 0, 1);
    Atomics.notify(entry.cancelFlag, 0);
    return true;
  }

  clear(): number {
    const ended = this.list().filter(job => job.state !== 'running');
    for (const job of ended) this.jobs.delete(job.id);
    return ended.length;
  }

  private async run(
    job: Job,
    cancelFlag: Int32Array,
    work: (control: JobControl) => Promise<JobResult | null>,
  ): Promise<void> {
    let told = 0;
    const control: JobControl = {
      cancelFlag,
      step: (code, total = null) => {
        Object.assign(job, { step: code, done: 0, total });
        this.hub.moved({ ...job });
      },
      progress: (done, total = job.total) => {
        Object.assign(job, { done, total });
        if (Date.now() - told < PROGRESS_EVERY_MS) return;
        told = Date.now();
        this.hub.moved({ ...job });
      },
    };
    try {
      job.result = await work(control);
      job.state = 'done';
    } catch (error) {
      if (error instanceof Refusal) {
        job.state = error.code.endsWith('.cancelled') ? 'cancelled' : 'refused';
        job.refusal = error.data();
      } else {
        job.state = 'failed';
        job.refusal = { code: 'jobs.failed', params: {}, place: {} };
        console.error(error);
      }
    }
    job.endedAt = new Date().toISOString();
    this.hub.moved({ ...job });
  }
}
