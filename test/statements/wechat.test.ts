import { describe, expect, test } from 'vitest';
import { codes, inspect, inspectText, lines, openBook, short } from './opened.ts';

const NAMES = [
  '交易时间',
  '交易类型',
  '交易对方',
  '商品',
  '收/支',
  '金额(元)',
  '支付方式',
  '当前状态',
  '交易单号',
  '商户单号',
  '备注',
];
const ROWS = [
  [
    '2026-05-05 12:45:27',
    '商户消费',
    '米线店',
    '午餐',
    '支出',
    '¥28.16',
    '零钱',
    '已全额退款',
    '4200001\t',
    '129\t',
    '/',
  ],
  [
    '2026-05-06 12:45:27',
    '米线店-退款',
    '米线店',
    '午餐',
    '收入',
    '¥28.16',
    '零钱',
    '已全额退款',
    '4200002\t',
    '129\t',
    '/',
  ],
  [
    '2026-05-07 10:00:00',
    '零钱提现',
    '招商银行',
    '/',
    '/',
    '¥100.10',
    '招商银行',
    '提现已到账',
    '4200003\t',
    '/',
    '服务费¥0.10',
  ],
  [
    '2026-05-08 10:00:00',
    '转账',
    '房东',
    '转账备注:租金',
    '支出',
    '¥2,500.00',
    '零钱通',
    '支付失败',
    '4200004\t',
    '130\t',
    '/',
  ],
];
const PREAMBLE = [
  '微信支付账单明细',
  '微信昵称：[知夏]',
  '起始时间：[2026-05-01 00:00:00] 终止时间：[2026-05-31 23:59:59]',
  '导出类型：[全部]',
  '',
  '共4笔记录',
  '收入：1笔 28.16元',
  '支出：2笔 2528.16元',
  '中性交易：1笔 100.10元',
  '----------------------微信支付账单明细列表--------------------',
];
const quoted = (row: string[]) => row.map(cell => (cell.includes(',') ? `"${cell}"` : cell)).join(',');
const CSV = lines(...PREAMBLE.map(line => `${line},,,,,,,,,,`), NAMES.join(','), ...ROWS.map(quoted));

function check(inspection: Awaited<ReturnType<typeof inspectText>>): void {
  expect(inspection).toMatchObject({ profile: 'wechat.personal', rows: 4 });
  expect(short(inspection.income)).toBe('1/28.16');
  expect(short(inspection.expense)).toBe('2/2528.16');
  expect(short(inspection.neutral)).toBe('1/100.10');
  expect(short(inspection.closed)).toBe('1/2500.00');
  expect(short(inspection.refundRows)).toBe('1/28.16');
}

describe('WeChat personal', () => {
  test('CSV with a padded preamble', async () => {
    const inspection = await inspectText(CSV, 'wechat.csv', 'utf-8-bom');
    check(inspection);
    expect(inspection).toMatchObject({ headerLine: PREAMBLE.length, account: '知夏', findings: [] });
    expect(inspection.declared).toMatchObject({ neutral: { count: 1, sum: '100.10' } });
  });

  test('a workbook with the table twice, once under a made-up header', async () => {
    const table = [...PREAMBLE.map(line => [line]), NAMES, ...ROWS];
    const numbers = table.map(row =>
      row.map(cell => (cell.startsWith('¥') ? Number(cell.slice(1).replace(',', '')) : cell)),
    );
    const made = NAMES.map((_, index) => `Column${index + 1}`);
    const inspection = inspect(await openBook({ 账单: table, Sheet2: [made, ...numbers] }));
    check(inspection);
    expect(inspection).toMatchObject({ sheet: '账单', headerLine: PREAMBLE.length });
    expect(inspection.findings).toMatchObject([
      {
        code: 'statements.sheet_twice',
        params: { other: 'Sheet2', rows: 4 },
        place: { sheet: 'Sheet2', row: 12 },
      },
    ]);
  });

  test('a cover sheet before, a hidden copy behind, another month beside', async () => {
    const june = [
      ['2026-06-05 12:45:27', '商户消费', '米线店', '', '支出', '¥9.00', '零钱', '支付成功', '42', '1', '/'],
    ];
    const file = await openBook(
      {
        说明: [['本文件由财务整理'], ['请看第二张']],
        五月: [NAMES, ...ROWS],
        备份: [NAMES, ...ROWS],
        六月: [NAMES, ...june],
      },
      ['备份'],
    );
    const inspection = inspect(file);
    check(inspection);
    expect(inspection).toMatchObject({ sheet: '五月', headerLine: 0 });
    expect(codes(inspection)).toEqual(['statements.sheet_unread']);
    expect(inspect(file, { sheet: '六月' })).toMatchObject({
      rows: 1,
      expense: { sum: '9.00' },
      findings: [],
    });
    expect(codes(inspect(await openBook({ 说明: [['空']], 账: [NAMES, ...ROWS] }, ['账'])))).toEqual([
      'statements.hidden_sheet',
    ]);
  });
});

