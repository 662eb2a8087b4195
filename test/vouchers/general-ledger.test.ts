import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectColumns, namedColumns, readGlRows } from '../../src/domain/vouchers/gl-sheet.ts';
import { post } from '../../src/ledger/post.ts';
import {
  glCheck,
  keepGlBalance,
  keepMapping,
  readGlFile,
  writeGlCheck,
} from '../../src/services/vouchers.ts';
import { leg, TestBook } from '../ledger/book.ts';

const records = (rows: string[][]) => rows.map((cells, at) => ({ row: at + 1, cells }));
const read = (rows: string[][]) => {
  const found = detectColumns(records(rows));
  return found && readGlRows(records(rows), found);
};

describe('a 科目余额表', () => {
  it('of 金蝶 has two rows of headings, merged above, and a year column that does not count', () => {
    const rows = read([
      ['科目余额表'],
      ['期间：2026 年 2 期'],
      ['科目代码', '科目名称', '期初余额', '', '本期发生', '', '本年累计', '', '期末余额', ''],
      ['', '', '借方', '贷方', '借方', '贷方', '借方', '贷方', '借方', '贷方'],
      ['1002', '银行存款', '1,000.00', '', '200.50', '50.5', '9', '9', '1,150.00', ''],
      ['2203', '预收账款', '', '1000', '', '150', '', '', '', '1150'],
      ['合计', '', '1000', '1000', '200.5', '200.5', '', '', '1150', '1150'],
    ]);
    expect(rows).toMatchObject([
      { code: '1002', openingFen: 100_000, debitsFen: 20_050, creditsFen: 5_050, closingFen: 115_000 },
      { code: '2203', openingFen: -100_000, creditsFen: 15_000, closingFen: -115_000 },
    ]);
  });

  it('of 用友 has one row, 方向 beside a balance, and lines by customer below the account', () => {
    const rows = read([
      [
        '科目编码',
        '科目名称',
        '客户编码',
        '客户名称',
        '期初方向',
        '期初余额',
        '本期借方',
        '本期贷方',
        '期末方向',
        '期末余额',
      ],
      ['1002', '银行存款', '', '', '借', '1000.00', '0.00', '-20.00', '借', '1020.00'],
      ['2203', '预收账款', '', '', '贷', '500.00', '', '', '贷', '500.00'],
      ['', '', 'K01', '甲', '贷', '300.00', '', '', '贷', '300.00'],
      ['', '', 'K02', '乙', '贷', '200.00', '', '', '贷', '200.00'],
    ]);
    expect(rows).toMatchObject([
      { code: '1002', auxCode: '', openingFen: 100_000, creditsFen: -2_000, closingFen: 102_000 },
      { code: '2203', auxCode: '', closingFen: -50_000 },
      { code: '2203', auxCode: 'K01', closingFen: -30_000 },
      { code: '2203', auxCode: 'K02', closingFen: -20_000 },
    ]);
  });

  it('of an unknown form is read by columns that a person named; a wrong name and a wrong figure are told', () => {
    const rows = records([
      ['A', 'B', 'C', 'D'],
      ['1002', '1', '2', 'x'],
    ]);
    const named = { code: 'A', debits: 'B', credits: 'C', closing: 'D' };
    const found = namedColumns(rows, named);
    expect(() => readGlRows(rows, found)).toThrow(expect.objectContaining({ code: 'vouchers.gl_amount' }));
    for (const wrong of [{ ...named, credits: 'Z' }, { code: 'A' }, { ...named, colour: 'B' }])
      expect(() => namedColumns(rows, wrong)).toThrow(
        expect.objectContaining({ code: 'vouchers.gl_columns' }),
      );
    expect(detectColumns(rows)).toBeNull();
  });
});

