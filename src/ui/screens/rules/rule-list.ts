import {
  RULE_PRODUCTS,
  type RuleId,
  type RuleProduct,
  type RuleRow,
  type RuleSource,
} from '../../../domain/rulebook/types.ts';

/** Subjects of the rulebook by the letters of the ids, in the order of the brief. */
export const AREAS = ['ACC', 'ORD', 'DAT', 'REF', 'WDR', 'INV', 'UPG', 'LIM', 'ADJ'] as const;
export type Area = (typeof AREAS)[number];

export interface RuleFilter {
  /** Day in force; null shows the rows of all days. */
  on: string | null;
  text: string;
  area: Area | null;
  product: RuleProduct | null;
  source: RuleSource | null;
}

export function areaOf(rule: RuleId): Area {
  return rule.slice(0, 3) as Area;
}

/** The rows that a filter leaves, by rule and then by day. `words` is what a row shows, so that it can be found by it. */
export function filteredRules(
  rows: readonly RuleRow[],
  filter: RuleFilter,
  words: (row: RuleRow) => string,
): RuleRow[] {
  const wanted = plain(filter.text);
  return rows
    .filter(
      row =>
        (filter.on === null || isInForce(row, filter.on)) &&
        (filter.area === null || areaOf(row.rule) === filter.area) &&
        (filter.product === null || row.product === filter.product) &&
        (filter.source === null || row.source === filter.source) &&
        (wanted === '' ||
          wanted
            .split(' ')
            .every(word => plain(`${row.rule} ${row.id} ${row.zh} ${row.en} ${words(row)}`).includes(word))),
    )
    .sort(byRule);
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

export function isInForce({ from, to }: Pick<RuleRow, 'from' | 'to'>, day: string): boolean {
  return from <= day && (to === null || day <= to);
}

function byRule(one: RuleRow, other: RuleRow): number {
  const area = AREAS.indexOf(areaOf(one.rule)) - AREAS.indexOf(areaOf(other.rule));
  if (area !== 0) return area;
  const number = Number(one.rule.slice(4)) - Number(other.rule.slice(4));
  const product = RULE_PRODUCTS.indexOf(one.product) - RULE_PRODUCTS.indexOf(other.product);
  return number || product || (one.from < other.from ? -1 : one.from > other.from ? 1 : 0);
}

/** The first day that stands for "as long as the product knows": the source names no beginning. */
export const NO_BEGINNING = '2018-01-01';

/** How a row stands on a day. */
export function standingOf(row: RuleRow, day: string): 'in_force' | 'coming' | 'ended' {
  if (row.from > day) return 'coming';
  return row.to !== null && row.to < day ? 'ended' : 'in_force';
}

/** An id for a row that a book adds: the rule, the kind, and a number that is free. */
export function freeRowId(rows: readonly RuleRow[], { rule, from }: Pick<RuleRow, 'rule' | 'from'>): string {
  const stem = `book.${rule.toLowerCase()}.${from}`;
  const taken = new Set(rows.map(({ id }) => id));
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
