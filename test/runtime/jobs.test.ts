import { describe, expect, it, vi } from 'vitest';
import type { DeskEvent, Job } from '../../src/domain/job.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { EventHub } from '../../src/runtime/events.ts';
import { JobTable } from '../../src/runtime/jobs.ts';

/** Runs one job to its end and answers it with all events told on the way. */
async function settled(start: (jobs: JobTable) => string): Promise<{ job: Job; events: DeskEvent[] }> {
  const hub = new EventHub();
  const jobs = new JobTable(hub);
  const stop = new AbortController();
  const events: DeskEvent[] = [];
  const listening = (async () => {
    for await (const event of hub.listen(stop.signal)) {
      events.push(event);
      if (event.jobs.some(job => job.endedAt !== null)) return;
    }
  })();
  await Promise.resolve();
  start(jobs);
  await listening;
  return { job: jobs.list()[0]!, events };
}

describe('a job', () => {
  it('ends done with its result, and every page hears of start and end', async () => {
    const { job, events } = await settled(jobs =>
      jobs.start('jobs.export', { name: 'a' }, async () => ({ kind: 'export', fileId: '1', name: 'a' })),
    );
    expect(job).toMatchObject({ state: 'done', result: { kind: 'export', fileId: '1' }, refusal: null });
    expect(events.flatMap(event => event.jobs.map(each => each.state))).toEqual(['running', 'done']);
  });

  it('ends refused with the refusal, never throws', async () => {
    const { job } = await settled(jobs =>
      jobs.start('jobs.inspect', {}, async () => {
        throw new Refusal('files.bad_byte', { byte: 7 }, { row: 3 });
      }),
    );
    expect(job).toMatchObject({
      state: 'refused',
      refusal: { code: 'files.bad_byte', params: { byte: 7 }, place: { row: 3 } },
    });
  });

  it('ends failed on a fault of ours, without leaking its text', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { job } = await settled(jobs =>
      jobs.start('jobs.inspect', {}, async () => {
        throw new TypeError('secret path');
      }),
    );
    expect(job.state).toBe('failed');
    expect(JSON.stringify(job)).not.toContain('secret');
    silent.mockRestore();
  });

  it('hears the cancel in its flag and ends cancelled', async () => {
    const { job } = await settled(jobs => {
      const id = jobs.start('jobs.inspect', {}, async control => {
        await Promise.resolve();
        if (Atomics.load(control.cancelFlag, 0) === 1) throw new Refusal('jobs.cancelled');
        return null;
      });
      expect(jobs.cancel(id)).toBe(true);
      return id;
    });
    expect(job.state).toBe('cancelled');
  });
});

describe('the table', () => {
  it('cancels only what runs and clears only what ended', async () => {
    const jobs = new JobTable(new EventHub());
    let finish: () => void = () => undefined;
    const id = jobs.start('jobs.inspect', {}, () => new Promise(resolve => (finish = () => resolve(null))));
    expect(jobs.clear()).toBe(0);
    expect(jobs.cancel('unknown')).toBe(false);
    finish();
    await vi.waitFor(() => expect(jobs.list()[0]!.state).toBe('done'));
    expect(jobs.cancel(id)).toBe(false);
    expect(jobs.clear()).toBe(1);
  });
});

describe('the hub', () => {
  it('gives every listener the revision first and forgets who went away', async () => {
    const hub = new EventHub();
    const stop = new AbortController();
    const stream = hub.listen(stop.signal);
    expect((await stream.next()).value).toEqual({ revision: 1, subjects: [], jobs: [] });
    hub.changed('settings');
    expect((await stream.next()).value).toEqual({ revision: 2, subjects: ['settings'], jobs: [] });
    stop.abort();
    expect((await stream.next()).done).toBe(true);
  });
});
