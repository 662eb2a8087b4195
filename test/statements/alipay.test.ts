import { describe, expect, test } from 'vitest';
import { type Coding, codes, inspect, inspectText, lines, openText, short } from './opened.ts';

const HEADER =
  '交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,';
const ROWS = [
  '2026-05-03 10:11:12,日用百货,青禾小铺,/,洗衣液,支出,49.90,余额宝,交易成功,20260503001\t,T9001\t,,',
  '2026-05-02 09:00:00,退款,云间百货,/,退款-雨伞,不计收支,30.00,余额宝,退款成功,20260502002_1\t,T9000\t,,',
  '2026-05-02 08:00:00,日用百货,云间百货,/,雨伞,支出,30.00,余额宝,交易关闭,20260502002\t,T9000\t,,',
  '2026-05-01 20:00:00,投资理财,基金,/,卖出至余额宝,不计收支,1000.00,,交易成功,20260501009\t,\t,,',
  '2026-05-01 07:30:00,转账红包,林知夏,lin***@qq.com,转账,收入,88.80,余额,交易成功,20260501001\t,\t,,',
];
const PREAMBLE = [
  '------------------------------------------------------------------------',
  '导出信息：',
  '姓名：林某',
  '支付宝账户：lin@example.com',
  '起始时间：[2026-05-01 00:00:00]    终止时间：[2026-05-31 23:59:59]',
  '导出交易类型：[全部]',
  '共5笔记录',
  '收入：1笔 88.80元',
  '支出：2笔 79.90元',
  '不计收支：2笔 1030.00元',
  '',
  '特别提示：',
  '1.本回单内容可表明支付宝受理了相应支付交易申请；',
  '------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------',
];

const figures = {
  profile: 'alipay.personal',
  rows: 5,
  firstDate: '2026-05-01',
  lastDate: '2026-05-03',
  currency: ['CNY'],
};

describe('Alipay personal', () => {
  test.each<Coding>(['gb18030', 'utf-8', 'utf-8-bom', 'utf-16le'])(
    'as the app exports it, in %s',
    async coding => {
      const inspection = await inspectText(lines(...PREAMBLE, HEADER, ...ROWS), 'alipay.csv', coding);
      expect(inspection).toMatchObject({
        ...figures,
        headerLine: PREAMBLE.length,
        account: 'lin@example.com',
      });
      expect(short(inspection.income)).toBe('1/88.80');
      expect(short(inspection.expense)).toBe('2/79.90');
      expect(short(inspection.neutral)).toBe('2/1030.00');
      expect(short(inspection.closed)).toBe('1/30.00');
      expect(short(inspection.refundRows)).toBe('1/30.00');
      expect(inspection.declared).toEqual({
        rows: { count: 5 },
        income: { count: 1, sum: '88.80' },
        expense: { count: 2, sum: '79.90' },
        neutral: { count: 2, sum: '1030.00' },
      });
      expect(inspection.findings).toEqual([]);
    },
  );

  test('padded cells, without the preamble, columns in the order of 2022', async () => {
    const inspection = await inspectText(
      lines(
        '收/支   ,交易对方  ,对方账号 ,商品说明 ,收/付款方式 ,金额（元）,交易状态 ,交易分类,交易订单号 ,商家订单号,交易时间 ',
        '支出   ,青禾小铺  ,/ ,洗衣液,余额宝 ,49.90   ,交易成功   ,日用百货,20260503001\t,T9001\t,2026-05-03 10:11:12 ',
        '其他,云间百货,/,退款-雨伞,余额宝,30.00,退款成功,退款,20260502002_1\t,T9000\t,2026-05-02 09:00:00 ',
      ),
    );
    expect(inspection).toMatchObject({ profile: 'alipay.personal', headerLine: 0, rows: 2 });
    expect([short(inspection.expense), short(inspection.neutral), short(inspection.refundRows)]).toEqual([
      '1/49.90',
      '1/30.00',
      '1/30.00',
    ]);
  });

  test('saved again by Excel: minutes only, a destroyed number named once', async () => {
    const inspection = await inspectText(
      lines(
        HEADER,
        '2026/5/3 10:11,日用百货,青禾小铺,/,洗衣液,支出,49.9,余额宝,交易成功,2.02605E+27,T9001,,',
        '2026/5/2 8:00,日用百货,云间百货,/,雨伞,支出,30,余额宝,交易关闭,2.02605E+27,T9000,,',
      ),
    );
    expect(inspection).toMatchObject({ rows: 2, firstDate: '2026-05-02', lastDate: '2026-05-03' });
    expect(short(inspection.expense)).toBe('2/79.90');
    expect(inspection.findings).toEqual([
      {
        severity: 'error',
        code: 'statements.id_destroyed',
        params: { value: '2.02605E+27', count: 2 },
        place: { sheet: '', row: 2, column: '交易订单号' },
      },
    ]);
  });

  test('a declared total that disagrees shows both figures', async () => {
    const inspection = await inspectText(lines('共7笔记录', '收入：1笔 90.00元', HEADER, ...ROWS));
    expect(inspection.findings).toMatchObject([
      { code: 'statements.declared_differs.rows', params: { declaredCount: 7, count: 5 } },
      { code: 'statements.declared_differs.income', params: { declaredSum: '90.00', sum: '88.80' } },
    ]);
  });
});

