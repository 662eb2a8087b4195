import type { GridColumn, GridValue } from '../domain/grid.ts';
import type { GridSource } from '../domain/grid-engine.ts';
import type { Direction, Meaning } from '../domain/statement.ts';
import type { Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';
import { directionAt, ROW_CLOSED, ROW_REFUND, type StatementColumns } from './columns.ts';
import { momentText, NO_DAY } from './dates.ts';
import { lineNumber } from './recognise.ts';

const FIGURES: readonly (Meaning | null)[] = ['time', 'clock', 'income', 'expense', 'balance'];
const IDS: readonly (Meaning | null)[] = ['id', 'merchantId', 'account', 'partyAccount'];
const LISTED: readonly (Meaning | null)[] = [
  'kind',
  'status',
  'version',
  'bucket',
  'payment',
  'direction',
  'account',
];

/** Remembers where its cursor stands, so that the cells of one row cost one search. */
class CellReader {
  private readonly cursor: RowCursor;
  private at = -1;

  constructor(sheet: Sheet) {
    this.cursor = new RowCursor(sheet);
  }

  trimmed(record: number, cell: number): string {
    return this.on(record).trimmed(cell);
  }

  text(record: number, cell: number): string {
    return this.on(record).text(cell);
  }

  private on(record: number): RowCursor {
    if (record !== this.at) this.cursor.seek(record);
    this.at = record;
    return this.cursor;
  }
}

/** The rows of a statement as its profile reads them: time, direction and money first, then every other column of the file. */
export function statementSource(columns: StatementColumns): GridSource {
  const cells = new CellReader(columns.sheet);
  const own = ownColumns(columns);
  const { readings, shown } = fileColumns(columns);
  const figures = figureReaders(columns);
  let times: Float64Array | null = null;
  const numbers: Record<string, () => ArrayLike<number>> = {
    line: () => columns.line,
    time: () => {
      times ??= timeNumbers(columns);
      return times;
    },
    income: moneyNumbers(columns, 'income', columns.incomeE5),
    expense: moneyNumbers(columns, 'expense', columns.expenseE5),
    neutral: moneyNumbers(columns, 'neutral', columns.neutralE5),
    balance: () => columns.balanceE5,
  };
  return {
    columns: [...own, ...shown],
    count: columns.count,
    value(row, key) {
      const figure = figures[key];
      if (figure) return figure(row);
      const index = readings.get(key);
      const text = index === undefined ? '' : cells.trimmed(columns.record[row]!, index);
      return text === '' ? null : text;
    },
    numbers: key => numbers[key]?.(),
    idOf: row => String(columns.record[row]),
    rowOf: id => rowOfRecord(columns.record, Number(id)),
  };
}

function ownColumns(columns: StatementColumns): GridColumn[] {
  const text = (key: string) => ({ key, heading: `statements.column.${key}` });
  const all: GridColumn[] = [
    { ...text('line'), kind: 'integer' },
    { ...text('time'), kind: 'date' },
    { ...text('direction'), kind: 'state', listed: true, valueText: 'direction.' },
    { ...text('income'), kind: 'money' },
    { ...text('expense'), kind: 'money' },
    { ...text('neutral'), kind: 'money' },
    { ...text('balance'), kind: 'money' },
    { ...text('currency'), kind: 'text', listed: true },
    { ...text('closed'), kind: 'state', listed: true, valueText: 'statements.flag.' },
    { ...text('refund'), kind: 'state', listed: true, valueText: 'statements.flag.' },
  ];
  const { map, profile } = columns.recognition;
  return all.filter(({ key }) => {
    if (key === 'balance') return map.balance !== undefined;
    if (key === 'currency') return columns.currencies.length > 1;
    if (key === 'closed') return profile?.closed !== undefined;
    if (key === 'refund') return profile?.refund !== undefined;
    return true;
  });
}

/** The file's own columns, but for those that stand as time and money already. */
function fileColumns({ recognition }: StatementColumns) {
  const readings = new Map<string, number>();
  const shown: GridColumn[] = [];
  for (const { index, heading, meaning } of recognition.columns) {
    if (heading === '' || FIGURES.includes(meaning)) continue;
    const key = `c${index}`;
    readings.set(key, index);
    shown.push({
      key,
      raw: heading,
      kind: IDS.includes(meaning) ? 'id' : 'text',
      ...(LISTED.includes(meaning) && { listed: true }),
    });
  }
  return { readings, shown };
}

function figureReaders(columns: StatementColumns): Record<string, (row: number) => GridValue> {
  const { incomeE5, expenseE5, neutralE5, balanceE5, flags } = columns;
  const money = (direction: 'income' | 'expense' | 'neutral', amounts: Float64Array) => (row: number) =>
    amounts[row] !== 0 || directionAt(columns, row) === direction ? amounts[row]! : null;
  return {
    line: row => columns.line[row]!,
    time: row => momentText(columns.day[row]!, columns.second[row]!),
    direction: row => directionAt(columns, row),
    income: money('income', incomeE5),
    expense: money('expense', expenseE5),
    neutral: money('neutral', neutralE5),
    balance: row => (Number.isNaN(balanceE5[row]) ? null : balanceE5[row]!),
    currency: row => columns.currencies[columns.currency[row]!] ?? null,
    closed: row => (flags[row]! & ROW_CLOSED) !== 0,
    refund: row => (flags[row]! & ROW_REFUND) !== 0,
  };
}

/** Amounts of one direction, unknown where the row is of another one: a sort must not take that for nothing moved. */
function moneyNumbers(columns: StatementColumns, direction: Direction, amounts: Float64Array) {
  let known: Float64Array | null = null;
  return () => {
    known ??= amounts.map((amount, row) =>
      amount !== 0 || directionAt(columns, row) === direction ? amount : Number.NaN,
    );
    return known;
  };
}

function timeNumbers({ day, second, count }: StatementColumns): Float64Array {
  const times = new Float64Array(count);
  for (let row = 0; row < count; row++)
    times[row] = day[row] === NO_DAY ? Number.NaN : day[row]! * 86_400 + Math.max(0, second[row]!);
  return times;
}

/** Position of a record in the ascending list of data records; -1 if it is none. */
function rowOfRecord(records: Uint32Array, record: number): number {
  let low = 0;
  let high = records.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (records[middle] === record) return middle;
    if (records[middle]! < record) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

const WIDTH_LOOK = 2_000;

/** The sheet's cells as they stand: a column with the line number, then A, B, C … */
export function rawSource(sheet: Sheet): GridSource {
  const cells = new CellReader(sheet);
  const width = widthOf(sheet);
  const columns: GridColumn[] = [{ key: 'line', kind: 'integer', heading: 'statements.column.line' }];
  for (let cell = 0; cell < width; cell++)
    columns.push({ key: `c${cell}`, kind: 'text', raw: columnName(cell) });
  return {
    columns,
    count: sheet.rowCount,
    value(row, key) {
      if (key === 'line') return lineNumber(sheet, row);
      const text = cells.text(row, Number(key.slice(1)));
      return text === '' ? null : text;
    },
  };
}

/** Most cells of a record, looked for at the head, at the foot and evenly between. */
function widthOf(sheet: Sheet): number {
  const cursor = new RowCursor(sheet);
  const step = Math.max(1, Math.floor(sheet.rowCount / WIDTH_LOOK));
  let width = 0;
  const look = (record: number) => {
    cursor.seek(record);
    width = Math.max(width, cursor.cellCount);
  };
  for (let record = 0; record < Math.min(sheet.rowCount, WIDTH_LOOK); record++) look(record);
  for (let record = WIDTH_LOOK; record < sheet.rowCount; record += step) look(record);
  for (let record = Math.max(0, sheet.rowCount - 100); record < sheet.rowCount; record++) look(record);
  return width;
}

/** A … Z, AA … as spreadsheets name columns. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
