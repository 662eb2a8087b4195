import type { ImportedBill } from '../../contract/bills.ts';
import type { BillFile } from '../../domain/bills/types.ts';
import { beijingDay } from '../../domain/calendar/days.ts';
import { Refusal } from '../../domain/refusal.ts';
import { command } from '../../ledger/command.ts';
import {
  billFileByContent,
  billFileState,
  insertBillFile,
  insertBillLine,
  withdrawBillFile,
} from '../../store/bills.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { monthsOf } from './read.ts';

/** Who asks and when; `key` makes a command repeatable. */
export interface BillCaller {
  actor: string;
  key: string;
  /** UTC, ISO. */
  at: string;
}

/**
 * Takes the lines of a bill in; of a line that an earlier file told already this file's counts. The same content again
 * changes nothing. Refuses `bills.not_mapped` where columns are missing still, and `bills.empty`.
 */
export function importBill(
  connection: Connection,
  { actor, key, at }: BillCaller,
  { file, name, sha256 }: { file: BillFile; name: string; sha256: string },
): Promise<ImportedBill> {
  const { lines, missing, findings } = file;
  const input = { name, sha256, columns: file.columns, lines: lines.length };
  return command(connection, { actor, key, at, procedure: 'bills.import', input }, tx => {
    if (missing.length > 0)
      throw new Refusal('bills.not_mapped', { headings: file.headings.join('、') }, { file: name });
    if (lines.length === 0) throw new Refusal('bills.empty', {}, { file: name });
    const told = {
      ...{ lines: lines.length, months: monthsOf(lines), findings },
      amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    };
    const known = billFileByContent(tx.connection, sha256);
    if (known !== null) return { file: known, isKnown: true, ...told };
    const id = insertBillFile(tx, { name, sha256, toldOn: beijingDay(at) });
    for (const line of lines) insertBillLine(tx, id, line);
    return { file: id, isKnown: false, ...told };
  });
}

/** A file counts no more; what an earlier one told counts again. Refuses `bills.file_unknown`, `bills.withdrawn`. */
export function withdrawBill(
  connection: Connection,
  { actor, key, at }: BillCaller,
  wanted: { file: number; reason: string },
): Promise<{ file: number }> {
  return command(connection, { actor, key, at, procedure: 'bills.withdraw', input: wanted }, tx => {
    const state = billFileState(tx.connection, wanted.file);
    if (state === null) throw new Refusal('bills.file_unknown', { file: wanted.file });
    if (state === 'withdrawn') throw new Refusal('bills.withdrawn', { file: wanted.file });
    withdrawBillFile(tx, wanted.file, wanted.reason);
    return { file: wanted.file };
  });
}
