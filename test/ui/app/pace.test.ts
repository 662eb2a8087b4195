import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/domain/job.ts';
import { showBytes, showCount } from '../../../src/ui/app/figures.ts';
import { look, pace, shareDone, type Watch } from '../../../src/ui/app/pace.ts';

function job(done: number, total: number | null, step = 'jobs.step.match'): Job {
  const title = 'jobs.compare';
  const startedAt = '2026-11-20T00:00:00.000Z';
  return {
    id: '1',
    title,
    params: {},
    state: 'running',
    step,
    done,
    total,
    startedAt,
    endedAt: null,
    refusal: null,
    result: null,
  };
}

function watch(looks: [at_ms: number, job: Job][]): Watch {
  return looks.reduce<Watch | null>((before, [at_ms, seen]) => look(before, seen, at_ms), null)!;
}

describe('job pace', () => {
  it('says rate and time left from what was done in between', () => {
    const seen = watch([
      [0, job(0, 10_000)],
      [1_000, job(2_000, 10_000)],
      [2_000, job(4_000, 10_000)],
    ]);
    expect(pace(seen)).toEqual({ perSecond: 2_000, left_s: 3 });
  });

  it('says nothing after one look or an instant', () => {
    expect(pace(watch([[0, job(0, 100)]]))).toEqual({ perSecond: null, left_s: null });
    const instant = watch([
      [0, job(0, 100)],
      [100, job(50, 100)],
    ]);
    expect(pace(instant).perSecond).toBeNull();
  });

  it('begins anew with a step, a total or a count that starts over', () => {
    const first: [number, Job] = [0, job(0, 100)];
    for (const next of [job(10, 100, 'jobs.step.write'), job(10, 200)]) {
      expect(watch([first, [1_000, next]]).samples).toHaveLength(1);
    }
    expect(
      watch([
        [0, job(50, 100)],
        [1_000, job(10, 100)],
      ]).samples,
    ).toHaveLength(1);
  });

  it('judges by the last seconds, so a stall shows', () => {
    const looks: [number, Job][] = [
      [0, job(0, null)],
      [1_000, job(900_000, null)],
    ];
    for (let at_ms = 2_000; at_ms <= 20_000; at_ms += 1_000) looks.push([at_ms, job(900_000, null)]);
    expect(pace(watch(looks))).toEqual({ perSecond: 0, left_s: null });
  });

  it('keeps a base to measure from after a long silence', () => {
    const seen = watch([
      [0, job(0, 1_000)],
      [60_000, job(600, 1_000)],
    ]);
    expect(pace(seen)).toEqual({ perSecond: 10, left_s: 40 });
  });

  it('knows the share done only where a total is known', () => {
    expect(shareDone(job(5, null))).toBeNull();
    expect(shareDone(job(5, 0))).toBeNull();
    expect(shareDone(job(30, 20))).toBe(1);
    expect(shareDone({ ...job(5, null), state: 'done' })).toBe(1);
  });
});

describe('figures', () => {
  it('separates thousands', () => {
    expect([0, 999, 1_000, 1_234_567].map(showCount)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('shows sizes in the unit that fits', () => {
    expect([0, 1023, 1024, 1536 * 1024, 200 * 2 ** 20].map(showBytes)).toEqual([
      '0 B',
      '1023 B',
      '1.0 KB',
      '1.5 MB',
      '200 MB',
    ]);
  });
});
