import { join, resolve } from 'node:path';
import type { SalvageReport } from '../../contract/books.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import { writeCsv } from '../../files/write-csv.ts';
import type { CellValue, SheetSpec } from '../../files/write-xlsx.ts';
import { writeXlsx } from '../../files/write-xlsx.ts';
import { type Gap, openWreck, type SalvagedTable } from '../../store/book/salvage.ts';
import { type BookDesk, keepingOf } from './keeping.ts';

/** What a cell of a sheet holds at most. */
const CELL_CHARACTERS = 32_767;

/** Where a salvage reads from and writes to. */
export interface SalvageRequest {
  path: string;
  passphrase?: string;
  /** A folder for the copy that is read; nothing stays in it. */
  scratch: string;
  /** A workbook, or for `csv` a folder that is there. */
  out: string;
  format: 'xlsx' | 'csv';
  catalogue: Catalogue;
}

/**
 * 抢救导出: writes every table of a book that does not open, as far as its pages can be read, row by row, and first of all
 * what was lost. The book's file is only copied, never opened. Money is in 分, as the book keeps it.
 * Refuses as the store's `openWreck` does, and what the writers refuse.
 */
export async function salvageBook(desk: BookDesk, request: SalvageRequest): Promise<SalvageReport> {
  const { format, out, catalogue } = request;
  const wreck = openWreck(keepingOf(desk), { ...request, path: resolve(request.path) });
  try {
    const tables: SalvagedTable[] = [];
    for (const name of wreck.tables) {
      const table = wreck.read(name);
      if (table.rows.length > 0 || table.gaps.length > 0) tables.push(table);
    }
    const say = (code: string, params = {}) => renderText(catalogue, code, params);
    const sheets = [lossSheet(tables, say), ...tables.map(sheetOf)];
    if (format === 'xlsx') await writeXlsx(out, sheets);
    else for (const sheet of sheets) await writeCsv(join(out, `${sheet.name}.csv`), sheet);
    return {
      tables: tables.length,
      rows: tables.reduce((rows, table) => rows + table.rows.length, 0),
      damaged: tables
        .filter(({ gaps }) => gaps.length > 0)
        .map(({ name, rows, gaps }) => ({ table: name, rows: rows.length, gaps })),
    };
  } finally {
    wreck.leave();
  }
}

type Say = (code: string, params?: Record<string, string | number>) => string;

/** First sheet: each table with what was read of it and what was not. */
function lossSheet(tables: readonly SalvagedTable[], say: Say): SheetSpec {
  const rows = tables.map(({ name, rows: read, gaps }): CellValue[] => [
    name,
    read.length,
    say(gaps.length === 0 ? 'salvage.whole' : 'salvage.part'),
    gaps.map(gap => gapText(gap, say)).join('; '),
  ]);
  const lost = tables.filter(({ gaps }) => gaps.length > 0).length;
  return {
    name: say('salvage.sheet'),
    title: [
      say('salvage.title'),
      lost === 0 ? say('salvage.all_read') : say('salvage.lost', { tables: lost }),
      say('salvage.unit'),
    ],
    columns: [
      { heading: say('salvage.column.table'), kind: 'id', width: 30 },
      { heading: say('salvage.column.rows'), kind: 'integer', width: 14 },
      { heading: say('salvage.column.state'), kind: 'text', width: 14 },
      { heading: say('salvage.column.gaps'), kind: 'text', width: 60 },
    ],
    rowCount: rows.length,
    rows: (from, count) => rows.slice(from, from + count),
  };
}

const gapText = ({ from, to }: Gap, say: Say): string =>
  to === null ? say('salvage.gap_open', { from }) : say('salvage.gap', { from, to });

function sheetOf({ name, columns, rows }: SalvagedTable): SheetSpec {
  return {
    name,
    columns: columns.map(({ name: heading, isNumber }) => ({ heading, kind: isNumber ? 'integer' : 'id' })),
    rowCount: rows.length,
    rows: (from, count) => rows.slice(from, from + count).map(row => row.map(cellOf)),
  };
}

/** Bytes are told by their number only, and what is too long for a cell is cut with a mark. */
function cellOf(value: unknown): CellValue {
  if (Buffer.isBuffer(value)) return `‹${value.length} bytes›`;
  if (typeof value === 'string' && value.length > CELL_CHARACTERS)
    return `${value.slice(0, CELL_CHARACTERS - 1)}…`;
  return value as CellValue;
}
