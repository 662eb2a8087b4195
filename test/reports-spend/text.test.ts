import { describe, expect, it } from 'vitest';
import type { SpendBucket, SpendLine, SpendProduct } from '../../src/domain/reports/spend.ts';
import { allSpendText, clientSpendText } from '../../src/domain/reports/spend-text.ts';
import { type Language, renderText } from '../../src/domain/text.ts';
import { texts } from '../reports/book.ts';

const DAY = { from: '2026-05-20', to: '2026-05-20', bookedAt: '2026-05-21T01:30:00.000Z' };
const MONTH = { from: '2026-05-01', to: '2026-05-31', bookedAt: '2026-06-01T02:00:00.000Z' };
const say = (language: Language) => {
  const { catalogue } = texts(language);
  return (code: string, params = {}) => renderText(catalogue, code, params);
};
const frame = (days: typeof DAY, language: Language = 'zh') => ({ ...days, say: say(language) });

function line(
  product: SpendProduct,
  bucket: SpendBucket,
  amountFen: number,
  finality: SpendLine['finality'] = 'settled',
): SpendLine {
  const of = { client: 1, pool: null, lastOn: '2026-05-20', bookedAt: '', legs: 1 };
  return { ...of, product, bucket, amountFen, finality, byFinality: { [finality]: amountFen } };
}

const CLOUD = {
  name: '宁波砚序食品有限公司',
  lines: [
    line('suixintui', 'direct', 150_000),
    line('qianchuan', 'prepay', 5_789_516),
    line('qianchuan', 'credit', 484),
    line('douplus', 'prepay', 74_127),
    line('qianchuan', 'grant', 30_000),
  ],
};
const REED = { name: '青禾商贸', lines: [line('douplus', 'prepay', 6_100_000, 'reported')] };

describe('复制日报', () => {
  it('tells one client by product, grants apart', () => {
    expect(clientSpendText(CLOUD, frame(DAY))).toBe(
      [
        '宁波砚序食品有限公司 2026-05-20 消耗',
        '小店随心推 ¥1,500.00',
        '千川 ¥57,900.00',
        'DOU+ ¥741.27',
        '合计 ¥60,141.27（不含赠款）',
        '赠款 ¥300.00',
        '截至 2026-05-21 09:30，已结算',
      ].join('\n'),
    );
  });

  it('needs no total for a single product, and says what is estimated of today', () => {
    expect(clientSpendText({ ...REED, estimateFen: 12_340 }, frame(DAY))).toBe(
      [
        '青禾商贸 2026-05-20 消耗',
        'DOU+ ¥61,000.00',
        '今日预估 ¥123.40（订单数据，未入账）',
        '截至 2026-05-21 09:30，已报',
      ].join('\n'),
    );
  });

  it('tells several clients, the largest first, and that some of it is less final', () => {
    expect(allSpendText([CLOUD, REED], frame(MONTH))).toBe(
      [
        '消耗月报 2026-05',
        '青禾商贸 ¥61,000.00',
        '宁波砚序食品有限公司 ¥60,141.27（赠款 ¥300.00）',
        '共 2 个客户，合计 ¥121,141.27（不含赠款）',
        '赠款 ¥300.00',
        '截至 2026-06-01 10:00，含已报数据',
      ].join('\n'),
    );
  });

  it('names days from and to, red figures, money of the client itself, and a day without spend', () => {
    const range = { ...DAY, from: '2026-05-01', to: '2026-05-15' };
    const lines = [line('qianchuan', 'prepay', -1_205), line('qianchuan', 'client_own', 100_000)];
    expect(clientSpendText({ name: '甲店', lines }, frame(range))).toBe(
      [
        '甲店 2026-05-01 至 2026-05-15 消耗',
        '千川 ¥987.95',
        '其中客户自充 ¥1,000.00',
        '截至 2026-05-21 09:30，已结算',
      ].join('\n'),
    );
    expect(clientSpendText({ name: '甲店', lines: [lines[0]!] }, frame(range))).toContain('千川 -¥12.05');
    expect(clientSpendText({ name: '甲店', lines: [] }, frame(DAY))).toBe('甲店 2026-05-20 消耗\n暂无消耗');
  });

  it('speaks English too', () => {
    expect(clientSpendText(CLOUD, frame(DAY, 'en'))).toBe(
      [
        '宁波砚序食品有限公司: spend 2026-05-20',
        'Suixintui ¥1,500.00',
        'Qianchuan ¥57,900.00',
        'DOU+ ¥741.27',
        'Total ¥60,141.27 (without grants)',
        'Grants ¥300.00',
        'As of 2026-05-21 09:30, settled',
      ].join('\n'),
    );
  });
});
