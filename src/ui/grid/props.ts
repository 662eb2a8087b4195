import type { ReactNode, Ref } from 'react';
import type { GridQuery, GridRow, GridSort } from '../../domain/grid.ts';
import type { ColumnLayout } from '../../domain/settings.ts';
import type { Tone } from '../app/chip.tsx';
import type { RowSelection } from './selection.ts';

/** What a grid shows: the question, its exact number of rows once known, what is selected, and the columns. */
export interface GridShown {
  query: GridQuery;
  total: number | null;
  selection: RowSelection;
  columns: ColumnLayout['columns'];
}

/** The colour of a row's state, by column key. */
export type ToneOf = Readonly<Record<string, (row: GridRow) => Tone>>;

/** What a screen can ask of its grid. */
export interface DeskGridHandle {
  /** Brings a row into sight and focuses it, lifting filters that hide it. Resolves to false if there is no such row. */
  scrollTo(id: string): Promise<boolean>;
  focus(): void;
  /** Asks and shows as a saved view does; columns that the grid no longer has are passed over. */
  show(view: { query: GridQuery; columns?: ColumnLayout['columns'] }): void;
  clearSelection(): void;
  /** Exports what the grid shows, the selection alone where there is one. */
  exportAs(format: 'xlsx' | 'csv'): void;
}

export interface DeskGridProps {
  /**
   * `raw:<fileId>:<sheet>`, `statement:<fileId>`, `compare:<id>:<tab>`, or rows of the open book: `book:journal`,
   * `book:ledger:<account>`, `book:client:<client>` (each with `:<from>:<to>` for days), `book:plan:<plan>`,
   * `book:rows:<file>`, `book:files`, `book:log`, `book:tickets`, `book:orders`. What the book's grids show follows every posting,
   * in place.
   */
  grid: string;
  /** Under which name the column layout is remembered, at most 100 characters. */
  layoutKey: string;
  /** What the grid is called, for readers and as the name of its exports. */
  name: string;
  /** Keys of columns whose missing figures and dates are unknown facts (未知); elsewhere nothing belongs there. */
  unknown?: readonly string[];
  /** Keys of money columns whose sum says nothing (running balances: `balance` of `book:ledger`). */
  unsummed?: readonly string[];
  /** Unit of the money columns, shown in their headings: 元, USD. */
  unit?: string;
  /** What a raw sheet's columns are called in its header row, by column key. */
  captions?: Readonly<Record<string, string>>;
  /** How the rows are sorted until the user sorts them otherwise. */
  sort?: readonly GridSort[];
  /** Colour of the chips of a state column, by column key; neutral where none is given. */
  tones?: ToneOf;
  /** Columns put away until the user asks for them. */
  hidden?: readonly string[];
  /** Enter, double click, or the menu's first entry on a row. */
  onOpen?(row: GridRow): void;
  /** The focused row, each time it becomes another one. */
  onFocusRow?(row: GridRow): void;
  /** What the grid shows, each time that becomes something else. */
  onShown?(shown: GridShown): void;
  /** Stands at the left end of the toolbar. */
  children?: ReactNode;
  /** What an empty grid says instead of the common words. */
  emptyText?: string;
  ref?: Ref<DeskGridHandle>;
}
