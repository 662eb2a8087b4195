import type { Connection } from './dialect/sqlite.ts';

/** Clients in use that nobody manages on a day. */
export function clientsWithoutManager(connection: Connection, on: string): number {
  const sql = `SELECT count(*) FROM client c WHERE c.archived_on IS NULL AND NOT EXISTS (
    SELECT 1 FROM client_manager m WHERE m.client = c.id
      AND (m.from_on IS NULL OR m.from_on <= ?) AND (m.until_on IS NULL OR m.until_on >= ?))`;
  return connection.prepareValue(sql).get(on, on) as number;
}

/** Days on which waiting plans were made, in Beijing. */
export function plansWaiting(connection: Connection): string[] {
  const sql = "SELECT date(made_at, '+8 hours') FROM import_plan WHERE state = 'ready' ORDER BY 1";
  return connection.prepareValue(sql).all() as string[];
}
