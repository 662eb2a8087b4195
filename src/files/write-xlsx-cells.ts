import { Refusal } from '../domain/refusal.ts';
import { type ByteRun, putDigits } from './write-bytes.ts';
import { isFormulaLike } from './write-guard.ts';
import type { CellValue, ColumnKind, SheetSpec } from './write-sheet.ts';
import { daySerial, putDayFraction, secondOfDay } from './write-xlsx-dates.ts';
import { columnLetters, type Style, styleIndex } from './write-xlsx-parts.ts';
import type { SharedStrings } from './write-xlsx-strings.ts';
import { hasOuterSpace, putXmlText } from './write-xlsx-text.ts';

/** Excel's limit, in UTF-16 units. */
const CELL_MOST_UNITS = 32_767;
const ROW_DIGITS = 10;

/** What the cells of one row look like. */
type RowKind = 'title' | 'header' | 'data' | 'total';

interface CellHeads {
  /** `<c r="C` and what follows the row number, for each outcome; ready bytes. */
  reference: Buffer;
  money: Buffer;
  decimal: Buffer;
  integer: Buffer;
  date: Buffer;
  datetime: Buffer;
  shared: Buffer;
  inline: Buffer;
  inlineGuarded: Buffer;
}

const VALUE_END = Buffer.from('</v></c>');
const ROW_START = Buffer.from('<row r="');
const ROW_OPEN = Buffer.from('">');
const ROW_END = Buffer.from('</row>');
const INLINE_PLAIN = Buffer.from('<is><t>');
const INLINE_SPACED = Buffer.from('<is><t xml:space="preserve">');
const INLINE_END = Buffer.from('</t></is></c>');

/** Writes the rows of one sheet as XML. */
export class RowWriter {
  private readonly sheet: SheetSpec;
  private readonly sheetName: string;
  private readonly kinds: ColumnKind[];
  private readonly strings: SharedStrings;
  private readonly heads: Record<RowKind, CellHeads[]>;
  private readonly rowDigits = new Uint8Array(ROW_DIGITS);
  private rowDigitCount = 0;
  row = 0;

  constructor(sheet: SheetSpec, sheetName: string, strings: SharedStrings) {
    this.sheet = sheet;
    this.sheetName = sheetName;
    this.kinds = sheet.columns.map(column => column.kind);
    this.strings = strings;
    const headsOf = (row: RowKind) => this.kinds.map((kind, index) => cellHeads(index, kind, row));
    this.heads = {
      title: [cellHeads(0, 'text', 'title')],
      header: headsOf('header'),
      data: headsOf('data'),
      total: headsOf('total'),
    };
  }

  /** Appends one row under the last. Refuses `export.cell_too_long`. */
  write(out: ByteRun, values: CellValue[], kind: RowKind): void {
    this.row += 1;
    this.rowDigitCount = putDigits(this.rowDigits, 0, this.row, 1);
    out.raw(ROW_START);
    out.integer(this.row);
    out.raw(ROW_OPEN);
    const heads = this.heads[kind];
    const asText = kind === 'title' || kind === 'header';
    for (let index = 0; index < heads.length; index++) {
      const value = values[index];
      if (value === null || value === undefined || value === '') continue;
      this.cell(out, value, heads[index]!, asText ? 'text' : this.kinds[index]!, index);
    }
    out.raw(ROW_END);
  }

  private cell(
    out: ByteRun,
    value: string | number | bigint,
    heads: CellHeads,
    kind: ColumnKind,
    index: number,
  ): void {
    if (typeof value === 'string') {
      if ((kind === 'date' || kind === 'datetime') && this.dateCell(out, value, heads)) return;
      if (kind === 'decimal' && DECIMAL.test(value)) this.decimalCell(out, value, heads);
      else this.textCell(out, value, heads, index);
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      return;
    } else if (kind === 'money') {
      this.start(out, heads, heads.money);
      out.money(value);
      out.raw(VALUE_END);
    } else if (kind === 'integer') {
      this.start(out, heads, heads.integer);
      out.integer(Number(value));
      out.raw(VALUE_END);
    } else if (kind === 'decimal') {
      this.decimalCell(out, String(value), heads);
    } else {
      this.textCell(out, String(value), heads, index);
    }
  }

