import type { GridRow, GridValue } from '../../domain/grid.ts';
import type { Connection } from '../dialect/sqlite.ts';
import type { SqlColumn, SqlGrid } from './grid.ts';

/** Looked-up rows kept at a time, for each lookup. */
const LOOKED_UP_KEPT = 20_000;
const E5_PER_FEN = 1_000;

interface LookedUp {
  columns: { key: string; at: number }[];
  /** Place of the key among the selected expressions. */
  keyAt: number;
  sql: string;
  known: Map<unknown, GridValue[]>;
}

/** Reads the values of rows by id. What rows point to is read once and kept as long as this reader lives. */
export class RowValues {
  private readonly connection: Connection;
  private readonly direct: { column: SqlColumn; at: number }[] = [];
  private readonly lookedUp: LookedUp[] = [];
  private readonly keys: string[];
  private readonly sql: string;
  private readonly bindings: SqlGrid['bindings'];

  /** Columns by key; all of them where none are named. */
  constructor(connection: Connection, grid: SqlGrid, keys?: readonly string[]) {
    this.connection = connection;
    this.bindings = grid.bindings;
    const columns = grid.columns.filter(({ key }) => keys?.includes(key) ?? true);
    this.keys = columns.map(({ key }) => key);
    const terms = [grid.id];
    const needs = new Set<string>();
    for (const column of columns.filter(({ lookup }) => lookup === undefined)) {
      for (const name of column.needs ?? []) needs.add(name);
      this.direct.push({ column, at: terms.push(column.sql) - 1 });
    }
    for (const [name, lookup] of Object.entries(grid.lookups)) {
      const own = columns.filter(column => column.lookup === name);
      if (own.length === 0) continue;
      for (const need of lookup.needs ?? []) needs.add(need);
      this.lookedUp.push({
        columns: own.map(({ key }, at) => ({ key, at })),
        keyAt: terms.push(lookup.key) - 1,
        sql: `SELECT ${own.map(({ sql }) => sql).join(', ')} FROM ${lookup.from} WHERE ${lookup.id} = ?`,
        known: new Map(),
      });
    }
    const joined = Object.keys(grid.joins).flatMap(name => (needs.has(name) ? grid.joins[name]! : []));
    this.sql = `SELECT ${terms.join(', ')} FROM json_each(@ids) wanted
      CROSS JOIN ${grid.rowFrom} ON ${grid.id} = wanted.value ${joined.join(' ')}`;
  }

  read(ids: readonly number[]): GridRow[] {
    const rows = this.connection.prepareRaw(this.sql).all({ ...this.bindings, ids: JSON.stringify(ids) }) as [
      id: number,
      ...GridValue[],
    ][];
    // Put in order here: SQLite would copy every wide row into a sorter.
    const byId = new Map(rows.map(row => [row[0], row]));
    return ids.flatMap(id => {
      const row = byId.get(id);
      return row ? [this.row(row)] : [];
    });
  }

  private row(row: GridValue[]): GridRow {
    const values: Record<string, GridValue> = {};
    for (const key of this.keys) values[key] = null;
    for (const { column, at } of this.direct) {
      const value = row[at]!;
      values[column.key] = column.kind === 'money' && typeof value === 'number' ? value * E5_PER_FEN : value;
    }
    for (const lookup of this.lookedUp) {
      const found = this.lookUp(lookup, row[lookup.keyAt]!);
      if (found) for (const { key, at } of lookup.columns) values[key] = found[at]!;
    }
    return { id: String(row[0]), values };
  }

  private lookUp({ known, sql }: LookedUp, key: GridValue): GridValue[] | undefined {
    if (key === null) return undefined;
    let values = known.get(key);
    if (!values) {
      values = this.connection.prepareRaw(sql).get(key) as GridValue[] | undefined;
      if (values) known.set(key, values);
      if (known.size > LOOKED_UP_KEPT) known.delete(known.keys().next().value);
    }
    return values;
  }
}
