import type { GridColumn, GridRow, GridSort } from '../../domain/grid.ts';
import { desk } from '../app/client.ts';
import { headingOf, type Render, rowTexts } from './cell-text.ts';
import { htmlTableOf, tsvOf } from './clipboard.ts';
import { rowsBetween, WINDOW_MOST } from './rows.ts';
import type { RowSelection } from './selection.ts';

/** The most rows that go through the clipboard; more is what the export is for. */
export const COPY_MOST = 10_000;
/** Questions asked to find scattered rows before the copy is given up. */
const ROUNDS_MOST = 300;

/** Rows of a selection in the order of `sort`; null when they are too many or too scattered to copy. */
export async function selectedRows(
  grid: string,
  selection: RowSelection,
  sort: GridSort[],
): Promise<GridRow[] | null> {
  if (selection.kind === 'rows') return namedRows(grid, selection.ids, sort);
  const rows: GridRow[] = [];
  const query = { filter: selection.query.filter, sort };
  for await (const page of rowsBetween(grid, query, 0, COPY_MOST + selection.except.size + 1)) {
    for (const row of page) if (!selection.except.has(row.id)) rows.push(row);
    if (rows.length > COPY_MOST) return null;
  }
  return rows;
}

/** Finds named rows wherever they stand: where one is, its neighbours usually are too. */
async function namedRows(
  grid: string,
  ids: ReadonlySet<string>,
  sort: GridSort[],
): Promise<GridRow[] | null> {
  if (ids.size > COPY_MOST) return null;
  const query = { filter: [], sort };
  const missing = new Set(ids);
  const found: { at: number; row: GridRow }[] = [];
  for (let round = 0; missing.size > 0; round++) {
    if (round === ROUNDS_MOST) return null;
    const id = missing.values().next().value!;
    const { index } = await desk.grids.locate({ grid, query, id });
    missing.delete(id);
    if (index === null) continue;
    const count = missing.size === 0 ? 1 : Math.min(WINDOW_MOST, Math.max(50, missing.size + 1));
    const { rows } = await desk.grids.window({ grid, query, from: index, count });
    rows.forEach((row, offset) => {
      if (row.id !== id && !missing.delete(row.id)) return;
      found.push({ at: index + offset, row });
    });
  }
  return found.sort((a, b) => a.at - b.at).map(entry => entry.row);
}

/** Puts rows on the clipboard as tab-separated text and as a table, with the headings first if wanted. */
export async function copyRows(
  rows: readonly GridRow[],
  columns: readonly GridColumn[],
  t: Render,
  headings: boolean,
): Promise<void> {
  const table = rows.map(row => rowTexts(columns, row, t));
  if (headings) table.unshift(columns.map(column => headingOf(column, t)));
  const numeric = columns.map(column => column.kind === 'money' || column.kind === 'integer');
  await putOnClipboard(tsvOf(table), htmlTableOf(table, numeric));
}

/**
 * Puts text, and optionally the same as HTML, on the clipboard. By the copy event, because what goes through
 * `navigator.clipboard` is stripped of the marks that keep long numbers as text.
 */
export async function putOnClipboard(text: string, html?: string): Promise<void> {
  const give = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', text);
    if (html !== undefined) event.clipboardData?.setData('text/html', html);
  };
  document.addEventListener('copy', give, { capture: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', give, { capture: true });
  if (!done) await navigator.clipboard.writeText(text);
}
