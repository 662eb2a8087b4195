import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/domain/bills/business.ts';
import { monthOf, readBill } from '../../src/domain/bills/read.ts';
import type { CellTable } from '../../src/domain/parties/cells.ts';
import { Refusal } from '../../src/domain/refusal.ts';

const table = (...rows: string[][]): CellTable[] => [
  { file: 'bill.xlsx', sheet: '账单', records: rows.map((cells, at) => ({ row: at + 1, cells })) },
];
const HEAD = [
  '账期',
  '广告主账户ID',
  '广告主账户名称',
  '业务类型',
  '账单金额（元）',
  '可开票金额(元)',
  '开票中金额',
];
const ROW = ['2026年5月', '1700000000000001', '木桥千川', '千川-DOU+电商版', '1,234.56', '1,000.00', '--'];

describe('a platform bill', () => {
  it('is read by the names of its columns, wherever they stand, without totals and blank rows', () => {
    const bill = readBill(
      table(['字节跳动账单', ''], HEAD, ROW, ['合计', '', '', '', '1,234.56'], []),
      'b.xlsx',
    );
    expect(bill.missing).toEqual([]);
    expect(bill.findings).toEqual([]);
    expect(bill.lines).toEqual([
      {
        ...{ row: 3, month: '2026-05', account: '1700000000000001', accountName: '木桥千川' },
        ...{ business: '千川-DOU+电商版', billNo: '', amountFen: 123_456, grantFen: null },
        ...{ availableFen: 100_000, pendingFen: null, invoicedFen: null, unavailableFen: null },
      },
    ]);
  });

  it('takes grants off a total, where no column tells the amount without them', () => {
    const [line] = readBill(
      table(['月份', '账户ID', '总消耗', '赠款消耗'], ['202605', '17', '100.00', '12.30']),
      'b.csv',
    ).lines;
    expect(line).toMatchObject({ amountFen: 8_770, grantFen: 1_230, month: '2026-05' });
  });

  it('of an unknown form says what is missing, and is read once a person names the columns', () => {
    const rows = table(['户头', '应收', '备注'], ['17', '5.00', 'x']);
    const first = readBill(rows, 'bill.csv');
    expect(first).toMatchObject({ missing: ['account', 'amount', 'month'], lines: [] });
    const choice = { columns: { account: '户头', amount: '应收' }, month: '2026-05' };
    expect(readBill(rows, 'bill.csv', choice).lines).toMatchObject([{ account: '17', amountFen: 500 }]);
    expect(() => readBill(rows, 'bill.csv', { columns: { account: '没有' } })).toThrow(Refusal);
  });

  it('tells rows that cannot be used by their line, and drops no other', () => {
    const bad = (at: number, text: string) => ROW.map((cell, column) => (column === at ? text : cell));
    const bill = readBill(
      table(HEAD, ROW, bad(1, ''), bad(1, '1.7E+15'), bad(4, '一百'), bad(0, '不详')),
      '账单.xlsx',
    );
    expect(bill.lines).toHaveLength(1);
    expect(bill.findings.map(({ code, place }) => [code, place.row])).toEqual([
      ['bills.row_without_account', 3],
      ['bills.account_cut', 4],
      ['bills.amount_unreadable', 5],
      ['bills.row_without_amount', 5],
      ['bills.month_unreadable', 6],
    ]);
  });

  it('finds a month in what files write, and in no account number', () => {
    for (const text of [
      '2026-05',
      '2026/5',
      '2026年5月',
      '202605',
      '20260501',
      '账单_202605.xlsx',
      '2026.05.01-2026.05.31',
    ])
      expect([text, monthOf(text)]).toEqual([text, '2026-05']);
    for (const text of ['1720260500000001', '2026-13', '五月', '', '20269999999'])
      expect([text, monthOf(text)]).toEqual([text, null]);
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const told = `${year}-${String(month).padStart(2, '0')}`;
        expect([monthOf(told), monthOf(told.replace('-', '')), monthOf(`${year}年${month}月账单`)]).toEqual([
          told,
          told,
          told,
        ]);
      }),
    );
  });

  it('knows business types by number and by name', () => {
    const kinds = [
      '50',
      '50 千川-DOU+电商版',
      '小店随心推',
      '52',
      '千川-PC专业版',
      '5',
      'DOU+升级-内容投放',
      '',
    ].map(kindOf);
    expect(kinds).toEqual([
      'suixintui',
      'suixintui',
      'suixintui',
      'qianchuan',
      'qianchuan',
      'douplus',
      'douplus',
      'unsplit',
    ]);
    expect(
      ['520', '千川-PC金额调差', '263', '返点冲抵', '257', '项目违规调差', '保证金扣罚'].map(kindOf),
    ).toEqual(['restated', 'restated', 'rebate', 'rebate', 'penalty', 'penalty', 'penalty']);
  });
});
