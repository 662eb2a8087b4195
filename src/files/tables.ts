import type { CellTable } from '../domain/parties/cells.ts';
import { LIMITS, type Limits, type OpenedFile, type Sheet } from '../domain/table.ts';
import { RowCursor } from './cursor.ts';
import { openFile } from './open.ts';

export interface NamedFile {
  path: string;
  name: string;
  password?: string;
}

/** Lists of parties are short: what is longer is another file. */
const LIST_LIMITS: Limits = { ...LIMITS, rows: 50_000 };

/** Opens a list (CSV of any encoding, XLSX, XLS) and reads every visible sheet. Refuses what `openFile` refuses. */
export async function readTables(file: NamedFile): Promise<CellTable[]> {
  const opened = await openFile(file, { password: file.password, limits: LIST_LIMITS });
  return opened.sheets.filter(({ hidden }) => !hidden).map(sheet => tableOf(opened, sheet));
}

function tableOf(file: OpenedFile, sheet: Sheet): CellTable {
  const cursor = new RowCursor(sheet);
  const records: CellTable['records'] = [];
  for (let record = 0; record < sheet.rowCount; record++) {
    cursor.seek(record);
    const cells = Array.from({ length: cursor.cellCount }, (_, cell) => cursor.trimmed(cell));
    records.push({ row: sheet.rowLine?.[record] ?? record + 1, cells });
  }
  return { file: file.name, sheet: file.container === 'text' ? undefined : sheet.name, records };
}