  /** `<c r="C123" …`: reference, row number and the head of the outcome in one go. */
  private start(out: ByteRun, heads: CellHeads, head: Buffer): void {
    const { reference } = heads;
    out.reserve(reference.length + ROW_DIGITS + head.length);
    const { bytes } = out;
    let { at } = out;
    for (let index = 0; index < reference.length; index++) bytes[at++] = reference[index]!;
    for (let index = 0; index < this.rowDigitCount; index++) bytes[at++] = this.rowDigits[index]!;
    for (let index = 0; index < head.length; index++) bytes[at++] = head[index]!;
    out.at = at;
  }

  private decimalCell(out: ByteRun, text: string, heads: CellHeads): void {
    this.start(out, heads, heads.decimal);
    out.ascii(text);
    out.raw(VALUE_END);
  }

  /** False if the text is no date that Excel can hold. */
  private dateCell(out: ByteRun, text: string, heads: CellHeads): boolean {
    const day = daySerial(text);
    if (day < 0) return false;
    if (text.length === 10) {
      this.start(out, heads, heads.date);
      out.integer(day);
    } else {
      const second = secondOfDay(text);
      if (second < 0) return false;
      this.start(out, heads, heads.datetime);
      out.integer(day);
      putDayFraction(out, second);
    }
    out.raw(VALUE_END);
    return true;
  }

  private textCell(out: ByteRun, text: string, heads: CellHeads, index: number): void {
    if (text.length > CELL_MOST_UNITS) this.refuseLong(text, index);
    const guarded = isFormulaLike(text);
    const shared = guarded ? -1 : this.strings.indexOf(text, index);
    if (shared >= 0) {
      this.start(out, heads, heads.shared);
      out.integer(shared);
      out.raw(VALUE_END);
      return;
    }
    this.start(out, heads, guarded ? heads.inlineGuarded : heads.inline);
    out.raw(hasOuterSpace(text) ? INLINE_SPACED : INLINE_PLAIN);
    putXmlText(out, text);
    out.raw(INLINE_END);
  }

  private refuseLong(text: string, index: number): never {
    const params = { length: text.length, most: CELL_MOST_UNITS };
    const column = this.sheet.columns[index]?.heading ?? '';
    throw new Refusal('export.cell_too_long', params, { sheet: this.sheetName, row: this.row, column });
  }
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

function cellHeads(index: number, kind: ColumnKind, row: RowKind): CellHeads {
  const style = (data: Style, total: Style) => {
    if (row === 'title' || row === 'header') return styleIndex(row);
    return styleIndex(row === 'total' ? total : data);
  };
  const number = (data: Style, total: Style) => Buffer.from(`" s="${style(data, total)}"><v>`);
  const text = style(kind === 'id' ? 'id' : 'text', 'totalText');
  const guarded = style(kind === 'id' ? 'idGuarded' : 'textGuarded', 'totalTextGuarded');
  const plain = text === 0 ? '"' : `" s="${text}"`;
  return {
    reference: Buffer.from(`<c r="${columnLetters(index)}`),
    money: number('money', 'totalMoney'),
    decimal: number('decimal', 'totalDecimal'),
    integer: number('integer', 'totalInteger'),
    date: number('date', 'totalDate'),
    datetime: number('datetime', 'totalDatetime'),
    shared: Buffer.from(`${plain} t="s"><v>`),
    inline: Buffer.from(`${plain} t="inlineStr">`),
    inlineGuarded: Buffer.from(`" s="${guarded}" t="inlineStr">`),
  };
}
