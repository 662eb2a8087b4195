import type { StatementRow } from '../domain/statement.ts';
import type { Sheet } from '../domain/table.ts';
import { momentText } from './dates.ts';
import { passOver, type ReadHooks } from './pass.ts';
import { RecordReader } from './reader.ts';
import { lineNumber, type Recognition } from './recognise.ts';
import { RowTexts } from './row-texts.ts';

/**
 * Reads every data row of a recognised sheet, in the file's order. A row whose amount cannot be read comes with zero
 * money; `inspectFile` names it as a finding. Refuses `jobs.cancelled`.
 */
export function readStatement(
  sheet: Sheet,
  recognition: Recognition,
  visit: (row: StatementRow, reader: RecordReader) => void,
  hooks: ReadHooks = {},
): void {
  let texts: RowTexts | null = null;
  const data = (record: number, reader: RecordReader) => {
    texts ??= new RowTexts(reader.cursor, reader.profile, recognition);
    visit(rowOf(sheet, record, reader, texts), reader);
  };
  passOver(sheet, recognition, { data }, hooks);
}

/** Whether the amount of the row read last cannot be read, or has no known direction. */
export function isUnread({ money: { state } }: RecordReader): boolean {
  return state === 'bad' || state === 'undirected';
}

/** Reads single data records of a recognised sheet, in any order. */
export class StatementRecords {
  private readonly sheet: Sheet;
  private readonly reader: RecordReader;
  private readonly texts: RowTexts;

  constructor(sheet: Sheet, recognition: Recognition) {
    this.sheet = sheet;
    this.reader = new RecordReader(sheet, recognition);
    this.texts = new RowTexts(this.reader.cursor, this.reader.profile, recognition);
  }

  /** The row of a record that a pass over the sheet found to be data. */
  row(record: number): StatementRow {
    this.reader.read(record);
    return rowOf(this.sheet, record, this.reader, this.texts);
  }

  /** Trimmed text of a column of the row read last. */
  cell(column: number): string {
    return this.reader.cursor.trimmed(column);
  }

  /** Every cell of the row read last, trimmed. */
  cells(): string[] {
    return Array.from({ length: this.reader.cursor.cellCount }, (_, cell) => this.cell(cell));
  }
}

function rowOf(sheet: Sheet, record: number, reader: RecordReader, texts: RowTexts): StatementRow {
  const { money, moment } = reader;
  return {
    index: record,
    line: lineNumber(sheet, record),
    time: momentText(moment.day, moment.second),
    incomeE5: money.incomeE5,
    expenseE5: money.expenseE5,
    neutralE5: money.neutralE5,
    direction: money.direction,
    currency: reader.currency,
    closed: reader.closed,
    refund: reader.refund,
    id: texts.id(),
    balanceE5: Number.isNaN(reader.balanceE5) ? null : reader.balanceE5,
    text: texts.all(),
  };
}
