import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCalendarFile } from '../../src/services/calendar.ts';

function file(name: string, text: string) {
  const path = join(mkdtempSync(join(tmpdir(), 'calendar-')), name);
  writeFileSync(path, text);
  return { path, name };
}

it('a table of days is read from CSV and from JSON alike', async () => {
  const csv =
    '\ufeff关于2027年部分节假日安排\r\n日期,休或班,名称\r\n2027-02-06,休,春节\r\n2027-02-14,班,\r\n';
  const json = JSON.stringify([
    { date: '2027-02-06', kind: 'off', name: '春节' },
    { date: '2027-02-14', kind: 'work' },
  ]);
  const expected = { year: 2027, off: { '2027-02-06': '春节' }, work: ['2027-02-14'] };
  expect(await readCalendarFile(file('2027.csv', csv))).toMatchObject([expected]);
  expect(await readCalendarFile(file('2027.json', json))).toMatchObject([expected]);
});

it('a bad row is named with its place; a file without headings or that is no JSON is refused', async () => {
  const bad = file('2027.csv', '日期,休或班,名称\n2027-02-06,休,春节\n2027-02-31,休,\n');
  await expect(readCalendarFile(bad)).rejects.toMatchObject({
    code: 'calendar.bad_date',
    place: { file: '2027.csv', row: 3 },
  });
  await expect(readCalendarFile(file('x.csv', 'a,b\n1,2\n'))).rejects.toThrow('calendar.no_heading');
  await expect(readCalendarFile(file('x.json', '{'))).rejects.toThrow('calendar.not_json');
});
