import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowCursor } from '../../src/files/cursor.ts';
import { cellsOf, gb18030, linesOf, openBytes, refusalOf, rowsOf } from './open-bytes.ts';

const TABLE = '时间,金额(元),备注\n2026-05-01 09:08:07,12.30,推广费\n2026-05-02,-5.00,退款\n';
const ROWS = [
  ['时间', '金额(元)', '备注'],
  ['2026-05-01 09:08:07', '12.30', '推广费'],
  ['2026-05-02', '-5.00', '退款'],
];

describe('encodings', () => {
  const wide = (text: string, big: boolean) => {
    const bytes = Buffer.from(text, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  it.each([
    ['utf-8', Buffer.from(TABLE)],
    ['utf-8-bom', Buffer.from(`\ufeff${TABLE}`)],
    ['gb18030', gb18030(TABLE)],
    ['utf-16le', wide(`\ufeff${TABLE}`, false)],
    ['utf-16be', wide(`\ufeff${TABLE}`, true)],
    ['utf-16le', wide(TABLE, false)],
    ['utf-16be', wide(TABLE, true)],
  ])('%s is decided by content', async (encoding, bytes) => {
    const opened = await openBytes(bytes);
    expect(opened.encoding).toBe(encoding);
    expect(opened.container).toBe('text');
    expect(cellsOf(opened.sheets[0]!)).toEqual(ROWS);
    expect(opened.findings).toEqual([]);
  });

  it('keeps four-byte GB18030 characters and pairs of UTF-16 whole', async () => {
    const text = '客户,备注\n㐀某某店铺,推广😀费\n';
    const cells = [
      ['客户', '备注'],
      ['㐀某某店铺', '推广😀费'],
    ];
    expect(await rowsOf(gb18030(text))).toEqual(cells);
    expect(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(cells);
  });

  it('decodes long GB18030 text across chunk borders', async () => {
    const line = '推广费，抖音小店随心推,10.00\n';
    const rows = await rowsOf(gb18030(line.repeat(60_000)));
    expect(rows).toHaveLength(60_000);
    expect(rows.every(row => row[0] === '推广费，抖音小店随心推' && row[1] === '10.00')).toBe(true);
  });

  it('shares the bytes between threads', async () => {
    const sheet = (await openBytes(TABLE)).sheets[0]!;
    expect(sheet.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(sheet.rowStart.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(sheet.rowStart[sheet.rowCount]).toBe(sheet.bytes.length);
  });

  it('shows text that was lost before, and keeps reading', async () => {
    const opened = await openBytes('客户,备注\n某\ufffd店,锟斤拷\n');
    expect(opened.findings.map(({ code, place }) => [code, place.row])).toEqual([
      ['files.replacement_character', 2],
      ['files.decoded_twice', 2],
    ]);
  });
});

describe('delimiters', () => {
  it.each([
    ['comma', 'a,b,c\n1,2,3\n', 44],
    ['tab', 'a\tb\tc\n1\t2\t3\n', 9],
    ['semicolon', 'a;b;c\n1,5;2;3\n', 59],
    ['bar', 'a|b|c\n1|2|3\n', 124],
    ['tab with thousands commas', 'a\tb\n1,000.00\t2,000.00\n3,000.00\t4\n', 9],
    ['comma with padding tabs', 'a\t,b\t,c\t\n1\t,2\t,3\t\n', 44],
    ['comma with semicolons in a memo', 'a,b\n1,x;y;z\n2,x;y\n', 44],
    ['one column', 'name\nfoo\nbar\n', 44],
    ['said by sep=', 'sep=;\na,b;c\n', 59],
  ])('%s', async (_, text, delimiter) => {
    expect((await openBytes(text)).sheets[0]!.dialect.delimiter).toBe(delimiter);
  });

  it('is judged over the table, not the preamble', async () => {
    const preamble = '账单;明细;说明\n'.repeat(8);
    const table = '时间,类型,单号,金额\n2026-05-01,下单,1,2.00\n'.repeat(30);
    expect((await openBytes(preamble + table)).sheets[0]!.dialect.delimiter).toBe(44);
  });
});

describe('records and cells', () => {
  it('reads what real exporters write', async () => {
    const text = [
      '"-18.00"\t,=“x”,1',
      '="0012",`4200,"a ""b"" c"',
      '5" 盘,x"y"z,  "padded" ',
      'short',
      '',
      ' ',
      'a,b,',
      '"he said "hi" there",2,3',
      '',
    ].join('\n');
    const opened = await openBytes(text);
    expect(cellsOf(opened.sheets[0]!)).toEqual([
      ['-18.00', '=“x”', '1'],
      ['="0012"', '`4200', 'a "b" c'],
      ['5" 盘', 'x"y"z', 'padded'],
      ['short'],
      [],
      [' '],
      ['a', 'b', ''],
      ['he said "hi" there', '2', '3'],
    ]);
  });

  it('trims wrappers only when asked', async () => {
    const sheet = (await openBytes('="0012"\t,`4200\t,　￥5 ,\u200b7\ufeff,"=""a"""\n')).sheets[0]!;
    const cursor = new RowCursor(sheet);
    cursor.seek(0);
    expect([0, 1, 2, 3, 4, 9].map(cell => cursor.trimmed(cell))).toEqual([
      '0012',
      '4200',
      '￥5',
      '7',
      'a',
      '',
    ]);
    expect(cursor.text(1)).toBe('`4200\t');
    expect(Buffer.from(sheet.bytes.slice(cursor.start(2), cursor.end(2))).toString()).toBe('　￥5 ');
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
    ['doubled CR before LF', '\r\r\n'],
  ])('ends lines by %s', async (_, lineEnd) => {
    const opened = await openBytes(['a,b', '', '"1",2', 'x,"y z"'].join(lineEnd) + lineEnd);
    expect(cellsOf(opened.sheets[0]!)).toEqual([['a', 'b'], [], ['1', '2'], ['x', 'y z']]);
    expect(opened.sheets[0]!.rowLine).toBeNull();
  });

  it('takes LF and CR LF in one file, and no line end at its close', async () => {
    expect(await rowsOf('a,b\r\nc,d\ne,f')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  it('counts physical lines through line breaks inside quotes', async () => {
    const sheet = (await openBytes('h,i\n\n"x\r\ny",1\nz,"\n\n"\nend,0\n')).sheets[0]!;
    expect(cellsOf(sheet)).toEqual([['h', 'i'], [], ['x\r\ny', '1'], ['z', '\n\n'], ['end', '0']]);
    expect(linesOf(sheet)).toEqual([1, 2, 3, 5, 8]);
  });

  it('returns every cell that was written, whatever is in it', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', '\t', '中', '😀', '`', '=', '|', ';'),
    });
    const write = (value: string) => `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
        async rows => {
          const text = `列一,列二,列三\n${rows.map(row => row.map(write).join(',')).join('\n')}\n`;
          expect((await rowsOf(text)).slice(1)).toEqual(rows);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('faults of text have a name and a place', () => {
  const at = async (bytes: Uint8Array | string, limits = {}) => {
    const { code, place } = await refusalOf(bytes, { limits });
    return [code, place.row, place.byte ?? place.column];
  };
  const broken = (text: string, mark: string, byte: number) => {
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf(mark)] = byte;
    return bytes;
  };
  it('bad UTF-8', async () => {
    const text = '时间,金额,客户名称\n'.repeat(50);
    const bytes = Buffer.concat([
      Buffer.from(`${text}某某`),
      Buffer.from([0xff]),
      Buffer.from(`店\n${text}`),
    ]);
    expect(await at(bytes)).toEqual(['files.bad_byte', 51, text.length * 3 - 50 * 6 + 6]);
    expect((await at(broken('\ufeffa,b\nx#,1\n', '#', 0xe4)))[0]).toBe('files.bad_byte');
  });
  it('bad GB18030', async () => {
    const bytes = Buffer.concat([gb18030('时间,金额\n某某店,1\n'), Buffer.from([0xd6, 0x20, 0x0a])]);
    expect(await at(bytes)).toEqual(['files.bad_byte', 3, bytes.length - 3]);
    const cut = Buffer.concat([gb18030('时间,金额\n某某店,1\n推'), Buffer.from([0xb9])]);
    expect(await at(cut)).toEqual(['files.bad_byte', 3, cut.length - 1]);
  });
  it('bad UTF-16', async () => {
    const good = Buffer.from('\ufeff时间,金额\n1,2\n', 'utf16le');
    expect((await at(Buffer.concat([good, Buffer.from([0x41])])))[0]).toBe('files.bad_byte');
    expect(await at(Buffer.concat([good, Buffer.from([0x00, 0xd8, 0x41, 0x00])]))).toEqual([
      'files.bad_byte',
      3,
      good.length,
    ]);
  });
  it('Big5 is named instead of being read as other characters', async () => {
    const big5 = Buffer.from(
      'aabaa8d3b5b3b0b0acb54fb07ca470b3bbab48b6c0bba1a4e9aabaa4a3b2d3b3b0bbaab9b4a4a3a5f3a741a7daa54c'
        .match(/../g)!
        .map(hex => Number.parseInt(hex, 16)),
    );
    const lines = Buffer.concat([
      Buffer.from('a,b\n'),
      big5,
      Buffer.from(',1\n'),
      Buffer.from([0xa7, 0x41, 0xa4, 0x40, 0xb3, 0x6f, 0xac, 0x4f, 0xa4, 0x6a]),
    ]);
    expect((await at(lines))[0]).toBe('files.big5');
  });
  it.each([
    ['NUL', 'a,b\n1,\0\n', ['files.nul_byte', 2, 6]],
    ['unclosed quote', 'a,b\n1,2\n3,"x\n4,5\n', ['files.unclosed_quote', 3, 10]],
    ['stray quote', 'a,b\n"中"国,"x"\n', ['files.stray_quote', 2, 8]],
    ['lone CR', 'a,b\n1,x\ry\n', ['files.bare_cr', 2, 7]],
  ])('%s', async (_, text, expected) => {
    expect(await at(text)).toEqual(expected);
  });
  it('limits', async () => {
    expect(await at('a\nb\nc\n', { rows: 2 })).toEqual(['files.limit_rows', 3, undefined]);
    expect(await at(`a,b\n${'x,'.repeat(600)}\n`)).toEqual(['files.limit_columns', 2, undefined]);
    expect(await at(`a,b\n1,${'中'.repeat(40_000)}\n`)).toEqual(['files.limit_cell_length', 2, 2]);
    expect(await at('a,b\n'.repeat(100), { file_bytes: 100 })).toEqual([
      'files.limit_file_bytes',
      undefined,
      undefined,
    ]);
    expect(await rowsOf(`${'x,'.repeat(511)}x\n`)).toHaveLength(1);
    expect(await rowsOf(`"${'中'.repeat(32_767)}"\n`)).toHaveLength(1);
  });
});
