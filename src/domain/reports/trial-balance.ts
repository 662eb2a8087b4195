import { isMemo } from '../accounting/chart.ts';
import type { ReportAccount, Turnover } from './types.ts';

/** The six money columns and the year to date, in 分. Sides stand apart and are never netted between accounts. */
export interface TrialFigures {
  openingDebitFen: number;
  openingCreditFen: number;
  debitsFen: number;
  creditsFen: number;
  closingDebitFen: number;
  closingCreditFen: number;
  yearDebitsFen: number;
  yearCreditsFen: number;
}

/**
 * `group`: 1123, the sum of its codes (only where the group is no account itself); `code`: 1123.03, the sum of its
 * accounts; `account`: one account with its dimensions. Each level adds up to the same totals.
 */
export interface TrialRow extends TrialFigures {
  level: 'group' | 'code' | 'account';
  code: string;
  memo: boolean;
  account: ReportAccount | null;
}

export interface TrialBalance {
  rows: TrialRow[];
  /** Sums of the book and, apart, of memo 表外; in each the two sides are equal. */
  book: TrialFigures;
  memo: TrialFigures;
}

/** What a trial balance is made from: turnovers before the range, in it, and from 1 January to its end. */
export interface TrialTurnovers {
  before: readonly Turnover[];
  during: readonly Turnover[];
  year: readonly Turnover[];
}

/** 科目余额表 over the given accounts; accounts on which nothing ever moved are left out. */
export function trialBalance(accounts: readonly ReportAccount[], turnovers: TrialTurnovers): TrialBalance {
  const [before, during, year] = [turnovers.before, turnovers.during, turnovers.year].map(byAccount);
  const leaves = accounts
    .filter(({ id }) => before!.has(id) || during!.has(id) || year!.has(id))
    .toSorted(byCodeAndDims)
    .map(
      (account): TrialRow => ({
        level: 'account',
        code: account.code,
        memo: isMemo(account.code),
        account,
        ...figures(before!.get(account.id), during!.get(account.id), year!.get(account.id)),
      }),
    )
    .filter(moved);
  const book = zero();
  const memo = zero();
  for (const row of leaves) add(row.memo ? memo : book, row);
  return { rows: withLevels(leaves), book, memo };
}

/** Order of accounts in every report: code, then the dimensions by number. */
export function byCodeAndDims(one: ReportAccount, other: ReportAccount): number {
  if (one.code !== other.code) return one.code < other.code ? -1 : 1;
  for (const dim of ['client', 'subject', 'supplier', 'money', 'pool', 'employee'] as const) {
    const order = (one.dims[dim] ?? 0) - (other.dims[dim] ?? 0);
    if (order !== 0) return order;
  }
  const texts = [one, other].map(({ dims }) => `${dims.bucket ?? ''};${dims.category ?? ''}`);
  if (texts[0] !== texts[1]) return texts[0]! < texts[1]! ? -1 : 1;
  return one.id - other.id;
}

function byAccount(turnovers: readonly Turnover[]): Map<number, Turnover> {
  return new Map(turnovers.map(turnover => [turnover.account, turnover]));
}

function figures(before?: Turnover, during?: Turnover, year?: Turnover): TrialFigures {
  const openingFen = (before?.debitsFen ?? 0) - (before?.creditsFen ?? 0);
  const [debitsFen, creditsFen] = [during?.debitsFen ?? 0, during?.creditsFen ?? 0];
  const closingFen = openingFen + debitsFen - creditsFen;
  return {
    openingDebitFen: Math.max(openingFen, 0),
    openingCreditFen: Math.max(-openingFen, 0),
    debitsFen,
    creditsFen,
    closingDebitFen: Math.max(closingFen, 0),
    closingCreditFen: Math.max(-closingFen, 0),
    yearDebitsFen: year?.debitsFen ?? 0,
    yearCreditsFen: year?.creditsFen ?? 0,
  };
}

const COLUMNS = Object.keys(figures()) as (keyof TrialFigures)[];

function moved(row: TrialFigures): boolean {
  return COLUMNS.some(column => row[column] !== 0);
}

function zero(): TrialFigures {
  return figures();
}

function add(sum: TrialFigures, row: TrialFigures): void {
  for (const column of COLUMNS) sum[column] += row[column];
}

/** Puts the rows of codes and groups before their accounts. */
function withLevels(leaves: readonly TrialRow[]): TrialRow[] {
  const codes = new Set(leaves.map(({ code }) => code));
  const rows: TrialRow[] = [];
  const sums = new Map<string, TrialRow>();
  const sumOf = (level: 'group' | 'code', code: string, memo: boolean): TrialRow => {
    const name = `${level} ${code}`;
    const known = sums.get(name);
    if (known) return known;
    const sum: TrialRow = { level, code, memo, account: null, ...zero() };
    sums.set(name, sum);
    rows.push(sum);
    return sum;
  };
  for (const leaf of leaves) {
    const head = leaf.code.split('.')[0]!;
    if (!codes.has(head)) add(sumOf('group', head, leaf.memo), leaf);
    add(sumOf('code', leaf.code, leaf.memo), leaf);
    rows.push(leaf);
  }
  return rows;
}
