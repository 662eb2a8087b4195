import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayPlus, isWeekend } from '../../src/domain/calendar/days.ts';
import { WorkCalendar } from '../../src/domain/calendar/working-days.ts';
import { readYears } from '../../src/domain/calendar/year.ts';
import { shippedYears } from '../../src/services/calendar.ts';

const YEARS = shippedYears({ folder: join(import.meta.dirname, '../../resources/calendars') });
const calendar = new WorkCalendar(YEARS);
const row = (date: string, kind: string, at = 1) => ({ date, kind, name: '', place: { row: at } });

describe('REF-1 working days of China', () => {
  it.each([
    ['2026-09-29', 1, '2026-09-30'],
    ['2026-09-29', 7, '2026-10-14'],
    ['2026-02-10', 7, '2026-02-26'],
    ['2026-10-03', 1, '2026-10-08'],
    ['2026-10-03', 7, '2026-10-15'],
    ['2025-01-24', 7, '2025-02-10'],
  ])('from %s, working day %i is %s', (from, count, due) => {
    expect(calendar.due(from, count)).toEqual({ due, provisional: false });
  });

  it('days worked around the National Day of 2026 are the published ones', () => {
    const days = Array.from({ length: 18 }, (_, at) => dayPlus('2026-09-25', at));
    expect(days.filter(day => calendar.isWorkday(day).workday)).toEqual([
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
      '2026-10-12',
    ]);
  });

  it('a date that crosses a year without a table is provisional, and is counted again when the year arrives', () => {
    expect(calendar.due('2026-12-30', 7)).toEqual({ due: '2027-01-08', provisional: true });
    const known = new WorkCalendar([...YEARS, ...readYears([row('2027-01-01', '休')], 'x')]);
    expect(known.due('2026-12-30', 7)).toEqual({ due: '2027-01-11', provisional: false });
  });

  it('as many days are off and made up as were published, make-up days at weekends only', () => {
    const counts = YEARS.map(({ year, off, work }) => [year, Object.keys(off).length, work.length]);
    expect(counts).toEqual([
      [2025, 28, 5],
      [2026, 33, 6],
    ]);
    for (const { off, work } of YEARS) {
      expect(work.filter(day => !isWeekend(day))).toEqual([]);
      expect(work.filter(day => day in off)).toEqual([]);
    }
  });

  it('counts add up, and a due day is worked and never earlier than its count', () => {
    const day = fc.integer({ min: 0, max: 720 }).map(at => dayPlus('2025-01-01', at));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }), (from, a, b) => {
        const { due } = calendar.due(from, a);
        expect(calendar.isWorkday(due).workday).toBe(true);
        expect(due >= dayPlus(from, a)).toBe(true);
        expect(calendar.between(from, due)).toBe(a);
        expect(calendar.due(due, b).due).toBe(calendar.due(from, a + b).due);
      }),
    );
  });

  it('working days between two days are those found one by one, across years with a table and without', () => {
    const day = fc.integer({ min: 0, max: 2_200 }).map(at => dayPlus('2023-11-01', at));
    fc.assert(
      fc.property(day, day, (from, to) => {
        let count = 0;
        for (let at = from; at < to; ) {
          at = dayPlus(at, 1);
          if (calendar.isWorkday(at).workday) count += 1;
        }
        expect(calendar.between(from, to)).toBe(count);
      }),
    );
  });

  it('a due day asked again is the same one, and a day that is none is refused each time', () => {
    const fresh = new WorkCalendar(YEARS);
    const first = fresh.due('2026-12-30', 7);
    expect(fresh.due('2026-12-30', 7)).toEqual(first);
    for (const _ of [1, 2]) {
      expect(() => fresh.due('2026-02-30', 7)).toThrow(expect.objectContaining({ code: 'calendar.bad_day' }));
      expect(() => fresh.between('2026-02-30', '2026-03-05')).toThrow(
        expect.objectContaining({ code: 'calendar.bad_day' }),
      );
    }
  });
});

describe('a year that a user brings', () => {
  it('is read by its words in both languages, and takes the place of the shipped one', () => {
    const years = readYears([row('2026/10/8', 'x'), row('2026-10-08', '休')].slice(1), '通知.csv');
    expect(new WorkCalendar([...YEARS, ...years]).isWorkday('2026-10-08').workday).toBe(false);
  });

  it.each([
    [[row('2027-02-30', '休')], 'calendar.bad_date'],
    [[row('2027-02-05', '也许')], 'calendar.bad_kind'],
    [[row('2027-02-05', '休'), row('2027-02-05', '班', 2)], 'calendar.twice'],
    [[], 'calendar.empty'],
  ])('is refused by name: %j', (rows, code) => {
    expect(() => readYears(rows, 'x')).toThrow(code);
  });

  it('no day and no count is guessed', () => {
    expect(() => calendar.due('2026-13-01', 1)).toThrow('calendar.bad_day');
    expect(() => calendar.due('2026-10-01', -1)).toThrow('calendar.bad_count');
    expect(() => calendar.due('2026-10-01', 1.5)).toThrow('calendar.bad_count');
  });
});
