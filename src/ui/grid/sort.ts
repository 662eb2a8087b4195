import type { GridSort } from '../../domain/grid.ts';

/** The most columns a sort may have (the contract's limit). */
const SORT_MOST = 8;

/** The next sort after a click on a heading: up, down, none; `add` keeps the other columns and their order. */
export function nextSort(sort: readonly GridSort[], column: string, add: boolean): GridSort[] {
  const now = sort.find(entry => entry.column === column);
  const turned: GridSort | null = !now
    ? { column, descending: false }
    : now.descending
      ? null
      : { column, descending: true };
  if (!add) return turned ? [turned] : [];
  if (!now) return turned && sort.length < SORT_MOST ? [...sort, turned] : [...sort];
  return sort.flatMap(entry => (entry.column === column ? (turned ? [turned] : []) : [entry]));
}

/** Place (from 1) and way of a column in the sort; null if it does not sort. */
export function sortPlace(
  sort: readonly GridSort[],
  column: string,
): { at: number; descending: boolean } | null {
  const at = sort.findIndex(entry => entry.column === column);
  return at < 0 ? null : { at: at + 1, descending: sort[at]!.descending };
}
