import type { Meaning } from '../../domain/statement.ts';
import type { OpenedFile, Sheet } from '../../domain/table.ts';
import { RowCursor } from '../../files/cursor.ts';
import type { Recognition } from '../../statements/recognise.ts';
import { choiceHeadings, dataRecords } from '../../statements/side-form.ts';

/** A file opened and recognised, as far as a comparison looks at it. */
export interface Statement {
  file: OpenedFile;
  recognition: Recognition;
}

export function sheetOf({ file, recognition }: Statement): Sheet {
  return file.sheets[recognition.sheetIndex]!;
}

const BLOCK_ROWS = 1_500;

/** A column as it may be chosen, with its trimmed cells in the sampled records; '' = empty. */
export interface SampleColumn {
  heading: string;
  index: number;
  meaning: Meaning | null;
  values: string[];
}

/** Some records of one side, in columns. */
export interface Sample {
  statement: Statement;
  records: number[];
  columns: SampleColumn[];
}

/** Samples the first and the last rows: files of one period overlap there, whichever way they are sorted. */
export function sampleEnds(statement: Statement): Sample {
  const sheet = sheetOf(statement);
  const first = statement.recognition.firstRecord;
  const records: number[] = [];
  const headEnd = Math.min(sheet.rowCount, first + BLOCK_ROWS);
  for (let record = first; record < headEnd; record++) records.push(record);
  for (let record = Math.max(headEnd, sheet.rowCount - BLOCK_ROWS); record < sheet.rowCount; record++)
    records.push(record);
  return sampleRecords(statement, records);
}

/** Samples chosen records; those that are no data are left out. */
export function sampleRecords(statement: Statement, candidates: number[]): Sample {
  const sheet = sheetOf(statement);
  const { recognition } = statement;
  const records = dataRecords(sheet, recognition, candidates);
  const cursor = new RowCursor(sheet);
  const columns = choiceHeadings(sheet, recognition).flatMap((heading, index): SampleColumn[] =>
    heading === ''
      ? []
      : [{ heading, index, meaning: recognition.columns[index]?.meaning ?? null, values: [] }],
  );
  for (const record of records) {
    cursor.seek(record);
    for (const column of columns) column.values.push(cursor.trimmed(column.index));
  }
  return { statement, records, columns };
}
