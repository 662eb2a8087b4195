import type { StatementRow } from '../domain/statement.ts';
import type { Sheet } from '../domain/table.ts';
import { momentText } from './dates.ts';
import { passOver, type ReadHooks } from './pass.ts';
import type { RecordReader } from './reader.ts';
import { lineNumber, type Recognition } from './recognise.ts';
import { RowTexts } from './row-texts.ts';

/**
 * Reads every data row of a recognised sheet, in the file's order. A row whose amount cannot be read comes with zero
 * money; `inspectFile` names it as a finding. Refuses `jobs.cancelled`.
 */
export function readStatement(
  sheet: Sheet,
  recognition: Recognition,
  visit: (row: StatementRow) => void,
  hooks: ReadHooks = {},
): void {
  let texts: RowTexts | null = null;
  const data = (record: number, reader: RecordReader) => {
    texts ??= new RowTexts(reader.cursor, reader.profile, recognition);
    visit(rowOf(sheet, record, reader, texts));
  };
  passOver(sheet, recognition, { data }, hooks);
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
