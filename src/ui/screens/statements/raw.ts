import type { GridColumn } from '../../../domain/grid.ts';
import type { Inspection } from '../../../domain/statement.ts';
import { desk } from '../../app/client.ts';

/** Name of the grid that shows a sheet of a file as it is. */
export function rawGrid(fileId: string, inspection: Pick<Inspection, 'sheets' | 'sheet'>): string {
  const index = inspection.sheets.findIndex(sheet => sheet.name === inspection.sheet);
  return `raw:${fileId}:${Math.max(0, index)}`;
}

/** Under which name the layout of a raw sheet is remembered: by its form, so that the next file of it looks the same. */
export function rawLayoutKey(fingerprint: string | null | undefined): string {
  return `raw:${fingerprint ?? 'unknown'}`;
}

/** What the columns of a raw grid are called in the header row. */
export function captionsOf(inspection: Pick<Inspection, 'columns'>): Record<string, string> {
  return Object.fromEntries(inspection.columns.map(({ index, heading }) => [`c${index}`, heading]));
}

/** Columns of a raw grid that are cells of the file, in their order; the rest tells where a row stands. */
export function cellColumns(columns: readonly GridColumn[]): GridColumn[] {
  return columns.filter(column => column.raw !== undefined);
}

/** Row id of the record on a line (from 1) of a raw grid; null if no record begins there. */
export async function recordOfLine(grid: string, line: number): Promise<string | null> {
  const query = { filter: [{ kind: 'between' as const, column: 'line', from: line, to: line }], sort: [] };
  const { rows } = await desk.grids.window({ grid, query, from: 0, count: 1 });
  return rows[0]?.id ?? null;
}
