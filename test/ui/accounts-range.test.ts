import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingDay } from '../../src/domain/calendar/days.ts';
import {
  dayTyped,
  firstRange,
  PRESETS,
  presetOf,
  presetRange,
  rangeIn,
  stepped,
} from '../../src/ui/screens/accounts/range.ts';

const day = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));

describe('ranges', () => {
  it('presets are whole months around today', () => {
    expect(presetRange('this_month', '2026-02-14')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(presetRange('last_month', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(presetRange('this_quarter', '2026-05-05')).toEqual({ from: '2026-04-01', to: '2026-06-30' });
    expect(presetRange('last_quarter', '2026-02-14')).toEqual({ from: '2025-10-01', to: '2025-12-31' });
    expect(presetRange('this_year', '2028-02-29')).toEqual({ from: '2028-01-01', to: '2028-12-31' });
    expect(presetRange('last_year', '2026-11-20')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  });

  it('a preset is recognised in its days', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRESETS), day, (preset, today) => {
        expect(presetRange(presetOf(presetRange(preset, today), today)!, today)).toEqual(
          presetRange(preset, today),
        );
      }),
    );
    expect(presetOf({ from: '2026-05-02', to: '2026-05-31' }, '2026-05-10')).toBeNull();
  });

  it('steps by whole months where the range is whole months, else by its days', () => {
    expect(stepped({ from: '2026-03-01', to: '2026-03-31' }, -1)).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
    });
    expect(stepped({ from: '2026-01-01', to: '2026-03-31' }, 1)).toEqual({
      from: '2026-04-01',
      to: '2026-06-30',
    });
    expect(stepped({ from: '2026-02-25', to: '2026-03-03' }, 1)).toEqual({
      from: '2026-03-04',
      to: '2026-03-10',
    });
  });

  it('a step forth and back is where it was', () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        const range = one <= other ? { from: one, to: other } : { from: other, to: one };
        expect(stepped(stepped(range, 1), -1)).toEqual(range);
      }),
    );
  });

  it('takes days as people type them and nothing else', () => {
    for (const typed of [
      '2026-3-5',
      '2026/03/05',
      '20260305',
      '2026年3月5日',
      ' 2026.3.5 ',
      '２０２６-03-05',
    ])
      expect(dayTyped(typed)).toBe('2026-03-05');
    for (const typed of ['', '2026-02-30', '2026-13-01', '3-5', '明天', '2026-00-10'])
      expect(dayTyped(typed)).toBeNull();
  });

  it('an address without two days in order asks for none', () => {
    const asked = (text: string) => rangeIn(new URLSearchParams(text));
    expect(asked('from=2026-03-01&to=2026-03-31')).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    for (const text of [
      '',
      'from=2026-03-01',
      'from=2026-04-01&to=2026-03-31',
      'from=2026-02-30&to=2026-03-31',
    ])
      expect(asked(text)).toBeNull();
  });

  it('begins with this month, or the last one that has something', () => {
    expect(firstRange(null, '2026-11-20')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(firstRange('2026-05-31', '2026-11-20')).toEqual({ from: '2026-05-01', to: '2026-05-31' });
    expect(firstRange('2026-12-31', '2026-11-20')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  });

  it('a day begins in China eight hours before it does in Greenwich', () => {
    expect(beijingDay(new Date('2026-05-31T16:00:00Z'))).toBe('2026-06-01');
    expect(beijingDay(new Date('2026-05-31T15:59:59Z'))).toBe('2026-05-31');
  });
});
