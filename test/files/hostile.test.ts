import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildXlsx, type PlannedBook, xlsxParts } from './build-xlsx.ts';
import { buildZip, type PlannedEntry } from './build-zip.ts';
import { gb18030, openBytes, refusalOf } from './open-bytes.ts';

const CELL = '<row r="1"><c r="A1"><v>1</v></c></row>';
const CSV = 'a,b\n1,2\n';
const zeros = (mebibytes: number) => Buffer.alloc(mebibytes * 2 ** 20, 0x30);
const book = (planned: Partial<PlannedBook> = {}) =>
  buildXlsx({ sheets: [{ name: 'S', rows: CELL }], ...planned });
const sheet = (rows: string, planned: Partial<PlannedBook> = {}) =>
  buildXlsx({ sheets: [{ name: 'S', rows }], ...planned });
const part = (name: string, text: string) => book({ parts: { [name]: text } });
const zip = (...entries: PlannedEntry[]) => buildZip(entries);
const named = (name: string) => zip({ name, data: CSV });

/** What each hostile file is, its bytes, and the name it must end with. */
const CASES: [string, () => Uint8Array, string, object?][] = [
  ['deflated bomb of one entry', () => zip({ name: 'a.csv', data: zeros(8) }), 'files.limit_ratio'],
  [
    'bomb that lies about its size',
    () => zip({ name: 'a.csv', data: zeros(8), declared_bytes: 100 }),
    'files.zip_size',
  ],
  [
    'entry that says it unpacks to 3 GiB',
    () => zip({ name: 'a.csv', data: CSV, declared_bytes: 3e9 }),
    'files.limit_unpacked_bytes',
  ],
  [
    'many entries that only together are too much',
    () =>
      zip(
        ...Array.from({ length: 600 }, (_, index) => ({
          name: `${index}.csv`,
          data: 'x',
          declared_bytes: 2 ** 20,
        })),
      ),
    'files.limit_unpacked_bytes',
  ],
  ['gzip bomb', () => gzipSync(zeros(8)), 'files.limit_ratio'],
  ['gzip inside gzip', () => gzipSync(gzipSync(CSV)), 'files.nested_archive'],
  [
    'ZIP inside ZIP',
    () => zip({ name: 'inner.zip', data: zip({ name: 'a.csv', data: CSV }) }),
    'files.nested_archive',
  ],
  [
    'ZIP inside ZIP under the name of a table',
    () => zip({ name: 'inner.csv', data: zip({ name: 'a.csv', data: CSV }) }),
    'files.nested_archive',
  ],
  ['gzip inside ZIP', () => zip({ name: 'inner.csv', data: gzipSync(CSV) }), 'files.nested_archive'],
  [
    '42 archives beside each other',
    () => zip(...Array.from({ length: 16 }, (_, index) => ({ name: `lib ${index}.zip`, data: CSV }))),
    'files.nested_archive',
  ],
  [
    'overlapping entries',
    () =>
      zip(
        { name: 'a.csv', data: zeros(1) },
        ...Array.from({ length: 20 }, (_, index) => ({
          name: `${index}.csv`,
          data: zeros(1),
          sharesDataOf: 0,
        })),
      ),
    'files.zip_overlap',
  ],
  [
    '10,001 entries',
    () =>
      zip(...Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, data: '', stored: true }))),
    'files.limit_parts',
  ],
  [
    'two entries of one name',
    () => zip({ name: 'a.csv', data: CSV }, { name: 'A.csv', data: CSV }),
    'files.archive_duplicate',
  ],
  ['../ in a name', () => named('../../etc/passwd.csv'), 'files.archive_name'],
  ['..\\ in a name', () => named('..\\a.csv'), 'files.archive_name'],
  ['absolute name', () => named('/tmp/a.csv'), 'files.archive_name'],
  ['drive letter', () => named('C:\\a.csv'), 'files.archive_name'],
  ['NUL in a name', () => named('a.csv\0.exe'), 'files.archive_name'],
  ['__proto__ in a name', () => named('xl/__proto__/a.csv'), 'files.archive_name'],
  ['empty name', () => named(''), 'files.archive_name'],
  [
    'name in no encoding',
    () => zip({ name: Buffer.from([0xff, 0xfe, 0x2e]), data: CSV }),
    'files.archive_name',
  ],
  ['archive without entries', () => zip(), 'files.archive_empty'],
  ['archive of pictures', () => zip({ name: 'a.png', data: 'x' }), 'files.archive_no_table'],
  ['truncated central directory', () => named('a.csv').subarray(0, -30), 'files.zip_truncated'],
  ['only the first half', () => book().subarray(0, 600), 'files.zip_truncated'],
  [
    'directory that points outside',
    () => {
      const bytes = named('a.csv');
      bytes.writeUInt32LE(0x7fffffff, bytes.length - 6);
      return bytes;
    },
    'files.zip_damaged',
  ],
  [
    'directory with another count',
    () => {
      const bytes = named('a.csv');
      bytes.writeUInt16LE(7, bytes.length - 12);
      return bytes;
    },
    'files.zip_damaged',
  ],
  ['wrong checksum', () => zip({ name: 'a.csv', data: CSV, crc: 1 }), 'files.zip_damaged'],
  [
    'damaged deflate stream',
    () => zip({ name: 'a.csv', data: Buffer.alloc(5000, 0xff), method: 8, stored: true }),
    'files.zip_damaged',
  ],
  ['unknown packing method', () => zip({ name: 'a.csv', data: CSV, method: 14 }), 'files.zip_method'],
  [
    'size that is larger than the truth',
    () => zip({ name: 'a.csv', data: CSV, declared_bytes: 20 }),
    'files.zip_damaged',
  ],
  ['damaged gzip', () => gzipSync(CSV).subarray(0, 20), 'files.zip_damaged'],
  ['sheet that is a bomb', () => sheet(' '.repeat(8 * 2 ** 20)), 'files.limit_ratio'],
  [
    'billion laughs',
    () =>
      sheet(CELL, {
        strings: '',
        parts: {
          'xl/sharedStrings.xml':
            '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY b "&lol;&lol;">]><sst><si><t>&b;</t></si></sst>',
        },
      }),
    'files.dtd',
  ],
  [
    'external entity in a sheet',
    () =>
      part(
        'xl/worksheets/sheet1.xml',
        `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData>${CELL}</sheetData></worksheet>`,
      ),
    'files.dtd',
  ],
  [
    'document type in the workbook',
    () =>
      part('xl/workbook.xml', '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><workbook><sheets/></workbook>'),
    'files.dtd',
  ],
  ['document type in relationships', () => part('_rels/.rels', '<!DOCTYPE x><Relationships/>'), 'files.dtd'],
  ['unknown entity', () => sheet('<row><c t="str"><v>&xxe;</v></c></row>'), 'files.xml_entity'],
  ['entity of no character', () => sheet('<row><c t="str"><v>&#xD800;</v></c></row>'), 'files.xml_entity'],
  [
    'part in UTF-16',
    () => {
      const parts = xlsxParts({ sheets: [{ name: 'S', rows: CELL }] });
      return zip(
        ...[...parts].map(([name, data]) => ({
          name,
          data: name.includes('sheet1') ? Buffer.from(`\ufeff${data}`, 'utf16le') : data,
        })),
      );
    },
    'files.xml_encoding',
  ],
  [
    'part that says GBK',
    () =>
      part(
        'xl/worksheets/sheet1.xml',
        '<?xml version="1.0" encoding="gbk"?><worksheet><sheetData/></worksheet>',
      ),
    'files.xml_encoding',
  ],
  [
    'sheet that ends in the middle',
    () => part('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1"><c r="A1"><v>1'),
    'files.xml_damaged',
  ],
  [
    'cell that never ends',
    () =>
      part(
        'xl/worksheets/sheet1.xml',
        `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>${Array.from({ length: 400_000 }, (_, index) => index).join('')}`,
      ),
    'files.xml_damaged',
  ],
  [
    'workbook without sheets',
    () => part('xl/workbook.xml', '<workbook><sheets/></workbook>'),
    'files.no_sheet',
  ],
  [
    'sheet that is not there',
    () => part('xl/_rels/workbook.xml.rels', '<Relationships/>'),
    'files.sheet_missing',
  ],
  [
    'sheet outside the file',
    () =>
      part(
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="http://127.0.0.1/s.xml" TargetMode="External"/></Relationships>',
      ),
    'files.sheet_missing',
  ],
  [
    'shared string that is not there',
    () => sheet('<row><c t="s"><v>7</v></c></row>', { strings: '<si><t>a</t></si>' }),
    'files.shared_string',
  ],
  [
    'shared string without any strings',
    () => sheet('<row><c t="s"><v>0</v></c></row>'),
    'files.shared_string',
  ],
  [
    'value in column XFD',
    () => sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    'files.limit_columns',
  ],
  [
    'rows out of order',
    () => sheet('<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>'),
    'files.row_order',
  ],
  ['row number beyond all', () => sheet('<row r="99999999999"><c><v>1</v></c></row>'), 'files.row_order'],
  [
    'two cells in one place',
    () => sheet('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>'),
    'files.cell_order',
  ],
  [
    'too many rows',
    () => sheet(Array.from({ length: 50 }, () => '<row><c><v>1</v></c></row>').join('')),
    'files.limit_rows',
    { rows: 49 },
  ],
  [
    'cell too long',
    () => sheet(`<row><c t="inlineStr"><is><t>${'中'.repeat(32_768)}</t></is></c></row>`),
    'files.limit_cell_length',
  ],
  [
    'one long string repeated a million times',
    () =>
      sheet(
        Array.from(
          { length: 2_000 },
          (_, row) => `<row r="${row + 1}">${'<c t="s"><v>0</v></c>'.repeat(20)}</row>`,
        ).join(''),
        { strings: `<si><t>${'x'.repeat(32_000)}</t></si>` },
      ),
    'files.limit_unpacked_bytes',
  ],
  [
    'bad bytes in a cell',
    () => {
      const parts = xlsxParts({ sheets: [{ name: 'S', rows: '<row r="3"><c t="str"><v>#</v></c></row>' }] });
      return zip(
        ...[...parts].map(([name, data]) => ({
          name,
          data: name.includes('sheet1') ? Buffer.from(data.replace('#', '\xd6\xd0'), 'latin1') : data,
        })),
      );
    },
    'files.bad_character',
  ],
  [
    'binary workbook',
    () =>
      zip(
        { name: '[Content_Types].xml', data: '<Types/>' },
        {
          name: '_rels/.rels',
          data: '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        },
      ),
    'files.not_a_table',
  ],
  [
    'Word document',
    () => zip({ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'word/document.xml', data: '<x/>' }),
    'files.no_sheet',
  ],
  ['OLE header and nothing', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'files.xls_damaged'],
  [
    'OLE header before a ZIP',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), named('a.csv')]),
    'files.xls_damaged',
  ],
  [
    'BIFF record that never ends',
    () => Buffer.from([0x09, 0x08, 0x10, 0x00, 0, 6, 5, 0, 1, 2, 3]),
    'files.xls_damaged',
  ],
  ['PDF', () => Buffer.from('%PDF-1.7 ...'), 'files.not_a_table'],
  ['RAR', () => Buffer.from('Rar!\x1a\x07\x01\x00'), 'files.not_a_table'],
  ['web archive', () => Buffer.from('MIME-Version: 1.0\nX: y'), 'files.not_a_table'],
  [
    'picture that says it is text',
    () => Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(9)]),
    'files.nul_byte',
  ],
  ['nothing at all', () => Buffer.alloc(0), 'files.empty'],
  ['nothing inside an archive', () => zip({ name: 'a.csv', data: '' }), 'files.empty'],
  [
    'HTML with tables in tables without end',
    () => Buffer.from('<table><tr><td>'.repeat(5_000)),
    'files.limit_parts',
  ],
  [
    'HTML cell behind a span of a billion',
    () => Buffer.from('<table><tr><td colspan="1000000000">a</td><td>b</td></tr></table>'),
    'files.limit_columns',
  ],
  [
    'HTML in a charset nobody knows',
    () => gb18030('<html><meta charset="x-user-defined"><table><tr><td>推</td></tr></table>'),
    'files.charset',
  ],
  [
    'quote that swallows the file',
    () => Buffer.from(`a,b\n"1,2\n${'3,4\n'.repeat(100_000)}`),
    'files.unclosed_quote',
  ],
  ['line of a million columns', () => Buffer.from(','.repeat(1_000_000)), 'files.limit_columns'],
  ['GBK read one byte late', () => gb18030('推广费,1\n'.repeat(10)).subarray(1), 'files.bad_byte'],
  [
    'UTF-8 and GBK mixed',
    () => Buffer.concat([Buffer.from('客户名称,金额（元）\n'.repeat(10)), gb18030('推广费,1\n')]),
    'files.bad_byte',
  ],
];

