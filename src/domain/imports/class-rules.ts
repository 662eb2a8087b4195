import type { Direction, Meaning } from '../statement.ts';

/** What a bank or channel row is for the agency, before anybody is asked. */
export const MONEY_CLASSES = [
  'client_receipt',
  'platform_payment',
  'platform_refund',
  'platform_withdrawal',
  'order_payment',
  'client_refund',
  'own_transfer',
  'fee',
  'interest',
  'returned',
  'employee',
  'deposit',
  'non_business',
  'unknown',
] as const;
export type MoneyClass = (typeof MONEY_CLASSES)[number];

/** One rule: all conditions that it names must hold. Words are compared NFKC, without spaces, in lower case. */
export interface ClassRule {
  class: MoneyClass;
  /** Which way the money went; absent = both. */
  direction?: Exclude<Direction, 'neutral'>;
  /** One of these words stands in one of the text columns. */
  words?: readonly string[];
  /** Columns in which `words` are looked for; absent = all words of the row. */
  in?: readonly Meaning[];
  /** One of these words stands in the counterparty's name or account. */
  party?: readonly string[];
  /** The counterparty is known to the book as this. */
  known?: 'own' | 'client' | 'platform' | 'employee';
  /** The row's text holds an order number (15 to 22 digits) of the platform. */
  orderNo?: true;
  /** Category of a non-business row or of a deposit. */
  category?: string;
}

/** Names under which the platform and its payment company pay and are paid. */
export const PLATFORM_NAMES = [
  '巨量引擎',
  '抖音支付',
  '字节跳动',
  '今日头条',
  '合众易宝',
  'douyin.com',
  '抖音月付',
] as const;
const PAYMENT_COMPANIES = ['支付宝(中国)', '财付通', '微信支付'] as const;
const WORDS: readonly Meaning[] = ['memo', 'memo2', 'kind'];

/** The rules in the order in which they are tried; the first that holds decides. */
export const CLASS_RULES: readonly ClassRule[] = [
  { class: 'returned', direction: 'income', words: ['退汇', '汇路退回', '入账失败', '提现退回'], in: WORDS },
  {
    class: 'fee',
    direction: 'expense',
    words: ['手续费', '账户管理费', '短信费', '短信服务费', '工本费', '回单费', '网银年费', '扣除交易手续费'],
    in: WORDS,
  },
  { class: 'fee', direction: 'expense', words: ['收费'], in: ['kind'] },
  { class: 'fee', direction: 'income', words: ['手续费退回', '退手续费', '退费'], in: WORDS },
  { class: 'interest', direction: 'income', words: ['结息', '利息', '存款息'], in: WORDS },
  { class: 'deposit', words: ['保证金'], in: WORDS },
  { class: 'own_transfer', known: 'own' },
  { class: 'own_transfer', direction: 'income', words: ['提现'], party: PAYMENT_COMPANIES },
  { class: 'own_transfer', direction: 'expense', words: ['提现'], in: WORDS },
  {
    class: 'platform_withdrawal',
    direction: 'income',
    words: ['余额提现', '余额提出', '账户提现', '提现'],
    party: PLATFORM_NAMES,
  },
  {
    class: 'platform_refund',
    direction: 'income',
    words: ['退款', '交易退款', '退货'],
    party: PLATFORM_NAMES,
  },
  { class: 'platform_refund', direction: 'income', words: ['退款'], orderNo: true },
  { class: 'order_payment', direction: 'expense', orderNo: true, party: PLATFORM_NAMES },
  { class: 'order_payment', direction: 'expense', orderNo: true, words: ['随心推', 'dou+', '抖加', '千川'] },
  { class: 'platform_payment', direction: 'expense', party: PLATFORM_NAMES },
  { class: 'platform_payment', direction: 'expense', known: 'platform' },
  { class: 'employee', known: 'employee' },
  { class: 'employee', direction: 'expense', words: ['报销', '备用金'], in: WORDS },
  { class: 'non_business', direction: 'expense', words: ['工资', '代发', '奖金'], category: '工资' },
  {
    class: 'non_business',
    direction: 'expense',
    words: ['税务局', '缴税', '社保', '公积金', '个税'],
    category: '税费',
  },
  {
    class: 'non_business',
    direction: 'expense',
    words: ['房租', '租金', '物业', '水电', '电费', '水费', '宽带'],
    category: '房租水电',
  },
  { class: 'client_refund', direction: 'expense', known: 'client' },
  { class: 'client_refund', direction: 'expense', words: ['退客户款', '退还余款', '退余款'], in: WORDS },
  { class: 'client_receipt', direction: 'income', known: 'client' },
  {
    class: 'client_receipt',
    direction: 'income',
    words: ['推广费', '投放款', '充值款', '广告费', '服务费预付'],
    in: WORDS,
  },
];
