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
  // The same text as JSON.stringify of the pairs: a million rows are written this way, and hashed.
  let fields = '';
  const add = (name: string, value: string) => {
    if (value !== NO_WORD) fields += `${fields === '' ? '' : ','}["${name}",${value}]`;
  };
  add('time', `"${row.time ?? ''}"`);
  add('income', moneyOf(row.incomeE5));
  add('expense', moneyOf(row.expenseE5));
  add('neutral', moneyOf(row.neutralE5));
  add('currency', JSON.stringify(row.currency));
  for (const name of inOrder(row.text))
    add(name, MONEY.has(name) ? JSON.stringify(figureOf(row.text[name]!)) : wordOf(row.text[name]!));
  if (extra)
    for (const name of Object.keys(extra).sort())
      add(JSON.stringify(`+${name}`).slice(1, -1), JSON.stringify(figureOf(extra[name]!)));
  return `[${fields}]`;
}

/** JSON of an empty text: a field that says nothing. */
const NO_WORD = '""';
/** Printable ASCII without spaces, quotes and backslashes, and not a mere dash: already what it means. */
const PLAIN = /^[!#-,.0-[\]-~][!#-[\]-~]*$/;
const WORDS_KEPT = 4_096;
const words = new Map<string, string>();
let lastNames: Meaning[] = [];
let lastOrder: Meaning[] = [];

/** Names of a row's texts in the order of the alphabet; the rows of a file have the same ones. */
function inOrder(text: StatementRow['text']): Meaning[] {
  const names = Object.keys(text) as Meaning[];
  if (names.length !== lastNames.length || names.some((name, at) => name !== lastNames[at])) {
    lastNames = names;
    lastOrder = names.toSorted();
  }
  return lastOrder;
}

function moneyOf(amountE5: number): string {
  return amountE5 === 0 ? NO_WORD : `"${formatE5(amountE5)}"`;
}

/** JSON of what a text means; texts repeat, so the first ones are remembered. */
function wordOf(text: string): string {
  if (text === '') return NO_WORD;
  if (PLAIN.test(text)) return `"${text}"`;
  const known = words.get(text);
  if (known !== undefined) return known;
  const word = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const json = NOTHING.test(word) ? NO_WORD : JSON.stringify(word);
  if (words.size < WORDS_KEPT) words.set(text, json);
  return json;
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
