import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GridQuery } from '../../src/domain/grid.ts';
import { GridEngine } from '../../src/domain/grid-engine.ts';
import type { StatementRow } from '../../src/domain/statement.ts';
import { directionAt, ROW_CLOSED, ROW_REFUND, readColumns } from '../../src/statements/columns.ts';
import { momentText } from '../../src/statements/dates.ts';
import { readStatement } from '../../src/statements/read.ts';
import { recognise } from '../../src/statements/recognise.ts';
import { columnName, rawSource, statementSource } from '../../src/statements/sources.ts';
import { inspect, lines, openText, shipped } from './opened.ts';

const HEADER =
  '交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,';
const row = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  direction: fc.constantFrom('收入', '支出', '不计收支'),
  fen: fc.integer({ min: 0, max: 9_999_999 }),
  status: fc.constantFrom('交易成功', '交易关闭', '退款成功'),
  memo: fc.constantFrom('午餐', '退款-午餐', '"逗号,和""引号"""'),
});

function textOf(
  rows: { day: number; direction: string; fen: number; status: string; memo: string }[],
): string {
  return lines(
    '导出信息：',
    HEADER,
    ...rows.map(
      ({ day, direction, fen, status, memo }, index) =>
        `2026-05-${String(day).padStart(2, '0')} 10:00:00,餐饮,商户${index % 3},/,${memo},${direction},${(fen / 100).toFixed(2)},余额,${status},ID${index}\t,,,`,
    ),
  );
}

describe('columns and rows', () => {
  test('say the same as each other and as the inspection', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async rows => {
        const file = await openText(textOf(rows));
        const recognition = recognise(file, shipped);
        const sheet = file.sheets[0]!;
        const read: StatementRow[] = [];
        readStatement(sheet, recognition, each => read.push(each));
        const columns = readColumns(sheet, recognition);
        expect(columns.count).toBe(rows.length);
        expect(
          read.map(each => [each.line, each.time, each.incomeE5, each.expenseE5, each.neutralE5]),
        ).toEqual(
          read.map((_, at) => [
            columns.line[at],
            momentText(columns.day[at]!, columns.second[at]!),
            columns.incomeE5[at],
            columns.expenseE5[at],
            columns.neutralE5[at],
          ]),
        );
        expect(read.map(each => [each.direction, each.closed, each.refund])).toEqual(
          read.map((_, at) => [
            directionAt(columns, at),
            (columns.flags[at]! & ROW_CLOSED) !== 0,
            (columns.flags[at]! & ROW_REFUND) !== 0,
          ]),
        );
        const expected = rows.filter(each => each.direction === '支出');
        const inspection = inspect(file);
        expect(inspection.expense).toEqual({
          count: expected.length,
          sum: (expected.reduce((sum, each) => sum + each.fen, 0) / 100).toFixed(2),
        });
        expect(inspection.closed.count).toBe(rows.filter(each => each.status === '交易关闭').length);
        const refunds = rows.filter(
          each =>
            each.direction === '不计收支' && (each.status === '退款成功' || each.memo.startsWith('退款-')),
        );
        expect(inspection.refundRows.count).toBe(refunds.length);
        expect(read.map(each => each.text.memo)).toEqual(
          rows.map(each => (each.memo.startsWith('"') ? '逗号,和"引号"' : each.memo)),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a cancelled reading stops by name', async () => {
    const file = await openText(textOf([]));
    const recognition = recognise(file, shipped);
    const rows = { ...recognition, firstRecord: 0 };
    expect(() => readColumns(file.sheets[0]!, rows, { cancelled: () => true })).toThrow('jobs.cancelled');
  });
});

const ALL: GridQuery = { filter: [], sort: [] };

describe('grids', () => {
  const rows = [
    { day: 3, direction: '支出', fen: 1250, status: '交易成功', memo: '午餐' },
    { day: 1, direction: '收入', fen: 99, status: '交易成功', memo: '转账' },
    { day: 2, direction: '支出', fen: 1, status: '交易关闭', memo: '晚餐' },
  ];

  test('a statement sorts by time, sums its money and keeps the file’s own columns', async () => {
    const file = await openText(textOf(rows));
    const source = statementSource(readColumns(file.sheets[0]!, recognise(file, shipped)));
    const engine = new GridEngine(source);
    const page = engine.window({ filter: [], sort: [{ column: 'time', descending: false }] }, 0, 10);
    expect(page.rows.map(each => [each.id, each.values.line, each.values.time])).toEqual([
      ['3', 4, '2026-05-01 10:00:00'],
      ['4', 5, '2026-05-02 10:00:00'],
      ['2', 3, '2026-05-03 10:00:00'],
    ]);
    expect(page.rows[0]!.values).toMatchObject({
      direction: 'income',
      income: 99_000,
      expense: null,
      closed: false,
    });
    expect(engine.totals({ query: ALL, except: ['4'] })).toEqual({
      count: 2,
      sums: { income: '0.99', expense: '12.50', neutral: '0.00' },
    });
    const memo = source.columns.find(column => column.raw === '商品说明')!;
    expect(engine.window(ALL, 0, 1).rows[0]!.values[memo.key]).toBe('午餐');
    expect(engine.locate(ALL, '4')).toBe(2);
    expect(engine.values('closed', ALL)).toEqual([
      { value: false, count: 2 },
      { value: true, count: 1 },
    ]);
  });

  test('the raw sheet shows every record under letters', async () => {
    const file = await openText(textOf(rows));
    const source = rawSource(file.sheets[0]!);
    expect(source.count).toBe(5);
    expect(source.columns.map(column => column.raw ?? column.key).slice(0, 4)).toEqual([
      'line',
      'A',
      'B',
      'C',
    ]);
    expect([
      source.value(0, 'c0'),
      source.value(1, 'c6'),
      source.value(2, 'c6'),
      source.value(0, 'c5'),
    ]).toEqual(['导出信息：', '金额', '12.50', null]);
    expect([columnName(25), columnName(26), columnName(701), columnName(702)]).toEqual([
      'Z',
      'AA',
      'ZZ',
      'AAA',
    ]);
  });
});
