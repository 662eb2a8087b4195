import { TRACKED, type TrackedTable, trackedJson } from '../../store/changes.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import type { Findings } from './findings.ts';
import { rowsById } from './windows.ts';

/** Every row of a mutable table must be what its last change left, and every change must begin where the last one ended. */
export function checkChangedRows(connection: Connection, findings: Findings): void {
  const last = new Map<string, string | null>();
  for (const row of rowsById(connection, 'change', ['id', 'table_name', 'row_id', 'before', 'after'])) {
    const [id, table, rowId, before, after] = row as [number, string, string, string | null, string | null];
    const name = `${table}/${rowId}`;
    // A balance row is made with its account, without a change; only its allowance is ever changed by hand.
    const isFirst = table === 'balance' && !last.has(name) && before?.includes('"allowance_fen":0,');
    if (!isFirst && (last.get(name) ?? null) !== before)
      findings.add('ledger.verify.change_link', { change: id, table, row: rowId });
    last.set(name, after);
  }
  for (const table of Object.keys(TRACKED) as TrackedTable[]) {
    const { key } = TRACKED[table];
    for (const row of connection.prepare(`SELECT * FROM ${table}`).iterate() as Iterable<
      Record<string, unknown>
    >) {
      const name = `${table}/${row[key]}`;
      const known = last.get(name);
      last.delete(name);
      if (known === undefined && table === 'balance' && row.allowance_fen === 0) continue;
      if (known !== trackedJson(table, row))
        findings.add('ledger.verify.row', { table, row: String(row[key]) });
    }
  }
  for (const [name, after] of last)
    if (after !== null) {
      const [table = '', row = ''] = name.split('/');
      findings.add('ledger.verify.row', { table, row });
    }
}
