import type { BatchFacts, DrillLeg, RowDetail } from './drill.ts';
import type { ReportAccount } from './reports/types.ts';

// 来龙去脉: from the row of a file forward to everything that stands on it, and from an entry back to where it came from.

/** Where a chain begins: a row of a file, a posted transfer, or a case (order, application, withdrawal, invoice). */
export type LineageStart = { row: number } | { transfer: number } | { caseNo: string };

/** A batch with those of its transfers that belong to the chain. */
export interface LineageEntry {
  batch: BatchFacts;
  legs: DrillLeg[];
}

export const CASE_KINDS = ['order', 'application', 'withdrawal', 'invoice', 'other'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** One step of a case, as it was booked. */
export interface CaseStep {
  transfer: number;
  batch: number;
  event: string;
  effectiveOn: string;
  /** The most that it brought to one side of one account; negative where it takes something back. */
  amountFen: number;
  sourceRow: number | null;
}

/** What a chain belongs to. `id`: of the order, application or withdrawal; null for a case that only the ledger knows. */
export interface LineageCase {
  kind: CaseKind;
  id: number | null;
  caseNo: string;
  /** State as its own screen calls it; of an order behind its product (`douplus.ended`). */
  state: string | null;
  clientName: string | null;
  /** Steps that are booked, in their order; at most `CASE_STEPS_MOST`. */
  steps: CaseStep[];
  stepsTotal: number;
}

/** A row that stands in a match, with where it is. */
export interface MatchedRow {
  sourceRow: number;
  file: number;
  fileName: string;
  sheet: string;
  line: number;
  side: 'left' | 'right';
  amountFen: number;
}

export interface LineageMatch {
  id: number;
  month: string;
  relation: string;
  rule: string;
  state: 'matched' | 'suggested';
  differenceFen: number;
  decidedBy: string | null;
  rows: MatchedRow[];
}

export interface LineageTicket {
  id: number;
  reason: string;
  amountFen: number;
  state: 'open' | 'decided' | 'carried';
  aroseOn: string;
  /** Month under which 差异单 lists it. */
  month: string;
}

/** What the chain moved on an account in a month, and what the account came to; debits − credits, 分. */
export interface LineageFigure {
  account: ReportAccount;
  month: string;
  debitsFen: number;
  creditsFen: number;
  balanceFen: number;
}

export interface LineageSeal {
  closedAt: string;
  closedBy: string;
  digest: string;
}

/** A client's 对账单 of a month: its own close, and the pack that was made of it. */
export interface LineageStatement {
  client: number;
  code: string;
  name: string;
  seal: LineageSeal | null;
  /** `holds`: made after everything of the chain was booked. */
  pack: { id: number; state: string; madeAt: string; holds: boolean } | null;
}

/** What a month tells others: whether it is sealed, its statements, and the vouchers that took the chain. */
export interface LineageMonth {
  month: string;
  seal: LineageSeal | null;
  statements: LineageStatement[];
  vouchers: { id: number; firstNo: number; lastNo: number; state: string }[];
}

/** The whole chain, each link once. */
export interface Lineage {
  /** Row and transfer that were asked about, or that stand under them. */
  row: number | null;
  transfer: number | null;
  caseNo: string | null;
  rows: RowDetail[];
  rowsTotal: number;
  entries: LineageEntry[];
  /** Transfers that belong to the chain; `entries` holds at most `LINEAGE_LEGS_MOST` of them. */
  legsTotal: number;
  cases: LineageCase[];
  matches: LineageMatch[];
  tickets: LineageTicket[];
  figures: LineageFigure[];
  months: LineageMonth[];
}

export const LINEAGE_LEGS_MOST = 200;
export const LINEAGE_ROWS_MOST = 20;
export const CASE_STEPS_MOST = 12;

/** What the transfers of a chain moved, by account and month in the order in which they first occur; without balances. */
export function movedBy(legs: readonly DrillLeg[]): Omit<LineageFigure, 'balanceFen'>[] {
  const moved = new Map<string, Omit<LineageFigure, 'balanceFen'>>();
  for (const { debit, credit, effectiveOn, amountFen } of legs) {
    const month = effectiveOn.slice(0, 7);
    for (const account of [debit, credit]) {
      const key = `${account.id} ${month}`;
      const figure = moved.get(key) ?? { account, month, debitsFen: 0, creditsFen: 0 };
      if (account === debit) figure.debitsFen += amountFen;
      else figure.creditsFen += amountFen;
      moved.set(key, figure);
    }
  }
  return [...moved.values()];
}
