import { DEFAULT_TRANSIT_SETTINGS, type TransitSettings } from '../domain/refunds/settings.ts';
import { updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** What the book agreed about money in transit; what was never set is as in a new book. */
export function readTransitSettings(connection: Connection): TransitSettings {
  const { transit } = stored(connection).settings as { transit?: Partial<TransitSettings> };
  const terms = { ...DEFAULT_TRANSIT_SETTINGS.terms, ...transit?.terms };
  return { ...DEFAULT_TRANSIT_SETTINGS, ...transit, terms };
}

/** Keeps it beside the other settings of the book, with the change. */
export function keepTransitSettings(tx: Tx, transit: TransitSettings): void {
  const { id, settings } = stored(tx.connection);
  updateRow(tx, 'book', id, { settings: JSON.stringify({ ...settings, transit }) });
}

function stored(connection: Connection): { id: string; settings: Record<string, unknown> } {
  const [id, settings] = connection.prepareRaw('SELECT id, settings FROM book').get() as [string, string];
  return { id, settings: JSON.parse(settings) };
}
