import type {
  GridColumn,
  GridFilter,
  GridPage,
  GridQuery,
  GridRow,
  GridSelection,
  GridSort,
  GridTotals,
  GridValue,
  GridValueCount,
} from '../../domain/grid.ts';
import { formatE5 } from '../../domain/money.ts';
import type { Connection } from '../dialect/sqlite.ts';
import type { SqlColumn, SqlGrid } from './grid.ts';
import { type Findings, findingsOf, readOnce, revisionOf } from './memory.ts';
import { columnOf, RowQuery, splitQuery } from './query.ts';
import { RowValues } from './row-values.ts';
import { RunningRows, totalSort } from './running.ts';

const VALUE_LIST_MOST = 1_000;
/** Up to here the first rows of an order are found by themselves; beyond, the whole order is found once and kept. */
const SHALLOW_ROWS = 2_000;
/** So many steps in a window are read one by one, each in the order of its index; more in one go. */
const STEPS_APART = 8;
const E5_PER_FEN = 1_000;

const NOTHING: GridQuery = { filter: [], sort: [] };

/** Answers the questions of a page about one grid, each over one state of the book. */
export class GridReader {
  private readonly connection: Connection;
  private readonly grid: SqlGrid;

  constructor(connection: Connection, grid: SqlGrid) {
    this.connection = connection;
    this.grid = grid;
  }

  get columns(): GridColumn[] {
    const computed = this.grid.computed?.columns.map(({ value: _, ...column }) => column) ?? [];
    return [...this.grid.columns.filter(({ unlisted }) => !unlisted).map(described), ...computed];
  }

  /** Rows of a query from a row on, and the exact number of rows under its filter. */
  window(query: GridQuery, from: number, count: number): GridPage {
    return this.read(findings => {
      const ids = this.windowIds(findings, query, from, count);
      const isEnd = ids.length < count && (ids.length > 0 || from === 0);
      const total = isEnd ? from + ids.length : this.count(findings, query.filter);
      return { rows: this.rows(findings, ids), total, revision: revisionOf(this.connection) };
    });
  }

  /** Exact count of a selection, and sums of the named money columns, of all where none are named; computed columns have no sum. */
  totals(selection: GridSelection, wanted?: readonly string[]): GridTotals {
    const money = this.grid.columns.filter(
      ({ kind, key }) => kind === 'money' && wanted?.includes(key) !== false,
    );
    return this.read(findings => {
      if (!('query' in selection) || selection.except.length > 0)
        return this.sums(findings, selection, money);
      const { filter } = selection.query;
      const key = this.key('totals', [filter, money.map(column => column.key)]);
      const totals = findings.figure(key, () => this.sums(findings, selection, money));
      findings.figure(this.key('count', filter), () => totals.count);
      return totals;
    });
  }

  /** Values of a column under the other conditions, most frequent first, at most 1,000. */
  values(column: string, { filter }: GridQuery): GridValueCount[] {
    const others = filter.filter(condition => condition.column !== column);
    return this.read(findings =>
      findings.figure(this.key('values', [column, others]), () => this.valueCounts(findings, column, others)),
    );
  }

  /** Row number of a row under a query, or null. */
  locate(query: GridQuery, id: string): number | null {
    return this.read(findings => {
      const { isPlain } = splitQuery(this.grid, query);
      if (isPlain && !this.grid.kept && !this.grid.computed) return this.naturalPlace(Number(id));
      const at = this.ordered(findings, query).indexOf(Number(id));
      return at < 0 ? null : at;
    });
  }

  /** Ids of a selection in an order. */
  idsOf(selection: GridSelection, sort: readonly GridSort[]): Float64Array {
    return this.read(findings => this.selected(findings, selection, sort));
  }

  /** Rows of a selection in an order, from a row on. */
  rowsOf(selection: GridSelection, sort: readonly GridSort[], from: number, count: number): GridRow[] {
    return this.read(findings => {
      const ids = this.selected(findings, selection, sort);
      return this.rows(findings, [...ids.subarray(from, from + count)]);
    });
  }

  /** Rows by their ids, in the order of the ids. */
  rowsById(ids: ArrayLike<number>): GridRow[] {
    return this.read(findings => this.rows(findings, Array.from(ids)));
  }

