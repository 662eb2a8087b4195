import type { BookBucket, MemoBucket } from '../accounting/events/facts.ts';
import type { MoneyKind } from './book-view.ts';

/** Words of the field in lists that people keep, and what they mean for a posting. */
export type BucketWord =
  | { kind: 'book'; bucket: BookBucket; unsplit?: true }
  | { kind: 'memo'; bucket: Exclude<MemoBucket, 'credit' | 'preloan' | 'client_own'> }
  | { kind: 'credit'; bucket: 'credit' | 'preloan' }
  | { kind: 'wallet' };

const BUCKETS: readonly [readonly string[], BucketWord][] = [
  [['', '非赠款', '现金', '余额'], { kind: 'book', bucket: 'prepay', unsplit: true }],
  [['预付', '预付充值', '现金充值'], { kind: 'book', bucket: 'prepay' }],
  [['返点', '返点充值', '返点充值款', '返货充值'], { kind: 'book', bucket: 'rebate_credit' }],
  [['赠款', '前返赠款', '货返'], { kind: 'memo', bucket: 'grant' }],
  [['共享赠款'], { kind: 'memo', bucket: 'shared_grant' }],
  [['消返红包', '红包'], { kind: 'memo', bucket: 'red_packet' }],
  [['优惠券', '立减红包', '立减'], { kind: 'memo', bucket: 'coupon' }],
  [['授信'], { kind: 'credit', bucket: 'credit' }],
  [['预借款'], { kind: 'credit', bucket: 'preloan' }],
  [['共享钱包'], { kind: 'wallet' }],
];

/** Kind of money 资金性质 that a word names; null for an unknown word. */
export function bucketOf(text: string | undefined): BucketWord | null {
  const word = (text ?? '').normalize('NFKC').trim();
  return BUCKETS.find(([words]) => words.includes(word))?.[1] ?? null;
}

export type PaymentWord =
  | { by: 'pool' }
  | { by: 'money'; kind: MoneyKind }
  | { by: 'employee' }
  | { by: 'source' };

/** How an order was paid, by 支付方式 and note; null for a word that says nothing known. `source`: back the way it came. */
export function paymentOf(payment: string | undefined, memo: string | undefined): PaymentWord | null {
  const text = (payment ?? '').normalize('NFKC').trim();
  if (/员工代付|员工垫付/.test(`${text}${memo ?? ''}`)) return { by: 'employee' };
  if (text === '' || /余额|资金池|钱包/.test(text)) return { by: 'pool' };
  if (/原支付|原路/.test(text)) return { by: 'source' };
  if (/支付宝/.test(text)) return { by: 'money', kind: 'alipay' };
  if (/微信|财付通/.test(text)) return { by: 'money', kind: 'wechat' };
  if (/抖音/.test(text)) return { by: 'money', kind: 'douyin_pay' };
  if (/银行|对公|转账|网银/.test(text)) return { by: 'money', kind: 'bank' };
  return null;
}

/** Kind of money account that a note names; the bank where it names none. */
export function moneyKindOf(text: string): MoneyKind {
  if (/支付宝/.test(text)) return 'alipay';
  if (/微信|财付通/.test(text)) return 'wechat';
  if (/抖音支付/.test(text)) return 'douyin_pay';
  return 'bank';
}

/** Whether a version runs on a computer: its spend is told by day and not by order. */
export function isPcVersion(version: string | undefined): boolean {
  return /^PC/i.test((version ?? '').normalize('NFKC').trim());
}

/** What a status of an order list says about its money. */
export function orderEnd(status: string): 'ended' | 'running' {
  return /完成|结束|终止|不通过|失败|关闭|取消|退款|FINISH|TERMINAT|REJECT|FAIL|OVER/i.test(
    status.normalize('NFKC'),
  )
    ? 'ended'
    : 'running';
}
