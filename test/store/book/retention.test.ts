import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingDay } from '../../../src/domain/calendar/days.ts';
import { copyMoment, copyName, momentOf, stamp } from '../../../src/store/book/names.ts';
import { copiesToDelete, type KeptCopy } from '../../../src/store/book/retention.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 0, 1);

const copyAt = (ms: number, verified = true): KeptCopy => {
  const takenAt = new Date(ms);
  return { name: copyName('/b/账.duizhang', takenAt), takenAt, verified };
};

/** Runs the days one by one: copies are taken at the given hours, then the retention has its way. */
function live(days: number[][]): KeptCopy[] {
  let kept: KeptCopy[] = [];
  days.forEach((hours, day) => {
    for (const hour of hours) {
      const copy = copyAt(START + day * DAY_MS + hour * HOUR_MS);
      kept.push(copy);
      const gone = new Set(copiesToDelete(kept, copy.takenAt));
      kept = kept.filter(each => !gone.has(each.name));
    }
  });
  return kept;
}

/** The plain definition: a copy is kept if it is the last of one of the newest hours, days or months with a copy. */
function expectedOf(all: KeptCopy[]): string[] {
  const spans: [number, (at: Date) => string][] = [
    [24, at => new Date(at.getTime() + 8 * HOUR_MS).toISOString().slice(0, 13)],
    [30, beijingDay],
    [12, at => beijingDay(at).slice(0, 7)],
  ];
  const inOrder = all.toSorted((a, b) => a.takenAt.getTime() - b.takenAt.getTime());
  const kept = spans.flatMap(([count, span]) => {
    const lastOf = new Map(inOrder.map(copy => [span(copy.takenAt), copy.name]));
    return [...lastOf].slice(-count).map(([, name]) => name);
  });
  return inOrder.map(copy => copy.name).filter(name => kept.includes(name));
}

describe('retention', () => {
  it('keeps 24 hours, 30 days and 12 months of a book that is copied every hour for 500 days', () => {
    const every = Array.from({ length: 24 }, (_, hour) => hour);
    const kept = live(Array.from({ length: 500 }, () => every));
    // The 24 hours touch two days, the 30 days two months.
    expect(kept).toHaveLength(24 + 28 + 10);
    const end = new Date(START + 499 * DAY_MS + 23 * HOUR_MS);
    expect(copiesToDelete(kept, end)).toEqual([]);
    expect(kept.some(copy => copy.takenAt.getTime() === end.getTime())).toBe(true);
  });

  it('deletes step by step what it would delete at once, whatever the days look like', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(hours, { minLength: 500, maxLength: 500 }), some => {
        const days = some.map(each => each.toSorted((a, b) => a - b));
        const all = days.flatMap((each, day) =>
          each.map(hour => copyAt(START + day * DAY_MS + hour * HOUR_MS)),
        );
        const kept = live(days).map(copy => copy.name);
        expect(kept).toEqual(expectedOf(all));
        expect(kept.length).toBeLessThanOrEqual(66);
      }),
      { numRuns: 20 },
    );
  });

  it('never deletes the last verified copy nor one that nobody verified', () => {
    const copies = fc.uniqueArray(
      fc.record({ hour: fc.integer({ min: 0, max: 12_000 }), verified: fc.boolean() }),
      { maxLength: 200, selector: copy => copy.hour },
    );
    fc.assert(
      fc.property(copies, fc.integer({ min: 0, max: 12_000 }), (some, nowHour) => {
        const kept = some.map(({ hour, verified }) => copyAt(START + hour * HOUR_MS, verified));
        const now = new Date(START + nowHour * HOUR_MS);
        const gone = new Set(copiesToDelete(kept, now));
        const past = kept.filter(copy => copy.verified && copy.takenAt <= now);
        expect(kept.filter(copy => gone.has(copy.name) && !past.includes(copy))).toEqual([]);
        const newest = Math.max(...past.map(copy => copy.takenAt.getTime()));
        for (const copy of past.filter(each => each.takenAt.getTime() === newest))
          expect(gone.has(copy.name)).toBe(false);
      }),
    );
  });

  it('leaves copies from the future alone and does not count them', () => {
    const future = Array.from({ length: 40 }, (_, day) => copyAt(START + (4000 + day) * DAY_MS));
    const past = Array.from({ length: 40 }, (_, day) => copyAt(START + day * DAY_MS));
    const now = new Date(START + 39 * DAY_MS);
    expect(copiesToDelete([...future, ...past], now)).toEqual(copiesToDelete(past, now));
    expect(copiesToDelete(past, now)).toHaveLength(10);
  });

  it('loses nothing of a book that rested for years', () => {
    const kept = live([[9], [9], [9]]);
    expect(copiesToDelete(kept, new Date(START + 3000 * DAY_MS))).toEqual([]);
  });
});

describe('names of copies', () => {
  it('say book and moment in Beijing, and are read back', () => {
    const at = new Date('2026-11-20T16:23:59.400Z');
    expect(copyName('/x/账 2026.duizhang', at)).toBe('账 2026-20261121-002359.duizhang');
    expect(copyMoment('/y/账 2026.duizhang', '账 2026-20261121-002359.duizhang')).toEqual(
      new Date('2026-11-20T16:23:59Z'),
    );
  });

  it.each([
    '账-20261121-002359.duizhang.json',
    '账2-20261121-002359.duizhang',
    '账-20261321-002359.duizhang',
    '账-20260230-002359.duizhang',
    '账-20261121-246000.duizhang',
    '账.duizhang',
    '.账-20261121-002359.duizhang.part',
  ])('are not %s', name => {
    expect(copyMoment('/x/账.duizhang', name)).toBeNull();
  });

  it('round-trip to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), seconds => {
        expect(momentOf(stamp(new Date(seconds * 1000)))).toEqual(new Date(seconds * 1000));
      }),
    );
  });
});
