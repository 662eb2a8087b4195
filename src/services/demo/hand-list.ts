import { csvLine, type DemoFile, plainFile, utf8Bom } from './render.ts';
import type { DemoPlan } from './types.ts';

const HEADINGS = [
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

/** Rows that a person added by hand, each with a fault that somebody has to look at; none of them can be booked. */
export function handList(plan: DemoPlan): DemoFile {
  const month = plan.months.at(-1)!;
  const packed = month.replace('-', '');
  const [first, second] = plan.clients;
  const account = first!.accounts[0]!.id;
  const rows = [
    [
      `${month}-06 10:12:00`,
      '收款',
      `SK${packed}069901`,
      '',
      first!.name,
      '',
      '1,2oo.00',
      '非赠款',
      '',
      '金额打错',
    ],
    [
      '2026-02-27 16:40:00',
      '收款',
      'SK202602279902',
      '',
      first!.name,
      '',
      '3000.00',
      '非赠款',
      '',
      '二月的收款',
    ],
    [
      `${month}-07 09:30:00`,
      '下单',
      '7.30012E+18',
      account,
      first!.name,
      '小店随心推',
      '300.00',
      '非赠款',
      '账户余额',
      '从表格里复制的单号',
    ],
    [
      `${month}-08 11:05:00`,
      '收款',
      `SK${packed}089904`,
      '',
      '杭州未建档贸易有限公司',
      '',
      '5000.00',
      '非赠款',
      '',
      '新客户，还没有建档',
    ],
    [
      `${month}-09 15:20:00`,
      '充值',
      `CZ${packed}099905`,
      '1799999999999999',
      second!.name,
      '',
      '2000.00',
      '非赠款',
      '',
      '账户没有登记',
    ],
    [`${month}-10 17:45:00`, '付款', '', '', second!.name, '', '800.00', '非赠款', '', '没有单号'],
  ];
  const name = `${month}/手工补登_${month}.csv`;
  return plainFile({ name, source: 'template', profile: 'template.general', truth: null }, () =>
    utf8Bom([csvLine(HEADINGS), ...rows.map(csvLine)]),
  );
}
