/**
 * What happened to a client's money, by kind. A client's money is 2203.01 待充值 plus 2203.02 在平台; every posting on
 * them belongs to exactly one kind by its event, so opening + all kinds = closing in each of the two.
 */

export const UNALLOCATED = '2203.01';
export const AT_PLATFORM = '2203.02';

export const MONEY_KINDS = [
  'opened', // 期初建账
  'received', // 收款
  'credit', // 垫款、透支转入与冲抵
  'front_rebate', // 充值返点
  'recharge', // 充值到账
  'order', // 直付订单
  'spend', // 消耗
  'order_refund', // 订单退款回到待充值
  'withdrawal', // 平台提现回到待充值
  'fee', // 服务费
  'rebate', // 返点结算
  'returned', // 退回客户
  'moved', // 客户间划转
  'other', // 调账及其他
] as const;
export type MoneyKind = (typeof MONEY_KINDS)[number];

const EVENTS: Record<Exclude<MoneyKind, 'other'>, readonly number[]> = {
  opened: [61],
  received: [1, 2, 3, 4, 5, 6, 7, 8, 11, 13],
  credit: [12, 14, 15],
  front_rebate: [16],
  recharge: [17, 18, 19, 20, 21, 22, 26],
  order: [27, 28],
  spend: [30, 31, 32, 33, 34, 35, 41, 43],
  order_refund: [36, 37, 38, 39, 40],
  withdrawal: [45, 46, 47],
  fee: [49, 50],
  rebate: [51, 52, 53, 54, 55, 56],
  returned: [48],
  moved: [29],
};
const KIND_OF = new Map(
  Object.entries(EVENTS).flatMap(([kind, numbers]) => numbers.map(number => [number, kind as MoneyKind])),
);

/** Kind of an event of the event table, `E17` or `E53.3`; `other` for one that has no kind of its own. */
export function moneyKind(event: string): MoneyKind {
  return KIND_OF.get(Number(/^E(\d+)/.exec(event)?.[1] ?? 0)) ?? 'other';
}

/** Change or balance of a client's money in 分; positive is the client's. */
export interface ClientMoney {
  unallocatedFen: number;
  atPlatformFen: number;
}

export const NO_MONEY: ClientMoney = { unallocatedFen: 0, atPlatformFen: 0 };

export function totalFen({ unallocatedFen, atPlatformFen }: ClientMoney): number {
  return unallocatedFen + atPlatformFen;
}

export function addMoney(one: ClientMoney, other: ClientMoney): ClientMoney {
  return {
    unallocatedFen: one.unallocatedFen + other.unallocatedFen,
    atPlatformFen: one.atPlatformFen + other.atPlatformFen,
  };
}

/** What one sum of postings on a client's account does to the client's money; other codes do nothing. */
export function moneyOf(code: string, debitsFen: number, creditsFen: number): ClientMoney {
  const fen = creditsFen - debitsFen;
  if (code === UNALLOCATED) return { unallocatedFen: fen, atPlatformFen: 0 };
  if (code === AT_PLATFORM) return { unallocatedFen: 0, atPlatformFen: fen };
  return NO_MONEY;
}

export type MoneyByKind = Record<MoneyKind, ClientMoney>;

export function noMoneyByKind(): MoneyByKind {
  return Object.fromEntries(MONEY_KINDS.map(kind => [kind, NO_MONEY])) as MoneyByKind;
}

/** A recharge as both sides name it: 到账 reached the platform, of which 实付 was the client's own money. */
export interface Recharge {
  paidFen: number;
  creditedFen: number;
}

/** 到账 is what went to the platform; 实付 is that without the rebate that the agency put on top. */
export function rechargeOf(kinds: MoneyByKind): Recharge {
  const creditedFen = kinds.recharge.atPlatformFen;
  return { creditedFen, paidFen: creditedFen - totalFen(kinds.front_rebate) };
}
