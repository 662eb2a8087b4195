import { describe, expect, test } from 'vitest';
import { readStatement } from '../../src/statements/read.ts';
import { recognise } from '../../src/statements/recognise.ts';
import { codes, inspect, inspectText, lines, openBook, openText, shipped, short } from './opened.ts';

const DAILY =
  '日期,余额总消耗(元),非赠款消耗(元),赠款消耗(元),消返红包消耗(元),立减红包消耗(元),共享钱包消耗(元),共享赠款消耗(元),总存入(元),总转入(元),总转出(元),总余额(元),赠款余额(元),非赠款余额(元)';
const DAYS = [
  '总计,150.00,140.00,10.00,0.00,0.00,5.00,0.00,100.00,500.00,20.00,--,--,--',
  '2026-05-01,100.00,95.00,5.00,0.00,0.00,5.00,0.00,100.00,500.00,0.00,500.00,15.00,485.00',
  '2026-05-02,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,500.00,15.00,485.00',
  '2026-05-03,50.00,45.00,5.00,0.00,0.00,0.00,0.00,0.00,0.00,20.00,430.00,10.00,420.00',
];
const DAILY_NAME = '财务流水_1747447538838220_2026-05.csv';

describe('Qianchuan daily finance', () => {
  test('the total stands first and is no day; the account is in the file name', async () => {
    const inspection = await inspectText(lines(DAILY, ...DAYS), DAILY_NAME, 'utf-8-bom');
    expect(inspection).toMatchObject({ profile: 'qianchuan.daily', headerLine: 0, rows: 3, findings: [] });
    expect(inspection).toMatchObject({
      account: '1747447538838220',
      firstDate: '2026-05-01',
      lastDate: '2026-05-03',
    });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/600.00', '2/170.00']);
    expect(inspection.declared).toEqual({ income: { sum: '600.00' }, expense: { sum: '170.00' } });
    expect(inspection.balance).toEqual({ checked: 2, broken: 0, opening: '0.00', closing: '430.00' });
  });

  test('names without unit, other names of the date, newest first, a typed workbook', async () => {
    const header = DAILY.replaceAll('(元)', '')
      .replace('日期', '消耗日期')
      .replace('余额总消耗', '总消耗')
      .split(',');
    const rows = DAYS.map(row => row.split(',').map(cell => (/^\d+\.\d+$/.test(cell) ? Number(cell) : cell)));
    const inspection = inspect(await openBook({ Sheet1: [header, ...rows.toReversed()] }));
    expect(inspection).toMatchObject({ profile: 'qianchuan.daily', rows: 3, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/600.00', '2/170.00']);
    expect(inspection.balance).toMatchObject({ opening: '0.00', closing: '430.00' });
  });

  test('each broken identity is named with its row; -- is unknown and never a break', async () => {
    const broken = DAYS.map(row =>
      row
        .replace('2026-05-01,100.00,95.00', '2026-05-01,100.00,94.00')
        .replace('430.00,10.00,420.00', '431.00,--,420.00'),
    );
    const inspection = await inspectText(lines(DAILY, ...broken), DAILY_NAME);
    expect(inspection.findings).toMatchObject([
      { code: 'statements.identity_broken', params: { left: '100.00', right: '99.00' }, place: { row: 3 } },
      {
        code: 'statements.balance_broken',
        params: { expected: '430.00', found: '431.00' },
        place: { row: 5 },
      },
    ]);
  });

  test('several accounts in one file each have their own balance', async () => {
    const row = (day: string, account: string, cost: string, balance: string) =>
      `${day},${account},${cost},${cost},0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,${balance},0.00,${balance}`;
    const inspection = await inspectText(
      lines(
        DAILY.replace('日期,', '日期,账户ID,'),
        row('2026-05-01', '1722699758076391', '10.00', '90.00'),
        row('2026-05-01', '1722699758076392', '1.00', '9.00'),
        row('2026-05-02', '1722699758076391', '10.00', '80.00'),
        row('2026-05-02', '1722699758076392', '1.00', '8.00'),
      ),
    );
    expect(inspection.balance).toMatchObject({ checked: 2, broken: 0, opening: null });
    expect(inspection).toMatchObject({ rows: 4, findings: [] });
  });
});

describe('order lists', () => {
  const HEADER =
    '订单ID,计划ID,下单时间,抖音号,视频/直播间,营销目标,优化目标,出价方式,投放时长,投放金额,实付金额,优惠券,追加金额,消耗,状态';

  test('随心推: paid and topped up; unpaid orders are closed; -- spent is unknown', async () => {
    const inspection = await inspectText(
      lines(
        HEADER,
        '7300010000001195001,7300010000001195002,2026-05-01 10:57:45,dy54965644,直播间,直播推广,直播间评论,按优化目标-自动出价,2小时,1500.00,1350.00,150.00,0.00,733.74,投放结束',
        '7300010000001195003,7300010000001195004,2026-05-01 11:59:56,dy29414968,视频,短视频推广,内容种草,按播放量,12小时,200.00,200.00,0.00,100.00,--,投放中',
        '7300010000001195005,,2026-05-02 17:15:54,dy48893914,视频,短视频推广,提升粉丝,按播放量,2小时,2000.00,0.00,0.00,0.00,0.00,未支付取消',
      ),
    );
    expect(inspection).toMatchObject({ profile: 'qianchuan.orders', rows: 3, findings: [] });
    expect([short(inspection.expense), short(inspection.closed)]).toEqual(['3/1650.00', '1/0.00']);
    expect(inspection.columns.find(column => column.heading === '实付金额')?.meaning).toBe('paid');
  });

  test('随心推 without a paid column: the amount placed', async () => {
    const inspection = await inspectText(
      lines(
        '订单ID,下单时间,营销目标,投放金额,消耗,订单状态',
        '7300010000001195001,2026-05-01 10:57:45,直播推广,1500.00,1,投放中',
      ),
    );
    expect(inspection).toMatchObject({ profile: 'qianchuan.orders', expense: { count: 1, sum: '1500.00' } });
  });

  test('DOU+: the number of renewals is not money', async () => {
    const inspection = await inspectText(
      lines(
        '订单ID(task_id),下单时间,类型,投放金额,续费次数,消耗,状态',
        '7300010000016375187,2026-05-06 19:17:48,视频,200.00,0,0.00,未支付',
        '7300010000034341617,2026-05-12 21:56:01,直播,800.00,2,--,投放完成',
      ),
      'DOU+订单_dy18059811_2026-05.csv',
    );
    expect(inspection).toMatchObject({
      profile: 'douplus.orders',
      account: 'dy18059811',
      rows: 2,
      findings: [],
    });
    expect([short(inspection.expense), short(inspection.closed)]).toEqual(['2/1000.00', '1/200.00']);
  });

  test('numbers that Excel rounded to 15 digits are named', async () => {
    const rows = ['123', '456', '789'].map(
      tail =>
        `7300010000${tail}00000000,7300010000${tail}00000000,2026-05-01 10:57:45,d,视频,推广,种草,按播放量,2,100,100,0,0,50,投放中`,
    );
    const whole = rows.map(row => row.replaceAll('00000000,', '00011111,').replaceAll('730001', '7311'));
    expect(codes(await inspectText(lines(HEADER, ...rows)))).toEqual(['statements.id_rounded']);
    expect(codes(await inspectText(lines(HEADER, ...whole)))).toEqual([]);
  });
});

describe('agent platform', () => {
  const HEADER =
    '业务发生时间,转出方账户ID,转出方账户名称,转出方账户类型,转出方客户ID,转出方客户名称,转入方账户ID,转入方账户名称,转入方账户类型,转入方客户ID,转入方客户名称,转账类型,转账非赠款,转账赠款,转账总金额,操作人,平台类型';
  const transfer = (kind: string, from: string, to: string, cash: string, grant: string, total: string) =>
    `2026-05-01 09:47:49,${from},${from}名,代理商,K${from},客户${from},${to},${to}名,广告主,K${to},客户${to},${kind},${cash},${grant},${total},林,千川`;

  test('a refund turns the direction round and payer and payee change places', async () => {
    const file = await openText(
      lines(
        HEADER,
        transfer('加款', '17001', '17002', '900.00', '100.00', '1000.00'),
        transfer('退款', '17002', '17001', '-50.00', '0.00', '-50.00'),
        transfer('退款', '17002', '17001', '30.00', '0.00', '31.00'),
      ),
    );
    const inspection = inspect(file);
    expect(inspection.profile).toBe('agent.transfers');
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/1000.00', '2/81.00']);
    expect(short(inspection.refundRows)).toBe('2/81.00');
    expect(codes(inspection)).toEqual(['statements.identity_broken', 'statements.mixed_signs']);
    const accounts: unknown[] = [];
    readStatement(file.sheets[0]!, recognise(file, shipped), row =>
      accounts.push([row.text.account, row.text.party]),
    );
    expect(accounts).toEqual([
      ['17002', '客户17002'],
      ['17002', '客户17002'],
      ['17002', '客户17002'],
    ]);
  });

  test.each([
    [
      'agent.pool',
      '统计日期,代理商ID,客户ID,客户名称,直客ID,直客客户名称,一级行业,二级行业,注册时间,总消耗,赠款消耗,非赠款消耗,预付消耗,授信消耗,子钱包ID',
      '2026-05-01,1,2,青禾,3,青禾,电商,服饰,2025-01-01,100.00,10.00,90.00,90.00,0.00,',
      '0/0.00',
      '1/100.00',
    ],
    [
      'agent.consumption',
      '广告主账户id,客户名称,非赠款消耗,返佣消耗,一级代理商账户名称',
      '17002,青禾,100.00,4.50,云策',
      '1/4.50',
      '1/100.00',
    ],
    [
      'agent.daily',
      '时间,广告主账户ID,广告主账户名称,代理商帐户ID,代理商帐户名称,资金池类型,共享赠款支出,账户总支出,账户总存入,账户总转出,账户总转入,非赠款余额,赠款余额,日终结余',
      '2026-05-01,17002,青禾,17001,云策,通用,0,60.00,0,10.00,100.00,30.00,0,30.00',
      '1/100.00',
      '1/70.00',
    ],
    [
      'agent.wallet',
      '日期,共享钱包ID,共享钱包名称,总收入,总支出,业务线',
      '2026-05-01,77,青禾钱包,500.00,120.00,千川',
      '1/500.00',
      '1/120.00',
    ],
    [
      'agent.wallet-detail',
      '交易时间,共享钱包ID,共享钱包名称,流水号,交易类型,金额',
      '2026-05-01 10:00:00,77,青禾钱包,L1,订单支付,20.00',
      '0/0.00',
      '1/20.00',
    ],
  ])('%s', async (profile, header, row, income, expense) => {
    const inspection = await inspectText(lines(header, row), '导出.csv', 'gb18030');
    expect(inspection).toMatchObject({ profile, rows: 1, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual([income, expense]);
  });
});

describe('Douyin shop', () => {
  test.each([
    [
      '动账流水号,关联订单号,关联子订单号,动账时间,账户方向,动账金额(元),动账场景,账户余额(元),备注',
      '收入',
      '支出',
      '-',
    ],
    ['动账流水号,订单号,子订单号,动账时间,动账方向,动账金额,动账场景,账户余额,备注', '入账', '出账', ''],
  ])('%s', async (header, into, out, sign) => {
    const inspection = await inspectText(
      lines(
        header,
        `T3,,,2026-05-03 08:00:00,${out},${sign}300.00,巨量千川充值,605.00,充值`,
        `T2,O1,S1,2026-05-02 08:00:00,${out},${sign}95.00,退款-结算后退款,905.00,退款`,
        `T1,O1,S1,2026-05-01 08:00:00,${into},1000.00,货款结算入账,1000.00,结算`,
      ),
    );
    expect(inspection).toMatchObject({ profile: 'doudian.ledger', rows: 3, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/1000.00', '2/395.00']);
    expect(short(inspection.refundRows)).toBe('1/95.00');
    expect(inspection.balance).toEqual({ checked: 2, broken: 0, opening: '0.00', closing: '605.00' });
  });
});

describe('the general template', () => {
  const rows = [
    ['2026-05-01 08:14:24', '收款', 'SK1', '', '青禾', '', 28400, '非赠款', '', '支付宝'],
    ['2026-05-01 09:00:00', '充值', 'CZ1', '1747447538838220', '青禾', '', 1000.5, '非赠款', '', ''],
    [
      '2026-05-02 10:00:00',
      '下单',
      '7300010000001195001',
      '1747447538838220',
      '青禾',
      '小店随心推',
      500,
      '非赠款',
      '账户余额',
      '',
    ],
    [
      '2026-05-02 11:00:00',
      '消耗',
      '7300010000001195001',
      '1747447538838220',
      '青禾',
      '小店随心推',
      300.25,
      '非赠款',
      '',
      '',
    ],
    [
      '2026-05-02 12:00:00',
      '释放',
      '7300010000001195001',
      '1747447538838220',
      '青禾',
      '小店随心推',
      199.75,
      '非赠款',
      '',
      '',
    ],
    [
      '2026-05-03 12:00:00',
      '退款',
      '7300010000001195001',
      '1747447538838220',
      '青禾',
      '小店随心推',
      199.75,
      '非赠款',
      '账户余额',
      '',
    ],
    ['2026-05-04 12:00:00', '付款', 'FK1', '', '青禾', '', 900, '', '', ''],
    ['2026-05-05 12:00:00', '提现', 'TX1', '1747447538838220', '青禾', '', 100, '预付', '', ''],
  ];
  const header = [
    '时间',
    '类型',
    '单号',
    '平台账户ID',
    '客户',
    '版本',
    '金额(元)',
    '资金性质',
    '支付方式',
    '备注',
  ];

  test('sums by kind; money inside the pool is neutral', async () => {
    const inspection = inspect(await openBook({ 通用流水: [header, ...rows] }));
    expect(inspection).toMatchObject({ profile: 'template.general', rows: 8, findings: [] });
    expect(short(inspection.income)).toBe('3/29600.25');
    expect(short(inspection.expense)).toBe('3/1300.25');
    expect(short(inspection.neutral)).toBe('2/699.75');
    expect(short(inspection.refundRows)).toBe('1/199.75');
    expect(inspection.byKind.消耗).toEqual({ count: 1, sum: '300.25' });
  });

  test('an unknown kind is counted in no sum and named', async () => {
    const text = lines(header.join(','), ...rows.map(row => row.join(',').replace('提现', '赠送')));
    const inspection = await inspectText(text, '通用流水.csv', 'gb18030');
    expect(inspection).toMatchObject({ rows: 8, expense: { count: 2, sum: '1200.25' } });
    expect(inspection.findings).toMatchObject([
      { code: 'statements.unknown_direction', params: { value: '赠送' }, place: { row: 9, column: '类型' } },
    ]);
  });
});
