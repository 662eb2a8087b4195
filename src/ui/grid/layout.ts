import type { GridColumn, GridRow } from '../../domain/grid.ts';
import type { ColumnLayout } from '../../domain/settings.ts';
import { type Absent, cellText, headingOf, type Render } from './cell-text.ts';

/** One column of a layout: its key, width in pixels, and whether it is put away. */
export type ColumnPlace = ColumnLayout['columns'][number];

const WIDTH_LEAST = 72;
const WIDTH_MOST = 320;
/** Every row fits up to this width, nine of ten beyond it. */
const ALL_FIT_TO = 140;
const CHIP_SIDES = 12;
/** Padding of a cell and room for the header's arrow and filter button, in pixels. */
const CELL_SIDES = 25;
const HEADER_TOOLS = 40;

/**
 * Order, width and visibility of a grid's columns: remembered ones as the user left them, columns that are new in
 * the grid after their left neighbour (put away if `hidden` names them), columns that are gone dropped.
 */
export function layoutOf(
  columns: readonly GridColumn[],
  remembered: ColumnLayout | null,
  widths: Readonly<Record<string, number>>,
  hidden: readonly string[] = [],
): ColumnPlace[] {
  const known = new Map(remembered?.columns.map(place => [place.key, place]));
  const keys = new Set(columns.map(column => column.key));
  const places = remembered?.columns.filter(place => keys.has(place.key)) ?? [];
  columns.forEach((column, at) => {
    if (known.has(column.key)) return;
    const place = { key: column.key, width: widths[column.key] ?? 120, hidden: hidden.includes(column.key) };
    const before = columns[at - 1];
    const index = before ? places.findIndex(other => other.key === before.key) : -1;
    places.splice(index + 1, 0, place);
  });
  return places;
}

/** Moves a column to stand where another one stands. */
export function moved(places: readonly ColumnPlace[], key: string, to: number): ColumnPlace[] {
  const from = places.findIndex(place => place.key === key);
  if (from < 0) return [...places];
  const rest = places.filter(place => place.key !== key);
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, places[from]!);
  return rest;
}

/** Shows or hides a column; the last shown one stays. */
export function shown(places: readonly ColumnPlace[], key: string, visible: boolean): ColumnPlace[] {
  const left = places.filter(place => !place.hidden && place.key !== key).length;
  if (!visible && left === 0) return [...places];
  return places.map(place => (place.key === key ? { ...place, hidden: !visible } : place));
}

/** A width in pixels that nine of ten of the first rows fit into, so that nothing has to jump later. */
export function guessWidth(
  column: GridColumn,
  rows: readonly GridRow[],
  t: Render,
  absent: Absent = 'blank',
): number {
  const texts = rows.map(row => textWidth(cellText(column, row.values[column.key] ?? null, t, absent, row)));
  texts.sort((a, b) => a - b);
  const most = texts[Math.floor((texts.length - 1) * 0.9)] ?? 0;
  const content =
    Math.max(most, Math.min(texts.at(-1) ?? 0, ALL_FIT_TO)) + (column.kind === 'state' ? CHIP_SIDES : 0);
  const heading = textWidth(headingOf(column, t)) + HEADER_TOOLS;
  const least = column.kind === 'money' ? 112 : column.kind === 'date' ? 100 : WIDTH_LEAST;
  return Math.round(Math.max(least, Math.min(WIDTH_MOST, Math.max(content, heading) + CELL_SIDES)));
}

/** Signs below the CJK blocks that Chinese fonts draw as full squares. */
const FULL_SIGNS = '—…“”‘’';

/** Pixels a text takes at 13 px: CJK a full square, digits and Latin letters about 7.2. */
function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character > '\u2e7f' || FULL_SIGNS.includes(character) ? 13 : 7.2;
  return width;
}