  private read<T>(work: (findings: Findings) => T): T {
    const { connection, grid } = this;
    return readOnce(connection, isOwnRead => work(findingsOf(connection, grid.logged, isOwnRead)));
  }

  private key(what: string, about: unknown): string {
    return JSON.stringify([what, this.grid.name, this.grid.bindings, this.grid.where, about]);
  }

  private windowIds(findings: Findings, query: GridQuery, from: number, count: number): ArrayLike<number> {
    const { grid } = this;
    const { computed, sortsComputed, isPlain } = splitQuery(grid, query);
    const known = findings.knownList<Float64Array>(this.key('order', query));
    const isKept = isPlain && (grid.kept || grid.computed !== undefined);
    const isDeep = !isPlain && !this.followsSteps(query) && from + count > SHALLOW_ROWS;
    if (known || isKept || isDeep || computed.length > 0 || sortsComputed)
      return (known ?? this.ordered(findings, query)).subarray(from, from + count);
    if (this.followsSteps(query)) return this.steppedIds(findings, query, from, count);
    return this.limitedIds(new RowQuery(this.connection, grid).filter(query.filter), query.sort, from, count);
  }

  private limitedIds(rows: RowQuery, sort: readonly GridSort[], from: number, count: number): number[] {
    const order = rows.order(sort);
    const limits = ` LIMIT ${rows.binder.bind(count)} OFFSET ${rows.binder.bind(from)}`;
    return this.connection
      .prepareValue(rows.select(this.grid.id, ` ORDER BY ${order}${limits}`))
      .all(rows.bindings) as number[];
  }

  private followsSteps({ filter, sort }: GridQuery): boolean {
    const { stepped, natural } = this.grid;
    return (
      stepped === true &&
      filter.length === 0 &&
      (sort.length === 0 || (sort.length === 1 && sort[0]!.column === natural[0]))
    );
  }

  /** Values of the first natural key with their number of rows: days of a journal. */
  private steps(findings: Findings): [string, number][] {
    const { grid, connection } = this;
    const { sql } = columnOf(grid, grid.natural[0]!);
    return findings.figure(this.key('steps', null), () => {
      const rows = new RowQuery(this.connection, grid);
      const select = rows.select(`${sql}, count(*)`, ` GROUP BY ${sql} ORDER BY ${sql}`);
      return connection.prepareRaw(select).all(rows.bindings) as [string, number][];
    });
  }

  /** Ids from a row on, found by the counts of the steps: no row before them is read, few are sorted. */
  private steppedIds(findings: Findings, query: GridQuery, from: number, count: number): number[] {
    const steps = this.steps(findings);
    const { naturalDescending = false } = this.grid;
    const order = (query.sort[0]?.descending ?? naturalDescending) ? steps.toReversed() : steps;
    const inside: [step: string, skipped: number][] = [];
    let before = 0;
    for (const [step, rowCount] of order) {
      if (before >= from + count) break;
      if (before + rowCount > from) inside.push([step, Math.max(0, from - before)]);
      before += rowCount;
    }
    const { sql } = columnOf(this.grid, this.grid.natural[0]!);
    if (inside.length > STEPS_APART) {
      const rows = new RowQuery(this.connection, this.grid);
      const ends = [inside[0]![0], inside.at(-1)![0]].toSorted().map(end => rows.binder.bind(end));
      rows.where(`${sql} BETWEEN ${ends.join(' AND ')}`);
      return this.limitedIds(rows, query.sort, inside[0]![1], count);
    }
    const ids: number[] = [];
    for (const [step, skipped] of inside) {
      const rows = new RowQuery(this.connection, this.grid);
      rows.where(`${sql} = ${rows.binder.bind(step)}`);
      ids.push(...this.limitedIds(rows, query.sort, skipped, count - ids.length));
    }
    return ids;
  }

  /** All ids of a query in its order. */
  private ordered(findings: Findings, query: GridQuery): Float64Array {
    return findings.list(this.key('order', query), () => {
      const { computed, sortsComputed, stored, isPlain } = splitQuery(this.grid, query);
      if (!this.grid.computed || (computed.length === 0 && !sortsComputed && !isPlain))
        return this.storedIds(stored, query.sort);
      const running = this.running(findings);
      if (isPlain) return running.ids;
      return this.orderedRunning(running, query);
    });
  }

