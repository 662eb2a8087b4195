import { accountOf } from '../accounting/chart.ts';
import type { Dims } from '../accounting/types.ts';
import type { ReportAccount, ShownTransfer } from './types.ts';

/** What both journals are made from. */
export interface JournalBook {
  name: string;
  /** First day on which anything was posted; null in an empty book. */
  firstOn: string | null;
}

/** A transfer with its accounts, as a journal tells it. */
export interface JournalEntry extends Omit<ShownTransfer, 'debit' | 'credit'> {
  debit: ReportAccount;
  credit: ReportAccount;
}

export type JournalRoot = 'assets' | 'liabilities' | 'equity' | 'income' | 'expenses' | 'memo';

/** Top account of a code; memo stands apart from the book. */
export function rootOf(code: string): JournalRoot {
  const { kind } = accountOf(code);
  if (kind === 'memo' || kind === 'income' || kind === 'equity') return kind;
  if (kind === 'liability') return 'liabilities';
  if (kind === 'asset' || kind === 'clearing') return 'assets';
  return 'expenses';
}

const DIM_PARTS: readonly [keyof Dims, string][] = [
  ['client', 'Client'],
  ['subject', 'Subject'],
  ['supplier', 'Supplier'],
  ['money', 'Money'],
  ['pool', 'Pool'],
  ['bucket', 'Bucket'],
  ['employee', 'Employee'],
  ['category', 'Category'],
];

/** Parts of an account's name after root and code: `Pool-7`, `Bucket-prepay`. Equal parts mean the same account. */
export function dimParts({ dims }: ReportAccount): string[] {
  return DIM_PARTS.flatMap(([dim, word]) => {
    const value = dims[dim];
    if (value === undefined) return [];
    return [`${word}-${dim === 'category' ? namePart(String(value)) : String(value).replaceAll('_', '-')}`];
  });
}

/** Letters and digits stay; anything else is spelt by its code point, so that different texts stay different. */
function namePart(text: string): string {
  return text.replace(/[^\p{L}\p{Nd}]/gu, mark => `-u${mark.codePointAt(0)!.toString(16)}-`);
}

/** Names of the account's dimensions for a person who reads the journal. */
export function namesOf({ names }: ReportAccount): string[] {
  return DIM_PARTS.flatMap(([dim]) => {
    const name = names[dim];
    return name === undefined ? [] : [name];
  });
}

/** One line without control characters, so that no text can begin a line of the journal. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** Where an entry comes from, in one text; null for one that no file stands behind. */
export function sourceText({ source }: JournalEntry): string | null {
  if (source === null) return null;
  return [source.file, source.sheet, String(source.row)].filter(part => part !== '').join(' › ');
}
