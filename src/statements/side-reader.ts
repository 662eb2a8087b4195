import { NO_DAY } from '../domain/matching/side.ts';
import type { RowTest } from '../domain/statement.ts';
import type { Sheet } from '../domain/table.ts';
import { scanAmount } from './amount.ts';
import { normaliseWord } from './normalise.ts';
import { type RecordKind, RecordReader } from './reader.ts';
import type { Recognition } from './recognise.ts';
import type { SideCells } from './side-cells.ts';
import { SideDays } from './side-days.ts';

/** Amounts that no column holds as such: the profile's own money with a sign by its direction, without, or turned round. */
export const MONEY_CHOICES = ['@signed', '@absolute', '@opposite'] as const;
export type MoneyChoice = (typeof MONEY_CHOICES)[number];

/**
 * What a profile knows of a side's records: which are data, and their money. Records that are plainly data are told
 * from a few bytes; only the others are read in full.
 */
export class SideForm {
  private readonly bytes: Uint8Array;
  private readonly reader: RecordReader;
  private readonly amountColumn: number | undefined;
  private readonly dayColumn: number;
  private readonly days: SideDays;
  private readonly quick: boolean;
  private readAt = -1;
  private kind: RecordKind = 'data';

  /** `days` reads the cells of `dayColumn`, which must be among those that `SideCells` finds; -1 = no quick way. */
  constructor(sheet: Sheet, recognition: Recognition, dayColumn: number, days: SideDays) {
    const { profile, map } = recognition;
    this.bytes = sheet.bytes;
    this.reader = new RecordReader(sheet, recognition);
    this.amountColumn = map.amount;
    this.dayColumn = dayColumn;
    this.days = days;
    this.quick = dayColumn >= 0 && plainFirstCells([...(profile?.skip ?? []), ...(profile?.end ?? [])]);
  }

  kindOf(record: number, cells: SideCells): 'data' | 'end' | 'skip' {
    // A record with a date is data unless a test of the profile says otherwise (`RecordReader.read`).
    if (this.quick && this.hasDay(cells) && isPlain(this.bytes, cells)) return 'data';
    const kind = this.full(record);
    return kind === 'data' || kind === 'end' ? kind : 'skip';
  }

  /** The record's money in 1/100000: NaN for none, Infinity where it cannot be read. */
  money(record: number, choice: MoneyChoice): number {
    this.full(record);
    const { state, incomeE5, expenseE5, neutralE5 } = this.reader.money;
    if (state === 'none') return Number.NaN;
    if (state === 'bad') return Number.POSITIVE_INFINITY;
    if (state === 'undirected') return this.undirected();
    if (choice === '@absolute') return Math.abs(incomeE5 - expenseE5) + neutralE5;
    const signed = incomeE5 - expenseE5 + neutralE5;
    return choice === '@signed' || signed === 0 ? signed : -signed;
  }

  /** A row whose direction nobody knows (closed orders): its amount as it stands. */
  private undirected(): number {
    const { cursor } = this.reader;
    const column = this.amountColumn;
    if (column === undefined || column >= cursor.cellCount) return Number.NaN;
    return scanAmount(this.bytes, cursor.start(column), cursor.end(column));
  }

  private full(record: number): RecordKind {
    if (this.readAt !== record) this.kind = this.reader.read(record);
    this.readAt = record;
    return this.kind;
  }

  private hasDay(cells: SideCells): boolean {
    return this.days.read(cells.starts[this.dayColumn]!, cells.ends[this.dayColumn]!) !== NO_DAY;
  }
}

/** Money of some records by the profile, for looking at a sample. */
export function moneyOfRecords(
  sheet: Sheet,
  recognition: Recognition,
  records: number[],
  choice: MoneyChoice,
): number[] {
  const form = new SideForm(sheet, recognition, -1, new SideDays(sheet.bytes));
  return records.map(record => form.money(record, choice));
}

/**
 * True where no test can hold for a record whose first cell is plain ASCII starting with a letter or digit: all look
 * at the first cell, for words that are not ASCII or start with a mark. Saves decoding a cell of each of a million rows.
 */
function plainFirstCells(tests: RowTest[]): boolean {
  return tests.every(test => {
    if (test.column !== 'first' || test.empty !== undefined) return false;
    const within = [...(test.contains ?? []), ...(test.endsWith ?? [])].map(normaliseWord);
    const ahead = [...(test.equals ?? []), ...(test.startsWith ?? [])].map(normaliseWord);
    return (
      within.every(word => !isAscii(word)) &&
      ahead.every(word => !isAscii(word) || /^[^0-9A-Za-z]/.test(word))
    );
  });
}

function isPlain(bytes: Uint8Array, cells: SideCells): boolean {
  if (!cells.startsPlain()) return false;
  let high = 0;
  for (let at = cells.starts[0]!; at < cells.ends[0]!; at++) high |= bytes[at]!;
  return high < 0x80;
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}
