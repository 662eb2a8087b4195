import type { Fen } from '../money.ts';

export const INVOICE_KINDS = [
  ...(['digital_special', 'digital_general', 'e_special', 'e_general'] as const),
  ...(['paper_special', 'paper_general'] as const),
] as const;
/** 数电专票, 数电普票, 电子专票, 电子普票, 纸质专票, 纸质普票. */
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

/** 数电票: 20 digits and no code. Older invoices: a code of 10 or 12 digits and a number of 8. */
export interface InvoiceNumber {
  code: string | null;
  number: string;
}

/** What the invoice says of a party; '' where it says nothing. */
export interface InvoiceParty {
  name: string;
  taxNo: string;
}

/** One line 明细行. Amounts are decimals in 元 exactly as the file has them, '' where it has none. */
export interface InvoiceLine {
  name: string;
  spec: string;
  unit: string;
  quantity: string;
  price: string;
  net: string;
  tax: string;
  /** With tax; most files leave it out. */
  gross: string;
  /** `6%`, or the word that stands there (免税, 不征税, ***). */
  rate: string;
  /** Line of the file (from 1), where known. */
  row: number | null;
}

/** What a red invoice 红字发票 says of where it comes from. */
export interface RedLetter {
  /** The blue invoice 被红冲蓝字发票; null where the file does not name it. */
  blue: InvoiceNumber | null;
  /** 红字发票信息确认单编号; null where the file does not name it. */
  confirmationNo: string | null;
}

/** 发票状态 of lists; e-invoices carry none. */
export type InvoiceStatus = 'normal' | 'void' | 'red_full' | 'red_part';

/** An invoice as a file tells it. Null: the file does not say, or what it says cannot be read. */
export interface Invoice {
  number: InvoiceNumber | null;
  /** Beijing day, yyyy-mm-dd. */
  date: string | null;
  kind: InvoiceKind | null;
  netFen: Fen | null;
  taxFen: Fen | null;
  grossFen: Fen | null;
  /** 价税合计（大写） as it stands; '' where there is none. */
  grossCapital: string;
  seller: InvoiceParty;
  buyer: InvoiceParty;
  lines: InvoiceLine[];
  /** Null for a blue invoice. */
  red: RedLetter | null;
  /** 差额征税: tax is on what is left after a deduction, so no line's tax follows from its amount. */
  differential: boolean;
  status: InvoiceStatus | null;
  remark: string;
}
