import type { Moment } from './calendar.ts';

/** All money of the plan is whole 分. */
export type Fen = number;

export interface DemoOptions {
  /** 1 to 120. */
  clients: number;
  /** 1 to 3 where people look at it; a year where only programs do. */
  months: number;
  /** `yyyy-mm`; 2026-03 where absent. */
  firstMonth?: string;
}

export interface DemoSubject {
  kind: 'enterprise' | 'individual';
  name: string;
  /** 统一社会信用代码 or ID number, check characters right, region invented. */
  code: string;
}

export interface DemoClient {
  code: string;
  name: string;
  shortName: string;
  subject: DemoSubject;
  manager: string;
  /** Names under which money comes: the company, sometimes a person. */
  payers: string[];
  payerAccount: string;
  bank: BankChannel;
  /** 对公验证 passed. */
  verified: boolean;
  /** Front rebate in 1/10000 of what was paid. */
  rebateBasisPoints: number;
  rebateForm: 'cash' | 'grant';
  accounts: DemoAccount[];
  douplus: DouplusAccount[];
}

/** A Qianchuan account: one pool for its three versions. */
export interface DemoAccount {
  id: string;
  name: string;
  client: string;
  douyin: string[];
  openingCashFen: Fen;
  openingGrantFen: Fen;
  /** Shared wallet that pays part of its PC spend. */
  wallet: string | null;
}

export interface DouplusAccount {
  id: string;
  client: string;
}

/** A shared wallet of the agency, filled before the first month. */
export interface DemoWallet {
  id: string;
  name: string;
  openingFen: Fen;
}

export interface DemoAgency {
  name: string;
  ccbAccount: string;
  cmbAccount: string;
  alipayAccount: string;
  wechatMerchant: string;
  agentId: string;
  agentName: string;
  /** What lies in the agent's account before the first month. */
  agentOpeningFen: Fen;
  employee: string;
}

export type BankChannel = 'ccb' | 'cmb';
export type Channel = BankChannel | 'alipay' | 'wechat';

export type MoveKind =
  | 'receipt'
  | 'topUp'
  | 'sweep'
  | 'fee'
  | 'interest'
  | 'order'
  | 'orderRefund'
  | 'clientRefund'
  | 'withdrawal'
  | 'returned'
  | 'supplier'
  | 'tax';

/** One line of a bank or channel account; `fen` is signed from the agency's side. */
export interface MoneyMove {
  channel: Channel;
  at: Moment;
  kind: MoveKind;
  fen: Fen;
  party: string;
  partyAccount: string;
  memo: string;
  /** What the payer wrote, an order id, a withdrawal number. */
  reference: string;
  client: string | null;
  /** After the line, filled when the month's lines stand in order. */
  balanceFen: Fen;
  serial: string;
}

/** A line of 账户转账记录: agent account → client account (加款) or back (退款). */
export interface Transfer {
  at: Moment;
  serial: string;
  kind: '加款' | '退款';
  target: string;
  targetName: string;
  client: string;
  clientName: string;
  cashFen: Fen;
  grantFen: Fen;
}

export type OrderProduct = 'suixintui' | 'douplus';
export type OrderPayment = 'pool' | 'alipay' | 'wechat' | 'bank' | 'employee';

/** A promotion order with its whole life; figures as of the export after the last month. */
export interface DemoOrder {
  id: string;
  planId: string;
  product: OrderProduct;
  client: string;
  account: string;
  douyin: string;
  at: Moment;
  live: boolean;
  goal: string;
  bid: string;
  hours: number;
  payment: OrderPayment;
  amountFen: Fen;
  couponFen: Fen;
  /** Amount less coupon, 0 if never paid. */
  paidFen: Fen;
  topUps: { at: Moment; fen: Fen }[];
  /** Spend by day, coupon part apart. */
  spends: { at: Moment; cashFen: Fen; couponFen: Fen }[];
  spentFen: Fen;
  /** Unspent money that went back: into the pool or to the paying channel. */
  returned: { at: Moment; fen: Fen; rejected: boolean } | null;
  status: string;
}

/** One account and day of 财务流水. */
export interface DayFlow {
  account: string;
  day: string;
  cashCostFen: Fen;
  grantCostFen: Fen;
  couponCostFen: Fen;
  walletCostFen: Fen;
  incomeFen: Fen;
  inFen: Fen;
  outFen: Fen;
  cashFen: Fen;
  grantFen: Fen;
  suixintuiCostFen: Fen;
}

/** PC spend of one account, day and version, as the book takes it. */
export interface PcSpend {
  account: string;
  client: string;
  day: string;
  version: 'PC极速版' | 'PC专业版';
  planId: string;
  cashFen: Fen;
  grantFen: Fen;
  walletFen: Fen;
}

export interface WalletDay {
  wallet: string;
  day: string;
  inFen: Fen;
  outFen: Fen;
}

export type BookType = '充值' | '下单' | '追加' | '消耗' | '释放' | '退款' | '提现' | '收款' | '付款';

/** A row of the agency's own book list 通用流水. */
export interface BookRow {
  at: Moment;
  type: BookType;
  no: string;
  account: string;
  client: string;
  version: string;
  fen: Fen;
  bucket: string;
  payment: string;
  memo: string;
}

/** A line of a shop's 动账明细; `fen` is signed from the shop's side. */
export interface ShopMove {
  at: Moment;
  serial: string;
  fen: Fen;
  scene: string;
  orderNo: string;
  balanceFen: Fen;
}

/** A line of a person's own Alipay or WeChat bill. */
export interface PersonalMove {
  at: Moment;
  direction: 'income' | 'expense' | 'neutral';
  fen: Fen;
  kind: string;
  party: string;
  goods: string;
  status: string;
  closed: boolean;
  refund: boolean;
  id: string;
  merchantId: string;
}

export interface SupplierLine {
  day: string;
  service: string;
  supplier: string;
  pieces: number;
  unitFen: Fen;
  paidFen: Fen;
  voucher: string;
}

/** A difference that was put in on purpose, so that a comparison has something to find. */
export interface PlannedDifference {
  where: 'book' | 'sweep' | 'reexport';
  what:
    | 'wrong_amount'
    | 'missing'
    | 'duplicate'
    | 'mistyped_id'
    | 'added'
    | 'fee'
    | 'returned'
    | 'no_reference';
  no: string;
  month: string;
  fen: Fen;
}

/** The whole demo agency as plain data; the same seed and options give the same plan. */
export interface DemoPlan {
  seed: number;
  options: DemoOptions;
  months: string[];
  agency: DemoAgency;
  /** Name of the platform company that is paid. */
  supplier: string;
  clients: DemoClient[];
  wallets: DemoWallet[];
  moves: MoneyMove[];
  openings: Record<Channel, Fen>;
  transfers: Transfer[];
  orders: DemoOrder[];
  flows: DayFlow[];
  pcSpends: PcSpend[];
  walletDays: WalletDay[];
  /** What the book should say, and what it says (with the planned differences). */
  bookTruth: BookRow[];
  book: BookRow[];
  /** The last month of the book, exported again later. */
  reexport: BookRow[];
  shop: { client: string; name: string; openingFen: Fen; moves: ShopMove[] };
  personal: { alipay: PersonalMove[]; wechat: PersonalMove[] };
  supplierLines: SupplierLine[];
  differences: PlannedDifference[];
}
