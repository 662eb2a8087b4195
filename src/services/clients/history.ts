import type { RowScope } from '../../domain/parties/types.ts';
import {
  type NamedTable,
  readClientChanges,
  readNames,
  readWalletLinks,
  type StoredWalletLink,
} from '../../store/client-history.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { clientByCode } from '../clients.ts';

type Value = string | number | null;

/** One row that a command made or changed: its columns with names in the place of ids. */
export interface HistoryChange {
  table: string;
  before: Record<string, Value> | null;
  after: Record<string, Value>;
}

/** One command of the 操作日志 that touched a client. */
export interface HistoryEntry {
  seq: number;
  /** UTC, ISO. */
  at: string;
  actor: string;
  procedure: string;
  changes: HistoryChange[];
}

/** Changes that a page is given. */
const CHANGES_SHOWN = 1_000;
const REFERENCES: Readonly<Record<string, NamedTable>> = {
  manager: 'manager',
  subject: 'subject',
  contract_subject: 'subject',
  supplier: 'supplier',
  pool: 'pool',
  platform_account: 'platform_account',
};

/** What was done to a client and to what belongs to it, newest first. Refuses `clients.not_found`. */
export function clientHistory(connection: Connection, scope: RowScope, code: string): HistoryEntry[] {
  const { id } = clientByCode(connection, scope, code);
  const names = readNames(connection);
  const named = (json: string) => {
    const row = JSON.parse(json) as Record<string, Value>;
    for (const [column, table] of Object.entries(REFERENCES)) {
      const value = row[column];
      if (typeof value === 'number') row[column] = names[table].get(value) ?? value;
    }
    return row;
  };
  const entries: HistoryEntry[] = [];
  for (const { seq, at, actor, procedure, table, before, after } of readClientChanges(
    connection,
    id,
    CHANGES_SHOWN,
  )) {
    if (entries.at(-1)?.seq !== seq) entries.push({ seq, at, actor, procedure, changes: [] });
    const change = { table, before: before === null ? null : named(before), after: named(after) };
    entries.at(-1)!.changes.push(change);
  }
  return entries;
}

/** Wallets that the accounts of a client draw on, with their days. Refuses `clients.not_found`. */
export function walletLinks(connection: Connection, scope: RowScope, code: string): StoredWalletLink[] {
  return readWalletLinks(connection, clientByCode(connection, scope, code).id);
}
