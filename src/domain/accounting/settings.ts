/** Which source posts the spend of a platform account: its daily flow, or its orders. */
export type SpendBasis = 'flow' | 'orders';

/** Settings of a book that say how it is kept. */
export interface BookSettings {
  /** 企业会计准则, or 小企业会计准则: no allowance for bad debts; else the voucher mapping only. */
  standard: 'enterprise' | 'small_enterprise';
  /** 净额法 / 总额法: how reports and vouchers show spend. Never changes a posting. */
  presentation: 'net' | 'gross';
  /** Whether T1–T8 post; off: invoices are kept in their register only. */
  taxInLedger: boolean;
  /** 一般纳税人 / 小规模纳税人: only the former deducts input tax. The rates are dated rows of the rulebook. */
  taxpayer: 'general' | 'small_scale';
  /** Recognition of the agency's front rebates where a policy says nothing else. */
  rebateRecognition: 'with_spend' | 'at_recharge';
  /** 开票模式 of a contract that names none; it chooses the spend event: E30, E31, or E35 (客户自充). */
  invoiceMode: 'M1' | 'M2' | 'M3';
  /** Source of spend of a platform account that names none; held by the posting authority. */
  spendBasis: SpendBasis;
}

export const DEFAULT_BOOK_SETTINGS: BookSettings = {
  standard: 'enterprise',
  presentation: 'net',
  taxInLedger: false,
  taxpayer: 'general',
  rebateRecognition: 'with_spend',
  invoiceMode: 'M1',
  spendBasis: 'flow',
};
