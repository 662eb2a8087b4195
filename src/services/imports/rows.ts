import type { RowFaults } from '../../domain/imports/plan.ts';
import type { ImportRow, Reason } from '../../domain/imports/types.ts';
import type { OpenedFile } from '../../domain/table.ts';
import { RowCursor } from '../../files/cursor.ts';
import { ROW_UNREAD, readColumns } from '../../statements/columns.ts';
import type { ReadHooks } from '../../statements/pass.ts';
import { readStatement } from '../../statements/read.ts';
import type { Recognition } from '../../statements/recognise.ts';

/** Columns that only one form has and that postings need, by normalised heading. */
const EXTRA: Partial<Record<string, readonly string[]>> = {
  'qianchuan.daily': [
    '非赠款消耗',
    '赠款消耗',
    '共享钱包消耗',
    '共享赠款消耗',
    '总存入',
    '总转入',
    '总转出',
    '赠款余额',
    '非赠款余额',
  ],
  'agent.transfers': ['转账非赠款', '转账赠款'],
};

export interface ReadRows {
  rows: ImportRow[];
  /** Rows whose amount cannot be read. */
  faults: RowFaults;
  /** Cells of an entry as they stand in the file. */
  cells(at: number): string[];
}

/** Reads every data row of a recognised file for planning. Refuses `jobs.cancelled`. */
export function readImportRows(file: OpenedFile, recognition: Recognition, hooks: ReadHooks = {}): ReadRows {
  const sheet = file.sheets[recognition.sheetIndex]!;
  const cursor = new RowCursor(sheet);
  const extra = extraColumns(recognition);
  const rows: ImportRow[] = [];
  readStatement(
    sheet,
    recognition,
    row => {
      if (extra.length === 0) rows.push({ row });
      else {
        cursor.seek(row.index);
        rows.push({
          row,
          extra: Object.fromEntries(extra.map(([name, column]) => [name, cursor.trimmed(column)])),
        });
      }
    },
    hooks,
  );
  return { rows, faults: faultsOf(file, recognition, hooks), cells };

  function cells(at: number): string[] {
    cursor.seek(rows[at]!.row.index);
    return Array.from({ length: cursor.cellCount }, (_, cell) => cursor.trimmed(cell));
  }
}

function extraColumns({ profile, keys }: Recognition): [string, number][] {
  const names = EXTRA[profile?.id ?? ''] ?? [];
  return names.filter(name => keys.includes(name)).map(name => [name, keys.indexOf(name)]);
}

function faultsOf(file: OpenedFile, recognition: Recognition, hooks: ReadHooks): RowFaults {
  const columns = readColumns(file.sheets[recognition.sheetIndex]!, recognition, hooks);
  const faults = new Map<number, Reason>();
  for (let at = 0; at < columns.count; at++)
    if (columns.flags[at]! & ROW_UNREAD) faults.set(at, { code: 'imports.amount_unreadable', params: {} });
  return faults;
}
