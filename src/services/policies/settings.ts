import type { SettingsView } from '../../contract/policies.ts';
import type { BookSettings } from '../../domain/accounting/settings.ts';
import { command } from '../../ledger/command.ts';
import { keepBookSettings, readBookSettings, readSettingsChanges } from '../../store/book-settings.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { countInvoiceModes } from '../../store/policies.ts';
import type { Caller } from './caller.ts';

/** How the book is kept, with every change of it, and how many contracts follow each 开票模式. */
export function settingsOf(connection: Connection): SettingsView {
  return {
    settings: readBookSettings(connection),
    changes: readSettingsChanges(connection),
    modes: countInvoiceModes(connection),
  };
}

/** Sets how the book is kept: what is posted from now on follows it; nothing posted is touched. */
export function setSettings(
  connection: Connection,
  caller: Caller,
  settings: BookSettings,
): Promise<{ settings: BookSettings }> {
  return command(connection, { ...caller, procedure: 'policies.setSettings', input: { ...settings } }, tx => {
    keepBookSettings(tx, settings);
    return { settings };
  });
}
