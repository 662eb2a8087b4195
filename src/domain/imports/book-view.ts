import type { ClientRef, MemoBucket, MoneyRef, PoolFact } from '../accounting/events/facts.ts';
import type { Fen } from '../money.ts';
import type { OrderFigures } from '../order-book/order.ts';
import type { Product } from '../rulebook/types.ts';
import type { KnownParties } from './classify.ts';

/** A platform account as an import needs it. */
export interface AccountView {
  kind: 'qianchuan' | 'douplus';
  pool: PoolFact;
  funder: 'agency' | 'client' | 'employee';
  /** Setting of the account: which source its pool-paid spend posts from. */
  spendBasis: 'flow' | 'orders';
  mode: 'M1' | 'M2' | 'M3';
  /** Days, both included, in which the agency gives its client a front rebate in money; null: from ever, for good. */
  cashRebate: readonly { from: string | null; to: string | null }[];
  /** Fee and 货返 that the client's policies set for recharges, the narrower platform first; days included, null: for good. */
  agreed: readonly { what: 'fee' | 'grant'; ratePpm: number; from: string; to: string | null }[];
  /** Shared wallet that the account draws on, if the book knows one. */
  wallet: PoolFact | null;
}

/** Cash that stands on a passing account: 待认领款, 待查付款, registered receipts and payments whose row is not seen. */
export const CASH_KINDS = ['receipt', 'payment', 'registered_in', 'registered_out'] as const;
export type CashKind = (typeof CASH_KINDS)[number];

export interface OpenCash {
  caseNo: string;
  money: MoneyRef;
  /** Still open; 0 where the case is settled. */
  amountFen: Fen;
  day: string;
  /** Client that the row's counterparty is known as. */
  client?: number;
}

/** Who posts an order: the source that told it first; the others only compare. */
export interface OrderView {
  owner: string;
  account: AccountView;
  client: ClientRef;
  /** Null: paid from the pool. */
  payer: { by: 'money'; money: MoneyRef } | { by: 'employee'; employee: number } | null;
  /** Came back to the payer so far. */
  refundedFen: Fen;
}

export interface KnownOrder {
  figures: OrderFigures;
  /** It was ever seen delivering. */
  wasDelivering: boolean;
  /** Its spend is settled or billed: no list says more (DAT-5). */
  isSettled: boolean;
  /** Spend that was booked by hand, beside the rows of lists. */
  handSpentFen: number;
  /**
   * What its case holds beside the row that a list corrects: on order, paid directly, on its way back. Below zero where
   * something was taken from what that row had booked: a release by hand, a refund that arrived, a ban.
   */
  beside: { onOrderFen: number; directFen: number; transitFen: number };
}

export interface RechargeView {
  account: AccountView | null;
  paidFen: Fen;
  /** What is to arrive, as posted with the payment. */
  expectedFen: Fen;
  creditedFen: Fen;
  /** Whose registration the payment is: a row of a list, or a payment of the book itself; null where it stands on its row. */
  toldBy: 'list' | 'hand' | null;
}

/** A payment that no list has told: identified by a person on its own row, or paid for an application of the book. */
export interface IdentifiedPayment {
  caseNo: string;
  money: MoneyRef;
  amountFen: Fen;
  day: string;
  /** Pool of a recharge; null for money sent back to a client, and for a payment of several pools in one sum. */
  pool: number | null;
  /** What of its case no list has told; a payment of several pools is told pool by pool. */
  restFen: Fen;
  /** It was paid under a 打款码 of the book: two of them are never the same to each other. */
  isCoded: boolean;
  /** Its statement row has not been seen. */
  isUnseen: boolean;
}

/** 充值 that the agency's list told under a number before, and that booked nothing: another source had told it. */
export interface NotedRecharge {
  account: AccountView;
  amountFen: Fen;
  day: string;
}

/** What an agent wallet gave to a pool (E20). */
export interface WalletDeposit {
  caseNo: string;
  wallet: PoolFact;
  /** Platform rebate 2401 that went with it. */
  rebateFen: Fen;
}

/** What came into a pool, with the source that told it. */
export interface Deposit {
  key: string;
  day: string;
  amountFen: Fen;
  /** Profile. */
  source: string;
}

