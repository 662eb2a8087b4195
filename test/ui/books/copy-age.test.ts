import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/domain/calendar/days.ts';
import { ageOf, isStale, monthOf } from '../../../src/ui/screens/books/copy-age.ts';

const at = (beijing: string) => Date.parse(`${beijing}+08:00`);
const FRIDAY_EVENING = '2026-11-20T18:00:00+08:00';

describe('age of a copy', () => {
  it('counts in the largest unit that has passed once', () => {
    const taken = '2026-11-18T09:00:00+08:00';
    expect(ageOf(taken, at('2026-11-18T09:00:59'))).toEqual({ unit: 'now', count: 0 });
    expect(ageOf(taken, at('2026-11-18T09:59:59'))).toEqual({ unit: 'minutes', count: 59 });
    expect(ageOf(taken, at('2026-11-18T10:00:00'))).toEqual({ unit: 'hours', count: 1 });
    expect(ageOf(taken, at('2026-11-20T08:59:00'))).toEqual({ unit: 'days', count: 1 });
  });

  it('takes a copy from ahead of the clock for one of now', () => {
    expect(ageOf('2026-11-18T09:00:00+08:00', at('2026-11-18T08:00:00'))).toEqual({ unit: 'now', count: 0 });
  });

  it('is stale once more than a day of work has passed', () => {
    const taken = '2026-11-18T09:00:00+08:00';
    expect(isStale(taken, at('2026-11-19T09:00:00'))).toBe(false);
    expect(isStale(taken, at('2026-11-19T09:00:01'))).toBe(true);
  });

  it('does not count the weekend', () => {
    expect(isStale(FRIDAY_EVENING, at('2026-11-23T09:00:00'))).toBe(false);
    expect(isStale(FRIDAY_EVENING, at('2026-11-23T18:00:01'))).toBe(true);
    expect(isStale('2026-11-21T00:00:00+08:00', at('2026-11-22T23:59:59'))).toBe(false);
  });

  it('shows moments and months of Beijing', () => {
    expect(beijingTime('2026-10-31T16:30:00.000Z')).toBe('2026-11-01 00:30');
    expect(monthOf(Date.parse('2026-10-31T16:30:00.000Z'))).toBe('2026-11');
  });
});
