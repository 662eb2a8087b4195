import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DateHabit,
  dateText,
  momentText,
  parseClock,
  parseMoment,
  scanMoment,
  scanned,
} from '../../src/statements/dates.ts';

function read(cell: string, habit?: DateHabit): string | null {
  const moment = parseMoment(cell, habit);
  return typeof moment === 'string' ? moment : momentText(moment.day, moment.second);
}

describe('dates', () => {
  test.each([
    ['2026-05-01 09:08:07', '2026-05-01 09:08:07'],
    ['2026-05-01  09:08:07', '2026-05-01 09:08:07'],
    ['2026-05-01', '2026-05-01'],
    ['2026/5/1 9:08', '2026-05-01 09:08:00'],
    ['2026-05-01T09:08:07+08:00', '2026-05-01 09:08:07'],
    ['`2026-05-16 08:26:44', '2026-05-16 08:26:44'],
    ['20260501', '2026-05-01'],
    ['20260501 09:08:07', '2026-05-01 09:08:07'],
    ['20260501090807', '2026-05-01 09:08:07'],
    ['2020.9.6 16:59', '2020-09-06 16:59:00'],
    ['2026年05月01日', '2026-05-01'],
    ['2026年5月1日 09时08分07秒', '2026-05-01 09:08:07'],
    ['24/03/2025', '2025-03-24'],
    ['03/24/2025', '2025-03-24'],
    ['2026-05-01 下午3:05:00', '2026-05-01 15:05:00'],
    ['46143', '2026-05-01'],
    ['46143.380636', '2026-05-01 09:08:07'],
    ['尚未入账', 'none'],
    ['', 'none'],
    ['-', 'none'],
    ['2026-02-30', 'bad'],
    ['2026-13-01', 'bad'],
    ['2026-05-01 25:00:00', 'bad'],
    ['合计', 'bad'],
    ['12/29', 'bad'],
    ['1234', 'bad'],
  ])('%j reads %s', (cell, expected) => expect(read(cell)).toBe(expected));

  test('numbers alone follow the habit of the form', () => {
    expect(read('03/04/2025')).toBe('2025-04-03');
    expect(read('03/04/2025', { order: 'mdy' })).toBe('2025-03-04');
    expect(read('44681', { dates1904: true })).toBe('2026-05-01');
  });

  test('a December row of a January bill belongs to the year before', () => {
    const bill = { year: 2026, month: 1 };
    expect(read('12/29', bill)).toBe('2025-12-29');
    expect(read('01/02', bill)).toBe('2026-01-02');
    expect(read('1月2日', bill)).toBe('2026-01-02');
  });

  test.each([
    ['09:08:07', 32_887],
    ['090807', 32_887],
    ['90807', 32_887],
    ['9:08', 32_880],
    ['7', 7],
    ['', -1],
    ['-', -1],
    ['0.380636', 32_887],
    ['256199', null],
    ['上午', null],
  ])('clock %j is second %s', (cell, expected) => expect(parseClock(cell)).toBe(expected));

  test('the byte reader agrees with the careful reader on every day from 1970 to 2099', () => {
    const day = fc.integer({ min: 0, max: 47_481 });
    const form = fc.constantFrom('-', '/', '');
    fc.assert(
      fc.property(day, fc.option(fc.integer({ min: 0, max: 86_399 })), form, (number, second, separator) => {
        const text = dateText(number).replaceAll('-', separator);
        const clock = second === null ? '' : ` ${momentText(0, second)!.slice(11)}`;
        const bytes = Buffer.from(`\t${text}${clock} `);
        expect(scanMoment(bytes, 0, bytes.length)).toBe(true);
        expect({ ...scanned }).toEqual({ day: number, second: second ?? -1 });
        expect(parseMoment(`${text}${clock}`)).toEqual({ day: number, second: second ?? -1 });
      }),
    );
  });
});
