import { DIRECTIONS, type Direction } from '../domain/statement.ts';
import type { Sheet } from '../domain/table.ts';
import { passOver, type ReadHooks } from './pass.ts';
import { lineNumber, type Recognition } from './recognise.ts';

/** Bits of `StatementColumns.flags`; the lowest two hold the direction's index in DIRECTIONS. */
export const ROW_CLOSED = 4;
export const ROW_REFUND = 8;
/** The amount cannot be read or has no known direction: the row's money is not in any sum. */
export const ROW_UNREAD = 16;

/** All data rows of a statement in columns; texts are read from the sheet when asked for. Entry i is the i-th data row. */
export interface StatementColumns {
  sheet: Sheet;
  recognition: Recognition;
  count: number;
  /** Record in the sheet, from 0, and its physical line, from 1. */
  record: Uint32Array;
  line: Uint32Array;
  /** Days since 1970-01-01 (NO_DAY where there is none) and second of the day (-1 where there is none). */
  day: Int32Array;
  second: Int32Array;
  /** 1/100000 of the currency unit, never negative. */
  incomeE5: Float64Array;
  expenseE5: Float64Array;
  neutralE5: Float64Array;
  /** NaN where there is none. */
  balanceE5: Float64Array;
  flags: Uint8Array;
  /** Index into `currencies`. */
  currency: Uint8Array;
  currencies: string[];
}

/** Reads a recognised sheet into columns: about 50 bytes a row. Refuses `jobs.cancelled`. */
export function readColumns(sheet: Sheet, recognition: Recognition, hooks: ReadHooks = {}): StatementColumns {
  const most = Math.max(0, sheet.rowCount - recognition.firstRecord);
  const columns = emptyColumns(sheet, recognition, most);
  let count = 0;
  passOver(
    sheet,
    recognition,
    {
      data(record, reader) {
        const { money, moment } = reader;
        columns.record[count] = record;
        columns.line[count] = lineNumber(sheet, record);
        columns.day[count] = moment.day;
        columns.second[count] = moment.second;
        columns.incomeE5[count] = money.incomeE5;
        columns.expenseE5[count] = money.expenseE5;
        columns.neutralE5[count] = money.neutralE5;
        columns.balanceE5[count] = reader.balanceE5;
        columns.flags[count] =
          DIRECTIONS.indexOf(money.direction) |
          (reader.closed ? ROW_CLOSED : 0) |
          (reader.refund ? ROW_REFUND : 0) |
          (money.state === 'bad' || money.state === 'undirected' ? ROW_UNREAD : 0);
        columns.currency[count] = currencyIndex(columns.currencies, reader.currency);
        count++;
      },
    },
    hooks,
  );
  return cutTo(columns, count);
}

/** Direction of a row. */
export function directionAt(columns: StatementColumns, row: number): Direction {
  return DIRECTIONS[columns.flags[row]! & 3]!;
}

function currencyIndex(currencies: string[], currency: string): number {
  const known = currencies.indexOf(currency);
  return known >= 0 ? known : currencies.push(currency) - 1;
}

function emptyColumns(sheet: Sheet, recognition: Recognition, most: number): StatementColumns {
  return {
    sheet,
    recognition,
    count: 0,
    record: new Uint32Array(most),
    line: new Uint32Array(most),
    day: new Int32Array(most),
    second: new Int32Array(most),
    incomeE5: new Float64Array(most),
    expenseE5: new Float64Array(most),
    neutralE5: new Float64Array(most),
    balanceE5: new Float64Array(most),
    flags: new Uint8Array(most),
    currency: new Uint8Array(most),
    currencies: [],
  };
}

function cutTo(columns: StatementColumns, count: number): StatementColumns {
  return {
    ...columns,
    count,
    record: columns.record.subarray(0, count),
    line: columns.line.subarray(0, count),
    day: columns.day.subarray(0, count),
    second: columns.second.subarray(0, count),
    incomeE5: columns.incomeE5.subarray(0, count),
    expenseE5: columns.expenseE5.subarray(0, count),
    neutralE5: columns.neutralE5.subarray(0, count),
    balanceE5: columns.balanceE5.subarray(0, count),
    flags: columns.flags.subarray(0, count),
    currency: columns.currency.subarray(0, count),
  };
}
