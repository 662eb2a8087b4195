import type { DimName } from '../accounting/chart.ts';
import type { Dims } from '../accounting/types.ts';

/** An account of the book with its dimensions and the names that people know them by. */
export interface ReportAccount {
  id: number;
  code: string;
  dims: Dims;
  /** Name of each dimension that is a party; bucket and category speak for themselves. */
  names: Partial<Record<DimName, string>>;
  /** Client that the account's pool belongs to, where the account itself names none. */
  poolClient: number | null;
}

/** What moved on an account in a range of days, in 分; a red reversal counts negative on its original side. */
export interface Turnover {
  account: number;
  debitsFen: number;
  creditsFen: number;
}

/** Where a transfer comes from: a row of an imported file, counted as a person counts. */
export interface SourcePlace {
  file: string;
  sheet: string;
  row: number;
}

/** A posted transfer as it is shown: a red one has its original sides and a negative amount. */
export interface ShownTransfer {
  id: number;
  batch: number;
  leg: number;
  effectiveOn: string;
  event: string;
  summary: string;
  red: boolean;
  debit: number;
  credit: number;
  amountFen: number;
  caseNo: string | null;
  source: SourcePlace | null;
}

/** One posting seen from its account: exactly one of the sides is not zero; red ones are negative. */
export interface AccountPosting {
  account: number;
  transfer: number;
  debitFen: number;
  creditFen: number;
}

/** First and last day of a report, both included, `yyyy-mm-dd`. */
export interface DayRange {
  from: string;
  to: string;
}

/** Client whose money an account holds: its own dimension, else the client of its pool. */
export function clientOf(account: ReportAccount): number | null {
  return account.dims.client ?? account.poolClient;
}

/** One account as `ledger balances` prints it. */
export interface PrintedBalance {
  /** Id of the account: leads to its ledger. */
  account: number;
  code: string;
  name: string;
  dims: Dims;
  /** Names of the parties among the dimensions. */
  dimNames: ReportAccount['names'];
  /** Posted balance: on one side at most, the other is 0. */
  debitFen: number;
  creditFen: number;
  /** What open holds 预占 would do to the balance, on the account's normal side. */
  pendingFen: number;
}
