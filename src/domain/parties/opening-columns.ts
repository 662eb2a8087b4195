import type { Bucket } from '../accounting/types.ts';
import type { HeadingNames } from './cells.ts';

/** Columns of the opening template 期初建账; each sheet uses the ones it needs. */
export const OPENING_HEADINGS = {
  kind: ['类别', '期初类别'],
  client: ['客户编号', '客户代码'],
  clientName: ['客户名称', '客户'],
  contractSubject: ['结算主体', '主体'],
  account: ['账户ID', '平台账户ID', '千川账户ID', '账户'],
  supplier: ['上游', '上游名称'],
  money: ['资金账户', '银行账户', '账号'],
  employee: ['员工', '员工姓名'],
  bucket: ['资金性质'],
  type: ['类型', '状态', '项目'],
  dueOn: ['到期日', '到期日期'],
  on: ['日期', '截止日期'],
  caseNo: ['单号', '发票号码', '订单号'],
  amount: ['金额', '余额', '金额元', '余额元'],
  note: ['备注', '说明'],
} as const satisfies HeadingNames<string>;
export type OpeningField = keyof typeof OPENING_HEADINGS;

/** What a row of the template opens. The word is the sheet's name or stands in the column 类别. */
export const OPENING_KINDS = {
  client_funds: ['客户预收', '预收客户款'],
  receivable: ['应收', '应收客户款'],
  pool: ['账户资金池', '资金池'],
  transit: ['在途'],
  deposit: ['保证金'],
  rebate: ['返点'],
  money: ['资金账户余额', '资金账户'],
  employee: ['员工往来'],
  invoiced: ['已开票'],
  limit_used: ['已用限额'],
  difference: ['期初差异'],
} as const satisfies Record<string, readonly string[]>;
export type OpeningKind = keyof typeof OPENING_KINDS;

export const BUCKET_WORDS: Readonly<Record<Bucket, readonly string[]>> = {
  prepay: ['预付', '现金', '非赠款', '预付(现金充值)'],
  rebate_credit: ['返点充值款', '返点充值'],
  credit: ['授信'],
  preloan: ['预借款', '预借'],
  grant: ['赠款'],
  shared_grant: ['共享赠款'],
  red_packet: ['消返红包', '红包'],
  coupon: ['立减红包', '优惠券', '立减红包/优惠券'],
  client_own: ['客户自充', '客户自充资金'],
};

/** Memo account of each bucket that is off the book. */
export const MEMO_CODE: Readonly<Partial<Record<Bucket, string>>> = {
  grant: '9001',
  shared_grant: '9002',
  red_packet: '9003',
  coupon: '9004',
  credit: '9005',
  preloan: '9006',
  client_own: '9007',
};

/** One word of 类型 and the account that it opens; `category` is the type of the open item. The first is the default. */
export interface OpeningType {
  words: readonly string[];
  code: string;
  category?: string;
}

/** Which account a row opens, by kind and 类型. Pools and money accounts decide by what they are. */
export const OPENING_TYPES: Readonly<Partial<Record<OpeningKind, readonly OpeningType[]>>> = {
  client_funds: [
    { words: ['待充值'], code: '2203.01' },
    { words: ['在平台'], code: '2203.02' },
    { words: ['服务费', '预收服务费'], code: '2203.04' },
  ],
  receivable: [
    { words: ['垫款'], code: '1122.01', category: 'advance' },
    { words: ['后付'], code: '1122.01', category: 'postpaid' },
    { words: ['透支'], code: '1122.01', category: 'overdraft' },
    { words: ['扣罚'], code: '1122.01', category: 'penalty' },
    { words: ['服务费'], code: '1122.02' },
  ],
  pool: [
    { words: ['可用'], code: '1123.03' },
    { words: ['已下单'], code: '1123.04' },
    { words: ['冻结'], code: '1123.05' },
  ],
  transit: [
    { words: ['充值在途'], code: '1123.01' },
    { words: ['直付订单'], code: '1123.06' },
    { words: ['账户划转在途'], code: '1123.07' },
    { words: ['内部划转在途'], code: '1012.99' },
    { words: ['退款在途', '平台退款在途'], code: '1221.01' },
    { words: ['提现在途'], code: '1221.02' },
    { words: ['封户退款'], code: '1221.03' },
    { words: ['待查付款'], code: '1221.07' },
    { words: ['授信消耗应付', '应付平台授信'], code: '2202.01' },
    { words: ['欠费'], code: '2202.03' },
    { words: ['待认领款'], code: '2241.01' },
    { words: ['应退客户款'], code: '2241.06' },
  ],
  deposit: [
    { words: ['存出', '存出保证金'], code: '1221.06' },
    { words: ['存入', '存入保证金'], code: '2241.02' },
  ],
  rebate: [
    { words: ['媒体返点已确认'], code: '1221.04' },
    { words: ['媒体返点暂估'], code: '1221.05' },
    { words: ['待摊客户返点'], code: '1801' },
    { words: ['客户返点已确认'], code: '2241.03' },
    { words: ['客户返点暂估'], code: '2241.04' },
    { words: ['递延媒体返点'], code: '2401' },
  ],
  employee: [
    { words: ['应收员工款', '应收'], code: '1221.08' },
    { words: ['应付员工代付款', '应付'], code: '2241.05' },
  ],
};

/** Kinds whose 类型 may be left empty: the first type counts. */
export const DEFAULT_TYPE_KINDS: ReadonlySet<OpeningKind> = new Set<OpeningKind>(['client_funds', 'pool']);
