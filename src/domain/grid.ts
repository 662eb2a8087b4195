/**
 * One language for every grid: what the page asks and what the engine that holds the rows answers.
 * A selection is ids or `{filter, sort, except}`; it is counted and summed by the engine, never by the page.
 */
export type GridValue = string | number | boolean | null;

export type GridCondition =
  | { kind: 'contains'; column: string; text: string }
  | { kind: 'in'; column: string; values: GridValue[] }
  /** Numbers in the column's unit (money: 1/100000), dates as text; either end may be open. */
  | { kind: 'between'; column: string; from: number | string | null; to: number | string | null };

/** All conditions must hold. */
export type GridFilter = GridCondition[];
export interface GridSort {
  column: string;
  descending: boolean;
}

export interface GridQuery {
  filter: GridFilter;
  sort: GridSort[];
}

export type GridColumnKind = 'text' | 'id' | 'money' | 'integer' | 'date' | 'state';

/** A column as the engine describes it. Headings are texts of the catalogue (`heading` is a code) or raw headings. */
export interface GridColumn {
  key: string;
  kind: GridColumnKind;
  /** Text code, rendered by the page; raw headings of a file come as `raw`. */
  heading?: string;
  raw?: string;
  /** The column can be offered as a value list. */
  listed?: boolean;
  /** Values are text codes under this prefix: `compare.tab.` + value. */
  valueText?: string;
  /** Key of a value of the same row that fills the slots of those texts, as JSON. */
  valueParams?: string;
}

export interface GridRow {
  /** Stable id within the source (record index as text). */
  id: string;
  /** Values by column key; money is 1/100000 of the unit. */
  values: Record<string, GridValue>;
}

export interface GridPage {
  rows: GridRow[];
  /** Exact number of rows under the filter. */
  total: number;
  /** Revision of the open book to which the rows belong; absent where rows never change. */
  revision?: number;
}

/** Exact count and exact sums (decimal strings) of the money columns under a filter or selection. */
export interface GridTotals {
  count: number;
  sums: Record<string, string>;
}

export type GridSelection = { ids: string[] } | { query: GridQuery; except: string[] };

/** Values of a column with their number of rows, most frequent first, at most 1,000. */
export interface GridValueCount {
  value: GridValue;
  count: number;
}
