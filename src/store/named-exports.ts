import type { NamedExport, NewExport } from '../domain/named-export.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

const EXPORT = `SELECT id, name, grid, columns, query, period_column AS periodColumn, format, made_by AS madeBy
  FROM named_export WHERE archived = 0`;

type Stored = Omit<NamedExport, 'columns' | 'query'> & { columns: string; query: string };
const read = (row: Stored): NamedExport => ({
  ...row,
  columns: JSON.parse(row.columns),
  query: JSON.parse(row.query),
});

/** Named exports that stand, by name; those of one person where named. */
export function namedExports(connection: Connection, madeBy: string | null): NamedExport[] {
  const sql = `${EXPORT} AND (@madeBy IS NULL OR made_by = @madeBy) ORDER BY name, id`;
  return (connection.prepare(sql).all({ madeBy }) as Stored[]).map(read);
}

/** Id of the standing export of a name, or null. */
export function exportNamed(connection: Connection, name: string): number | null {
  const sql = 'SELECT id FROM named_export WHERE archived = 0 AND name = ?';
  return (connection.prepareValue(sql).get(name) as number | undefined) ?? null;
}

export function insertExport(tx: Tx, wanted: NewExport): number {
  return insertRow(tx, 'named_export', { ...rowOf(wanted), made_by: tx.actor });
}

export function updateExport(tx: Tx, id: number, wanted: NewExport): void {
  updateRow(tx, 'named_export', id, rowOf(wanted));
}

/** Puts an export away; its name is free again. */
export function archiveExport(tx: Tx, id: number): void {
  updateRow(tx, 'named_export', id, { archived: 1 });
}

function rowOf({ name, grid, columns, query, periodColumn, format }: NewExport) {
  return {
    ...{ name, grid, format, period_column: periodColumn },
    columns: JSON.stringify(columns),
    query: JSON.stringify(query),
  };
}
