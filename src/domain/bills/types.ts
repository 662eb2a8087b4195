import type { Finding } from '../refusal.ts';

/** What a column of a bill says. `business`: 业务类型, as the platform names it. */
export const BILL_FIELDS = [
  ...(['account', 'accountName', 'month', 'business', 'billNo'] as const),
  ...(['amount', 'total', 'grant'] as const),
  ...(['available', 'pending', 'invoiced', 'unavailable'] as const),
] as const;
export type BillField = (typeof BILL_FIELDS)[number];

/** One line of a bill, money in 分; null is what the bill does not say. */
export interface BillLine {
  /** Line of the file, as a person counts them. */
  row: number;
  /** `yyyy-mm`. */
  month: string;
  /** Id of the account at the platform. */
  account: string;
  accountName: string;
  business: string;
  billNo: string;
  /** Without grants: what is to be settled. */
  amountFen: number;
  grantFen: number | null;
  /** 可开票, 开票中, 已开票, 不可开票. */
  availableFen: number | null;
  pendingFen: number | null;
  invoicedFen: number | null;
  unavailableFen: number | null;
}

/** Columns by the headings that carry them. */
export type BillColumns = Partial<Record<BillField, string>>;

/** A bill file as it was read: lines, and what was made of its columns. */
export interface BillFile {
  sheet: string | null;
  headings: string[];
  columns: BillColumns;
  /** Fields that have to be named before it can be taken in; empty where nothing is missing. */
  missing: ('account' | 'amount' | 'month')[];
  lines: BillLine[];
  findings: Finding[];
}
