import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { BlobWriter, TextReader, ZipWriter, type ZipWriterAddDataOptions } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { buildXlsx } from './build-xlsx.ts';
import { buildZip } from './build-zip.ts';
import { cellsOf, gb18030, linesOf, openBytes, refusalOf, rowsOf } from './open-bytes.ts';

const CSV = '时间,金额\n2026-05-01,1.00\n';
const ROWS = [
  ['时间', '金额'],
  ['2026-05-01', '1.00'],
];

async function locked(options: ZipWriterAddDataOptions, names = ['账单.csv']): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const name of names) await writer.add(name, new TextReader(CSV), options);
  return Buffer.from(await (await writer.close()).arrayBuffer());
}

const gb = (...bytes: number[]) => new TextDecoder('gb18030').decode(Uint8Array.from(bytes));

describe('archives', () => {
  it('takes the detail, not the summary, and names what it left', async () => {
    const zip = buildZip([
      { name: gb18030('2088_202605_账务明细(汇总).csv'), data: 'x,y\n'.repeat(100), flags: 0 },
      { name: gb18030('2088_202605_账务明细.csv'), data: gb18030(CSV), flags: 0 },
      { name: '说明.pdf', data: '%PDF' },
      { name: '__MACOSX/._x', data: '' },
      { name: 'folder/', data: '' },
    ]);
    const opened = await openBytes(zip, { name: '账单.zip' });
    expect(opened.name).toBe('2088_202605_账务明细.csv');
    expect(opened.archiveEntry).toBe('2088_202605_账务明细.csv');
    expect(opened.encoding).toBe('gb18030');
    expect(cellsOf(opened.sheets[0]!)).toEqual(ROWS);
    expect(opened.findings.map(({ severity, params }) => [severity, params.entry])).toEqual([
      ['warn', '2088_202605_账务明细(汇总).csv'],
      ['info', '说明.pdf'],
    ]);
  });

  it('of two equals takes the larger and says so', async () => {
    const zip = buildZip([
      { name: 'a.csv', data: 'a,b\n' },
      { name: 'dir\\b.csv', data: CSV },
    ]);
    const opened = await openBytes(zip);
    expect([opened.name, opened.archiveEntry, opened.findings[0]!.params.entry]).toEqual([
      'b.csv',
      'dir/b.csv',
      'a.csv',
    ]);
  });

  it('opens a workbook inside, stored entries, comments, bytes in front', async () => {
    const book = buildXlsx({ sheets: [{ name: 'S', rows: '<row><c><v>1</v></c></row>' }] });
    const opened = await openBytes(
      buildZip([{ name: '微信支付账单.xlsx', data: book, stored: true }], { comment: 'bill' }),
    );
    expect([opened.container, opened.name, cellsOf(opened.sheets[0]!)]).toEqual([
      'xlsx',
      '微信支付账单.xlsx',
      [['1']],
    ]);
    const prefixed = buildZip([{ name: 'a.csv', data: CSV }], {
      prefix: Buffer.from('PK\x07\x08', 'latin1'),
    });
    expect(await rowsOf(prefixed)).toEqual(ROWS);
  });

  it('gzip', async () => {
    const opened = await openBytes(gzipSync(CSV), { name: '交易账单.csv.gz' });
    expect([opened.name, opened.archiveEntry, cellsOf(opened.sheets[0]!)]).toEqual([
      '交易账单.csv',
      '交易账单.csv',
      ROWS,
    ]);
  });

  it.each([
    ['ZipCrypto', { password: '1a2B', zipCrypto: true }],
    ['AES-256', { password: '1a2B' }],
    ['AES-128', { password: '1a2B', encryptionStrength: 1 as const }],
    ['AES-256 stored', { password: '1a2B', level: 0 }],
  ])('%s', async (_, options) => {
    const zip = await locked(options);
    expect(await rowsOf(zip, { password: '1a2B' })).toEqual(ROWS);
    expect((await refusalOf(zip)).code).toBe('files.password_needed');
    for (const password of ['1a2b', 'x', '密码']) {
      const refusal = await refusalOf(zip, { password });
      expect([refusal.code, refusal.params.entry]).toEqual(['files.password_wrong', '账单.csv']);
    }
  });

  it.each([true, false])(
    'opens a locked entry with a GBK name whose second byte is a backslash (ZipCrypto %s)',
    async zipCrypto => {
      const zip = await locked({ password: 'p', zipCrypto, useUnicodeFileNames: false }, ['ab.csv']);
      for (let at = zip.indexOf('ab.csv'); at >= 0; at = zip.indexOf('ab.csv', at + 1))
        zip.set([0xd5, 0x5c], at);
      const opened = await openBytes(zip, { password: 'p' });
      expect([opened.name, cellsOf(opened.sheets[0]!)]).toEqual([
        '誠.csv'.replace('誠', gb(0xd5, 0x5c)),
        ROWS,
      ]);
    },
  );

  it('damage behind the right AES password is damage', async () => {
    const zip = await locked({ password: 'p' });
    const at = zip.indexOf('账单.csv') + 80;
    zip[at] = zip[at]! ^ 1;
    expect((await refusalOf(zip, { password: 'p' })).code).toBe('files.zip_damaged');
  });

  it('archives with 64-bit sizes', async () => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, zip64: true });
    await writer.add('账单.csv', new TextReader(CSV));
    expect(await rowsOf(Buffer.from(await (await writer.close()).arrayBuffer()))).toEqual(ROWS);
  });

  it('takes the right one of several locked entries', async () => {
    const zip = await locked({ password: 'p', zipCrypto: true }, ['汇总.csv', '明细.csv']);
    expect((await openBytes(zip, { password: 'p' })).name).toBe('明细.csv');
  });
});

