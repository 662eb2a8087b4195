import type { Sheet } from '../domain/table.ts';
import type { RowCursor } from '../files/cursor.ts';
import { AMOUNT_SLOW, type AmountCell, currencyOf, parseAmount, scanAmount } from './amount.ts';
import {
  type DateHabit,
  type Moment,
  NO_DAY,
  parseClock,
  parseMoment,
  scanMoment,
  scanned,
} from './dates.ts';
import { Remembered } from './words.ts';

/** What the last amount cell held. */
export type AmountState = 'ok' | 'none' | 'bad';

/** Reads money cells under a cursor: the common shapes from their bytes, the rest by `parseAmount`. */
export class AmountCells {
  /** Signed, in 1/100000; 0 unless `state` is ok. */
  e5 = 0;
  state: AmountState = 'none';
  /** Currency named in the cell, if any. */
  currency: string | null = null;
  private readonly cursor: RowCursor;
  private readonly bytes: Uint8Array;
  private readonly slow = new Remembered<AmountCell>(parseAmount);

  constructor(sheet: Sheet, cursor: RowCursor) {
    this.cursor = cursor;
    this.bytes = sheet.bytes;
  }

  /** Reads a cell; a column beyond the record has no amount. */
  read(column: number): AmountState {
    const { cursor } = this;
    this.e5 = 0;
    this.currency = null;
    this.state = 'none';
    if (column >= cursor.cellCount) return this.state;
    const value = scanAmount(this.bytes, cursor.start(column), cursor.end(column));
    if (value === AMOUNT_SLOW) return this.readSlow(cursor.text(column));
    if (Number.isNaN(value)) return this.state;
    this.e5 = value;
    this.state = 'ok';
    return this.state;
  }

  private readSlow(text: string): AmountState {
    const cell = this.slow.of(text);
    if (typeof cell === 'string') {
      this.state = cell;
    } else {
      this.e5 = cell.e5;
      this.currency = cell.currency;
      this.state = 'ok';
    }
    return this.state;
  }
}

export type MomentState = 'ok' | 'none' | 'bad';

/** Reads date and time cells under a cursor: the best column first, the next where it is empty, a clock column beside. */
export class MomentCells {
  day = NO_DAY;
  second = -1;
  /** Column (from 0) whose text is no date, after `bad`. */
  badColumn = 0;
  private readonly cursor: RowCursor;
  private readonly bytes: Uint8Array;
  private readonly columns: number[];
  private readonly clock: number | undefined;
  private readonly slow: Remembered<Moment | 'none' | 'bad'>;
  private readonly clocks = new Remembered<number>(text => parseClock(text) ?? -2);

  constructor(
    sheet: Sheet,
    cursor: RowCursor,
    columns: number[],
    clock: number | undefined,
    habit: DateHabit,
  ) {
    this.cursor = cursor;
    this.bytes = sheet.bytes;
    this.columns = columns;
    this.clock = clock;
    this.slow = new Remembered(text => parseMoment(text, habit));
  }

  read(): MomentState {
    this.day = NO_DAY;
    this.second = -1;
    let state: MomentState = 'none';
    for (const column of this.columns) {
      const one = this.readColumn(column);
      if (one === 'ok') return this.second < 0 ? this.readClock() : one;
      if (one === 'bad' && state === 'none') {
        state = one;
        this.badColumn = column;
      }
    }
    return state;
  }

  private readColumn(column: number): MomentState {
    const { cursor } = this;
    if (column >= cursor.cellCount) return 'none';
    if (scanMoment(this.bytes, cursor.start(column), cursor.end(column))) {
      this.day = scanned.day;
      this.second = scanned.second;
      return 'ok';
    }
    const read = this.slow.of(cursor.text(column));
    if (typeof read === 'string') return read;
    this.day = read.day;
    this.second = read.second;
    return 'ok';
  }

  private readClock(): MomentState {
    const { clock, cursor } = this;
    if (clock === undefined || clock >= cursor.cellCount) return 'ok';
    const second = this.clocks.of(cursor.text(clock));
    if (second === -2) {
      this.badColumn = clock;
      return 'bad';
    }
    this.second = second;
    return 'ok';
  }
}

/** Currency of the record: the profile's own, or what the currency column says. */
export class CurrencyCells {
  private readonly cursor: RowCursor;
  private readonly column: number | undefined;
  private readonly own: string;
  private readonly known: Remembered<string>;

  constructor(cursor: RowCursor, column: number | undefined, own: string) {
    this.cursor = cursor;
    this.column = column;
    this.own = own;
    this.known = new Remembered(text => {
      const name = text.normalize('NFKC').replace(/[\s`"=]+/g, '');
      // A name that is not known stands for itself: its money is then summed apart, never as the form's own currency.
      return /^[-/]*$/.test(name) ? own : (currencyOf(name) ?? name);
    });
  }

  read(): string {
    return this.column === undefined ? this.own : this.known.of(this.cursor.text(this.column));
  }
}
