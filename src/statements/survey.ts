import { IdColumn } from '../domain/cut-ids.ts';
import { formatE5 } from '../domain/money.ts';
import type { Place } from '../domain/refusal.ts';
import type { Container, Sheet } from '../domain/table.ts';
import { looksDestroyed } from '../files/cells.ts';
import type { BalancePoint } from './continuity.ts';
import { dateText, dayNumber, NO_DAY } from './dates.ts';
import type { DeclaredFigure, DeclaredOf } from './declared.ts';
import type { FindingList } from './findings.ts';
import type { Visitor } from './pass.ts';
import { type Line, lineOf } from './preamble.ts';
import type { RecordKind, RecordReader } from './reader.ts';
import { lineNumber, type Recognition } from './recognise.ts';
import { Tally } from './tally.ts';

const KINDS_MOST = 200;
const TRAILER_MOST = 200;

/** Counts, sums and doubts of a statement, gathered in one pass over its records. */
export class Survey implements Visitor {
  rows = 0;
  readonly income = new Tally();
  readonly expense = new Tally();
  readonly neutral = new Tally();
  readonly closed = new Tally();
  readonly refunds = new Tally();
  readonly kinds = new Map<string, Tally>();
  readonly currencies: string[] = [];
  firstDay = NO_DAY;
  lastDay = NO_DAY;
  /** Lines after the header that are no data. */
  readonly trailer: Line[] = [];
  /** What a total line declares under the table's own columns. */
  readonly totalLine: Partial<Record<DeclaredOf, DeclaredFigure>> = {};
  /** Rows with a balance, by account and currency, in the file's order. */
  readonly balances = new Map<string, BalancePoint[]>();
  /** Rows whose sign in the file agrees with their direction, and rows that go against it; by direction. */
  private readonly signs = { income: [0, 0], expense: [0, 0] };
  private cutAt: Place | null = null;
  private readonly sheet: Sheet;
  private readonly recognition: Recognition;
  private readonly findings: FindingList;
  private readonly fromDay: number;
  private readonly toDay: number;
  private readonly width: number;
  private readonly needed: number;
  private readonly idColumns: { column: number; ids: IdColumn }[];

  constructor(sheet: Sheet, recognition: Recognition, container: Container, findings: FindingList) {
    const { profile, map, keys, about } = recognition;
    this.sheet = sheet;
    this.recognition = recognition;
    this.findings = findings;
    this.fromDay = dayOf(about?.from ?? null);
    this.toDay = dayOf(about?.to ?? null);
    this.width = keys.length;
    const amounts = [map.time, map.amount, map.income, map.expense, map.direction];
    this.needed = Math.max(0, ...amounts.filter(column => column !== undefined));
    const ids = profile?.ids ?? (['id', 'merchantId'] as const);
    this.idColumns = ids
      .map(meaning => map[meaning])
      .filter(column => column !== undefined)
      .map(column => ({ column, ids: new IdColumn(container) }));
  }

  data(record: number, reader: RecordReader): void {
    this.rows++;
    this.countMoney(record, reader);
    this.countDate(record, reader);
    this.checkShape(record, reader);
    this.checkIds(record, reader);
    this.checkIdentities(record, reader);
    this.countBalance(record, reader);
  }

  other(kind: Exclude<RecordKind, 'data' | 'blank'>, record: number, reader: RecordReader): void {
    if (this.trailer.length < TRAILER_MOST) this.trailer.push(lineOf(reader.cursor, record));
    if (kind === 'notice')
      this.findings.once('info', 'statements.notice_lines', {}, { row: lineNumber(this.sheet, record) });
    if (kind === 'total' && reader.profile.totalLine && reader.money.state === 'ok') {
      const { incomeE5, expenseE5 } = reader.money;
      this.totalLine.income ??= { sumE5: incomeE5 };
      this.totalLine.expense ??= { sumE5: expenseE5 };
    }
  }

