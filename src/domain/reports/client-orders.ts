import type { AccountPosting, ReportAccount, ShownTransfer } from './types.ts';

/** Codes on which an order's money stands: from the pool, and paid directly. */
export const ORDER_CODES: readonly string[] = ['1123.04', '1123.06'];
/** Where an order's money goes when it is spent: cost, or the client's funds where spend is passed on (代收代付). */
const SPENT_TO: ReadonlySet<string> = new Set(['6401.01', '2203.02']);

/** One order in a range: opening + placed − spent − returned = closing, in 分. */
export interface OrderLine {
  /** Order number; empty for money on order that names none. */
  caseNo: string;
  /** First day of the range on which the order moved; null where it only stands. */
  firstOn: string | null;
  openingFen: number;
  placedFen: number;
  spentFen: number;
  returnedFen: number;
  closingFen: number;
}

/** Money of an order before the range. */
export interface CaseBalance {
  caseNo: string | null;
  balanceFen: number;
}

/** Movements by order from the postings on the order codes; orders that neither stand nor moved are left out. */
export function orderLines(
  openings: readonly CaseBalance[],
  postings: readonly AccountPosting[],
  transfers: ReadonlyMap<number, ShownTransfer>,
  accounts: ReadonlyMap<number, ReportAccount>,
): OrderLine[] {
  const lines = new Map<string, OrderLine>();
  for (const { caseNo, balanceFen } of openings) lineOf(lines, caseNo).openingFen += balanceFen;
  for (const { transfer: id, debitFen, creditFen } of postings) {
    const transfer = transfers.get(id)!;
    const line = lineOf(lines, transfer.caseNo);
    if (line.firstOn === null || transfer.effectiveOn < line.firstOn) line.firstOn = transfer.effectiveOn;
    line.placedFen += debitFen;
    if (SPENT_TO.has(accounts.get(transfer.debit)!.code)) line.spentFen += creditFen;
    else line.returnedFen += creditFen;
  }
  return [...lines.values()]
    .map(line => ({
      ...line,
      closingFen: line.openingFen + line.placedFen - line.spentFen - line.returnedFen,
    }))
    .filter(line => line.firstOn !== null || line.closingFen !== 0)
    .toSorted(byFirstDay);
}

function lineOf(lines: Map<string, OrderLine>, named: string | null): OrderLine {
  const caseNo = named ?? '';
  let line = lines.get(caseNo);
  if (!line) {
    line = { caseNo, firstOn: null, openingFen: 0, placedFen: 0, spentFen: 0, returnedFen: 0, closingFen: 0 };
    lines.set(caseNo, line);
  }
  return line;
}

function byFirstDay(one: OrderLine, other: OrderLine): number {
  const [day, otherDay] = [one.firstOn ?? '', other.firstOn ?? ''];
  if (day !== otherDay) return day < otherDay ? -1 : 1;
  return one.caseNo < other.caseNo ? -1 : 1;
}
