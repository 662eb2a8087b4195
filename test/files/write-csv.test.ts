import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatE5 } from '../../src/domain/money.ts';
import { writeCsv } from '../../src/files/write-csv.ts';
import { unguard } from '../../src/files/write-guard.ts';
import { csvRecords, folderPerTest, sheetOf } from './write-support.ts';

const folder = folderPerTest();
const target = () => folder.path('对账.csv');

describe('writeCsv', () => {
  it('writes BOM, title, header, quoted cells, decimals, CRLF and totals', async () => {
    const rows = [
      ['含,逗号', -123_456_789, '2026-05-01 09:08:07', 3],
      ['含"引号"', 50_000, null, null],
      ['两\r\n行', null, '尚未入账', -1],
    ];
    const sheet = sheetOf(['text', 'money', 'datetime', 'integer'], rows, {
      title: ['对账台'],
      totals: ['合计', 123_456_789_012_345_678_901n, null, null],
    });
    const written = await writeCsv(target(), sheet);
    const bytes = readFileSync(target());
    expect(bytes.toString('utf8')).toBe(
      [
        '\ufeff对账台',
        'text 1,money 2,datetime 3,integer 4',
        '"含,逗号",-1234.56789,2026-05-01 09:08:07,3',
        '"含""引号""",0.50,,',
        '"两\r\n行",,尚未入账,-1',
        '合计,1234567890123456.78901,,',
        '',
      ].join('\r\n'),
    );
    expect(written).toEqual({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it('writes a sheet of no rows', async () => {
    await writeCsv(target(), sheetOf(['text', 'money'], []));
    expect(readFileSync(target(), 'utf8')).toBe('\ufefftext 1,money 2\r\n');
  });

  it('brings any rows back through a plain reader and unguard', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'=+-@＝\'",;\r\n\0 0129eE账😀é'), maxLength: 30 });
    const row = fc.tuple(text, text, fc.maxSafeInteger());
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async rows => {
        await writeCsv(target(), sheetOf(['text', 'id', 'money'], rows));
        const records = csvRecords(target()).slice(1);
        expect(records.map(([memo, id, amount]) => [unguard(memo!), unguard(id!), amount])).toEqual(
          rows.map(([memo, id, amount]) => [memo, id, formatE5(amount)]),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('writes more than a block without losing or tearing a row', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [`备注 ${index}`, index * 1_000]);
    await writeCsv(target(), sheetOf(['text', 'money'], rows));
    expect(csvRecords(target()).slice(1)).toEqual(
      rows.map(([memo, amount]) => [memo, formatE5(amount as number)]),
    );
  });

  it('leaves no file when cancelled after the last window', async () => {
    let asked = 0;
    const writing = writeCsv(target(), sheetOf(['text'], [['a']]), { cancelled: () => ++asked > 1 });
    await expect(writing).rejects.toMatchObject({ code: 'export.cancelled' });
    expect(folder.names()).toEqual([]);
  });
});
