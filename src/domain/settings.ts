import type { GridQuery } from './grid.ts';
import type { Language } from './text.ts';

/** Settings of the workstation (not of a book). */
export interface Settings {
  language: Language;
  theme: 'light' | 'dark' | 'system';
  density: 'normal' | 'compact';
  /** Day window offered first in a comparison. */
  windowDays: number;
}

export const DEFAULT_SETTINGS: Settings = {
  language: 'zh',
  theme: 'light',
  density: 'normal',
  windowDays: 3,
};

/** A remembered column layout of one grid: order, width in pixels, hidden. */
export interface ColumnLayout {
  columns: { key: string; width: number; hidden: boolean }[];
}

/** A named way to look at a grid: filter, sort and columns. */
export interface SavedView {
  id: string;
  name: string;
  query: GridQuery;
  columns: ColumnLayout['columns'];
}

/** Views of one grid that a workstation keeps. */
export const VIEWS_MOST = 50;

/** A remembered pair: which forms were compared and how, so that next month is one drop of two files. */
export interface RememberedPair {
  id: string;
  name: string;
  left: { profile: string | null; fingerprint: string; sheet: string };
  right: { profile: string | null; fingerprint: string; sheet: string };
  choice: import('./compare.ts').CompareChoice;
  usedOn: string;
}
