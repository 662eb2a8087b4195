import {
  checkExport,
  type ExportPeriod,
  monthOfPeriod,
  type NamedExport,
  type NewExport,
  queryOfMonth,
} from '../domain/named-export.ts';
import type { RowScope } from '../domain/parties/types.ts';
import { Refusal } from '../domain/refusal.ts';
import { command } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { openGrid } from '../store/grids/open.ts';
import {
  archiveExport,
  exportNamed,
  insertExport,
  namedExports,
  updateExport,
} from '../store/named-exports.ts';

/** Who asks; a scope that does not reach the whole book knows its own exports only: conditions name clients. */
export interface ExportCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
  scope: RowScope;
}
type Person = Pick<ExportCaller, 'actor' | 'scope'>;

/** Exports that a person may run, by name. */
export function listExports(connection: Connection, { actor, scope }: Person): NamedExport[] {
  return namedExports(connection, scope.kind === 'all' ? null : actor);
}

/**
 * Keeps a new export, or another content of one. Refuses `exports.unknown`, `exports.name_taken`, what `checkExport`
 * refuses, and what the grid refuses.
 */
export function keepExport(
  connection: Connection,
  { scope, ...call }: ExportCaller,
  { id, ...wanted }: NewExport & { id?: number },
): Promise<{ export: number }> {
  const input = JSON.stringify({ id, ...wanted });
  return command(connection, { ...call, procedure: 'namedExports.keep', input }, tx => {
    if (id !== undefined) exportSeen(connection, { actor: call.actor, scope }, id);
    const known = exportNamed(connection, wanted.name);
    if (known !== null && known !== id) throw new Refusal('exports.name_taken', { name: wanted.name });
    checkExport(wanted, openGrid(connection, scope, wanted.grid).columns);
    if (id === undefined) return { export: insertExport(tx, wanted) };
    updateExport(tx, id, wanted);
    return { export: id };
  });
}

/** Puts an export away. Refuses `exports.unknown`. */
export function dropExport(
  connection: Connection,
  { scope, ...call }: ExportCaller,
  { export: id }: { export: number },
): Promise<{ dropped: number }> {
  return command(connection, { ...call, procedure: 'namedExports.drop', input: { export: id } }, tx => {
    exportSeen(connection, { actor: call.actor, scope }, id);
    archiveExport(tx, id);
    return { dropped: id };
  });
}

/** An export for a period, as the writer of grids takes it. */
export interface PlannedExport extends Pick<NamedExport, 'name' | 'grid' | 'columns' | 'format'> {
  /** Month that it is of; null: everything. */
  month: string | null;
  query: NamedExport['query'];
  /** Rows that it will have, as the person sees the book. */
  rows: number;
}

/**
 * What an export writes for a period on a day. Refuses `exports.unknown`, `exports.bad_period`, and `exports.no_column`
 * where the grid no longer has a column.
 */
export function planExport(
  connection: Connection,
  person: Person,
  asked: { export: number | string; period: ExportPeriod; today: string },
): PlannedExport {
  const found = exportSeen(connection, person, asked.export);
  const month = found.periodColumn === null ? null : monthOfPeriod(asked.period, asked.today);
  const reader = openGrid(connection, person.scope, found.grid);
  checkExport(found, reader.columns);
  const query = queryOfMonth(found, month);
  const { name, grid, columns, format } = found;
  const rows = reader.totals({ query, except: [] }, []).count;
  return { ...{ name, grid, columns, format }, month, query, rows };
}

function exportSeen(connection: Connection, person: Person, named: number | string): NamedExport {
  const found = listExports(connection, person).find(({ id, name }) => id === named || name === named);
  if (!found) throw new Refusal('exports.unknown', { export: named });
  return found;
}