describe('WeChat merchant', () => {
  test('trade bill: payments come in, refunds go out with their own amount, failed refunds are closed', async () => {
    const inspection = await inspectText(
      lines(
        '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
        '`2026-05-01 10:00:00,`wx1,`16,`0,`,`4200001,`SK1,`o1,`NATIVE,`SUCCESS,`CMB,`CNY,`100.00,`5.00,`0,`0,`0.00,`0.00,`,`,`推广,`,`0.60000,`0.60%,`105.00,`0.00,`',
        '`2026-05-02 10:00:00,`wx1,`16,`0,`,`4200001,`SK1,`o1,`NATIVE,`REFUND,`CMB,`CNY,`0.00,`0.00,`5001,`R1,`40.00,`0.00,`ORIGINAL,`SUCCESS,`推广,`,`-0.24000,`0.60%,`0.00,`40.00,`',
        '`2026-05-02 11:00:00,`wx1,`16,`0,`,`4200001,`SK1,`o1,`NATIVE,`REFUND,`CMB,`CNY,`0.00,`0.00,`5002,`R2,`7.00,`0.00,`ORIGINAL,`FAIL,`推广,`,`0.00000,`0.60%,`0.00,`7.00,`',
        '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
        '`3,`100.00,`47.00,`0.00,`0.36000,`105.00,`47.00',
      ),
    );
    expect(inspection).toMatchObject({ profile: 'wechat.trade', headerLine: 0, rows: 3, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/100.00', '2/47.00']);
    expect([short(inspection.closed), short(inspection.refundRows)]).toEqual(['1/7.00', '2/47.00']);
    expect(inspection.declared).toEqual({
      rows: { count: 3 },
      income: { sum: '100.00' },
      expense: { sum: '47.00' },
    });
  });

  test.each(['收支金额(元)', '收支金额（元）'])('fund bill with %s and counts written 2.0', async heading => {
    const inspection = await inspectText(
      lines(
        `记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,${heading},账户结余(元),资金变更提交申请人,备注,业务凭证号`,
        '`2026-05-16 08:26:44,`50,`4201,`交易,`交易,`收入,`20400.00,`80400.00,`system,`推广费,`SK1',
        '`2026-05-16 08:26:45,`51,`4202,`扣除交易手续费,`扣除交易手续费,`支出,`122.40,`80277.60,`system,`费率0.6%,`SK1',
        '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
        '`2.0,`1.0,`20400.00,`1.0,`122.41',
      ),
    );
    expect(inspection).toMatchObject({ profile: 'wechat.funds', rows: 2 });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/20400.00', '1/122.40']);
    expect(inspection.balance).toMatchObject({ checked: 1, broken: 0, opening: '60000.00' });
    expect(inspection.findings).toMatchObject([
      {
        code: 'statements.declared_differs.expense',
        params: { declaredCount: 1, declaredSum: '122.41', count: 1, sum: '122.40' },
      },
    ]);
  });
});
