import type { RowScope } from '../../domain/parties/types.ts';
import { isClientSide } from '../../domain/people/cost-side.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkRange } from '../../domain/reports/days.ts';
import type { Connection } from '../dialect/sqlite.ts';
import { clientsSeen } from '../scope.ts';
import { logGrid, ticketsGrid } from './desk.ts';
import type { SqlGrid } from './grid.ts';
import { invoicesGrid } from './invoices.ts';
import { ordersGrid } from './orders.ts';
import { GridReader } from './reader.ts';
import { fileRowsGrid, filesGrid, planGrid } from './sources.ts';
import { clientGrid, type Days, journalGrid, ledgerGrid } from './transfers.ts';

/**
 * The reader of a grid by its name (see `book-grids` in services). Refuses `grids.not_found` where there is no such
 * grid or nothing that it is about (as far as the scope reaches), `grids.not_seen` for a grid that is for whoever sees
 * the whole book, and bad days as reports do.
 */
export function openGrid(connection: Connection, scope: RowScope, name: string): GridReader {
  return new GridReader(connection, gridOf(connection, scope, name));
}

function gridOf(connection: Connection, scope: RowScope, name: string): SqlGrid {
  const [book, kind, ...parts] = name.split(':');
  const missing = () => new Refusal('grids.not_found', { grid: name });
  if (book !== 'book') throw missing();
  const seen = clientsSeen(connection, scope);
  const bindings = seen && { clients: JSON.stringify([...seen]) };
  const forAll = () => {
    if (seen) throw new Refusal('grids.not_seen', { grid: name });
  };
  switch (kind) {
    case 'journal':
      return journalGrid(name, daysOf(parts, missing), bindings);
    case 'ledger': {
      const { id, client, code } = accountNamed(connection, parts[0], missing);
      // What is not seen is not there: the answer is that of an account that does not exist.
      if (seen && !(client !== null && seen.has(client) && isClientSide(code))) throw missing();
      return ledgerGrid(name, id, daysOf(parts.slice(1), missing), bindings);
    }
    case 'client': {
      const client = known(connection, 'client', parts[0], missing);
      if (seen && !seen.has(client)) throw missing();
      return clientGrid(name, client, daysOf(parts.slice(1), missing), bindings);
    }
    case 'tickets':
      return ticketsGrid(name, bindings);
    case 'invoices':
      return invoicesGrid(name, bindings);
    case 'orders':
      return ordersGrid(name, bindings);
  }
  if (parts.length > 1) throw missing();
  forAll();
  switch (kind) {
    case 'plan':
      return planGrid(name, known(connection, 'import_plan', parts[0], missing));
    case 'rows':
      return fileRowsGrid(name, known(connection, 'source_file', parts[0], missing));
    case 'files':
      return filesGrid(name);
    case 'log':
      return logGrid(name);
    default:
      throw missing();
  }
}

function daysOf(parts: readonly string[], missing: () => Refusal): Days | null {
  if (parts.length === 0) return null;
  const [from, to] = parts;
  if (parts.length !== 2 || from === undefined || to === undefined) throw missing();
  return checkRange({ from, to });
}

const TABLE_WORDS = {
  client: 'SELECT 1 FROM client WHERE id = ?',
  import_plan: 'SELECT 1 FROM import_plan WHERE id = ?',
  source_file: 'SELECT 1 FROM source_file WHERE id = ?',
};

/** An id that stands in its table. */
function known(
  connection: Connection,
  table: keyof typeof TABLE_WORDS,
  text: string | undefined,
  missing: () => Refusal,
): number {
  const id = idOf(text);
  if (id === null || connection.prepareValue(TABLE_WORDS[table]).get(id) === undefined) throw missing();
  return id;
}

function idOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function accountNamed(connection: Connection, text: string | undefined, missing: () => Refusal) {
  const id = idOf(text);
  const sql = `SELECT a.id, a.code, coalesce(a.client, p.client) AS client
    FROM account a LEFT JOIN pool p ON p.id = a.pool WHERE a.id = ?`;
  const account = id === null ? undefined : connection.prepare(sql).get(id);
  if (!account) throw missing();
  return account as { id: number; code: string; client: number | null };
}