/** Money that the platform owes: it arrives with or without the number of its case. */
export interface PlatformDue {
  kind: 'withdrawal' | 'ban' | 'order';
  caseNo: string;
  /** Null for an order. */
  pool: PoolFact | null;
  /** Money account that paid the order; null where any may receive it. */
  money: number | null;
  openFen: Fen;
  /** Since when it is owed. */
  from: string;
}

export type MoneyKind = 'bank' | 'alipay' | 'wechat' | 'douyin_pay';

/** What a plan asks the book; every answer is of the moment of planning. */
export interface BookView {
  parties: KnownParties;
  account(platformId: string): AccountView | null;
  clientByName(name: string): ClientRef | null;
  /** Every pool that is a client's own. */
  accountsOf(client: number): AccountView[];
  moneyByNumber(number: string): MoneyRef | null;
  /** Money accounts of a kind. */
  moneyOfKind(kind: MoneyKind): MoneyRef[];
  employees(): number[];
  agentWallet(platformId: string): PoolFact | null;
  sharedWallet(platformId: string): PoolFact | null;
  openCash(kind: CashKind, caseNo: string): OpenCash[];
  openCashByAmount(kind: CashKind, amountFen: Fen, from: string, to: string): OpenCash[];
  /** Receipts without a number of which a person claimed this amount for a client, and that no list has told since. */
  claimedReceipts(client: number, amountFen: Fen, from: string, to: string): OpenCash[];
  /** Payments (E17, or E48 to the client) identified or paid for a client by a person, that no list has told since. */
  identifiedPayments(
    client: number,
    event: 'E17' | 'E48',
    wanted: { amountFen: Fen; from: string; to: string },
  ): IdentifiedPayment[];
  /** Refunds to a client that are approved and unpaid, by their case. */
  refundsDue(client: number): { caseNo: string; openFen: Fen }[];
  /** Cases of registered payments, row not seen, that something else of the book calls by this number. */
  registeredAs(no: string): string[];
  /** What 充值 of this number noted for a client, without booking it. */
  notedRecharge(caseNo: string, client: number): NotedRecharge | null;
  /** The recharge that a person had identified before 付款 of this number told it. */
  metRecharge(caseNo: string, client: number): RechargeView | null;
  order(no: string): OrderView | null;
  /** What the orders of the book know of one. */
  knownOrder(product: Product, no: string): KnownOrder | null;
  recharge(caseNo: string): RechargeView | null;
  /** Open withdrawal 提现在途, by its case or by the platform's number of it. */
  withdrawal(no: string): { caseNo: string; pool: PoolFact; openFen: Fen } | null;
  /** Open ban refunds 封禁退款, by their case or by the platform id of the account: one a pool. */
  banRefunds(no: string): PlatformDue[];
  /** What the platform owes on a day under cases that no row has to name: withdrawals, ban refunds, orders paid directly. */
  platformDue(day: string): PlatformDue[];
  /** Source whose rows posted pool-paid spend of a pool in a month (`yyyy-mm`). */
  spendSource(pool: number, month: string): string | null;
  /** Whether the daily flow ever posted spend of a pool. */
  isToldByFlow(pool: number): boolean;
  /** Deposits of money, or of grants, booked on a pool between two days. */
  deposits(pool: number, what: 'money' | 'grant', from: string, to: string): Deposit[];
  /** The wallet behind a deposit, by its key; null where none gave it. */
  walletDeposit(key: string): WalletDeposit | null;
  /** What a pool had before a day by the book; `grantFen` null where the book was never told of its grants. */
  poolBefore(pool: number, day: string): { ownFen: number; grantFen: number | null };
  /** What the book knows to be left of a memo bucket of a pool, 可用. */
  memoLeft(pool: number, bucket: MemoBucket): number;
  /** Day on which a fact of a day is booked: of a closed month the first day of the next open one. */
  bookDay(day: string): string;
  /** First day of the book; rows before it belong to the opening. */
  firstDay: string;
  /** Beijing day of the plan; a later day in a file is a mistake. */
  today: string;
}
