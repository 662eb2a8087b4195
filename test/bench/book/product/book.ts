import { rmSync } from 'node:fs';
import { command } from '../../../../src/ledger/command.ts';
import { importClients } from '../../../../src/services/clients.ts';
import { updateRow } from '../../../../src/store/changes.ts';
import { type Connection, openConnection } from '../../../../src/store/dialect/sqlite.ts';
import { createSchema } from '../../../../src/store/schema/index.ts';

/** The bench year ends here; every row of it lies before. */
export const AT = '2026-02-01T01:00:00Z';
let serial = 0;

export function caller() {
  serial += 1;
  return { actor: 'bench', key: `${process.pid}-${Date.now()}-${serial}`, at: AT };
}

/** An open book with the settings that the product gives every connection. */
export function openBench(path: string): Connection {
  return openConnection(path, { readOnly: false });
}

/** Folds the write-ahead log in and closes, as closing a book does. */
export function closeBench(connection: Connection): void {
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
}

/** A new book with the clients of a list. */
export async function makeBook(path: string, clients: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  const connection = openConnection(path, { readOnly: false, mustExist: false });
  createSchema(connection, { bookId: 'bench', name: '基准', firstPeriod: '2025-01', createdAt: AT });
  const everybody = { kind: 'all' } as const;
  await importClients(connection, { ...caller(), scope: everybody }, { path: clients, name: '客户.csv' });
  await command(connection, { ...caller(), procedure: 'bench.basis', input: null }, tx => {
    // Here the list tells the spend, and no daily flow will come.
    const ids = connection.prepareValue('SELECT id FROM platform_account').all() as number[];
    for (const id of ids) updateRow(tx, 'platform_account', id, { spend_basis: 'orders' });
    return null;
  });
  closeBench(connection);
}

/** What the plain programs tell of themselves too, so that the answers can be held together. */
export function bookAnswer(connection: Connection, rows: number): Record<string, number> {
  const sum = connection.prepareValue(`SELECT coalesce(sum(b.debits_posted_fen - b.credits_posted_fen), 0)
    FROM balance b JOIN account a ON a.id = b.account WHERE a.code = ?`);
  return {
    rows,
    availableFen: sum.get('1123.03') as number,
    onOrderFen: sum.get('1123.04') as number,
  };
}
