import { type BookSettings, DEFAULT_BOOK_SETTINGS } from '../domain/accounting/settings.ts';
import { updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** Settings of the book that its postings depend on; what was never set is as a new book has it. */
export function readBookSettings(connection: Connection): BookSettings {
  const { accounting } = storedSettings(connection).settings as { accounting?: Partial<BookSettings> };
  return { ...DEFAULT_BOOK_SETTINGS, ...accounting };
}

/** Keeps them beside the other settings of the book, with the change. */
export function keepBookSettings(tx: Tx, accounting: BookSettings): void {
  const { id, settings } = storedSettings(tx.connection);
  updateRow(tx, 'book', id, { settings: JSON.stringify({ ...settings, accounting }) });
}

function storedSettings(connection: Connection): { id: string; settings: Record<string, unknown> } {
  const row = connection.prepareRaw('SELECT id, settings FROM book').get() as [string, string] | undefined;
  // A file that is being checked may have lost its one row.
  return row ? { id: row[0], settings: JSON.parse(row[1]) } : { id: '', settings: {} };
}

/** One change of the settings: who, when (UTC), and what they were before and after. */
export interface SettingsChange {
  actor: string;
  at: string;
  before: BookSettings;
  after: BookSettings;
}

/** Changes of these settings, the newest first. */
export function readSettingsChanges(connection: Connection): SettingsChange[] {
  const sql = `SELECT l.actor, l.at, json_extract(c.before, '$.settings') AS "before",
      json_extract(c.after, '$.settings') AS "after"
    FROM change c JOIN log l ON l.seq = c.log_seq
    WHERE c.table_name = 'book' AND c.before IS NOT NULL AND l.procedure = 'policies.setSettings' ORDER BY c.id DESC`;
  const rows = connection.prepare(sql).all() as Record<'actor' | 'at' | 'before' | 'after', string>[];
  const read = (text: string) => ({ ...DEFAULT_BOOK_SETTINGS, ...JSON.parse(text).accounting });
  return rows.map(({ actor, at, before, after }) => ({
    actor,
    at,
    before: read(before),
    after: read(after),
  }));
}
