import { describe, expect, it } from 'vitest';
import { looksDestroyed, trimCell } from '../../src/files/cells.ts';
import { formatKind, plainNumber, serialText } from '../../src/files/spreadsheet-values.ts';
import { buildXlsx, type PlannedBook, xlsxParts } from './build-xlsx.ts';
import { buildZip } from './build-zip.ts';
import { cellsOf, linesOf, openBytes, rowsOf } from './open-bytes.ts';

const one = (rows: string, book: Partial<PlannedBook> = {}) =>
  rowsOf(buildXlsx({ sheets: [{ name: 'S', rows }], ...book }));

describe('values of a workbook', () => {
  it('shared, inline and formula strings, booleans, errors', async () => {
    const strings =
      '<si><t>退款</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">推 </t></r><r><t>广</t></r><rPh sb="0" eb="1"><t>tui</t></rPh></si><si><t/></si><si/>' +
      '<si><t>a&amp;b &lt;c&gt; &#20013;&#x1F600; _x005F_x000D_ 1_x000D_2&#10;3\r\n4</t></si><si><t><![CDATA[<raw & "x">]]></t></si>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>4</v></c><c r="E1" t="s"><v>5</v></c></row>' +
      '<row r="2"><c r="A2" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r><rPh><t>x</t></rPh></is></c><c r="B2" t="str"><f>A1&amp;"x"</f><v>退款x</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="b"><v>0</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="d"><v>2026-05-01T09:08:07</v></c></row>';
    expect(await one(rows, { strings })).toEqual([
      ['退款', '推 广', '', 'a&b <c> 中😀 _x000D_ 1 2 3 4', '<raw & "x">'],
      ['内联', '退款x', 'TRUE', 'FALSE', '#N/A', '2026-05-01 09:08:07'],
    ]);
  });

  it('numbers as a spreadsheet shows them', async () => {
    const values = [
      '12.300000000000001',
      '1E-3',
      '-0',
      '12.50',
      '1234567890123456789',
      '1.23E+18',
      '123456789012345',
      '0.1',
      '1e400',
      '007',
      '-5',
    ];
    const cells = values.map(value => `<c><v>${value}</v></c>`).join('');
    expect(await one(`<row>${cells}</row>`)).toEqual([
      [
        '12.3',
        '0.001',
        '0',
        '12.5',
        '1234567890123456789',
        '1.23E+18',
        '123456789012345',
        '0.1',
        '1e400',
        '7',
        '-5',
      ],
    ]);
  });

  it('dates by number format, in both date systems', async () => {
    const formats = [
      'yyyy"年"m"月"d"日"',
      'yyyy-mm-dd hh:mm:ss',
      22,
      14,
      31,
      20,
      '[$-804]h:mm AM/PM',
      '#,##0.00"元d"',
      '[h]:mm',
      '[Red]0.00',
      'G/通用格式',
      '\\d0',
    ];
    const serial = 46143 + (9 * 3600 + 8 * 60 + 7) / 86400;
    const use = [
      ['46143', 1],
      [serial, 1],
      [serial, 2],
      ['46143', 2],
      [serial, 3],
      [46143, 4],
      [46143, 5],
      [0.380636574, 6],
      [0.5, 7],
      [46143, 8],
      [1.25, 9],
      [3, 10],
      [46143, 11],
      [46143, 12],
      [-1, 1],
    ];
    const cells = use.map(([value, style]) => `<c s="${style}"><v>${value}</v></c>`).join('');
    const row = `<row>${cells}</row>`;
    const [modern] = await one(row, { formats });
    expect(modern).toEqual([
      '2026-05-01',
      '2026-05-01 09:08:07',
      '2026-05-01 09:08:07',
      '2026-05-01 00:00:00',
      '2026-05-01 09:08:07',
      '2026-05-01',
      '2026-05-01',
      '09:08:07',
      '12:00:00',
      '46143',
      '30:00:00',
      '3',
      '46143',
      '46143',
      '-1',
    ]);
    const old = await openBytes(
      buildXlsx({
        sheets: [{ name: 'S', rows: '<row><c s="1"><v>44681</v></c></row>' }],
        formats,
        date1904: true,
      }),
    );
    expect(cellsOf(old.sheets[0]!)).toEqual([['2026-05-01']]);
    expect(old.sheets[0]!.dates1904).toBe(true);
  });

  it('the days around the leap day that never was', () => {
    expect([1, 59, 60, 61].map(day => serialText(day, 1, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
    ]);
    expect(serialText(0, 1, true)).toBe('1904-01-01');
    expect(serialText(2_958_465, 1, false)).toBe('9999-12-31');
    expect(serialText(2_958_466, 1, false)).toBeNull();
    expect(serialText(46143.999999, 3, false)).toBe('2026-05-02 00:00:00');
  });

  it('tells date formats from others', () => {
    expect(
      ['General', 'Standard', '0.00E+00', '@', '0"d"', '_-* #,##0.00_-', '[Blue]0'].map(formatKind),
    ).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(
      ['m/d', 'mm-yy', 'h:mm', 'm:ss', 'yyyy/m/d h:mm', '[mm]:ss', 'yyyy年m月d日;@'].map(formatKind),
    ).toEqual([1, 1, 2, 2, 3, 4, 1]);
  });

  it('keeps 15 digits and says when a number had more', () => {
    expect(plainNumber('0.000001234')).toBe('0.000001234');
    expect(plainNumber('-1234567.125')).toBe('-1234567.125');
    expect(plainNumber('999999999999999')).toBe('999999999999999');
    expect(plainNumber('1000000000000000')).toBe('1E+15');
    expect(plainNumber('1715549287591331')).toBe('1715549287591331');
    expect(plainNumber('7300020000016375187')).toBe('7300020000016375187');
    expect(plainNumber('7300020000016374784')).toBe('7.30002000001637E+18');
    expect(plainNumber('1715549287591330')).toBe('1.71554928759133E+15');
    expect(plainNumber('x')).toBe('x');
    for (const text of ['1E+15', '1.23E+18', '7.30005E+18', '-4.2e27'])
      expect(looksDestroyed(text)).toBe(true);
    for (const text of ['7300050000000002176', 'E18', '1E', '12.5', 'A1.2E+3', ''])
      expect(looksDestroyed(text)).toBe(false);
    expect(trimCell(' `x` ')).toBe('x`');
    expect(trimCell("'=1+1")).toBe('=1+1');
    expect(trimCell("'quoted'")).toBe("'quoted'");
  });
});

describe('shape of a workbook', () => {
  it('gaps of rows and cells keep their places; empty cells and rows cost nothing', async () => {
    const rows =
      '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c><c r="XFD3" s="4"/></row><row r="4"/><row r="5"><c r="A5" t="str"><v></v></c></row><row><c><v>9</v></c><c r="C6"><v>8</v></c><c><v>7</v></c></row><row r="1048576"/>';
    const sheet = (await openBytes(buildXlsx({ sheets: [{ name: 'S', rows }] }))).sheets[0]!;
    expect(cellsOf(sheet)).toEqual([
      ['', '1', '', '2'],
      ['9', '', '8', '7'],
    ]);
    expect(linesOf(sheet)).toEqual([3, 6]);
  });

  it('prefixes, BOM, quotes of either kind, comments and lying dimensions', async () => {
    const xml =
      '\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- > --><x:worksheet xmlns:x="m"><x:dimension ref="A1:XFD1048576"/><x:cols note="a>b"/><x:sheetData><x:row x14:dyDescent="0.2" r=\'1\'><x:c t=\'str\' r=\'A1\'><x:v>甲</x:v></x:c><!-- c --><x:c r="B1" cm="1"><x:f>1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData><x:mergeCells/></x:worksheet>';
    expect(await rowsOf(buildXlsx({ sheets: [{ name: 'S', xml }] }))).toEqual([['甲', '2']]);
  });

  it('sheets stand in the order of the workbook, hidden ones marked, chart sheets left out', async () => {
    const book = xlsxParts({
      sheets: [
        { name: '封面', rows: '' },
        { name: '明细', rows: '<row><c><v>1</v></c></row>', state: 'veryHidden' },
      ],
    });
    const relations = book.get('xl/_rels/workbook.xml.rels')!;
    const swapped = relations
      .replace('sheet1', 'sheetX')
      .replace('sheet2', 'sheet1')
      .replace('sheetX', 'sheet2');
    book.set(
      'xl/_rels/workbook.xml.rels',
      swapped.replace('</R', '<Relationship Id="c" Type="x/chartsheet" Target="c.xml"/></R'),
    );
    book.set(
      'xl/workbook.xml',
      book.get('xl/workbook.xml')!.replace('</sheets>', '<sheet name="图" r:id="c"/></sheets>'),
    );
    const opened = await openBytes(buildZip([...book].map(([name, data]) => ({ name, data }))));
    expect(opened.sheets.map(({ name, hidden, rowCount }) => [name, hidden, rowCount])).toEqual([
      ['封面', false, 1],
      ['明细', true, 0],
    ]);
  });

  it('warns of macros, links and formulas without a result', async () => {
    const opened = await openBytes(
      buildXlsx({
        sheets: [
          { name: 'S', rows: '<row r="2"><c r="C2"><f>NOW()</f></c><c r="D2"><f>1</f><v/></c></row>' },
        ],
        extra: [
          { name: 'xl/vbaProject.bin', data: 'x' },
          { name: 'xl/externalLinks/externalLink1.xml', data: '<x/>' },
        ],
      }),
    );
    expect(opened.findings.map(({ code, place }) => [code, place.row, place.column])).toEqual([
      ['files.macro', undefined, undefined],
      ['files.external_links', undefined, undefined],
      ['files.formula_without_value', 2, 3],
    ]);
  });

  it('reads parts larger than one piece, whatever the pieces cut', async () => {
    const strings = Array.from({ length: 20_000 }, (_, index) => `<si><t>客户${index}的备注</t></si>`).join(
      '',
    );
    const rows = Array.from(
      { length: 20_000 },
      (_, index) =>
        `<row r="${index + 1}"><c r="A${index + 1}" t="s"><v>${index}</v></c><c r="B${index + 1}"><v>${index}.25</v></c></row>`,
    ).join('');
    const cells = await one(rows, { strings });
    expect(cells).toHaveLength(20_000);
    expect(
      cells.every(([text, number], index) => text === `客户${index}的备注` && number === `${index}.25`),
    ).toBe(true);
  });
});
