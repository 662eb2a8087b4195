import type * as z from 'zod';
import type { mapping } from '../contract/profiles.ts';
import { LIST_FORMS } from '../domain/order-book/forms.ts';
import { Refusal } from '../domain/refusal.ts';
import type { AmountRule, Meaning, Profile, RowTest } from '../domain/statement.ts';
import type { OpenedFile } from '../domain/table.ts';
import { checkProfile, loadProfiles } from '../statements/profiles.ts';
import { type Header, headerAt } from '../statements/recognise.ts';

export type Mapping = z.output<typeof mapping>;

/** The header of a sheet that a person points at. Refuses `profiles.no_such_row` for a row outside the sheet. */
export function mappedHeader(file: OpenedFile, sheetName: string, record: number): Header {
  const sheet = file.sheets.find(each => each.name === sheetName);
  if (!sheet || record >= sheet.rowCount)
    throw new Refusal('profiles.no_such_row', { row: record + 1 }, { file: file.name, sheet: sheetName });
  return headerAt(sheet, record);
}

/**
 * Turns what a person mapped into a profile bound to the header's fingerprint; saving under the same name makes the
 * next version. Refuses `profiles.column_missing` (a column that the amount rule needs), `profiles.meaning_twice`,
 * `profiles.heading_empty` and `profiles.words_missing` with the column that is at fault.
 */
export function profileFromMapping(
  mapping: Mapping,
  header: Pick<Header, 'keys' | 'fingerprint'>,
  saved: Profile[],
): Profile {
  const columns: Partial<Record<Meaning, string[]>> = {};
  for (const { index, meaning } of mapping.columns) {
    const heading = header.keys[index];
    if (!heading) throw new Refusal('profiles.heading_empty', { meaning }, { column: index + 1 });
    if (columns[meaning]) throw new Refusal('profiles.meaning_twice', { meaning }, { column: heading });
    columns[meaning] = [heading];
  }
  const { orders } = mapping;
  const needed = orders === undefined ? neededBy(mapping.amount) : neededByOrders(columns);
  for (const meaning of needed) {
    if (!columns[meaning]) throw new Refusal('profiles.column_missing', { meaning });
  }
  const id = ['user', slug(mapping.name), ...(orders === undefined ? [] : [LIST_FORMS[orders]])].join('.');
  const before = saved.filter(profile => profile.id === id).map(profile => profile.version);
  return {
    id,
    version: Math.max(0, ...before) + 1,
    source: 'user',
    title: { zh: mapping.name, en: mapping.name },
    header: header.keys.filter(heading => heading !== '').map(heading => [heading]),
    columns,
    amount: orders === undefined ? amountRule(mapping.amount) : orderAmount(columns),
    currency: mapping.currency,
    ...(orders !== undefined && columns.status ? { closed: UNPAID } : {}),
    fingerprint: header.fingerprint,
    balance: { check: columns.balance !== undefined },
    ids: columns.id ? ['id'] : [],
  };
}

/** The newest version of each saved profile, what was saved last first: it wins where two fit one header. */
export function newestProfiles(saved: Profile[]): Profile[] {
  const newest = new Map<string, Profile>();
  for (const profile of saved.toReversed()) if (!newest.has(profile.id)) newest.set(profile.id, profile);
  return [...newest.values()];
}

function neededBy(amount: Mapping['amount']): Meaning[] {
  if (amount.by === 'columns') return ['time', 'income', 'expense'];
  if (amount.by === 'word') return ['time', 'amount', amount.column];
  return ['time', 'amount'];
}

/** States of an order in which nothing was paid, as the platform's own lists word them. */
const UNPAID: RowTest[] = [
  { column: 'status', contains: ['未支付', '超时关闭', '支付超时'] },
  { column: 'status', equals: ['UNPAID', 'UNPAIDCANCEL', 'UNPAID_CANCEL', 'TIMEOUT'] },
];

/** Orders without a number are not refused here: each such row waits, with its reason. */
function neededByOrders(columns: Partial<Record<Meaning, string[]>>): Meaning[] {
  return columns.paid ? ['time'] : ['time', 'amount'];
}

/** What an order took: what was paid for it, else its amount, with its top-ups. */
function orderAmount(columns: Partial<Record<Meaning, string[]>>): AmountRule {
  const of = (['paid', 'amount'] as const).filter(meaning => columns[meaning]);
  return { by: 'fixed', direction: 'expense', of, ...(columns.topUp ? { add: ['topUp'] } : {}) };
}

function amountRule(amount: Mapping['amount']): AmountRule {
  if (amount.by !== 'word') return amount;
  if (amount.income.length + amount.expense.length === 0)
    throw new Refusal('profiles.words_missing', { meaning: amount.column });
  return { ...amount, match: 'whole' };
}

/** Keeps letters and digits of any script, so that a Chinese name stays readable in the id. */
function slug(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** The profiles that the product brings. */
export function shippedProfiles({ folder }: { folder: string }): Profile[] {
  return loadProfiles(folder);
}

/**
 * Reads an exported profile; it becomes a user's profile. Refuses `profiles.not_json` and whatever the shape check
 * refuses, unknown fields included.
 */
export function importedProfile(text: string, file: string): Profile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('profiles.not_json', {}, { file });
  }
  const profile = checkProfile(value);
  return profile.id.startsWith('user.') ? profile : { ...profile, id: `user.${profile.id}` };
}
