import type { ImportRow, Reason } from '../../domain/imports/types.ts';
import { orderProduct } from '../../domain/order-book/forms.ts';
import { AMOUNT_COLUMN, ORDER_COLUMNS } from '../../domain/order-book/row.ts';
import type { StatementRow } from '../../domain/statement.ts';
import type { OpenedFile, Sheet } from '../../domain/table.ts';
import type { ReadHooks } from '../../statements/pass.ts';
import { isUnread, readStatement, StatementRecords } from '../../statements/read.ts';
import type { RecordReader } from '../../statements/reader.ts';
import type { Recognition } from '../../statements/recognise.ts';

/** Columns that only one form has and that postings need, by normalised heading. */
const EXTRA: Partial<Record<string, readonly string[]>> = {
  'qianchuan.daily': [
    '非赠款消耗',
    '赠款消耗',
    '共享钱包消耗',
    '共享赠款消耗',
    '消返红包消耗',
    '立减红包消耗',
    '随心推消耗',
    '随心推非赠款消耗',
    '总存入',
    '总转入',
    '总转出',
    '赠款余额',
    '非赠款余额',
  ],
  'agent.transfers': ['转账非赠款', '转账赠款'],
};

/** The data rows of a recognised file: seen once in the file's order, then read one by one in any order. */
export class ImportRows {
  count = 0;
  private readonly sheet: Sheet;
  private readonly recognition: Recognition;
  private readonly records: Uint32Array;
  /** Rows whose amount cannot be read: 1. */
  private readonly unread: Uint8Array;
  private readonly extra: readonly (readonly [string, number])[];
  private readonly reader: StatementRecords;

  constructor(file: OpenedFile, recognition: Recognition) {
    const sheet = file.sheets[recognition.sheetIndex]!;
    const most = Math.max(0, sheet.rowCount - recognition.firstRecord);
    this.sheet = sheet;
    this.recognition = recognition;
    this.records = new Uint32Array(most);
    this.unread = new Uint8Array(most);
    this.extra = extraColumns(recognition);
    this.reader = new StatementRecords(sheet, recognition);
  }

  /** Most rows that the file can have. */
  get most(): number {
    return this.records.length;
  }

  /** Goes over all rows, once, before any is asked for. Refuses `jobs.cancelled`. */
  survey(visit: (entry: ImportRow, at: number) => void, hooks: ReadHooks = {}): void {
    const each = (row: StatementRow, reader: RecordReader) => {
      const at = this.count++;
      this.records[at] = row.index;
      if (isUnread(reader)) this.unread[at] = 1;
      visit(
        this.withExtra(row, column => reader.cursor.trimmed(column)),
        at,
      );
    };
    readStatement(this.sheet, this.recognition, each, hooks);
  }

  /** Entry i is the i-th data row of the file. */
  entry(at: number): ImportRow {
    const row = this.reader.row(this.records[at]!);
    return this.withExtra(row, column => this.reader.cell(column));
  }

  /** Why a row cannot be taken as it stands, that a StatementRow cannot carry. */
  fault(at: number): Reason | null {
    return this.unread[at] === 1 ? { code: 'imports.amount_unreadable', params: {} } : null;
  }

  /** Cells of an entry as they stand in the file. */
  cells(at: number): string[] {
    this.reader.row(this.records[at]!);
    return this.reader.cells();
  }

  private withExtra(row: StatementRow, cell: (column: number) => string): ImportRow {
    if (this.extra.length === 0) return { row };
    return { row, extra: Object.fromEntries(this.extra.map(([name, column]) => [name, cell(column)])) };
  }
}

function extraColumns({ profile, keys }: Recognition): (readonly [string, number])[] {
  const id = profile?.id ?? '';
  const names = orderProduct(id) === null ? (EXTRA[id] ?? []) : ORDER_COLUMNS;
  const found = names.filter(name => keys.includes(name)).map(name => [name, keys.indexOf(name)] as const);
  const [amount] = orderProduct(id) === null ? [] : (profile?.columns.amount ?? []);
  if (amount === undefined || !keys.includes(amount) || names.includes(amount)) return [...found];
  return [...found, [AMOUNT_COLUMN, keys.indexOf(amount)]];
}
