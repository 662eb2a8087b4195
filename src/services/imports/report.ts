import { type Catalogue, renderText } from '../../domain/text.ts';
import { type CellValue, type WriteOptions, type WrittenFile, writeXlsx } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { planRowsFrom, type StoredPlanRow } from '../../store/imports.ts';
import { entryOf, planAbout } from './plan.ts';
import { STEP_ROWS } from './steps.ts';

/**
 * Writes the rows that a plan could not take, as they stand in the file, with the reason beside: corrected there, the
 * workbook can be imported as it is. Refuses what `writeXlsx` refuses.
 */
export function writeRefusedRows(
  connection: Connection,
  id: number,
  path: string,
  catalogue: Catalogue,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const { about } = planAbout(connection, id);
  const say = (code: string, params: Record<string, string | number> = {}) =>
    renderText(catalogue, code, params);
  const rows = refusedRows(connection, id);
  const sheet = {
    name: about.sheet.slice(0, 31) || 'Sheet1',
    columns: [
      ...about.headings.map(heading => ({ heading, kind: 'id' as const })),
      { heading: say('imports.report.line'), kind: 'integer' as const },
      { heading: say('imports.report.reason'), kind: 'text' as const, width: 60 },
    ],
    rowCount: rows.length,
    rows: (from: number, count: number) =>
      rows.slice(from, from + count).map(row => cellsOf(row, about.headings.length, say)),
  };
  return writeXlsx(path, [sheet], options);
}

function refusedRows(connection: Connection, id: number): StoredPlanRow[] {
  const rows: StoredPlanRow[] = [];
  for (;;) {
    const from = (rows.at(-1)?.n ?? -1) + 1;
    const step = planRowsFrom(connection, id, from, STEP_ROWS, ['refused', 'undecided']);
    rows.push(...step);
    if (step.length < STEP_ROWS) return rows;
  }
}

function cellsOf(
  { row, reason, entry }: StoredPlanRow,
  width: number,
  say: (code: string, params?: Record<string, string | number>) => string,
): CellValue[] {
  const { cells = [], params } = entryOf(entry);
  const own = Array.from({ length: width }, (_, at) => cells[at] ?? '');
  return [...own, row, reason === null ? '' : say(reason, params)];
}
