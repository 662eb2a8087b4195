import type { Sheet } from '../domain/table.ts';
import { RowCursor } from '../files/cursor.ts';
import type { PlainCells } from '../files/records.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;

/**
 * Finds the first cells of a record for the comparison. Plain cells are taken from where the part's scan found them, or
 * by a bare scan for delimiters that stops after the last wanted column; a record with a quote or padding at the head
 * of a cell goes to the general cursor.
 */
export class SideCells {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The general cursor; it stands on the record last asked of it by `text`. */
  private readonly cursor: RowCursor;
  private readonly bytes: Uint8Array;
  private readonly rowStart: Uint32Array;
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly wanted: number;
  private readonly plain: PlainCells | null;
  private record = -1;
  private sought = -1;

  /** `wanted`: number of leading columns whose cells are needed; `plain`: the cells of a part. */
  constructor(sheet: Sheet, wanted: number, plain: PlainCells | null = null) {
    this.plain = plain;
    this.bytes = sheet.bytes;
    this.rowStart = sheet.rowStart;
    this.delimiter = sheet.dialect.delimiter;
    this.quote = sheet.dialect.quote;
    this.wanted = wanted;
    this.starts = new Int32Array(wanted);
    this.ends = new Int32Array(wanted);
    this.cursor = new RowCursor(sheet, plain);
  }

  /** Finds the cells; false for a blank line. Cells that the record does not have are empty. */
  seek(record: number): boolean {
    const { bytes, delimiter, quote, wanted, starts, ends, plain } = this;
    this.record = record;
    if (plain !== null && plain.first[record]! < plain.first[record + 1]!) return this.take(record, plain);
    let at = this.rowStart[record]!;
    let end = this.rowStart[record + 1]!;
    while (end > at && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end--;
    if (at === end) return false;
    for (let column = 0; column < wanted; column++) {
      const first = bytes[at]!;
      if (at < end && (first === quote || (first <= SPACE && first !== delimiter)))
        return this.seekGeneral(record);
      starts[column] = at;
      while (at < end && bytes[at] !== delimiter) at++;
      ends[column] = at;
      if (at < end) at++;
    }
    return true;
  }

  /** True where the first cell starts with an ASCII letter or digit: no line of words. */
  startsPlain(): boolean {
    const first = this.bytes[this.starts[0]!]! | 0x20;
    const filled = this.starts[0] !== this.ends[0];
    return filled && ((first >= 48 && first <= 57) || (first >= 97 && first <= 122));
  }

  /** The cell as text without its wrapping. */
  text(column: number): string {
    if (this.sought !== this.record) this.cursor.seek(this.record);
    this.sought = this.record;
    return this.cursor.trimmed(column);
  }

  /** Texts of all cells of the record, trimmed. */
  texts(): string[] {
    this.text(0);
    return Array.from({ length: this.cursor.cellCount }, (_, cell) => this.cursor.trimmed(cell));
  }

  private take(record: number, { first, ends: found }: PlainCells): boolean {
    const { starts, ends, wanted } = this;
    const from = first[record]!;
    const count = Math.min(wanted, first[record + 1]! - from);
    let at = this.rowStart[record]!;
    for (let column = 0; column < count; column++) {
      starts[column] = at;
      const end = found[from + column]!;
      ends[column] = end;
      at = end + 1;
    }
    for (let column = count; column < wanted; column++) starts[column] = ends[column] = at - 1;
    return true;
  }

  private seekGeneral(record: number): boolean {
    const { cursor, starts, ends, wanted } = this;
    cursor.seek(record);
    this.sought = record;
    if (cursor.cellCount === 0) return false;
    for (let column = 0; column < wanted; column++) {
      const there = column < cursor.cellCount;
      starts[column] = there ? cursor.start(column) : 0;
      ends[column] = there ? cursor.end(column) : 0;
    }
    return true;
  }
}
