import { createContext, useContext } from 'react';
import type { GridColumn, GridCondition, GridQuery } from '../../domain/grid.ts';
import type { UnknownIn } from './cell-text.ts';
import type { ToneOf } from './props.ts';
import type { RowSelection } from './selection.ts';

/** What headers, boxes and cells of one grid share. */
export interface GridState {
  grid: string;
  columns: ReadonlyMap<string, GridColumn>;
  unknown: UnknownIn;
  /** Colours of states, the same object while the grid stands. */
  tones: ToneOf;
  query: GridQuery;
  /** Exact number of rows under the filter; null until the first answer. */
  total: number | null;
  selection: RowSelection;
  /** Puts a column first in the sort (or turns it round, or drops it); `add` keeps the other columns. */
  sortBy(column: string, add: boolean): void;
  sortAs(column: string, descending: boolean): void;
  setConditions(column: string, conditions: GridCondition[]): void;
  toggle(id: string, index: number, range: boolean): void;
  toggleAll(): void;
}

export const GridStateContext = createContext<GridState | null>(null);

export function useGridState(): GridState {
  const state = useContext(GridStateContext);
  if (!state) throw new Error('a grid part stands outside of a grid');
  return state;
}
