import type { Direction, Meaning, Profile } from '../domain/statement.ts';
import type { Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';
import { AmountCells, CurrencyCells, MomentCells, type MomentState } from './cells.ts';
import type { DateHabit } from './dates.ts';
import { compileMoney, type Money, type MoneyReader, noMoney } from './money-rules.ts';
import { normaliseWord } from './normalise.ts';
import type { Recognition } from './recognise.ts';
import { compileTests, firstText, type RecordTest } from './row-tests.ts';
import { Remembered } from './words.ts';

/** What a record after the header is. `end`: it and all after it are no data; `notice`: neither date nor money. */
export type RecordKind = 'data' | 'blank' | 'total' | 'skip' | 'notice' | 'end';

const TOTAL =
  /^(?:.{0,8}(?:合计|总计|小计|累计)|共计|总(?:收入|支出|金额|笔数|交易单数)|资金流水总笔数|#|-{3,}|={3,}|\*{3,})/;

/** Meanings that hold money or time, not words. */
const FIGURES: readonly Meaning[] = ['time', 'clock', 'amount', 'income', 'expense', 'balance'];

/**
 * Reads one record at a time by a recognised profile. The fields say what the last `read` found; nothing is allocated
 * for a row, so that a million of them cost little more than their bytes.
 */
export class RecordReader {
  readonly cursor: RowCursor;
  readonly profile: Profile;
  readonly money: Money = noMoney();
  timeState: MomentState = 'none';
  /** NaN where the record has no readable balance. */
  balanceE5 = Number.NaN;
  balanceBad = false;
  currency = '';
  closed = false;
  refund = false;
  readonly moment: MomentCells;
  readonly map: Recognition['map'];
  private readonly bytes: Uint8Array;
  private readonly keys: string[];
  private readonly amounts: AmountCells;
  private readonly currencies: CurrencyCells;
  private readonly readMoney: MoneyReader;
  private readonly skipTest: RecordTest | null;
  private readonly endTest: RecordTest | null;
  private readonly closedTest: RecordTest | null;
  private readonly refundTest: RecordTest | null;
  private readonly totals = new Remembered<boolean>(text => TOTAL.test(normaliseWord(text)));
  private readonly wordColumns: number[];
  private readonly balance: number | undefined;

  constructor(sheet: Sheet, recognition: Recognition) {
    const { profile, map, keys } = recognition;
    if (!profile) throw new Error('a record reader needs a profile');
    this.cursor = new RowCursor(sheet);
    this.bytes = sheet.bytes;
    this.profile = profile;
    this.map = map;
    this.keys = keys;
    this.amounts = new AmountCells(sheet, this.cursor);
    this.moment = new MomentCells(
      sheet,
      this.cursor,
      this.timeColumns(),
      map.clock,
      habitOf(recognition, sheet),
    );
    this.currencies = new CurrencyCells(this.cursor, map.currency, profile.currency ?? 'CNY');
    const column = (meaning: Meaning) => map[meaning];
    const heading = (name: string) => this.columnOf(name);
    this.readMoney = compileMoney(profile, { cursor: this.cursor, cells: this.amounts, column, heading });
    this.skipTest = compileTests(profile.skip, column);
    this.endTest = compileTests(profile.end, column);
    this.closedTest = compileTests(profile.closed, column);
    this.refundTest = compileTests(profile.refund, column);
    this.balance = map.balance;
    this.wordColumns = Object.entries(map)
      .filter(([meaning]) => !FIGURES.includes(meaning as Meaning))
      .map(([, index]) => index);
  }

  /** Reads a record and says what it is; the fields hold for `data` and `total`. */
  read(record: number): RecordKind {
    const { cursor } = this;
    cursor.seek(record);
    if (this.isBlank()) return 'blank';
    if (this.endTest?.(cursor)) return 'end';
    this.timeState = this.moment.read();
    const isTotal = this.timeState !== 'ok' && this.saysTotal();
    this.readMoney(this.money);
    if (isTotal) return 'total';
    if (this.skipTest?.(cursor)) return 'skip';
    if (this.timeState !== 'ok') {
      const { state } = this.money;
      if (state === 'none' || state === 'bad') return 'notice';
      if (this.timeState === 'none' && this.hasNoWords()) return 'total';
    }
    this.readRest();
    return 'data';
  }

  /** Text of a mapped column, trimmed; '' where the record has none. */
  text(meaning: Meaning): string {
    const column = this.map[meaning];
    return column === undefined ? '' : this.cursor.trimmed(column);
  }

  get direction(): Direction {
    return this.money.direction;
  }

  /** Sum of some columns by heading, or null if one has no readable figure. */
  sumOf(names: string[]): number | null {
    let sum = 0;
    for (const name of names) {
      const column = this.columnOf(name);
      if (column === undefined || this.amounts.read(column) !== 'ok') return null;
      sum += this.amounts.e5;
    }
    return sum;
  }

  /** Column of a heading, or of the first of its alternatives (`总消耗|消耗`) that the header has. */
  private columnOf(name: string): number | undefined {
    const column = name
      .split('|')
      .map(each => this.keys.indexOf(each))
      .find(index => index >= 0);
    return column;
  }

  private readRest(): void {
    const { cursor } = this;
    this.currency = this.money.currency ?? this.currencies.read();
    this.closed = this.closedTest?.(cursor) ?? false;
    this.refund = this.refundTest?.(cursor) ?? false;
    this.balanceE5 = Number.NaN;
    this.balanceBad = false;
    if (this.balance === undefined) return;
    const state = this.amounts.read(this.balance);
    if (state === 'ok') this.balanceE5 = this.amounts.e5;
    this.balanceBad = state === 'bad';
  }

  /** A total says so in its first words, or where the date should be. */
  private saysTotal(): boolean {
    const { cursor, moment, totals } = this;
    if (totals.of(firstText(cursor))) return true;
    return this.timeState === 'bad' && totals.of(cursor.text(moment.badColumn));
  }

  /** Cells of nothing but spaces, or of an unread pair of quotes, are no record. */
  private isBlank(): boolean {
    const { cursor } = this;
    for (let cell = 0; cell < cursor.cellCount; cell++) {
      const end = cursor.end(cell);
      for (let at = cursor.start(cell); at < end; at++) {
        const byte = this.bytes[at]!;
        if (byte <= 32 || byte === 0x22) continue;
        if (byte < 0x80 || cursor.trimmed(cell) !== '') return false;
      }
    }
    return true;
  }

  private hasNoWords(): boolean {
    for (const column of this.wordColumns) {
      const text = this.cursor.trimmed(column);
      if (text !== '' && text !== '-' && text !== '--') return false;
    }
    return this.wordColumns.length > 0;
  }

  private timeColumns(): number[] {
    const { profile, keys, map } = this;
    if (profile.bare) return map.time === undefined ? [] : [map.time];
    return (profile.columns.time ?? []).filter(name => keys.includes(name)).map(name => keys.indexOf(name));
  }
}

function habitOf({ profile, about }: Recognition, sheet: Sheet): DateHabit {
  return {
    order: profile?.dates,
    dates1904: sheet.dates1904,
    year: about?.year,
    month: about?.month,
  };
}
