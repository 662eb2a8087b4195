import type { GridFilter, GridQuery, GridSort } from '../../domain/grid.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Connection } from '../dialect/sqlite.ts';
import { Binder, conditionSql } from './conditions.ts';
import type { Bindings, Lookup, SqlColumn, SqlGrid } from './grid.ts';

/** One statement over the rows of a grid, put together piece by piece. */
export class RowQuery {
  readonly binder: Binder;
  private readonly connection: Connection;
  private readonly grid: SqlGrid;
  private readonly needs = new Set<string>();
  private readonly ranks: string[] = [];
  private readonly conditions: string[];

  constructor(connection: Connection, grid: SqlGrid) {
    this.connection = connection;
    this.grid = grid;
    this.binder = new Binder(grid.bindings);
    this.conditions = [...grid.where];
  }

  get bindings(): Bindings {
    return this.binder.bindings;
  }

  filter(filter: GridFilter): this {
    for (const condition of filter) {
      const column = columnOf(this.grid, condition.column);
      this.conditions.push(`(${this.condition(column, condition)})`);
    }
    return this;
  }

  /** Only these rows, or all but these. */
  named(ids: readonly string[], inside: boolean): this {
    if (ids.length === 0 && !inside) return this;
    const list = this.binder.bind(JSON.stringify(ids.map(Number)));
    this.conditions.push(
      `${this.grid.id} ${inside ? 'IN' : 'NOT IN'} (SELECT value FROM json_each(${list}))`,
    );
    return this;
  }

  where(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  /** Makes a column's joins stand and answers its expression. */
  expression(column: SqlColumn): string {
    this.need(column.needs);
    return column.sql;
  }

  key(lookup: Lookup): string {
    this.need(lookup.needs);
    return lookup.key;
  }

  /** Terms of ORDER BY: the sort, then the id; the natural order where nobody sorts. */
  order(sort: readonly GridSort[]): string {
    const { id, natural, naturalDescending } = this.grid;
    if (sort.length === 0) {
      const way = naturalDescending ? ' DESC' : '';
      return [...natural.map(key => columnOf(this.grid, key).sql), id]
        .map(term => `${term}${way}`)
        .join(', ');
    }
    return [...sort.map(each => this.sortTerm(each)), id].join(', ');
  }

  select(what: string, tail = ''): string {
    const { from, joins } = this.grid;
    const joined = Object.keys(joins).flatMap(name => (this.needs.has(name) ? joins[name]! : []));
    const where = this.conditions.length === 0 ? '' : ` WHERE ${this.conditions.join(' AND ')}`;
    return `SELECT ${what} FROM ${[from, ...joined, ...this.ranks].join(' ')}${where}${tail}`;
  }

  private condition(column: SqlColumn, condition: GridFilter[number]): string {
    if (column.foundIn) {
      const { from, id, sql } = column.foundIn;
      const found = conditionSql({ ...column, sql }, condition, this.binder);
      return `${this.grid.id} IN (SELECT ${id} FROM ${from} WHERE ${found})`;
    }
    if (column.lookup === undefined) {
      this.need(column.needs);
      return conditionSql(column, condition, this.binder);
    }
    const lookup = this.grid.lookups[column.lookup]!;
    const key = this.key(lookup);
    const one = this.onlyKey(lookup, column, condition);
    if (one !== null) return `${key} = ${this.binder.bind(one)}`;
    const found = `${key} IN (SELECT ${lookup.id} FROM ${lookup.from} WHERE ${conditionSql(column, condition, this.binder)})`;
    const takesNothing = lookup.nullable && condition.kind === 'in' && condition.values.includes(null);
    return takesNothing ? `${found} OR ${key} IS NULL` : found;
  }

  /** The one row of a lookup that a chosen value names: an index of its key then gives the rows in their order. */
  private onlyKey(lookup: Lookup, column: SqlColumn, condition: GridFilter[number]): number | null {
    if (condition.kind !== 'in' || condition.values.length !== 1 || condition.values[0] === null) return null;
    const own = new Binder(this.grid.bindings);
    const sql = `SELECT ${lookup.id} FROM ${lookup.from} WHERE ${conditionSql(column, condition, own)} LIMIT 2`;
    const keys = this.connection.prepareValue(sql).all(own.bindings);
    return keys.length === 1 && typeof keys[0] === 'number' ? keys[0] : null;
  }

  private sortTerm({ column: key, descending }: GridSort): string {
    const column = columnOf(this.grid, key);
    const lookup = column.lookup === undefined ? null : this.grid.lookups[column.lookup]!;
    const canMiss = column.nullable || lookup?.nullable;
    const way = `${descending ? ' DESC' : ''}${canMiss ? ' NULLS LAST' : ''}`;
    if (!lookup) return `${this.expression(column)}${way}`;
    const rank = `rank${this.ranks.length}`;
    this.ranks.push(
      `LEFT JOIN (SELECT ${lookup.id} AS id, dense_rank() OVER (ORDER BY ${column.sql}) AS place FROM ${lookup.from}
        WHERE ${column.sql} IS NOT NULL) ${rank} ON ${rank}.id = ${this.key(lookup)}`,
    );
    return `${rank}.place${way}`;
  }

  private need(names: readonly string[] = []): void {
    for (const name of names) this.needs.add(name);
  }
}

/** A column by its key. Refuses `grids.no_column`. */
export function columnOf(grid: SqlGrid, key: string): SqlColumn {
  const column = grid.columns.find(each => each.key === key);
  if (!column) throw new Refusal('grids.no_column', { column: key });
  return column;
}

/** The parts of a question that SQL answers, and whether some part stands on computed columns. */
export function splitQuery(grid: SqlGrid, { filter, sort }: GridQuery) {
  const computed = new Set(grid.computed?.columns.map(({ key }) => key));
  return {
    stored: filter.filter(({ column }) => !computed.has(column)),
    computed: filter.filter(({ column }) => computed.has(column)),
    sortsComputed: sort.some(({ column }) => computed.has(column)),
    isPlain: filter.length === 0 && sort.length === 0,
  };
}
