import {
  CLIENT_VALUES,
  type ClientDelta,
  type ClientValues,
  type KnownClient,
  type KnownSubject,
} from './client-book.ts';
import type { ClientField } from './client-columns.ts';
import type { ClientRow } from './client-rows.ts';
import type { SpokenSubject } from './client-subject.ts';
import { assignedOn } from './managers.ts';
import { searchText } from './search.ts';

interface DeltaOptions {
  isNew: boolean;
  today: string;
  subject: SpokenSubject;
}

/** What a row says that the client does not have yet. Empty cells say nothing. */
export function clientDelta(row: ClientRow, client: KnownClient, options: DeltaOptions): ClientDelta {
  const { subject } = options;
  const manager = managerDelta(row, client, options);
  return {
    code: client.code,
    isNew: options.isNew,
    values: valuesDelta(row, client),
    subjects: subject.changed && subject.value ? [subject.value] : [],
    addAliases: newAliases(row, client),
    accounts: accountsDelta(row, client, subject.value?.name ?? ''),
    manager,
    assistants: newAssistants(row, client, options.today),
  };
}

/** One value that a row gives to one thing: two rows that give different ones contradict each other. */
export interface Saying {
  key: string;
  field: ClientField;
  value: string;
}

/** Every single value that a row gives, with what it is given to: client, subject or account. */
export function sayings(row: ClientRow, client: KnownClient, subject: KnownSubject | null): Saying[] {
  const single = (['manager', 'managerFrom', ...CLIENT_VALUES] as const).map(name => ({
    key: `${name} ${client.code}`,
    field: name === 'frontRebatePpm' ? ('frontRebateRate' as const) : name,
    value: row[name],
  }));
  // A legal person may stand behind several clients: what is said of it holds for all of them.
  const own = `${client.code} ${searchText(row.subjectName)}`;
  const names = [...new Set([own, row.paperNo, subject?.paperNo ?? ''])].filter(name => name !== '');
  const ofSubject = (['subjectKind', 'verification', 'paperNo'] as const).flatMap(field =>
    names.map(name => ({ key: `${field} ${name}`, field, value: row[field] })),
  );
  const ofAccounts = row.accounts.flatMap(
    ({ id, name }): (Omit<Saying, 'value'> & { value: string | null })[] => [
      { key: `funder ${id}`, field: 'funder', value: row.funder },
      { key: `spendBasis ${id}`, field: 'spendBasis', value: row.spendBasis },
      { key: `accountName ${id}`, field: 'accountName', value: name },
    ],
  );
  return [...single, ...ofSubject, ...ofAccounts].flatMap(({ key, field, value }) =>
    value === null || value === '' ? [] : [{ key, field, value: String(value) }],
  );
}

function valuesDelta(row: ClientRow, client: KnownClient): Partial<ClientValues> {
  const said = CLIENT_VALUES.filter(
    name => row[name] !== null && row[name] !== '' && row[name] !== client[name],
  );
  return Object.fromEntries(said.map(name => [name, row[name]]));
}

function newAliases(row: ClientRow, client: KnownClient): ClientDelta['addAliases'] {
  const held = new Set(client.aliases.map(({ kind, name }) => `${kind} ${searchText(name)}`));
  return row.aliases.filter(({ kind, name }) => {
    const key = `${kind} ${searchText(name)}`;
    return !held.has(key) && held.add(key);
  });
}

function accountsDelta(row: ClientRow, client: KnownClient, subject: string): ClientDelta['accounts'] {
  return row.accounts.flatMap(({ kind, id, name: said }) => {
    const held = client.accounts.find(account => account.id === id);
    const funder = row.funder ?? held?.funder ?? 'agency';
    const spendBasis = row.spendBasis ?? held?.spendBasis ?? (kind === 'douplus' ? 'orders' : 'flow');
    const name = said || held?.name || id;
    if (held && held.name === name && held.funder === funder && held.spendBasis === spendBasis) return [];
    return [{ kind, id, name, funder, spendBasis, subject: held?.subject || subject }];
  });
}

function managerDelta(row: ClientRow, client: KnownClient, { today }: DeltaOptions): ClientDelta['manager'] {
  if (row.manager === '') return undefined;
  const open = client.assignments.filter(({ role, to }) => role === 'main' && to === null);
  if (open.some(({ manager }) => manager === row.manager)) return undefined;
  return { name: row.manager, from: row.managerFrom ?? today };
}

function newAssistants(row: ClientRow, client: KnownClient, today: string): ClientDelta['assistants'] {
  const from = row.managerFrom ?? today;
  const held = new Set(assignedOn(client.assignments, from, 'assistant'));
  const later = client.assignments.filter(({ role, to }) => role === 'assistant' && to === null);
  for (const { manager } of later) held.add(manager);
  return row.assistants.filter(name => !held.has(name)).map(name => ({ name, from }));
}
