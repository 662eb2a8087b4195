import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { SSF } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatE5 } from '../../src/domain/money.ts';
import type { CellValue, ColumnKind } from '../../src/files/write-sheet.ts';
import { writeXlsx } from '../../src/files/write-xlsx.ts';
import { asSheetJs, cellsOf, folderPerTest, partsOf, readBook, sheetOf } from './write-support.ts';

const folder = folderPerTest();
const target = () => folder.path('对账.xlsx');

describe('cells', () => {
  it('types and formats every kind', async () => {
    const kinds: ColumnKind[] = ['text', 'id', 'money', 'decimal', 'integer', 'date', 'datetime'];
    const row = [
      '小店随心推',
      '0012345678901234567',
      -123_456_789,
      '0.0325',
      42,
      '2026-05-01',
      '2026-05-01 09:08:07',
    ];
    await writeXlsx(target(), [sheetOf(kinds, [row])]);
    const { 流水: sheet } = readBook(target()).Sheets;
    expect(sheet!.A2).toMatchObject({ t: 's', v: '小店随心推' });
    expect(sheet!.B2).toMatchObject({ t: 's', v: '0012345678901234567', z: '@' });
    expect(sheet!.C2).toMatchObject({ t: 'n', v: -1234.56789, w: '-1,234.57' });
    expect(sheet!.D2).toMatchObject({ t: 'n', v: 0.0325 });
    expect(sheet!.E2).toMatchObject({ t: 'n', v: 42, z: '#,##0' });
    expect(sheet!.F2).toMatchObject({ t: 'n', w: '2026-05-01' });
    expect(sheet!.G2).toMatchObject({ t: 'n', w: '2026-05-01 09:08:07' });
  });

  it('writes money as its exact decimal text', async () => {
    const amounts = [0, 1, -1, 999, 1_000, 100_000, -500_000, 214_748_364_700, 9_007_199_254_740_991];
    const rows: CellValue[][] = [...amounts.map(amount => [amount]), [123_456_789_012_345_678_901n]];
    await writeXlsx(target(), [sheetOf(['money'], rows)]);
    const xml = (await partsOf(target()))['xl/worksheets/sheet1.xml']!;
    const written = [...xml.matchAll(/<v>([-.\d]+)<\/v><\/c><\/row>/g)].map(match => match[1]);
    expect(written.slice(1)).toEqual([...amounts.map(formatE5), '1234567890123456.78901']);
  });

  it('writes what does not fit its kind as text, and unknown as nothing', async () => {
    const rows = [
      ['尚未入账', '尚未入账', '12 元'],
      ['2026-02-30', '2026-05-01 24:00:00', '一'],
      ['1899-12-31', '2026-05-01T09:08:07', ''],
      [null, null, Number.NaN],
    ];
    await writeXlsx(target(), [sheetOf(['date', 'datetime', 'money'], rows)]);
    expect(cellsOf(readBook(target())).slice(1)).toEqual([
      rows[0],
      rows[1],
      ['1899-12-31', '2026-05-01T09:08:07', null],
      [null, null, null],
    ]);
  });

  it('agrees with an independent calendar on every day and second tried', async () => {
    const moment = fc.date({
      min: new Date('1901-01-01T00:00:00Z'),
      max: new Date('2199-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    const moments = fc
      .sample(moment, { numRuns: 2_000, seed: 7 })
      .map(date => date.toISOString().slice(0, 19));
    const rows = moments.map(text => [text.replace('T', ' '), text.slice(0, 10)]);
    await writeXlsx(target(), [sheetOf(['datetime', 'date'], rows)]);
    const cells = cellsOf(readBook(target())).slice(1);
    for (const [index, [time, day]] of rows.entries()) {
      expect(SSF.format('yyyy-mm-dd hh:mm:ss', cells[index]![0])).toBe(time);
      expect(SSF.format('yyyy-mm-dd', cells[index]![1])).toBe(day);
    }
  });

  it('keeps control characters, line breaks, outer spaces, emoji and half surrogates', async () => {
    const texts = [
      'a\0b',
      'a\rb\nc',
      '  a  ',
      '\ta',
      '<&>"\'',
      '_x0041_',
      '_x005F_',
      '😀账',
      '\ud800x',
      'x\udc00',
      '\ufffe',
    ];
    await writeXlsx(target(), [
      sheetOf(
        ['text'],
        texts.map(text => [text]),
      ),
    ]);
    expect(cellsOf(readBook(target())).slice(1).flat()).toEqual(texts);
    const xml = Object.values(await partsOf(target())).join('');
    expect(xml).toContain('a_x000D_b\nc');
    expect(/[\0-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]/.test(xml)).toBe(false);
    expect(xml.isWellFormed()).toBe(true);
  });

  it('refuses a text longer than Excel allows, with its place, and leaves no file', async () => {
    const rows = [['a'.repeat(32_767)], ['账'.repeat(32_768)]];
    const writing = writeXlsx(target(), [sheetOf(['text'], rows)]);
    await expect(writing).rejects.toMatchObject({
      code: 'export.cell_too_long',
      place: { sheet: '流水', row: 3, column: 'text 1' },
    });
    expect(folder.names()).toEqual([]);
  });

  it('brings any rows back equal through another reader', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(...'_x0041F<&>\'"=+-@ \t\r\n\0账😀'), maxLength: 30 }),
      fc.constantFrom('消耗', '充值'),
    );
    const row = fc.tuple(text, text, fc.maxSafeInteger(), fc.integer());
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async rows => {
        await writeXlsx(target(), [sheetOf(['text', 'id', 'money', 'integer'], rows)]);
        const cells = cellsOf(readBook(target())).slice(1);
        expect(cells).toEqual(
          rows.map(([memo, id, amount, count]) => [
            asSheetJs(memo) || null,
            asSheetJs(id) || null,
            Number(formatE5(amount)),
            count,
          ]),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('sheets', () => {
  it('has title, frozen header, widths, autofilter without the totals, and bold totals', async () => {
    const rows = [
      ['a', 100_000],
      ['b', -300_000],
    ];
    const sheet = sheetOf(['text', 'money'], rows, {
      title: ['对账台', '2026-05'],
      totals: ['合计', -200_000],
    });
    sheet.columns[0]!.width = 33;
    await writeXlsx(target(), [sheet]);
    const parts = await partsOf(target());
    const xml = parts['xl/worksheets/sheet1.xml']!;
    expect(xml).toContain('<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<col min="1" max="1" width="33" customWidth="1"/>');
    expect(xml).toContain('<autoFilter ref="A3:B5"/>');
    expect(parts['xl/workbook.xml']).toContain("'流水'!$A$3:$B$5");
    expect(cellsOf(readBook(target()))).toEqual([
      ['对账台', null],
      ['2026-05', null],
      ['text 1', 'money 2'],
      ['a', 1],
      ['b', -3],
      ['合计', -2],
    ]);
    expect(readBook(target()).Sheets.流水!.B6.z).toBe('#,##0.00;[Red]-#,##0.00');
  });

  it('writes a sheet of no rows', async () => {
    await writeXlsx(target(), [sheetOf(['text', 'money'], [], { totals: ['合计', 0] })]);
    expect(cellsOf(readBook(target()))).toEqual([
      ['text 1', 'money 2'],
      ['合计', 0],
    ]);
  });

  it('gives sheets legal and different names', async () => {
    const long = '一二三四五六七八九十'.repeat(4);
    const wished = ['a[]:*?/\\b', '流水', '流水', "'引号'", 'HISTORY', '', long, long, `${'x'.repeat(30)}😀`];
    await writeXlsx(
      target(),
      wished.map(name => sheetOf(['text'], [], { name })),
    );
    const names = readBook(target()).SheetNames;
    expect(names).toEqual([
      'a_______b',
      '流水',
      '流水 (2)',
      '引号',
      'HISTORY_',
      'Sheet',
      long.slice(0, 31),
      `${long.slice(0, 27)} (2)`,
      'x'.repeat(30),
    ]);
  });

  it('goes on in a further sheet where Excel has no more rows, totals on the last', async () => {
    const rowCount = 1_048_576;
    const sheet = sheetOf(['integer'], [], {
      title: ['标题'],
      rowCount,
      rows: (from, count) => Array.from({ length: count }, (_, index) => [from + index]),
      totals: [rowCount],
    });
    await writeXlsx(target(), [sheet]);
    const parts = await partsOf(target());
    const [first, second] = [parts['xl/worksheets/sheet1.xml']!, parts['xl/worksheets/sheet2.xml']!];
    expect(parts['xl/workbook.xml']).toContain('name="流水 (2)"');
    expect(first).toContain('<row r="1048575"><c r="A1048575" s="6"><v>1048572</v></c></row></sheetData>');
    expect(first).not.toContain('<row r="1048576">');
    expect(second).toContain('<row r="3"><c r="A3" s="6"><v>1048573</v></c></row>');
    expect(second).toContain('<row r="6"><c r="A6" s="15"><v>1048576</v></c></row></sheetData>');
  });

  it('shares repeated texts and keeps unique ones out of the table', async () => {
    const rows = Array.from({ length: 6_000 }, (_, index) => [['消耗', '充值'][index % 2]!, `备注 ${index}`]);
    await writeXlsx(target(), [sheetOf(['text', 'text'], rows)]);
    const table = (await partsOf(target()))['xl/sharedStrings.xml']!;
    expect(table.match(/<t>消耗<\/t>/g)).toHaveLength(1);
    expect(table.match(/<si>/g)!.length).toBeLessThan(2_100);
    expect(cellsOf(readBook(target())).slice(1)).toEqual(rows);
  });
});

describe('the file', () => {
  it('asks for windows of at most a thousand rows, tells progress, and reports size and hash', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => [`行 ${index}`]);
    const sheet = sheetOf(['text'], rows);
    const progress: number[] = [];
    const written = await writeXlsx(target(), [sheet, sheetOf(['text'], rows)], {
      onProgress: count => progress.push(count),
    });
    expect(sheet.asked).toEqual([
      [0, 1_000],
      [1_000, 1_000],
      [2_000, 500],
    ]);
    expect(progress).toEqual([1_000, 2_000, 2_500, 3_500, 4_500, 5_000]);
    expect(written.bytes).toBe(statSync(target()).size);
    expect(written.sha256).toBe(createHash('sha256').update(readFileSync(target())).digest('hex'));
  });

  it('is the same file for the same rows', async () => {
    const write = () => writeXlsx(target(), [sheetOf(['text', 'money'], [['a', 1]])]);
    expect(await write()).toEqual(await write());
  });

  it('leaves nothing behind when cancelled, and the old file as it was', async () => {
    writeFileSync(target(), 'old');
    const rows = Array.from({ length: 5_000 }, () => ['x']);
    let asked = 0;
    const writing = writeXlsx(target(), [sheetOf(['text'], rows)], { cancelled: () => ++asked > 3 });
    await expect(writing).rejects.toMatchObject({ code: 'export.cancelled' });
    expect(folder.names()).toEqual(['对账.xlsx']);
    expect(readFileSync(target(), 'utf8')).toBe('old');
  });

  it('leaves nothing behind when the rows fail or come short', async () => {
    const failing = sheetOf(['text'], [], {
      rowCount: 3_000,
      rows: async () => Promise.reject(new Error('database gone')),
    });
    await expect(writeXlsx(target(), [failing])).rejects.toThrow('database gone');
    const short = sheetOf(['text'], [['a']], { rowCount: 2 });
    await expect(writeXlsx(target(), [short])).rejects.toThrow('1 rows came for 2');
    expect(folder.names()).toEqual([]);
  });

  it('names what hinders it: a missing folder, a folder in the way', async () => {
    const missing = folder.path('nowhere/a.xlsx');
    await expect(writeXlsx(missing, [])).rejects.toMatchObject({ code: 'export.no_folder' });
    mkdirSync(target());
    await expect(writeXlsx(target(), [sheetOf(['text'], [])])).rejects.toMatchObject({
      code: 'export.target_busy',
      params: { file: '对账.xlsx' },
    });
    expect(existsSync(target())).toBe(true);
    expect(folder.names()).toEqual(['对账.xlsx']);
  });
});