  /** To be called after the last record: doubts that only the whole file shows. */
  finish(): void {
    const count = this.idColumns.reduce((sum, { ids }) => sum + ids.cutCount, 0);
    if (count > 0) this.findings.add('error', 'statements.id_rounded', { count }, this.cutAt ?? {});
    if (this.recognition.profile?.amount.by === 'flow') return;
    for (const [positive, negative] of [this.signs.income, this.signs.expense]) {
      if (positive! > 0 && negative! > 0)
        this.findings.add('info', 'statements.mixed_signs', { positive: positive!, negative: negative! }, {});
    }
  }

  private countMoney(record: number, reader: RecordReader): void {
    const { money, currency } = reader;
    if (money.state === 'bad' || money.state === 'undirected') {
      this.reportMoney(record, reader);
      return;
    }
    if (money.state === 'none')
      this.findings.once('info', 'statements.no_amount', {}, this.place(record, money.column));
    if (!this.currencies.includes(currency)) this.currencies.push(currency);
    const { incomeE5, expenseE5, neutralE5, direction } = money;
    const isFlow = reader.profile.amount.by === 'flow';
    if (incomeE5 !== 0 || (!isFlow && direction === 'income')) this.income.add(incomeE5, currency);
    if (expenseE5 !== 0 || (!isFlow && direction === 'expense')) this.expense.add(expenseE5, currency);
    if (neutralE5 !== 0 || (!isFlow && direction === 'neutral')) this.neutral.add(neutralE5, currency);
    if (direction !== 'neutral' && money.signedE5 !== 0)
      this.signs[direction][money.signedE5 > 0 === (direction === 'income') ? 0 : 1]!++;
    const allE5 = incomeE5 + expenseE5 + neutralE5;
    if (reader.closed) this.closed.add(allE5, currency);
    if (reader.refund) this.refunds.add(allE5, currency);
    this.countKind(reader, allE5, currency);
  }

  private countKind(reader: RecordReader, amountE5: number, currency: string): void {
    const kind = reader.text('kind');
    if (kind === '') return;
    let tally = this.kinds.get(kind);
    if (!tally) {
      if (this.kinds.size >= KINDS_MOST) return;
      tally = new Tally();
      this.kinds.set(kind, tally);
    }
    tally.add(amountE5, currency);
  }

  private reportMoney(record: number, reader: RecordReader): void {
    const { money, cursor } = reader;
    const code = money.state === 'bad' ? 'statements.bad_amount' : 'statements.unknown_direction';
    const value = cursor.trimmed(money.column).slice(0, 60);
    this.findings.add('error', code, { value }, this.place(record, money.column));
  }

  private countDate(record: number, reader: RecordReader): void {
    const { moment, timeState } = reader;
    if (timeState === 'bad') {
      const value = reader.cursor.trimmed(moment.badColumn).slice(0, 60);
      this.findings.add('error', 'statements.bad_date', { value }, this.place(record, moment.badColumn));
    }
    const { day } = moment;
    if (day === NO_DAY) return;
    if (this.firstDay === NO_DAY || day < this.firstDay) this.firstDay = day;
    if (this.lastDay === NO_DAY || day > this.lastDay) this.lastDay = day;
    if ((this.fromDay === NO_DAY || day >= this.fromDay) && (this.toDay === NO_DAY || day <= this.toDay))
      return;
    const params = { from: textOf(this.fromDay), to: textOf(this.toDay), date: dateText(day) };
    this.findings.once('info', 'statements.outside_period', params, this.place(record, moment.badColumn));
  }

  private checkShape(record: number, { cursor }: RecordReader): void {
    const { cellCount } = cursor;
    if (cellCount === this.width) return;
    const place = { row: lineNumber(this.sheet, record) };
    const params = { cells: cellCount, headings: this.width };
    if (cellCount > this.width) {
      for (let cell = this.width; cell < cellCount; cell++) {
        if (cursor.trimmed(cell) === '') continue;
        this.findings.add('warn', 'statements.row_shifted', params, { ...place, column: cell + 1 });
        return;
      }
    } else if (cellCount <= this.needed) this.findings.add('warn', 'statements.row_short', params, place);
  }

