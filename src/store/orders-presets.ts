import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** What a client's orders are made from again and again; `content` is JSON. */
export interface StoredPreset {
  id: number;
  client: number;
  kind: 'targeting' | 'creative';
  name: string;
  content: string;
  archivedOn: string | null;
  orders: number;
}

const SELECT = `SELECT p.id, p.client, p.kind, p.name, p.content, p.archived_on AS archivedOn,
  (SELECT count(*) FROM promo_order o WHERE o.client = p.client AND o.standing = 1
    AND p.id = CASE p.kind WHEN 'targeting' THEN o.targeting_preset ELSE o.creative_preset END) AS orders
  FROM order_preset p`;

/** Presets of a client, or of all, by name. */
export function presetsOf(
  connection: Connection,
  { client, archived }: { client?: number; archived: boolean },
): StoredPreset[] {
  const sql = `${SELECT} WHERE (@client IS NULL OR p.client = @client) AND (@archived OR p.archived_on IS NULL)
    ORDER BY p.client, p.kind DESC, p.name`;
  return connection
    .prepare(sql)
    .all({ client: client ?? null, archived: archived ? 1 : 0 }) as StoredPreset[];
}

/** A preset, or null. */
export function presetById(connection: Connection, id: number): StoredPreset | null {
  return (connection.prepare(`${SELECT} WHERE p.id = ?`).get(id) as StoredPreset | undefined) ?? null;
}

/** Id of the preset that bears a name with a client, or null. */
export function presetNamed(
  connection: Connection,
  { client, kind, name }: Pick<StoredPreset, 'client' | 'kind' | 'name'>,
): number | null {
  const sql = 'SELECT id FROM order_preset WHERE client = ? AND kind = ? AND name = ?';
  return (connection.prepareValue(sql).get(client, kind, name) as number | undefined) ?? null;
}

export function insertPreset(
  tx: Tx,
  preset: Pick<StoredPreset, 'client' | 'kind' | 'name' | 'content'>,
): number {
  return insertRow(tx, 'order_preset', preset);
}

export function updatePreset(
  tx: Tx,
  id: number,
  { name, content, archivedOn }: Partial<Pick<StoredPreset, 'name' | 'content' | 'archivedOn'>>,
): void {
  updateRow(tx, 'order_preset', id, { name, content, archived_on: archivedOn });
}