describe('总账核对', () => {
  let book: TestBook;
  let calls = 0;
  const caller = () => {
    calls += 1;
    return { actor: '会计', key: `gl-${calls}`, at: '2026-03-02T02:00:00.000Z' };
  };
  const bank = { code: '1002', money: 1 };
  const free = (client: number) => ({ code: '2203.01', client });
  beforeEach(async () => {
    book = await TestBook.make();
    const put = (on: string, event: string, legs: Parameters<typeof leg>[]) =>
      book.run('post', tx =>
        post(tx, { event, effectiveOn: on, summary: event, legs: legs.map(each => leg(...each)) }),
      );
    await put('2026-01-31', 'E61', [
      [bank, { code: '3001' }, 10_000],
      [{ code: '3001' }, free(1), 10_000],
    ]);
    await put('2026-02-03', 'E59', [
      [bank, free(1), 5_000],
      [bank, free(2), 1_500],
      [free(1), { code: '6001.02', client: 1 }, 700],
      [{ code: '3999', money: 1, category: '工资' }, bank, 400],
    ]);
  });
  afterEach(() => book.remove());

  const file = (lines: string[]) => {
    const path = join(book.folder, 'gl.csv');
    writeFileSync(path, lines.join('\r\n'));
    return { path, name: 'gl.csv' };
  };
  const head = '科目编码,科目名称,客户编码,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方';
  const check = async (lines: string[]) => {
    const reading = await readGlFile(file([head, ...lines]));
    return keepGlBalance(book.connection, caller(), { month: '2026-02', today: '2026-03-02', reading });
  };
  const EQUAL = [
    '1002,银行存款,,100,0,65,4,161,0',
    '2203,预收账款,,0,100,7,65,0,158',
    '6001,主营业务收入,,0,0,7,7,0,0',
    '2211,应付职工薪酬,,0,4,4,0,0,0',
  ];

  it('is equal where the ledger has what was exported and its own entries; income is compared by its credits', async () => {
    expect(await check(EQUAL)).toEqual({ lines: 3, different: 0 });
    expect(glCheck(book.connection, '2026-02')?.lines.map(({ glCode }) => glCode)).toEqual([
      '1002',
      '2203',
      '6001',
    ]);
  });

  it('names the account that differs, by 辅助核算 too, with the accounts of the book behind it', async () => {
    await keepMapping(book.connection, caller(), {
      accounts: [],
      parties: [{ dim: 'client', dimId: 1, auxCode: 'K01', auxName: '甲' }],
    });
    await check([
      ...EQUAL.filter(line => !line.startsWith('2203')),
      '2203,预收账款,,0,100,7,55,0,148',
      ',,K01,0,100,7,50,0,143',
      ',,2,0,0,0,5,0,5',
    ]);
    const wrong = glCheck(book.connection, '2026-02')!.lines.filter(({ isEqual }) => !isEqual);
    expect(wrong.map(({ glCode, aux }) => [glCode, aux?.code])).toEqual([
      ['2203', undefined],
      ['2203', '2'],
    ]);
    expect(wrong[1]).toMatchObject({ ours: { closingFen: -1_500 }, theirs: { closingFen: -500 } });
    expect(wrong[1]!.accounts).toHaveLength(1);
  });

  it('adds up the lowest accounts where the file has no line of the parent', async () => {
    expect(
      await check([
        '1002.01,工行,,60,0,65,4,121,0',
        '1002.02,建行,,40,0,0,0,40,0',
        '1002.02.1,建行一户,,40,0,0,0,40,0',
        ...EQUAL.slice(1),
      ]),
    ).toEqual({ lines: 3, different: 0 });
  });

  it('goes out as CSV with both sides, and says what is missing', async () => {
    const path = join(book.folder, 'check.csv');
    const paper = { fontPath: '', pageOf: () => '', gapNote: '', createdAt: new Date(0) };
    const write = () =>
      writeGlCheck(book.connection, { month: '2026-02', format: 'csv', path, catalogue: {}, paper });
    expect(() => write()).toThrow(expect.objectContaining({ code: 'vouchers.gl_missing' }));
    await check(EQUAL);
    expect(await write()).toMatchObject({ bytes: expect.any(Number) });
    await expect(readGlFile(file(['甲,乙', '1,2']))).rejects.toMatchObject({ code: 'vouchers.gl_unknown' });
  });
});
