import type {
  GridColumn,
  GridCondition,
  GridPage,
  GridQuery,
  GridRow,
  GridSelection,
  GridSort,
  GridTotals,
  GridValue,
  GridValueCount,
} from './grid.ts';
import { ExactSum, formatE5 } from './money.ts';

/** Rows that a grid can show: anything that can tell its columns, its number of rows and a cell. */
export interface GridSource {
  columns: GridColumn[];
  count: number;
  value(row: number, key: string): GridValue;
  /** The whole column as numbers, where the source keeps it so (money, dates as day numbers): sorts and sums then skip `value`. */
  numbers?(key: string): ArrayLike<number> | undefined;
  /** Stable id of a row; the row number where absent. */
  idOf?(row: number): string;
  rowOf?(id: string): number;
}

const VALUE_LIST_MOST = 1_000;

type Test = (row: number) => boolean;

/** Filters, sorts, counts and sums a source of up to millions of rows; remembers the order of the last queries. */
export class GridEngine {
  readonly source: GridSource;
  private readonly orders = new Map<string, Uint32Array>();

  constructor(source: GridSource) {
    this.source = source;
  }

  window(query: GridQuery, from: number, count: number): GridPage {
    const order = this.order(query);
    const rows: GridRow[] = [];
    for (let at = from; at < Math.min(from + count, order.length); at++) rows.push(this.row(order[at]!));
    return { rows, total: order.length };
  }

  /** Rows of a selection in the given order. */
  select(selection: GridSelection, sort: GridSort[]): Uint32Array {
    if ('ids' in selection) {
      const wanted = new Set(selection.ids.map(id => this.rowOf(id)));
      return this.order({ filter: [], sort }).filter(row => wanted.has(row));
    }
    const order = this.order({ filter: selection.query.filter, sort });
    if (selection.except.length === 0) return order;
    const except = new Set(selection.except.map(id => this.rowOf(id)));
    return order.filter(row => !except.has(row));
  }

  /** Exact count, and sums of the named money columns, of all where none are named. */
  totals(selection: GridSelection, wanted?: readonly string[]): GridTotals {
    const rows = this.select(selection, []);
    const sums: Record<string, string> = {};
    for (const column of this.source.columns) {
      if (column.kind !== 'money' || wanted?.includes(column.key) === false) continue;
      const sum = new ExactSum();
      const numbers = this.source.numbers?.(column.key);
      for (const row of rows) {
        const value = numbers ? numbers[row]! : this.source.value(row, column.key);
        if (typeof value === 'number' && !Number.isNaN(value)) sum.add(value);
      }
      sums[column.key] = formatE5(sum.total());
    }
    return { count: rows.length, sums };
  }

  /** Values of one column under the other conditions of the query (its own condition is left out, as value lists do). */
  values(column: string, query: GridQuery): GridValueCount[] {
    const others = query.filter.filter(condition => condition.column !== column);
    const counts = new Map<GridValue, number>();
    for (const row of this.order({ filter: others, sort: [] })) {
      const value = this.source.value(row, column);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || compareValues(a.value, b.value))
      .slice(0, VALUE_LIST_MOST);
  }

  locate(query: GridQuery, id: string): number | null {
    const at = this.order(query).indexOf(this.rowOf(id));
    return at < 0 ? null : at;
  }

  private row(row: number): GridRow {
    const values: Record<string, GridValue> = {};
    for (const column of this.source.columns) values[column.key] = this.source.value(row, column.key);
    return { id: this.source.idOf?.(row) ?? String(row), values };
  }

  private rowOf(id: string): number {
    return this.source.rowOf?.(id) ?? Number(id);
  }

  private order(query: GridQuery): Uint32Array {
    const key = JSON.stringify(query);
    const known = this.orders.get(key);
    if (known) return known;
    const order = this.sorted(this.filtered(query.filter), query.sort);
    if (this.orders.size >= 4) this.orders.delete(this.orders.keys().next().value!);
    this.orders.set(key, order);
    return order;
  }

  private filtered(filter: GridCondition[]): Uint32Array {
    const tests = filter.map(condition => this.test(condition));
    const kept = new Uint32Array(this.source.count);
    let count = 0;
    rows: for (let row = 0; row < this.source.count; row++) {
      for (const test of tests) if (!test(row)) continue rows;
      kept[count++] = row;
    }
    return kept.subarray(0, count);
  }

  private test(condition: GridCondition): Test {
    const { source } = this;
    const { column } = condition;
    if (condition.kind === 'in') {
      const wanted = new Set(condition.values);
      return row => wanted.has(source.value(row, column));
    }
    if (condition.kind === 'contains') {
      const text = condition.text.toLowerCase();
      return row => {
        const value = source.value(row, column);
        return value !== null && String(value).toLowerCase().includes(text);
      };
    }
    const { from, to } = condition;
    return row => {
      const value = source.value(row, column);
      if (value === null) return false;
      return (
        (from === null || compareValues(value, from) >= 0) &&
        (to === null || compareValues(value, upTo(value, to)) <= 0)
      );
    };
  }

  private sorted(rows: Uint32Array, sort: GridSort[]): Uint32Array {
    if (sort.length === 0) return rows;
    const keys = sort.map(({ column, descending }) => ({
      values: this.source.numbers?.(column) ?? this.columnOf(rows, column),
      sign: descending ? -1 : 1,
    }));
    return rows.sort((a, b) => {
      for (const { values, sign } of keys) {
        const [left, right] = [values[a] as GridValue, values[b] as GridValue];
        const order = compareValues(left, right);
        if (order !== 0) return isMissing(left) || isMissing(right) ? order : order * sign;
      }
      return a - b;
    });
  }

  private columnOf(rows: Uint32Array, column: string): GridValue[] {
    const values: GridValue[] = new Array(this.source.count).fill(null);
    for (const row of rows) values[row] = this.source.value(row, column);
    return values;
  }
}

/** A date bound without a time covers its whole day: `2026-05-01` reaches to `2026-05-01 23:59:59`. */
function upTo(value: GridValue, bound: number | string): number | string {
  return typeof bound === 'string' && typeof value === 'string' && bound.length === 10
    ? `${bound} 24`
    : bound;
}

function isMissing(value: GridValue): boolean {
  return value === null || Number.isNaN(value);
}

/** Unknown (null, NaN) comes last, which a sort keeps both ways; numbers before texts; texts by code unit, which is quick and stable. */
function compareValues(a: GridValue, b: GridValue): number {
  if (a === b) return 0;
  const aMissing = isMissing(a);
  const bMissing = isMissing(b);
  if (aMissing || bMissing) return aMissing === bMissing ? 0 : aMissing ? 1 : -1;
  if (typeof a === typeof b) return a! < b! ? -1 : 1;
  return typeof a === 'number' ? -1 : 1;
}