describe('Alipay old web export', () => {
  const text = lines(
    '支付宝交易记录明细查询\t',
    '账号:[lin@example.com]\t',
    '起始日期:[2018-05-01 00:00:00]    终止日期:[2018-06-01 00:00:00]\t',
    '---------------------------------交易记录明细列表------------------------------------',
    '交易号\t,商家订单号\t,交易创建时间\t,付款时间\t,最近修改时间\t,交易来源地\t,类型\t,交易对方\t,商品名称\t,金额（元）\t,收/支\t,交易状态\t,服务费（元）\t,成功退款（元）\t,备注\t,资金状态\t,',
    '2018050121\t,\t,2018-05-02 10:00:00\t,2018-05-02 10:00:05\t,2018-05-02 10:00:06\t,其他（包括阿里巴巴和外部商家）\t,即时到账交易\t,青禾小铺\t,洗衣液\t,49.90\t,支出\t,交易成功\t,0.00\t,10.00\t,\t,已支出\t,',
    '2018050122\t,\t,2018-05-03 11:00:00\t,\t,2018-05-03 11:30:00\t,其他\t,即时到账交易\t,云间百货\t,雨伞\t,30.00\t,\t,交易关闭\t,0.00\t,0.00\t,\t,\t,',
    '2018050123\t,\t,2018-05-31 23:00:00\t,2018-05-31 23:00:00\t,2018-05-31 23:00:00\t,其他\t,转账\t,林知夏\t,转账\t,88.80\t,收入\t,交易成功\t,0.00\t,0.00\t,\t,已收入\t,',
    '------------------------------------------------------------------------------------',
    '共3笔记录',
    '已收入:1笔,88.80元',
    '已支出:1笔,49.90元',
    '导出时间:[2018-06-02 10:00:00]    用户:林某',
  );

  test('closed rows have no direction and no time of payment; lines after the dashes are no data', async () => {
    const inspection = await inspectText(text, 'alipay.csv', 'gb18030');
    expect(inspection).toMatchObject({
      profile: 'alipay.web',
      headerLine: 4,
      rows: 3,
      account: 'lin@example.com',
    });
    expect(inspection).toMatchObject({ firstDate: '2018-05-02', lastDate: '2018-05-31', findings: [] });
    expect(short(inspection.neutral)).toBe('1/30.00');
    expect(short(inspection.closed)).toBe('1/30.00');
    expect(inspection.declared).toMatchObject({ rows: { count: 3 }, expense: { count: 1, sum: '49.90' } });
  });
});

const ACCOUNT_TAIL = [
  '#----------------------------------------账务明细列表结束----------------------------------------',
  '#支出合计：2笔，共1003.00元',
  '#收入合计：1笔，共5000.00元',
  '#导出时间：[2026年06月01日 09:12:44]',
];
const ACCOUNT_HEADS = [
  '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注',
  '账务流水号\t,业务流水号\t,商户订单号\t,商品名称\t,发生时间\t,对方账号\t,收入金额(+元)\t,支出金额(-元)\t,账户余额(元)\t,交易渠道\t,业务类型\t,备注\t',
];

function accountText(header: string, sign: string, tail: string[]): string {
  return lines(
    '#支付宝账务明细查询',
    '#账号：[2088000000000001]',
    '#起始日期：[2026年05月01日 00:00:00]   终止日期：[2026年06月01日 00:00:00]',
    '#----------------------------------------账务明细列表----------------------------------------',
    header,
    '11\t,B1\t,SK1\t,推广费\t,2026-05-01 08:00:00\t,c***@163.com\t,5000.00,\t,6000.00,支付宝\t,在线支付\t,\t',
    `12\t,B1\t,SK1\t,\t,2026-05-01 08:00:00\t,\t,\t,${sign}3.00,5997.00,支付宝\t,收费\t,服务费\t`,
    `13\t,B2\t,SK0\t,\t,2026-05-31 23:59:59\t,d***@163.com\t,\t,${sign}1000.00,4997.00,支付宝\t,交易退款\t,\t`,
    ...tail,
  );
}