  private storedIds(filter: GridFilter, sort: readonly GridSort[]): Float64Array {
    const rows = new RowQuery(this.connection, this.grid).filter(filter);
    const order = rows.order(sort);
    const sql = rows.select(this.grid.id, ` ORDER BY ${order}`);
    return Float64Array.from(this.connection.prepareValue(sql).all(rows.bindings) as number[]);
  }

  /** Rows under conditions on computed columns, or sorted by one. */
  private orderedRunning(running: RunningRows, query: GridQuery): Float64Array {
    const { stored, computed, sortsComputed } = splitQuery(this.grid, query);
    const ids = this.storedIds(stored, sortsComputed ? [] : query.sort);
    const places = Uint32Array.from(ids, id => running.placeOf(id));
    const inside = running
      .engine(places, new Map())
      .select({ query: { filter: computed, sort: [] }, except: [] }, []);
    const chosen = Uint32Array.from(inside, row => places[row]!);
    if (!sortsComputed) return Float64Array.from(chosen, place => running.ids[place]!);
    const others = this.otherValues(running, chosen, query.sort);
    const order = running
      .engine(chosen, others)
      .select({ query: NOTHING, except: [] }, totalSort(query.sort));
    return Float64Array.from(order, row => running.ids[chosen[row]!]!);
  }

  /** Values of the stored columns of a sort, row by row. */
  private otherValues(
    running: RunningRows,
    places: Uint32Array,
    sort: readonly GridSort[],
  ): Map<string, GridValue[]> {
    const isComputed = new Set(this.grid.computed!.columns.map(({ key }) => key));
    const keys = sort.map(({ column }) => column).filter(column => !isComputed.has(column));
    const values = new Map(keys.map(key => [key, [] as GridValue[]]));
    if (keys.length === 0) return values;
    const source = new RowValues(this.connection, this.grid, keys);
    for (const row of source.read(Array.from(places, place => running.ids[place]!)))
      for (const key of keys) values.get(key)!.push(row.values[key]!);
    return values;
  }

  private running(findings: Findings): RunningRows {
    return findings.list(this.key('running', null), () => {
      const { ids, balancesFen } = this.grid.computed!.load(this.connection);
      return new RunningRows(this.grid, ids, balancesFen);
    });
  }

  private count(findings: Findings, filter: GridFilter): number {
    return findings.figure(this.key('count', filter), () => {
      const { grid } = this;
      if (grid.stepped && filter.length === 0)
        return this.steps(findings).reduce((sum, [, count]) => sum + count, 0);
      const isKept = filter.length === 0 && (grid.kept || grid.computed);
      const { computed } = splitQuery(grid, { filter, sort: [] });
      if (isKept || computed.length > 0) return this.ordered(findings, { filter, sort: [] }).length;
      const rows = new RowQuery(this.connection, grid).filter(filter);
      return this.connection.prepareValue(rows.select('count(*)')).get(rows.bindings) as number;
    });
  }

  private selected(findings: Findings, selection: GridSelection, sort: readonly GridSort[]): Float64Array {
    const query = { filter: 'ids' in selection ? [] : selection.query.filter, sort: [...sort] };
    const order = this.ordered(findings, query);
    if ('ids' in selection) {
      const wanted = new Set(selection.ids.map(Number));
      return order.filter(id => wanted.has(id));
    }
    if (selection.except.length === 0) return order;
    const except = new Set(selection.except.map(Number));
    return order.filter(id => !except.has(id));
  }

  private sums(findings: Findings, selection: GridSelection, money: readonly SqlColumn[]): GridTotals {
    const rows = this.selectionQuery(findings, selection);
    const terms = money.map(column => `CAST(coalesce(sum(${rows.expression(column)}), 0) AS TEXT)`);
    const figures = this.connection
      .prepareRaw(rows.select(['count(*)', ...terms].join(', ')))
      .get(rows.bindings) as [number, ...string[]];
    const sums: Record<string, string> = {};
    for (const [at, { key }] of money.entries())
      sums[key] = formatE5(BigInt(figures[at + 1] as string) * BigInt(E5_PER_FEN));
    return { count: figures[0], sums };
  }

