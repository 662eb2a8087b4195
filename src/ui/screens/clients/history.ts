import type { HistoryChangeView } from '../../../contract/clients.ts';
import { percentText } from './words.ts';

/** Columns of each table that a person can read, in their order. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  client: ['code', 'name', 'contract_subject', 'invoice_mode', 'terms', 'credit_days', 'note', 'archived_on'],
  client_alias: ['kind', 'text', 'archived_on'],
  client_manager: ['manager', 'role', 'from_on', 'until_on'],
  client_subject: ['subject', 'archived_on'],
  client_term: ['front_rebate_ppm', 'front_rebate_form', 'from_on'],
  platform_account: ['kind', 'platform_id', 'name', 'subject', 'supplier', 'spend_basis', 'archived_on'],
  pool: ['name', 'platform_id', 'funder', 'supplier', 'note', 'archived_on'],
  pool_link: ['platform_account', 'pool', 'from_on', 'until_on'],
  subject: ['name', 'kind', 'code', 'note'],
  subject_verification: ['state', 'from_on'],
};

/** Group of texts in which the words of a column's values stand. */
const WORDS: Readonly<Record<string, string>> = {
  'client.invoice_mode': 'mode',
  'client.terms': 'terms',
  'client_alias.kind': 'alias',
  'client_manager.role': 'role',
  'client_term.front_rebate_form': 'rebate',
  'platform_account.kind': 'account',
  'platform_account.spend_basis': 'basis',
  'pool.funder': 'funder',
  'subject.kind': 'kind',
  'subject_verification.state': 'verification',
};

/** Columns that are called otherwise than elsewhere. */
const CALLED: Readonly<Record<string, string>> = { 'subject.code': 'paper_no' };

/** A value as it was or became: a text code where it is a word of the product. */
export interface ShownValue {
  text: string;
  isCode: boolean;
}

export interface ShownField {
  /** Text code of the column. */
  name: string;
  before: ShownValue | null;
  after: ShownValue | null;
}

/** Column by which a person knows a row of a table. */
const KNOWN_BY: Readonly<Record<string, string>> = {
  client_alias: 'text',
  client_manager: 'manager',
  client_subject: 'subject',
  platform_account: 'name',
  pool: 'name',
  pool_link: 'pool',
  subject: 'name',
  subject_verification: 'subject',
};

/** Which row was changed; '' for a new one, whose fields say it all. */
export function changedRow({ table, before }: HistoryChangeView): string {
  return String(before?.[KNOWN_BY[table] ?? ''] ?? '');
}

/** What changed in one row, field by field; of a new row what it says. Empty where nothing readable changed. */
export function shownFields({ table, before, after }: HistoryChangeView): ShownField[] {
  return (COLUMNS[table] ?? []).flatMap(column => {
    const [was, is] = [before?.[column] ?? null, after[column] ?? null];
    if (was === is || (before === null && is === 0)) return [];
    const name = `screens.clients.column.${CALLED[`${table}.${column}`] ?? column}`;
    return [{ name, before: shown(table, column, was), after: shown(table, column, is) }];
  });
}

function shown(table: string, column: string, value: string | number | null): ShownValue | null {
  if (value === null || value === '') return null;
  if (column === 'front_rebate_ppm') return { text: percentText(Number(value)), isCode: false };
  const group = WORDS[`${table}.${column}`];
  return group
    ? { text: `screens.clients.${group}.${value}`, isCode: true }
    : { text: String(value), isCode: false };
}