  private checkIds(record: number, { cursor }: RecordReader): void {
    for (const { column, ids } of this.idColumns) {
      if (column < cursor.cellCount) this.takeId(record, column, ids, cursor);
      if (column >= cursor.cellCount || !this.mayBeDestroyed(cursor.start(column), cursor.end(column)))
        continue;
      const value = cursor.trimmed(column);
      if (!looksDestroyed(value)) continue;
      this.findings.once('error', 'statements.id_destroyed', { value }, this.place(record, column));
      return;
    }
  }

  /** Of the evidence only ids of 17 digits, and longer ones that end in zeros, are worth decoding. */
  private takeId(record: number, column: number, ids: IdColumn, cursor: RecordReader['cursor']): void {
    const { bytes } = this.sheet;
    let [start, end] = [cursor.start(column), cursor.end(column)];
    while (end > start && !isDigit(bytes[end - 1]!)) end--;
    while (start < end && !isDigit(bytes[start]!)) start++;
    const digits = end - start;
    if (digits < 17 || digits > 24) return;
    const isRound = bytes[end - 1] === 0x30 && bytes[end - 2] === 0x30;
    if (digits > 17 && !isRound) return;
    const before = ids.cutCount;
    const text = cursor.trimmed(column);
    ids.take(text);
    if (isRound && (ids.cutCount > before || ids.isCut(text))) this.cutAt ??= this.place(record, column);
  }

  /** Only a short cell with an E in it is worth decoding. */
  private mayBeDestroyed(start: number, end: number): boolean {
    if (end - start > 40) return false;
    const { bytes } = this.sheet;
    for (let at = start; at < end; at++) if ((bytes[at]! | 0x20) === 0x65) return true;
    return false;
  }

  private checkIdentities(record: number, reader: RecordReader): void {
    for (const { name, left, right } of reader.profile.identities ?? []) {
      const leftE5 = reader.sumOf(left);
      const rightE5 = reader.sumOf(right);
      if (leftE5 === null || rightE5 === null || leftE5 === rightE5) continue;
      const params = { name, left: formatE5(leftE5), right: formatE5(rightE5) };
      this.findings.add('warn', 'statements.identity_broken', params, {
        row: lineNumber(this.sheet, record),
      });
    }
  }

  private countBalance(record: number, reader: RecordReader): void {
    if (reader.balanceBad) {
      const column = reader.map.balance!;
      const value = reader.cursor.trimmed(column).slice(0, 60);
      this.findings.once('info', 'statements.balance_unreadable', { value }, this.place(record, column));
    }
    if (!reader.profile.balance?.check || reader.map.balance === undefined) return;
    const { money, moment, balanceE5 } = reader;
    const key = [reader.text('account'), reader.text('bucket'), reader.currency].join('\u001f');
    const points = this.balances.get(key) ?? [];
    this.balances.set(key, points);
    const at = moment.day === NO_DAY ? Number.NaN : moment.day * 86_400 + Math.max(moment.second, 0);
    const netE5 = money.incomeE5 - money.expenseE5;
    points.push({ record, at, balanceE5, netE5, signedE5: money.signedE5 });
  }

  private place(record: number, column: number): Place {
    const row = lineNumber(this.sheet, record);
    if (column < 0) return { row };
    return { row, column: this.recognition.headings[column] || column + 1 };
  }
}

function dayOf(date: string | null): number {
  if (date === null) return NO_DAY;
  const [year, month, day] = date.split('-').map(Number);
  return dayNumber(year!, month!, day!);
}

function textOf(day: number): string {
  return day === NO_DAY ? '…' : dateText(day);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
