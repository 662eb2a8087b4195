import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/domain/job.ts';
import { absorb, NOTHING_YET, restart, withoutEnded } from '../../../src/ui/app/event-state.ts';

function job(id: string, state: Job['state'], done = 0): Job {
  const startedAt = '2026-11-20T00:00:00.000Z';
  return {
    id,
    title: 'jobs.inspect',
    params: {},
    state,
    step: null,
    done,
    total: null,
    startedAt,
    endedAt: null,
    refusal: null,
    result: null,
  };
}

describe('event state', () => {
  it('moves only the subjects an event names, never back', () => {
    const later = absorb(NOTHING_YET, { revision: 7, subjects: ['pairs'], jobs: [] });
    expect(later.revisions).toMatchObject({ pairs: 7, statements: 0 });
    expect(absorb(later, { revision: 3, subjects: ['pairs'], jobs: [] }).revisions.pairs).toBe(7);
  });

  it('replaces a job in its place and keeps the table untouched without jobs', () => {
    const two = absorb(NOTHING_YET, {
      revision: 1,
      subjects: [],
      jobs: [job('a', 'running'), job('b', 'running')],
    });
    const moved = absorb(two, { revision: 2, subjects: [], jobs: [job('a', 'running', 5)] });
    expect([...moved.jobs.values()].map(each => [each.id, each.done])).toEqual([
      ['a', 5],
      ['b', 0],
    ]);
    expect(absorb(two, { revision: 3, subjects: ['compare'], jobs: [] }).jobs).toBe(two.jobs);
  });

  it('moves every subject on a new connection, even to a service that counts from zero again', () => {
    const before = absorb(NOTHING_YET, {
      revision: 40,
      subjects: ['compare'],
      jobs: [job('old', 'running')],
    });
    const after = restart(before, 2, [job('new', 'done')]);
    expect(after.revisions.compare).toBeGreaterThan(40);
    expect(after.revisions.pairs).toBe(2);
    expect([...after.jobs.keys()]).toEqual(['new']);
  });

  it('clears ended jobs and keeps running ones', () => {
    const state = restart(NOTHING_YET, 1, [job('a', 'done'), job('b', 'running'), job('c', 'refused')]);
    expect([...withoutEnded(state).jobs.keys()]).toEqual(['b']);
  });
});
