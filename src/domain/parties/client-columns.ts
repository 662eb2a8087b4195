import type { HeadingNames } from './cells.ts';
import type {
  AccountKind,
  AliasKind,
  FrontRebateForm,
  Funder,
  InvoiceMode,
  SpendBasis,
  SubjectKind,
  Terms,
  Verification,
} from './types.ts';

/** Fields of the client template in its order, each with its heading and other spellings that files use. */
export const CLIENT_HEADINGS = {
  code: ['客户编号', '客户代码', '客户编码'],
  name: ['客户名称', '客户', '客户全称'],
  subjectKind: ['主体类型'],
  subjectName: ['主体名称', '开户主体', '公司主体'],
  paperNo: ['证件号码', '统一社会信用代码', '身份证号', '证件号'],
  payers: ['付款户名别名', '付款户名', '打款户名'],
  manager: ['客户经理', '主客户经理', '负责人'],
  verification: ['对公验证', '对公验证状态'],
  frontRebateRate: ['前返比例', '前返点', '前返'],
  frontRebateForm: ['前返方式', '前返形式'],
  qianchuan: ['千川账户ID', '千川账户', '千川ID', '巨量千川账户ID'],
  douplus: ['DOU+账户', 'DOU+账号', 'DOU+'],
  platform: ['平台', '平台类型'],
  platformId: ['平台账户ID', '账户ID'],
  accountName: ['账户名称'],
  shops: ['店铺名', '店铺名称', '小店名称'],
  douyinIds: ['抖音号', '抖音ID'],
  nicknames: ['昵称', '抖音昵称'],
  shortNames: ['简称', '客户简称'],
  assistants: ['协助经理', '协管经理'],
  managerFrom: ['经理起始日', '经理开始日期'],
  contractSubject: ['结算主体'],
  funder: ['出资方'],
  spendBasis: ['消耗口径'],
  invoiceMode: ['开票模式'],
  terms: ['结算方式'],
  creditDays: ['账期天数', '账期'],
  note: ['备注'],
} as const satisfies HeadingNames<string>;
export type ClientField = keyof typeof CLIENT_HEADINGS;
export const CLIENT_FIELDS = Object.keys(CLIENT_HEADINGS) as ClientField[];

/** Columns that hold other names of a client. */
export const ALIAS_FIELDS: readonly [ClientField, AliasKind][] = [
  ['payers', 'payer'],
  ['shops', 'shop'],
  ['douyinIds', 'douyin_id'],
  ['nicknames', 'nickname'],
  ['shortNames', 'other'],
];

export const SUBJECT_KIND_WORDS: Readonly<Record<SubjectKind, readonly string[]>> = {
  enterprise: ['企业', '公司', '个体工商户', '个体户', 'enterprise'],
  individual: ['个人', '自然人', 'individual'],
};
export const VERIFICATION_WORDS: Readonly<Record<Verification, readonly string[]>> = {
  passed: ['已通过', '通过', '已验证', '是', 'passed'],
  none: ['未验证', '未通过', '无', '否', 'none'],
  expired: ['已过期', '过期', '已失效', 'expired'],
};
export const FRONT_REBATE_WORDS: Readonly<Record<FrontRebateForm, readonly string[]>> = {
  cash: ['现金', '现返', 'cash'],
  grant: ['赠款', '货返', '返货', 'grant'],
};
export const PLATFORM_WORDS: Readonly<Record<AccountKind, readonly string[]>> = {
  qianchuan: ['巨量千川', '千川', 'qianchuan'],
  douplus: ['dou+', '抖加', 'douplus'],
};
export const FUNDER_WORDS: Readonly<Record<Funder, readonly string[]>> = {
  agency: ['代理商', '代理', '我方', 'agency'],
  client: ['客户自充', '客户', 'client'],
  employee: ['员工代付', '员工', 'employee'],
};
export const SPEND_BASIS_WORDS: Readonly<Record<SpendBasis, readonly string[]>> = {
  flow: ['财务流水', '流水', 'flow'],
  orders: ['订单', 'orders'],
};
export const INVOICE_MODE_WORDS: Readonly<Record<InvoiceMode, readonly string[]>> = {
  M1: ['全额开票', 'm1', '代理商全额开票'],
  M2: ['平台直接开票', 'm2', '平台直开'],
  M3: ['仅服务费', 'm3', '客户自充'],
};
export const TERMS_WORDS: Readonly<Record<Terms, readonly string[]>> = {
  prepaid: ['预付', '预充', 'prepaid'],
  postpaid: ['后付', '账期', 'postpaid'],
};
