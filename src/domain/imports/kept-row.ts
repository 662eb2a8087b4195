import { parseDecimalE5 } from '../money.ts';
import type { Direction, Meaning, StatementRow } from '../statement.ts';
import type { ImportRow } from './types.ts';

const OWN_FIELDS: ReadonlySet<string> = new Set(['time', 'income', 'expense', 'neutral', 'currency']);

/**
 * A row as far as its kept content tells it: everything that a decision asks. `balanceE5` stands beside the content.
 * The content of the answer is the content given.
 */
export function rowOfContent(
  content: string,
  { line, direction, balanceE5 }: { line: number; direction: Direction; balanceE5: number | null },
): ImportRow {
  const fields = JSON.parse(content) as [string, string][];
  const of = new Map(fields);
  const amount = (name: string) => parseDecimalE5(of.get(name) ?? '') ?? 0;
  const text: StatementRow['text'] = {};
  const extra: Record<string, string> = {};
  for (const [name, value] of fields) {
    if (name.startsWith('+')) extra[name.slice(1)] = value;
    else if (!OWN_FIELDS.has(name)) text[name as Meaning] = value;
  }
  const row: StatementRow = {
    index: line - 1,
    line,
    time: of.get('time') ?? null,
    incomeE5: amount('income'),
    expenseE5: amount('expense'),
    neutralE5: amount('neutral'),
    direction,
    currency: of.get('currency') ?? 'CNY',
    closed: false,
    refund: false,
    id: text.id ?? null,
    balanceE5,
    text,
  };
  return Object.keys(extra).length === 0 ? { row } : { row, extra };
}
