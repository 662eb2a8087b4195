import type { GridQuery, GridSelection } from '../../domain/grid.ts';

/** What is selected in a grid: named rows, or everything under a query but for the named rows. */
export type RowSelection =
  | { kind: 'rows'; ids: ReadonlySet<string> }
  | { kind: 'query'; query: GridQuery; except: ReadonlySet<string> };

/** The most rows that can be named one by one, in a selection or outside of one (the contract's limit). */
export const NAMED_ROWS_MOST = 100_000;

export const NOTHING_SELECTED: RowSelection = { kind: 'rows', ids: new Set() };

export function isSelected(selection: RowSelection, id: string): boolean {
  return selection.kind === 'rows' ? selection.ids.has(id) : !selection.except.has(id);
}

/** Everything under the query, however many rows that is. */
export function selectAll(query: GridQuery): RowSelection {
  return { kind: 'query', query, except: new Set() };
}

/** Turns rows on or off. Returns null when more rows would be named than a selection can carry. */
export function setSelected(
  selection: RowSelection,
  ids: readonly string[],
  on: boolean,
): RowSelection | null {
  const named = new Set(selection.kind === 'rows' ? selection.ids : selection.except);
  const adds = (selection.kind === 'rows') === on;
  for (const id of ids) {
    if (adds) named.add(id);
    else named.delete(id);
  }
  if (named.size > NAMED_ROWS_MOST) return null;
  return selection.kind === 'rows'
    ? { kind: 'rows', ids: named }
    : { kind: 'query', query: selection.query, except: named };
}

export function toggleSelected(selection: RowSelection, id: string): RowSelection | null {
  return setSelected(selection, [id], !isSelected(selection, id));
}

/** How many rows are selected, where the query of a select-all holds `total` rows. */
export function selectedCount(selection: RowSelection, total: number): number {
  return selection.kind === 'rows' ? selection.ids.size : Math.max(0, total - selection.except.size);
}

/** State of the box that stands for all rows. */
export function coverage(selection: RowSelection, total: number): 'none' | 'some' | 'all' {
  const count = selectedCount(selection, total);
  if (count === 0) return 'none';
  return selection.kind === 'query' && selection.except.size === 0 ? 'all' : 'some';
}

/**
 * The selection after the filter changed: named rows stay named, so that sums can be gathered over several filters;
 * a select-all ends, because "all" now means other rows.
 */
export function afterFilterChange(selection: RowSelection): RowSelection {
  return selection.kind === 'query' ? NOTHING_SELECTED : selection;
}

/** The form in which the engine counts, sums and exports it. */
export function selectionForEngine(selection: RowSelection): GridSelection {
  return selection.kind === 'rows'
    ? { ids: [...selection.ids] }
    : { query: selection.query, except: [...selection.except] };
}