describe('old workbooks', () => {
  const book = (rows: unknown[][], date1904 = false) => {
    const sheet = utils.aoa_to_sheet(rows, { cellDates: false });
    const workbook = utils.book_new();
    utils.book_append_sheet(workbook, sheet, '交易明细');
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([[1]]), '隐藏');
    workbook.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }], WBProps: { date1904 } };
    return write(workbook, { bookType: 'biff8', type: 'buffer' }) as Buffer;
  };

  it('keeps ids, dates and gaps', async () => {
    const rows = [
      ['时间', '单号', '金额'],
      [{ t: 'n', v: 46143.380636574075, z: 'yyyy/m/d h:mm:ss' }, '7300050000002176869', 12.3],
      [],
      [{ t: 'n', v: 46143, z: 'yyyy"年"m"月"d"日"' }, Number('7300050000002176869'), null, true, '多\n行'],
    ];
    const opened = await openBytes(book(rows), { name: 'a.csv' });
    expect([opened.container, opened.encoding]).toEqual(['xls', 'xls']);
    expect(opened.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['交易明细', false],
      ['隐藏', true],
    ]);
    expect(cellsOf(opened.sheets[0]!)).toEqual([
      ['时间', '单号', '金额'],
      ['2026-05-01 09:08:07', '7300050000002176869', '12.3'],
      ['2026-05-01', '7.30005000000218E+18', '', 'TRUE', '多 行'],
    ]);
    expect(linesOf(opened.sheets[0]!)).toEqual([1, 2, 4]);
  });

  it('the date system of 1904', async () => {
    const opened = await openBytes(book([[{ t: 'n', v: 44681, z: 'yyyy-mm-dd' }]], true));
    expect(opened.sheets[0]!.dates1904).toBe(true);
    expect(cellsOf(opened.sheets[0]!)).toEqual([['2026-05-01']]);
  });

  it('locked workbooks and other OLE files are named', async () => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect((await refusalOf(ole)).code).toBe('files.xls_damaged');
    const package_ = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect((await refusalOf(package_)).code).toBe('files.workbook_encrypted');
  });
});

describe('HTML tables pretending to be workbooks', () => {
  const page = (body: string, head = '') => `<html><head>${head}</head><body>${body}</body></html>`;

  it('spans, entities, breaks, scripts and missing end tags', async () => {
    const html = page(
      '<p>out</p><table><caption>x</caption><tr><th colspan=2>时&nbsp;间</th><th>金额&amp;费</th></tr>' +
        '<tr><td rowspan="2">a</td><td>b<br>c</td><td> 1 <script>alert("<td>x")</script>2</td></tr>' +
        '<tr><td>d<td>e<tr></tr><tr><td></td><td>f</td></tr></table>',
    );
    const opened = await openBytes(html, { name: 'bill.xls' });
    expect(opened.container).toBe('html');
    expect(cellsOf(opened.sheets[0]!)).toEqual([
      ['时\u00a0间', '', '金额&费'],
      ['a', 'b c', '1 2'],
      ['', 'd', 'e'],
      ['', 'f'],
    ]);
    expect(linesOf(opened.sheets[0]!)).toEqual([1, 2, 3, 5]);
  });

  it('one table inside another is a sheet of its own', async () => {
    const opened = await openBytes(
      '<table><tr><td>out<table><tr><td>in</td></tr></table>er</td></tr></table>',
    );
    expect(opened.sheets.map(cellsOf)).toEqual([[['outer']], [['in']]]);
  });

  it('charset by content, then by what the page says', async () => {
    const body = '<table><tr><td>推广费</td></tr></table>';
    const gbk = gb18030(page(body, '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'));
    const utf16 = Buffer.from(`\ufeff${page(body)}`, 'utf16le');
    for (const [bytes, encoding] of [
      [gbk, 'gb18030'],
      [gb18030(page(body)), 'gb18030'],
      [Buffer.from(page(body, '<meta charset="gbk">')), 'utf-8'],
      [utf16, 'utf-16le'],
    ] as const) {
      const opened = await openBytes(bytes);
      expect([opened.encoding, cellsOf(opened.sheets[0]!)]).toEqual([encoding, [['推广费']]]);
    }
  });

  it('a page that ends inside a table is doubted', async () => {
    const opened = await openBytes('<table><tr><td>1</td></tr><tr><td>2');
    expect(cellsOf(opened.sheets[0]!)).toEqual([['1'], ['2']]);
    expect(opened.findings.map(({ code }) => code)).toEqual(['files.table_cut']);
  });

  it('pages without a table are named', async () => {
    expect((await refusalOf(page('<div>登录已过期</div>'))).code).toBe('files.no_table');
  });
});