  private selectionQuery(findings: Findings, selection: GridSelection): RowQuery {
    const rows = new RowQuery(this.connection, this.grid);
    if ('ids' in selection) return rows.named(selection.ids, true);
    const { stored, computed } = splitQuery(this.grid, selection.query);
    rows.named(selection.except, false);
    if (computed.length === 0) return rows.filter(stored);
    const ids = this.ordered(findings, { filter: selection.query.filter, sort: [] });
    return rows.named([...ids].map(String), true);
  }

  private valueCounts(findings: Findings, key: string, filter: GridFilter): GridValueCount[] {
    if (this.grid.computed?.columns.some(column => column.key === key)) {
      const running = this.running(findings);
      const ids = this.ordered(findings, { filter, sort: [] });
      const places = Uint32Array.from(ids, id => running.placeOf(id));
      return running.engine(places, new Map()).values(key, NOTHING);
    }
    const column = columnOf(this.grid, key);
    const rows = () => this.selectionQuery(findings, { query: { filter, sort: [] }, except: [] });
    const counted = this.connection
      .prepareRaw(groupSql(this.grid, rows, column))
      .all({ ...rows().bindings, most: VALUE_LIST_MOST }) as [GridValue, number][];
    return counted.map(([value, count]) => ({ value: shown(column, value), count }));
  }

  /** Row number in natural order: how many rows stand before it. */
  private naturalPlace(id: number): number | null {
    const { grid, connection } = this;
    const keys = [...grid.natural.map(key => columnOf(grid, key).sql), grid.id];
    const own = new RowQuery(this.connection, grid);
    own.where(`${grid.id} = ${own.binder.bind(id)}`);
    const row = connection.prepareRaw(own.select(keys.join(', '))).get(own.bindings) as
      | (string | number)[]
      | undefined;
    if (!row) return null;
    const before = new RowQuery(this.connection, grid);
    const values = row.map(value => before.binder.bind(value));
    before.where(`(${keys.join(', ')}) ${grid.naturalDescending ? '>' : '<'} (${values.join(', ')})`);
    return connection.prepareValue(before.select('count(*)')).get(before.bindings) as number;
  }

  private rows(findings: Findings, ids: ArrayLike<number>): GridRow[] {
    const key = this.key('values of rows', null);
    const source = findings.figure(key, () => new RowValues(this.connection, this.grid));
    const rows = source.read(Array.from(ids));
    const { computed } = this.grid;
    if (computed) {
      const running = this.running(findings);
      for (const row of rows) {
        const place = running.placeOf(Number(row.id));
        for (const column of computed.columns) row.values[column.key] = running.value(place, column.key);
      }
    }
    return rows;
  }
}

function described({
  sql: _,
  lookup: _l,
  needs: _n,
  nullable: _u,
  searchFirst: _s,
  foundIn: _f,
  unlisted: _h,
  ...column
}: SqlColumn): GridColumn {
  return column;
}

/** A stored value as the page gets it. */
export function shown(column: SqlColumn, value: GridValue): GridValue {
  return column.kind === 'money' && typeof value === 'number' ? value * E5_PER_FEN : value;
}

/**
 * Values of a column with their number of rows, at most `@most`; a looked-up one is counted by its key first. `rows`
 * makes the query over the rows anew, each time with the same bindings.
 */
function groupSql(grid: SqlGrid, rows: () => RowQuery, column: SqlColumn): string {
  const tail = (value: string) => ` GROUP BY ${value} ORDER BY count DESC, ${value} NULLS LAST LIMIT @most`;
  if (column.lookup === undefined) {
    const query = rows();
    return query.select(`${query.expression(column)} AS value, count(*) AS count`, tail('value'));
  }
  const lookup = grid.lookups[column.lookup]!;
  const counted = (lookup.parts ?? [{ key: lookup.key, where: null }]).map(({ key, where }) => {
    const query = rows();
    query.key(lookup);
    if (where !== null) query.where(where);
    return query.select(`${key} AS key, count(*) AS n`, ' GROUP BY 1');
  });
  return `SELECT found.value AS value, sum(counted.n) AS count FROM (${counted.join(' UNION ALL ')}) counted
    LEFT JOIN (SELECT ${lookup.id} AS id, ${column.sql} AS value FROM ${lookup.from}) found ON found.id = counted.key
    ${tail('found.value')}`;
}
