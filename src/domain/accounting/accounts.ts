/** The chart of the book 台账科目, one line a code. GL codes are hints of the mapping table and never used in logic. */

export type AccountKind =
  | 'asset'
  | 'liability'
  | 'income'
  | 'cost'
  | 'expense'
  | 'clearing'
  | 'equity'
  | 'memo';
export type Side = 'debit' | 'credit';
/** What the store's CHECK holds on the posted balance: debits cover credits (asset ≥ 0), the mirror of it, or nothing. */
export type Guard = 'debits_cover' | 'credits_cover' | 'none';

export interface AccountLine {
  code: string;
  zh: string;
  en: string;
  kind: AccountKind;
  /**
   * Dimensions in the letters of the accounting table: C client (subject may follow), S supplier, M money account,
   * P pool, B bucket, E employee, T category (type of item, kind of row); O case and I open item stand on the leg.
   * `?` may be absent; letters joined by `/`: exactly one of them.
   */
  dims: string;
  side: Side;
  guard: Guard;
  glHint: string;
  /** Reduces what its kind counts: an allowance, a rebate. */
  contra?: true;
  /** Passing account: what stands on it must be explained at the close. */
  clearing?: true;
}

// biome-ignore format: a chart reads as a table, one line a code
export const CHART: readonly AccountLine[] = [
  { code: '1002', zh: '银行存款', en: 'Bank', kind: 'asset', dims: 'M', side: 'debit', guard: 'none', glHint: '1002' },
  { code: '1002.90', zh: '银行存款—待核对', en: 'Bank, row not yet seen', kind: 'asset', dims: 'M O', side: 'debit', guard: 'none', glHint: '1002', clearing: true },
  { code: '1012', zh: '其他货币资金—第三方支付', en: 'Payment channels', kind: 'asset', dims: 'M', side: 'debit', guard: 'none', glHint: '1012' },
  { code: '1012.90', zh: '第三方支付—待核对', en: 'Payment channels, row not yet seen', kind: 'asset', dims: 'M O', side: 'debit', guard: 'none', glHint: '1012', clearing: true },
  { code: '1012.99', zh: '内部划转在途', en: 'Own transfers in transit', kind: 'clearing', dims: 'M', side: 'debit', guard: 'none', glHint: '1012', clearing: true },
  { code: '1122.01', zh: '应收客户款—投放款', en: 'Receivable: promotion', kind: 'asset', dims: 'C T I', side: 'debit', guard: 'none', glHint: '1122 / 1221' },
  { code: '1122.02', zh: '应收客户款—服务费', en: 'Receivable: service fee', kind: 'asset', dims: 'C I', side: 'debit', guard: 'none', glHint: '1122' },
  { code: '1123.01', zh: '预付媒体款—充值在途', en: 'Prepaid media: recharge in transit', kind: 'asset', dims: 'S P C?', side: 'debit', guard: 'debits_cover', glHint: '1123', clearing: true },
  { code: '1123.02', zh: '预付媒体款—代理商账户', en: 'Prepaid media: agent wallet', kind: 'asset', dims: 'S P B', side: 'debit', guard: 'debits_cover', glHint: '1123' },
  { code: '1123.03', zh: '预付媒体款—账户可用', en: 'Prepaid media: pool available', kind: 'asset', dims: 'P B', side: 'debit', guard: 'debits_cover', glHint: '1123' },
  { code: '1123.04', zh: '预付媒体款—已下单', en: 'Prepaid media: pool on order', kind: 'asset', dims: 'P B O?', side: 'debit', guard: 'debits_cover', glHint: '1123' },
  { code: '1123.05', zh: '预付媒体款—冻结', en: 'Prepaid media: pool frozen', kind: 'asset', dims: 'P B', side: 'debit', guard: 'debits_cover', glHint: '1123' },
  { code: '1123.06', zh: '预付媒体款—直付订单', en: 'Prepaid media: orders paid directly', kind: 'asset', dims: 'C O M/E', side: 'debit', guard: 'debits_cover', glHint: '1123' },
  { code: '1123.07', zh: '预付媒体款—账户划转在途', en: 'Prepaid media: between pools', kind: 'clearing', dims: 'S', side: 'debit', guard: 'none', glHint: '1123', clearing: true },
  { code: '1221.01', zh: '其他应收款—平台退款在途', en: 'Order refunds in transit', kind: 'asset', dims: 'C O M/E', side: 'debit', guard: 'debits_cover', glHint: '1221 / 1123' },
  { code: '1221.02', zh: '其他应收款—提现在途', en: 'Withdrawals in transit', kind: 'asset', dims: 'P O', side: 'debit', guard: 'debits_cover', glHint: '1221 / 1123' },
  { code: '1221.03', zh: '其他应收款—封户退款', en: 'Ban refunds', kind: 'asset', dims: 'P O', side: 'debit', guard: 'debits_cover', glHint: '1221' },
  { code: '1221.04', zh: '应收媒体返点—已确认', en: 'Platform rebate, confirmed', kind: 'asset', dims: 'S I', side: 'debit', guard: 'none', glHint: '1221' },
  { code: '1221.05', zh: '应收媒体返点—暂估', en: 'Platform rebate, accrued', kind: 'asset', dims: 'S I', side: 'debit', guard: 'none', glHint: '1221' },
  { code: '1221.06', zh: '存出保证金', en: 'Deposits paid', kind: 'asset', dims: 'S I', side: 'debit', guard: 'debits_cover', glHint: '1221' },
  { code: '1221.07', zh: '待查付款', en: 'Payments not identified', kind: 'asset', dims: 'M', side: 'debit', guard: 'none', glHint: '1221', clearing: true },
  { code: '1221.08', zh: '应收员工款', en: 'Due from employees', kind: 'asset', dims: 'E', side: 'debit', guard: 'debits_cover', glHint: '1221' },
  { code: '1231', zh: '坏账准备', en: 'Allowance for bad debts', kind: 'asset', dims: 'C', side: 'credit', guard: 'none', glHint: '1231', contra: true },
  { code: '1801', zh: '待摊客户返点', en: 'Client front rebate, unearned', kind: 'asset', dims: 'C', side: 'debit', guard: 'debits_cover', glHint: '1123 / 1901' },
  { code: '2202.01', zh: '应付平台款—授信消耗', en: 'Payable: credit spent, upstream postpaid', kind: 'liability', dims: 'S P T? I', side: 'credit', guard: 'credits_cover', glHint: '2202' },
  { code: '2202.03', zh: '应付平台款—欠费', en: 'Payable: pool overdrawn', kind: 'liability', dims: 'S P', side: 'credit', guard: 'none', glHint: '2202' },
  { code: '2203.01', zh: '预收客户款—待充值', en: 'Client funds, unallocated', kind: 'liability', dims: 'C', side: 'credit', guard: 'credits_cover', glHint: '2203 / 2241' },
  { code: '2203.02', zh: '预收客户款—在平台', en: 'Client funds, at the platform', kind: 'liability', dims: 'C', side: 'credit', guard: 'credits_cover', glHint: '2203 / 2241' },
  { code: '2203.03', zh: '预收客户款—预开票税额', en: 'Tax of invoices issued ahead', kind: 'liability', dims: 'C', side: 'debit', guard: 'none', glHint: '2203', contra: true },
  { code: '2203.04', zh: '预收服务费', en: 'Service fee received ahead', kind: 'liability', dims: 'C', side: 'credit', guard: 'credits_cover', glHint: '2203' },
  { code: '2221.01', zh: '应交增值税—销项税额', en: 'Output VAT', kind: 'liability', dims: '', side: 'credit', guard: 'none', glHint: '2221' },
  { code: '2221.02', zh: '应交增值税—进项税额', en: 'Input VAT, deducted', kind: 'liability', dims: '', side: 'debit', guard: 'none', glHint: '2221' },
  { code: '2221.03', zh: '待转销项税额', en: 'Output VAT not yet invoiced', kind: 'liability', dims: 'C', side: 'credit', guard: 'none', glHint: '2221' },
  { code: '2221.04', zh: '待认证进项税额', en: 'Input VAT not yet certified', kind: 'liability', dims: 'S', side: 'debit', guard: 'none', glHint: '2221' },
  { code: '2221.06', zh: '进项税额转出', en: 'Input VAT reversed', kind: 'liability', dims: 'S', side: 'credit', guard: 'none', glHint: '2221' },
  { code: '2241.01', zh: '其他应付款—待认领款', en: 'Receipts not identified', kind: 'liability', dims: 'M', side: 'credit', guard: 'none', glHint: '2241', clearing: true },
  { code: '2241.02', zh: '存入保证金', en: 'Deposits from clients', kind: 'liability', dims: 'C I', side: 'credit', guard: 'credits_cover', glHint: '2241' },
  { code: '2241.03', zh: '应付客户返点—已确认', en: 'Client back rebate, confirmed', kind: 'liability', dims: 'C I', side: 'credit', guard: 'none', glHint: '2241' },
  { code: '2241.04', zh: '应付客户返点—暂估', en: 'Client back rebate, accrued', kind: 'liability', dims: 'C', side: 'credit', guard: 'none', glHint: '2241' },
  { code: '2241.05', zh: '应付员工代付款', en: 'Owed to employees', kind: 'liability', dims: 'E', side: 'credit', guard: 'credits_cover', glHint: '2241' },
  { code: '2241.06', zh: '应退客户款', en: 'Refund to client approved, unpaid', kind: 'liability', dims: 'C O', side: 'credit', guard: 'credits_cover', glHint: '2241' },
  { code: '2401', zh: '递延媒体返点', en: 'Platform front rebate, unearned', kind: 'liability', dims: 'P', side: 'credit', guard: 'credits_cover', glHint: '2401 / 1123' },
  { code: '3001', zh: '期初平衡', en: 'Opening balance counterpart', kind: 'equity', dims: '', side: 'credit', guard: 'none', glHint: '' },
  { code: '3999', zh: '非代投业务收支', en: 'Rows of the general ledger', kind: 'clearing', dims: 'M T', side: 'debit', guard: 'none', glHint: '', clearing: true },
  { code: '6001.01', zh: '投放款结算收入', en: 'Charges for spend', kind: 'income', dims: 'C P', side: 'credit', guard: 'none', glHint: '6001 / 5001' },
  { code: '6001.02', zh: '服务费收入', en: 'Service fee income', kind: 'income', dims: 'C', side: 'credit', guard: 'none', glHint: '6001 / 5001' },
  { code: '6001.09', zh: '客户返点', en: 'Client rebates', kind: 'income', dims: 'C', side: 'debit', guard: 'none', glHint: '6001 / 5001', contra: true },
  { code: '6301', zh: '营业外收入', en: 'Non-operating income', kind: 'income', dims: 'C', side: 'credit', guard: 'none', glHint: '6301 / 5301' },
  { code: '6401.01', zh: '媒体消耗成本', en: 'Media cost', kind: 'cost', dims: 'S C P', side: 'debit', guard: 'none', glHint: '6401 / 5401' },
  { code: '6401.02', zh: '媒体返点', en: 'Platform rebates', kind: 'cost', dims: 'S C?', side: 'credit', guard: 'none', glHint: '6401 / 5401', contra: true },
  { code: '6603.01', zh: '财务费用—手续费', en: 'Bank and channel fees', kind: 'expense', dims: 'M', side: 'debit', guard: 'none', glHint: '6603 / 5603' },
  { code: '6603.02', zh: '财务费用—汇兑损益', en: 'Exchange differences', kind: 'expense', dims: 'M', side: 'debit', guard: 'none', glHint: '6603 / 5603' },
  { code: '6603.03', zh: '财务费用—尾差', en: 'Rounding written off', kind: 'expense', dims: 'C/S/M', side: 'debit', guard: 'none', glHint: '6603 / 5603' },
  { code: '6702', zh: '信用减值损失', en: 'Bad-debt expense', kind: 'expense', dims: 'C', side: 'debit', guard: 'none', glHint: '6702 / 5711' },
  { code: '6711', zh: '营业外支出—赔付扣罚', en: 'Compensation and penalties', kind: 'expense', dims: 'C/S T?', side: 'debit', guard: 'none', glHint: '6711 / 5711' },
  { code: '9001', zh: '赠款', en: 'Grant', kind: 'memo', dims: 'P T? O?', side: 'debit', guard: 'none', glHint: '' },
  { code: '9002', zh: '共享赠款', en: 'Shared grant', kind: 'memo', dims: 'P T? O?', side: 'debit', guard: 'none', glHint: '' },
  { code: '9003', zh: '消返红包', en: 'Cash-back red packet', kind: 'memo', dims: 'P T? O?', side: 'debit', guard: 'none', glHint: '' },
  { code: '9004', zh: '立减红包/优惠券', en: 'Coupon', kind: 'memo', dims: 'P T? O?', side: 'debit', guard: 'none', glHint: '' },
  { code: '9005', zh: '授信可用额度', en: 'Credit limit unused', kind: 'memo', dims: 'P T? O?', side: 'debit', guard: 'none', glHint: '' },
  { code: '9006', zh: '预借款可用', en: 'Preloan unused', kind: 'memo', dims: 'P T? O?', side: 'debit', guard: 'none', glHint: '' },
  { code: '9007', zh: '客户自充资金', en: 'Client’s own money at the platform', kind: 'memo', dims: 'P C T? O?', side: 'debit', guard: 'none', glHint: '' },
  { code: '9999', zh: '表外对方', en: 'Memo counterpart', kind: 'memo', dims: '', side: 'credit', guard: 'none', glHint: '' },
];
