import type { GridColumn, GridValue } from '../../domain/grid.ts';
import type { Connection } from '../dialect/sqlite.ts';

/** A named parameter of a statement, `@name` → value. */
export type Bindings = Record<string, string | number | null>;

/**
 * A smaller table that a row points to: values of its columns are found by key. Filters look the key up instead of
 * joining every row, sorts join its ranks, value lists group by the key first.
 */
export interface Lookup {
  /** Expression over the row; null where the row points to nothing. */
  key: string;
  /** The key again, as columns that have an index, each where it is the key: value lists are counted from these. */
  parts?: readonly { key: string; where: string }[];
  nullable?: boolean;
  /** Joins that the key needs. */
  needs?: readonly string[];
  from: string;
  id: string;
}

export interface SqlColumn extends GridColumn {
  /** Expression over the row, or over the lookup's table; money in 分. */
  sql: string;
  lookup?: string;
  needs?: readonly string[];
  /** Goes along with a row and is no column of the page: parameters of another column's texts. */
  unlisted?: boolean;
  /** The value can be null. */
  nullable?: boolean;
  /** A stored text that holds every word of the value: searched first, since the value itself has to be made. */
  searchFirst?: string;
  /** Where an index holds the value and not the row: conditions find the rows there, by the same expression. */
  foundIn?: { from: string; id: string; sql: string };
}

/** Columns whose values follow from the row's place among all rows of the grid, in its natural order. */
export interface Computed {
  columns: readonly (GridColumn & { value(balanceFen: number): GridValue })[];
  /** Ids and running sums of all rows in natural order. */
  load(connection: Connection): { ids: Float64Array; balancesFen: Float64Array };
}

/** A grid over the book: rows, their order and their columns. Every text here is fixed; values are bindings. */
export interface SqlGrid {
  name: string;
  /** Rows among which is searched; the row's table is called by the same alias in `rowFrom`. */
  from: string;
  /** The table in which a row is found by its id. */
  rowFrom: string;
  id: string;
  bindings: Bindings;
  /** Conditions that every row of the grid meets. */
  where: readonly string[];
  joins: Readonly<Record<string, string>>;
  lookups: Readonly<Record<string, Lookup>>;
  columns: readonly SqlColumn[];
  /** Keys that are never null, in which rows stand when nobody sorts; the id comes last, in the same direction. */
  natural: readonly string[];
  naturalDescending?: boolean;
  /** Rows change by logged commands only; others (plans) change with the file. */
  logged: boolean;
  /** The first natural key has few values: rows in its order, either way, are found by their counts. */
  stepped?: boolean;
  /** All ids in natural order are kept in memory: no index gives this order. */
  kept?: boolean;
  computed?: Computed;
}

export const POSTED = "t.kind IN ('post', 'settle', 'reverse')";