describe('a hostile file ends with a name', () => {
  it.each(CASES)('%s', async (_, build, code, limits = {}) => {
    const refusal = await refusalOf(build(), { limits });
    expect(refusal.code).toBe(code);
    expect(refusal.place.file).toBe('bill.dat');
  });

  it('time and cancelling end the reading', async () => {
    expect((await refusalOf(book(), { limits: { time_ms: -1 } })).code).toBe('files.limit_time');
    let asked = 0;
    const cancelled = () => ++asked > 2;
    expect((await refusalOf(book(), { cancelled })).code).toBe('files.cancelled');
  });

  it('a missing file and a folder are named', async () => {
    const { openFile } = await import('../../src/files/open.ts');
    const { LIMITS } = await import('../../src/domain/table.ts');
    for (const path of ['/nowhere/a.csv', '/']) {
      await expect(openFile({ path, name: 'a.csv' }, { limits: LIMITS })).rejects.toMatchObject({
        code: 'files.unreadable',
      });
    }
  });

  it('a million shared strings and ten million merged ranges are only large', async () => {
    const strings = `${'<si><t>a</t></si>'.repeat(2)}${Array.from({ length: 1_000_000 }, (_, index) => `<si><t>${index * 7919}</t></si>`).join('')}`;
    const merges = Array.from(
      { length: 300_000 },
      (_, index) => `<mergeCell ref="A${index * 3}:B${index * 5}"/>`,
    ).join('');
    const xml = `<worksheet><sheetData><row r="1"><c t="s"><v>1000001</v></c></row></sheetData><mergeCells>${merges}</mergeCells></worksheet>`;
    const opened = await openBytes(buildXlsx({ sheets: [{ name: 'S', xml }], strings }));
    expect(Buffer.from(opened.sheets[0]!.bytes).toString()).toBe(`${999_999 * 7919}\n`);
  });
});
