import type { OpeningPreviewView } from '../../../contract/clients.ts';
import { accountOf } from '../../../domain/accounting/chart.ts';
import type { OpeningFact, OpeningRecord } from '../../../domain/parties/opening-facts.ts';

type Names = OpeningPreviewView['names'];

/** Facts of one code of the chart. */
export interface CodeGroup {
  code: string;
  memo: boolean;
  facts: OpeningFact[];
  debitFen: number;
  creditFen: number;
}

/** Facts by code, in the order of the chart. */
export function codeGroups(facts: readonly OpeningFact[]): CodeGroup[] {
  const groups = new Map<string, CodeGroup>();
  for (const fact of facts) {
    const { code } = fact.account;
    const group = groups.get(code) ?? {
      code,
      memo: accountOf(code).memo,
      facts: [],
      debitFen: 0,
      creditFen: 0,
    };
    groups.set(code, group);
    group.facts.push(fact);
    if (fact.side === 'debit') group.debitFen += fact.amountFen;
    else group.creditFen += fact.amountFen;
  }
  return [...groups.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
}

export interface Totals {
  debitFen: number;
  creditFen: number;
  /** What 3001 期初平衡 holds: credit positive. */
  differenceFen: number;
}

/** Sums of what is on the book; memo 表外 adds up to nothing here. */
export function totalsOf(codes: readonly { code: string; debitFen: number; creditFen: number }[]): Totals {
  let [debitFen, creditFen] = [0, 0];
  for (const each of codes) {
    if (accountOf(each.code).memo) continue;
    debitFen += each.debitFen;
    creditFen += each.creditFen;
  }
  return { debitFen, creditFen, differenceFen: debitFen - creditFen };
}

/** Whom a fact is about, by the names that people use. */
export function partyOf({ account }: OpeningFact, names: Names): string {
  const dims = ['client', 'subject', 'supplier', 'money', 'pool', 'employee'] as const;
  return dims
    .map(dim => (account[dim] === undefined ? '' : (names[dim][account[dim]] ?? '')))
    .filter(Boolean)
    .join(' · ');
}

/** Records of one kind: what is known from before the start and moves no account. */
export interface RecordGroup {
  kind: OpeningRecord['kind'];
  records: OpeningRecord[];
  amountFen: number;
}

export function recordGroups(records: readonly OpeningRecord[]): RecordGroup[] {
  return (['invoiced', 'limit_used'] as const).flatMap(kind => {
    const mine = records.filter(record => record.kind === kind);
    let amountFen = 0;
    for (const record of mine) amountFen += record.amountFen;
    return mine.length === 0 ? [] : [{ kind, records: mine, amountFen }];
  });
}

/** Why a plan cannot be booked as it is; null where nothing stands against it. */
export type Obstacle = 'locked' | 'refused' | 'faulty' | 'empty' | 'unnamed';

export function obstacleTo(plan: OpeningPreviewView, differenceName: string): Obstacle | null {
  if (plan.locked) return 'locked';
  if (plan.refused.length > 0) return 'refused';
  if (plan.findings.some(({ severity }) => severity === 'error')) return 'faulty';
  if (plan.facts.length + plan.records.length === 0) return 'empty';
  return plan.differenceFen !== 0 && differenceName.trim() === '' ? 'unnamed' : null;
}
