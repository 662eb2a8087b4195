import type { Product } from '../../../domain/rulebook/types.ts';
import type { Meaning } from '../../../domain/statement.ts';

/** What the rows of a form are: 流水, or orders of a product. */
export const ROW_KINDS = ['flow', 'suixintui', 'douplus'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export function rowKindOf(orders: Product | null): RowKind {
  return orders ?? 'flow';
}

export function ordersOf(kind: RowKind): Product | null {
  return kind === 'flow' ? null : kind;
}

/** Columns of an order list in the order in which they are asked for; the others stay as they are called. */
export const ORDER_MEANINGS = [
  'id',
  'time',
  'status',
  'amount',
  'paid',
  'coupon',
  'topUp',
  'spent',
  'refunded',
  'payment',
  'account',
  'party',
  'kind',
  'memo',
] as const satisfies readonly Meaning[];

/** Text code of what a column means in a form of this kind: in an order list 单号 is 订单号. */
export function meaningCode(meaning: Meaning, orders: Product | null): string {
  const isOfOrders = orders !== null && (OWN_WORDS as readonly string[]).includes(meaning);
  return isOfOrders ? `screens.mapping.order.${meaning}` : `meaning.${meaning}`;
}

const OWN_WORDS = [
  'id',
  'time',
  'status',
  'amount',
  'account',
  'party',
] as const satisfies readonly Meaning[];

/** Meanings that an order list cannot do without: its number, its time, and what it took. */
export function neededOfOrders(carried: ReadonlySet<Meaning>): Meaning[] {
  return carried.has('paid') ? ['id', 'time'] : ['id', 'time', 'amount'];
}

/** Headings of order lists that tell a meaning by themselves; what was paid stands before any amount. */
const TELLING: [RegExp, Meaning][] = [
  [/(订单|任务|计划).*(号|id|编码)|^(order|task).*(id|no)/i, 'id'],
  [/(下单|创建|投放开始|支付|付款)(日期|时间)|^日期|^时间|^date|ordered|created/i, 'time'],
  [/状态|status/i, 'status'],
  [/实付|实际支付|paid/i, 'paid'],
  [/追加|续费|top.?up/i, 'topUp'],
  [/消耗|花费|spent|cost/i, 'spent'],
  [/退款|退回|refund/i, 'refunded'],
  [/优惠|券|红包|抵扣|coupon/i, 'coupon'],
  [/支付方式|付款方式|payment/i, 'payment'],
  [/账户|账号|抖音号|广告主|account/i, 'account'],
  [/客户|品牌|client/i, 'party'],
  [/产品|类型|推广目的|kind|type/i, 'kind'],
  [/金额|预算|amount|budget/i, 'amount'],
  [/备注|说明|memo|remark|note/i, 'memo'],
];

/** A first guess from the headings of an order list: each meaning once, the first heading that tells it. */
export function guessOrderMeanings(headings: readonly string[]): Map<number, Meaning> {
  const guess = new Map<number, Meaning>();
  const taken = new Set<Meaning>();
  headings.forEach((heading, index) => {
    const found = TELLING.find(([pattern, meaning]) => pattern.test(heading) && !taken.has(meaning));
    if (!found) return;
    taken.add(found[1]);
    guess.set(index, found[1]);
  });
  return guess;
}
