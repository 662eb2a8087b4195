import { LIMITS } from '../../domain/table.ts';
import { Budget } from '../../files/budget.ts';
import { unguard } from '../../files/write-guard.ts';
import { readXlsx } from '../../files/xlsx.ts';
import { readZip } from '../../files/zip.ts';

/** Records of a CSV as RFC 4180 has it; cells as they were before they were guarded against formulas. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/y;
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) break;
    const [, quoted, plain, end] = found;
    cells.push(unguard(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')));
    if (end === ',') continue;
    records.push(cells);
    cells = [];
  }
  if (cells.length > 0) records.push(cells);
  return records;
}

const UNIT = '\u001f';

/** Cells of every sheet of a workbook as texts, or null where it cannot be read. */
export async function readWorkbookRows(bytes: Uint8Array | null): Promise<string[][][] | null> {
  if (!bytes) return null;
  try {
    const budget = new Budget(LIMITS, 'statement.xlsx');
    const { sheets } = await readXlsx(readZip(bytes, budget), 'statement.xlsx', budget);
    return sheets.map(sheet =>
      Array.from({ length: sheet.rowCount }, (_, at) =>
        Buffer.from(sheet.bytes.subarray(sheet.rowStart[at]!, sheet.rowStart[at + 1]!))
          .toString()
          .replace(/\r?\n$/, '')
          .split(UNIT),
      ),
    );
  } catch {
    return null;
  }
}
