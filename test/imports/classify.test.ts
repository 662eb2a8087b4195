import { describe, expect, it } from 'vitest';
import { classify, type KnownParties, type PartyMatch, partyKey } from '../../src/domain/imports/classify.ts';
import { told } from './rows.ts';

const known: [string, PartyMatch['as']][] = [
  ['1202844689092652027', 'own'],
  ['上海木桥商贸有限公司', 'client'],
  ['湖北某某上游科技有限公司', 'platform'],
  ['赵小满', 'employee'],
];
const parties: KnownParties = {
  byKey: new Map(known.map(([by, as], id) => [partyKey(by), { as, id, by }])),
};

describe('classes of bank and channel rows, by rules', () => {
  it.each([
    ['client_receipt', 'income', { party: '上海木桥商贸有限公司（一般户）', memo: '往来款' }],
    ['client_receipt', 'income', { party: '李某', memo: '千川充值款' }],
    ['client_receipt', 'income', { partyAccount: 'a***@163.com', memo: '推广费-上海木桥商贸有限公司' }],
    ['platform_payment', 'expense', { party: '湖北巨量引擎科技有限公司', memo: '充值' }],
    ['platform_payment', 'expense', { party: '湖北某某上游科技有限公司', memo: '货款' }],
    ['order_payment', 'expense', { party: '抖音支付科技有限公司', memo2: 'DOU+订单 7300030000080681103' }],
    [
      'platform_refund',
      'income',
      { partyAccount: 'pay***@douyin.com', kind: '交易退款', merchantId: '7300050000008294436' },
    ],
    ['platform_withdrawal', 'income', { party: '湖北巨量引擎科技有限公司', memo: '余额提现' }],
    ['client_refund', 'expense', { party: '上海木桥商贸有限公司', memo: '退还余款' }],
    ['own_transfer', 'income', { party: '支付宝（中国）网络技术有限公司', memo: '提现' }],
    ['own_transfer', 'expense', { kind: '提现', memo2: '提现到银行卡' }],
    ['own_transfer', 'income', { partyAccount: '1202844689092652027' }],
    ['fee', 'expense', { kind: '收费', memo2: '服务费' }],
    ['fee', 'expense', { memo: '账户管理费' }],
    ['interest', 'income', { memo: '结息' }],
    ['returned', 'income', { memo: '退汇', party: '上海木桥商贸有限公司' }],
    ['employee', 'expense', { party: '赵小满', memo: '报销' }],
    ['deposit', 'income', { party: '上海木桥商贸有限公司', memo: '合作保证金' }],
    ['non_business', 'expense', { party: '国家税务总局', memo: '缴税' }],
    ['non_business', 'expense', { memo: '代发工资' }],
    ['unknown', 'income', { party: '周某', memo: '转账' }],
    ['unknown', 'expense', { party: '周某', memo: '货款' }],
  ] as const)('%s: %s %o', (kind, direction, text) => {
    const classed = classify(told({ time: '2026-05-01', direction, text }).row, parties);
    expect(classed.class).toBe(kind);
    if (kind !== 'unknown') expect(classed.evidence.length).toBeGreaterThan(0);
  });

  it('says in words why, with the text it found', () => {
    const { evidence } = classify(
      told({ time: '2026-05-01', direction: 'income', text: { party: '上海木桥商贸有限公司' } }).row,
      parties,
    );
    expect(evidence).toEqual([{ code: 'party_client', text: '上海木桥商贸有限公司' }]);
  });
});
