import type { GridQuery } from '../../domain/grid.ts';
import type { RowSelection } from './selection.ts';

/** Where the user was in a grid: a breadcrumb that leads back finds the same rows in the same place. */
export interface GridPlace {
  query: GridQuery;
  selection: RowSelection;
  /** Row at the top of the view, and the focused row. */
  top: number;
  focused: { row: number; column: string } | null;
  total: number;
}

/** Under which name a grid's place is kept: rows of a book belong to that book only. */
export function placeName(grid: string, book: string | null): string {
  return grid.startsWith('book:') ? `${book ?? ''} ${grid}` : grid;
}

const PLACES_MOST = 50;
const places = new Map<string, GridPlace>();

export function rememberPlace(grid: string, place: GridPlace): void {
  places.delete(grid);
  places.set(grid, place);
  if (places.size > PLACES_MOST) places.delete(places.keys().next().value!);
}

export function placeIn(grid: string): GridPlace | undefined {
  return places.get(grid);
}