describe('Alipay merchant', () => {
  test.each([
    [ACCOUNT_HEADS[0]!, '', 'gb18030'],
    [ACCOUNT_HEADS[1]!, '-', 'utf-8-bom'],
  ] as [string, string, Coding][])(
    'account detail, either bracket, either sign: %s',
    async (head, sign, coding) => {
      const inspection = await inspectText(accountText(head, sign, ACCOUNT_TAIL), 'a.csv', coding);
      expect(inspection).toMatchObject({ profile: 'alipay.account', headerLine: 4, rows: 3 });
      expect(inspection.account).toBe('2088000000000001');
      expect(short(inspection.income)).toBe('1/5000.00');
      expect(short(inspection.expense)).toBe('2/1003.00');
      expect(short(inspection.refundRows)).toBe('1/1000.00');
      expect(inspection.balance).toEqual({ checked: 2, broken: 0, opening: '1000.00', closing: '4997.00' });
      expect(inspection.findings).toEqual([]);
    },
  );

  test('an empty day has only header and trailer', async () => {
    const text = lines(
      '#支付宝账务明细查询',
      ACCOUNT_HEADS[0]!,
      '#账务明细列表结束',
      '#支出合计：0笔，共0.00元',
    );
    const inspection = await inspectText(text);
    expect(inspection).toMatchObject({ profile: 'alipay.account', rows: 0, firstDate: null, balance: null });
    expect(codes(inspection)).toEqual([]);
  });

  test('an empty first column and a title that says 汇总 change nothing', async () => {
    const padded = accountText(ACCOUNT_HEADS[0]!, '', ACCOUNT_TAIL)
      .replace('账务明细查询', '账务汇总查询')
      .replace(/^(?=\d|账务流水号)/gm, ',');
    const inspection = inspect(await openText(padded));
    expect(inspection).toMatchObject({ profile: 'alipay.account', rows: 3 });
    expect(short(inspection.expense)).toBe('2/1003.00');
  });

  test('trade detail: the type tells the direction, whatever the sign of a refund', async () => {
    const inspection = await inspectText(
      lines(
        '#支付宝业务明细查询',
        '#账号：[20880000000000010156]',
        '#起始日期：[2026年05月01日 00:00:00]   终止日期：[2026年06月01日 00:00:00]',
        '#-----------------------------------------业务明细列表----------------------------------------',
        '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,退款批次号/请求号,服务费（元）,分润（元）,备注',
        '2026050122\t,M1\t,交易\t,推广\t,2026-05-01 10:00:00,2026-05-01 10:00:03,\t,\t,\t,\t,*夏(lin***)\t,100.00,98.00,2.00,\t,-0.60,0.00,\t',
        '2026050122\t,M1\t,退款\t,推广\t,2026-05-02 10:00:00,2026-05-02 10:00:03,\t,\t,\t,\t,*夏(lin***)\t,-100.00,-98.00,-2.00,R1\t,0.60,0.00,\t',
        '#-----------------------------------------业务明细列表结束------------------------------------',
        '#交易合计：1笔，商家实收共98.00元，商家优惠共0.00元',
        '#退款合计：1笔，商家实收退款共98.00元，商家优惠退款共0.00元',
        '#导出时间：[2026年06月02日 10:00:00]',
      ),
      'trade.csv',
      'gb18030',
    );
    expect(inspection).toMatchObject({ profile: 'alipay.trade', headerLine: 4, rows: 2, findings: [] });
    expect(short(inspection.income)).toBe('1/98.00');
    expect(short(inspection.expense)).toBe('1/98.00');
    expect(short(inspection.refundRows)).toBe('1/98.00');
    expect(inspection.declared).toMatchObject({ income: { count: 1, sum: '98.00' } });
  });

  test('fund flow of 2026: the empty side is a space', async () => {
    const inspection = await inspectText(
      lines(
        '序号,入账时间,支付宝交易号,支付宝流水号,商户订单号,账务类型,收入（+元）,支出（-元）,账户余额（元）,对方账户,对方名称,银行订单号,商品名称,备注,业务描述',
        '1,2026-05-01 08:00:00,T1,L1,SK1,在线支付, 500.00 , ,500.00,c***,林知夏,,推广费,,',
        '2,2026-05-02 08:00:00,T2,L2,SK1,转账, , 120.00,380.00,d***,青禾小铺,,,,',
      ),
      'funds.csv',
      'gb18030',
    );
    expect(inspection).toMatchObject({ profile: 'alipay.funds', rows: 2, findings: [] });
    expect([short(inspection.income), short(inspection.expense)]).toEqual(['1/500.00', '1/120.00']);
    expect(inspection.balance).toMatchObject({ broken: 0, closing: '380.00' });
  });
});
