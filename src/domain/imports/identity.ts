import { orderProduct } from '../order-book/forms.ts';
import type { Meaning } from '../statement.ts';
import type { FileContext, ImportRow } from './types.ts';

const SCIENTIFIC = /^[+-]?\d+(?:\.\d+)?[eE][+-]?\d+$/;

/** How rows of one identity group may repeat. `single`: one row for ever; `listed`: told apart by time and content; `counted`: only by number. */
export type Repeats = 'single' | 'listed' | 'counted';

export interface Identity {
  /** Source, account and the platform's id, joined by U+001F; rows of one group are the same thing seen again, or its parts. */
  group: string;
  repeats: Repeats;
}

/** Profiles whose rows are one per account-day: as with order lists, a second export replaces the figure. */
const SINGLE: ReadonlySet<string> = new Set([
  'qianchuan.daily',
  'agent.daily',
  'agent.pool',
  'agent.consumption',
  'agent.wallet',
]);
const CHECKED: readonly Meaning[] = ['id', 'merchantId', 'account', 'partyAccount'];
/** The column that holds the row's own id where the form has no unique one. */
const ROW_ID: Partial<Record<string, Meaning>> = { 'template.general': 'merchantId' };

/** Whether a text is an id that a spreadsheet took for a number: its last digits are gone. */
export function isDestroyed(text: string): boolean {
  return SCIENTIFIC.test(text);
}

/** Text of a row by which the form tells it from others; empty where it has none. */
export function rowIdOf({ row }: ImportRow, { profile }: FileContext): string {
  return row.text[idColumnOf(profile)] ?? '';
}

/**
 * The id column of a row that is destroyed, with its text; null if all can be trusted. Ids that read `7.3E+18` are; one
 * that ends in zeros is judged by the rule of `IdColumn`, from the ids of its own column.
 */
export function destroyedId(
  { row }: ImportRow,
  { profile, ids }: FileContext,
): { column: Meaning; text: string } | null {
  for (const column of CHECKED) {
    const text = row.text[column];
    if (text === undefined || text === '') continue;
    if (isDestroyed(text)) return { column, text };
    if (column === idColumnOf(profile) && ids?.isCut(text)) return { column, text };
  }
  return null;
}

function idColumnOf(profile: string): Meaning {
  return ROW_ID[profile] ?? 'id';
}

/** The group that a row belongs to. `contentHash` stands in where the source gives no id at all. */
export function identityOf(entry: ImportRow, context: FileContext, contentHash: string): Identity {
  const { row } = entry;
  const { source, profile } = context;
  const account = row.text.account || context.account || '';
  const join = (...parts: string[]) => [source, ...parts].join('\u001f');
  const product = orderProduct(profile);
  if (product !== null && row.id !== null) {
    // All forms that people mapped are one source, whatever product they list.
    const parts = source === 'user' ? [product, row.id] : [row.id];
    return { group: join('order', ...parts), repeats: 'single' };
  }
  if (SINGLE.has(profile)) {
    const day = row.time?.slice(0, 10) ?? context.period ?? '';
    const parts = [poolKindOf(row.text.bucket), row.text.memo ?? '', row.text.partyAccount ?? ''];
    return { group: join(profile, account, day, ...parts), repeats: 'single' };
  }
  const id = row.text[idColumnOf(profile)] ?? '';
  if (profile === 'template.general' && id !== '')
    return { group: join(account, row.text.kind ?? '', id), repeats: 'listed' };
  if (row.id !== null) return { group: join(account, row.id, row.direction), repeats: 'listed' };
  return { group: join(account, contentHash), repeats: 'counted' };
}

/** 资金池类型 of a row: 通用 is the one that is meant where a form has no such column. */
export function poolKindOf(bucket: string | undefined): string {
  const kind = bucket ?? '';
  return kind === '通用' ? '' : kind;
}

/**
 * A row as it counts for its content: one account-day is the same row whether the file, or each row, names the account,
 * so it always carries the id of the account and never its name.
 */
export function ownRow(entry: ImportRow, { profile, account }: FileContext): ImportRow {
  if (!SINGLE.has(profile)) return entry;
  const { party: _, bucket, ...text } = entry.row.text;
  const kind = poolKindOf(bucket);
  const own = { ...text, account: text.account || account || '', ...(kind === '' ? {} : { bucket: kind }) };
  return { ...entry, row: { ...entry.row, text: own } };
}

/** Whether the id alone tells a row of the group, so that another time is a correction and not another row. */
export function idIsUnique(profile: string): boolean {
  return profile !== 'template.general';
}
