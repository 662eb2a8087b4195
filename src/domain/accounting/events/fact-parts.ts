import type { Fen } from '../../money.ts';

/** Whose money: client, and contract subject 结算主体 where a client has several. */
export interface ClientRef {
  client: number;
  subject?: number;
}

/** A money account of the agency: a bank account or a payment channel (Alipay, WeChat, Douyin Pay). */
export interface MoneyRef {
  money: number;
  kind: 'bank' | 'channel';
}

/**
 * Where cash moved: by the statement row itself; registered before its row is seen (the 待核对 twin); or by a row that
 * already stands unidentified in 待认领款 / 待查付款.
 */
export interface Cash {
  by: 'row' | 'registered' | 'suspense';
  money: MoneyRef;
}

/** Who paid upstream: the agency's cash, or an employee who is owed it. */
export type Payer = Cash | { by: 'employee'; employee: number };

/** A pool of on-book money. With a client it holds that client's money; without one it is the agency's own. */
export interface PoolFact {
  pool: number;
  supplier: number;
  client?: ClientRef;
}

export type BookBucket = 'prepay' | 'rebate_credit';
export type MemoBucket =
  | 'grant'
  | 'shared_grant'
  | 'red_packet'
  | 'coupon'
  | 'credit'
  | 'preloan'
  | 'client_own';

/** Money of a pool by bucket. `unsplit`: the file gave one figure, so rebate credit may pay what prepay lacks. */
export interface FromPool {
  pool: PoolFact;
  bucket: BookBucket;
  unsplit?: true;
}

/** Memo part of an order: grants, coupons, the client's own money. `client_own` needs the client of the pool. */
export interface MemoPart {
  bucket: MemoBucket;
  amountFen: Fen;
}

/** Intents are refused when money is short; facts are always booked and complete themselves. */
export interface Standing {
  as: 'intent' | 'fact';
}

/** An event of the table by its id. */
export interface Of<Id extends string> {
  id: Id;
  /** Order, refund, withdrawal, recharge, receipt or registration that the legs belong to. */
  caseNo?: string;
}

/** An open item of a client as the ledger knows it. */
export interface OpenItem {
  item: number;
  code: '1122.01' | '1122.02';
  /** Type of a 1122.01 item. */
  category?: ItemType;
  openFen: Fen;
  /** YYYY-MM-DD. */
  dueOn: string;
}
/** Types of 1122.01 items: 垫款, 后付, 透支, 扣罚. */
export const ITEM_TYPES = ['advance', 'postpaid', 'overdraft', 'penalty'] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

/** Part of a receipt that goes to one client. Without `openItems` what the client owes is cleared by the balances. */
export interface ClaimPart {
  client: ClientRef;
  amountFen: Fen;
  as: 'funds' | 'deposit' | 'fee_ahead';
  openItems?: readonly OpenItem[];
}

export interface ClaimFacts {
  money: MoneyRef;
  parts: readonly ClaimPart[];
}

export interface RechargeFacts {
  pool: PoolFact;
  /** 实付 and expected 到账; the difference is the platform's front rebate. */
  paidFen: Fen;
  creditedFen: Fen;
}

export interface ArrivalFacts {
  pool: PoolFact;
  bucket: BookBucket;
  /** What the platform credited. */
  creditedFen: Fen;
  /** What was to come, where the recharge is known. */
  expectedFen?: Fen;
}

/** What paid a spend. `unallocated`: a day's flow not yet split to orders. `direct`: an order paid outside the pool. */
export type SpendSource =
  | { kind: 'order' }
  | { kind: 'pc' }
  | { kind: 'unallocated' }
  | { kind: 'direct'; paidFrom: Payer };

export interface SpendFacts extends FromPool {
  /** Charged client; needed where the pool is the agency's. `pool` of a direct order is that of its platform account. */
  client?: ClientRef;
  source: SpendSource;
  amountFen: Fen;
}

export type InvoiceMode = 'M1' | 'M2';

/** Spend of a credit line or preloan. */
export interface CreditSpend {
  pool: PoolFact;
  client?: ClientRef;
  bucket: 'credit' | 'preloan';
  mode: InvoiceMode;
  postpaid?: true;
  amountFen: Fen;
}

/** Spend of a grant. `sold`: the contract sells it at an agreed price. `onOrder`: the part stands in the state 已下单. */
export interface GrantSpend {
  pool: PoolFact;
  bucket: 'grant' | 'shared_grant' | 'red_packet' | 'coupon';
  amountFen: Fen;
  onOrder?: true;
  sold?: { client: ClientRef; priceFen: Fen };
}

/** Spend of the client's own money. */
export interface OwnSpend {
  pool: PoolFact;
  client: ClientRef;
  amountFen: Fen;
  onOrder?: true;
}

/** What the spend that is restated released when it was booked: the red part goes back in proportion. */
export interface Released {
  spentFen: Fen;
  clientRebateFen: Fen;
  mediaRebateFen: Fen;
  /** Of a fee received ahead (E50). */
  feeFen?: Fen;
}
