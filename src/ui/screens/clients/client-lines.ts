import type { ClientView } from '../../../contract/clients.ts';
import type { KnownSubject } from '../../../domain/parties/client-book.ts';
import { assignedOn } from '../../../domain/parties/managers.ts';
import type { SearchKind } from '../../../domain/parties/search.ts';
import type { Funder } from '../../../domain/parties/types.ts';
import type { ClientBalance } from '../../../domain/reports/client-balances.ts';
import { type DraftFinding, paperFinding } from './form-values.ts';

/** A client as a line of the list. */
export interface ClientLine {
  client: ClientView;
  /** By what kind of name it was found; null without a query. */
  hit: SearchKind | null;
  subject: KnownSubject | null;
  paper: DraftFinding | null;
  manager: string;
  funders: Funder[];
  /** Client money 待充值 + 在平台, in 分. */
  fundsFen: number;
  receivableFen: number;
}

/** Who answers for the client's money and invoices: the contract subject, else the first. */
export function mainSubject({ subjects, contractSubject }: ClientView): KnownSubject | null {
  return subjects.find(({ name }) => name === contractSubject) ?? subjects[0] ?? null;
}

/** The lines of the list on a day. */
export function clientLines(
  found: readonly { client: ClientView; hit: SearchKind | null }[],
  balances: readonly ClientBalance[],
  day: string,
): ClientLine[] {
  const balanceOf = new Map(balances.map(balance => [balance.client, balance]));
  return found.map(({ client, hit }) => {
    const subject = mainSubject(client);
    const balance = balanceOf.get(client.id);
    const { unallocatedFen = 0, atPlatformFen = 0 } = balance?.closing ?? {};
    return {
      client,
      hit,
      subject,
      paper: subject ? paperFinding(subject.kind, subject.paperNo) : null,
      manager: assignedOn(client.assignments, day, 'main')[0] ?? '',
      funders: [...new Set(client.accounts.map(({ funder }) => funder))],
      fundsFen: unallocatedFen + atPlatformFen,
      receivableFen: balance?.receivableFen ?? 0,
    };
  });
}

export const SORTS = ['code', 'name', 'manager', 'fundsFen', 'receivableFen'] as const;
export type SortColumn = (typeof SORTS)[number];
export interface Sort {
  column: SortColumn;
  descending: boolean;
}

/** Lines in the order asked for; equal ones keep theirs. Without one: as found. */
export function sortedLines(lines: readonly ClientLine[], sort: Sort | null, language: string): ClientLine[] {
  if (!sort) return [...lines];
  const { compare } = new Intl.Collator(language, { numeric: true });
  const sign = sort.descending ? -1 : 1;
  return lines.toSorted((one, other) => sign * order(one, other, sort.column, compare));
}

function order(
  one: ClientLine,
  other: ClientLine,
  column: SortColumn,
  compare: (one: string, other: string) => number,
): number {
  if (column === 'fundsFen' || column === 'receivableFen') return one[column] - other[column];
  if (column === 'manager') return compare(one.manager, other.manager);
  return compare(one.client[column], other.client[column]);
}

/** What a click on a heading makes of the order: up, down, none; figures begin with the largest. */
export function nextSort(sort: Sort | null, column: SortColumn): Sort | null {
  const first = column === 'fundsFen' || column === 'receivableFen';
  if (sort?.column !== column) return { column, descending: first };
  return sort.descending === first ? { column, descending: !first } : null;
}

/** Sums of the lines shown, in 分. */
export function totalsOf(lines: readonly ClientLine[]): { fundsFen: number; receivableFen: number } {
  let [fundsFen, receivableFen] = [0, 0];
  for (const line of lines) {
    fundsFen += line.fundsFen;
    receivableFen += line.receivableFen;
  }
  return { fundsFen, receivableFen };
}
