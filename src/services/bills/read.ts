import type { BillLook } from '../../contract/bills.ts';
import { type BillChoice, readBill } from '../../domain/bills/read.ts';
import type { BillFile } from '../../domain/bills/types.ts';
import { type NamedFile, readTables } from '../../files/tables.ts';

/** Reads a bill of a hostile file (CSV, XLSX, XLS). Runs inside a worker thread. Refuses what `openFile` and `readBill` refuse. */
export async function openBill(file: NamedFile & { choice?: BillChoice }): Promise<BillFile> {
  return readBill(await readTables(file), file.name, file.choice);
}

/** What a file would bring. */
export function lookOf({ lines, ...file }: BillFile): BillLook {
  const told = lines.flatMap(({ availableFen }) => (availableFen === null ? [] : [availableFen]));
  return {
    ...file,
    lines: lines.length,
    months: monthsOf(lines),
    amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    availableFen: told.length === 0 ? null : told.reduce((sum, fen) => sum + fen, 0),
  };
}

export function monthsOf(lines: BillFile['lines']): string[] {
  return [...new Set(lines.map(({ month }) => month))].sort();
}
