import { fenOfE5, formatE5, parseDecimalE5 } from '../money.ts';
import type { Meaning, StatementRow } from '../statement.ts';
import type { FieldChange, ImportRow } from './types.ts';

/** Columns that carry money as text: 1500, 1500.00 and 1,500.00 are one content. */
const MONEY: ReadonlySet<Meaning> = new Set<Meaning>(['fee', 'refunded', 'paid', 'spent', 'topUp', 'coupon']);
const NOTHING = /^[-—–/]*$/;

/**
 * What a row says, as one canonical text: every field that means something, in a fixed order, without line number and
 * running balance (they change with every export) and without empty cells (a form may leave a column out).
 */
export function contentOf({ row, extra }: ImportRow): string {
  const fields: [string, string][] = [];
  const add = (name: string, value: string) => {
    if (value !== '') fields.push([name, value]);
  };
  add('time', row.time ?? '');
  add('income', moneyOf(row.incomeE5));
  add('expense', moneyOf(row.expenseE5));
  add('neutral', moneyOf(row.neutralE5));
  add('currency', row.currency);
  for (const name of Object.keys(row.text).sort())
    add(name, wordOf(name as Meaning, row.text[name as Meaning]!));
  for (const name of Object.keys(extra ?? {}).sort()) add(`+${name}`, figureOf(extra![name]!));
  return JSON.stringify(fields);
}

function moneyOf(amountE5: number): string {
  return amountE5 === 0 ? '' : formatE5(amountE5);
}

function wordOf(meaning: Meaning, text: string): string {
  if (MONEY.has(meaning)) return figureOf(text);
  const word = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  return NOTHING.test(word) ? '' : word;
}

function figureOf(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const amountE5 = parseDecimalE5(plain);
  if (amountE5 !== null) return formatE5(amountE5);
  return NOTHING.test(plain) ? '' : plain;
}

/** Content without the clock, for rows whose export leaves seconds or time out. */
export function contentWithoutTime(content: string): string {
  const fields = JSON.parse(content) as [string, string][];
  return JSON.stringify(fields.filter(([name]) => name !== 'time'));
}

/** Fields that differ between two contents, by name. */
export function changesBetween(before: string, after: string): FieldChange[] {
  const from = new Map(JSON.parse(before) as [string, string][]);
  const to = new Map(JSON.parse(after) as [string, string][]);
  const names = new Set([...from.keys(), ...to.keys()]);
  return [...names]
    .filter(name => from.get(name) !== to.get(name))
    .map(field => ({ field, from: from.get(field) ?? '', to: to.get(field) ?? '' }));
}

/** Money of a row in 分: of its own direction; a daily flow counts what came in. */
export function amountFenOf(row: StatementRow): number {
  const amountE5 = { income: row.incomeE5, expense: row.expenseE5, neutral: row.neutralE5 }[row.direction];
  return fenOfE5(amountE5);
}
