import type { Sheet } from '../domain/table.ts';
import { trimCell } from './cells.ts';
import type { PlainCells } from './records.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const CACHED_BYTES = 40;
const CACHE_SLOTS = 4096;

/**
 * Reads the cells of one record of a sheet at a time. `seek` finds where the cells stand, `text` decodes one.
 * One cursor holds one place: a reader that needs two records at once takes two cursors.
 */
export class RowCursor {
  /** Cells of the record last sought; a blank line has none. */
  cellCount = 0;
  private readonly bytes: Uint8Array;
  private readonly buffer: Buffer;
  private readonly rowStart: Uint32Array;
  private readonly plain: PlainCells | null;
  private readonly delimiter: number;
  private readonly quote: number;
  private starts = new Int32Array(64);
  private ends = new Int32Array(64);
  /** Whether a cell was quoted and holds doubled quotes. */
  private doubled = new Uint8Array(64);
  private readonly cacheStart = new Int32Array(CACHE_SLOTS);
  private readonly cacheLength = new Int32Array(CACHE_SLOTS).fill(-1);
  private readonly cacheText: string[] = new Array(CACHE_SLOTS).fill('');

  /** `plain`: the cells of a part, where they were found with its records. */
  constructor(sheet: Sheet, plain: PlainCells | null = null) {
    this.plain = plain;
    const { bytes } = sheet;
    this.bytes = bytes;
    this.buffer = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
    this.rowStart = sheet.rowStart;
    this.delimiter = sheet.dialect.delimiter;
    this.quote = sheet.dialect.quote;
  }

  /** Finds the cells of a record (from 0). */
  seek(record: number): void {
    const { plain } = this;
    if (plain !== null && plain.first[record]! < plain.first[record + 1]!) this.take(record, plain);
    else this.find(record);
  }

  /** Byte offset of the cell's content in `sheet.bytes`, inside its quotes. Only below `cellCount`. */
  start(cell: number): number {
    return this.starts[cell]!;
  }

  end(cell: number): number {
    return this.ends[cell]!;
  }

  private take(record: number, { first, ends }: PlainCells): void {
    const from = first[record]!;
    const count = first[record + 1]! - from;
    while (count > this.starts.length) this.grow();
    let at = this.rowStart[record]!;
    for (let cell = 0; cell < count; cell++) {
      this.starts[cell] = at;
      this.doubled[cell] = 0;
      at = this.ends[cell] = ends[from + cell]!;
      at++;
    }
    this.cellCount = count;
  }

  private find(record: number): void {
    const { bytes, delimiter, quote } = this;
    let at = this.rowStart[record]!;
    let end = this.rowStart[record + 1]!;
    while (end > at && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end--;
    let count = 0;
    if (at < end) {
      for (;;) {
        if (count === this.starts.length) this.grow();
        this.starts[count] = at;
        this.doubled[count] = 0;
        const first = bytes[at];
        if (first === quote || first === SPACE || (first === TAB && first !== delimiter)) {
          at = this.padded(count, at, end);
        } else {
          while (at < end && bytes[at] !== delimiter) at++;
          this.ends[count] = at;
        }
        count++;
        if (at >= end) break;
        at++;
        if (at === end) {
          if (count === this.starts.length) this.grow();
          this.starts[count] = at;
          this.ends[count] = at;
          this.doubled[count] = 0;
          count++;
          break;
        }
      }
    }
    this.cellCount = count;
  }

  /** The cell as it stands in the file, quotes undone, untrimmed; '' beyond the record's cells. */
  text(cell: number): string {
    if (cell >= this.cellCount) return '';
    const start = this.starts[cell]!;
    const end = this.ends[cell]!;
    if (start === end) return '';
    const text = this.decode(start, end);
    return this.doubled[cell] === 1 ? text.replaceAll('""', '"') : text;
  }

  /** The cell without padding, `="…"` wrapper and leading backtick. */
  trimmed(cell: number): string {
    return trimCell(this.text(cell));
  }

  /** Every cell of the record, untrimmed. */
  cells(): string[] {
    const cells: string[] = [];
    for (let cell = 0; cell < this.cellCount; cell++) cells.push(this.text(cell));
    return cells;
  }

  /** A cell that opens with a quote or with padding before one. Returns where its delimiter stands. */
  private padded(cell: number, from: number, end: number): number {
    const { bytes, delimiter, quote } = this;
    let at = from;
    while (at < end && (bytes[at] === SPACE || (bytes[at] === TAB && delimiter !== TAB))) at++;
    if (quote < 0 || bytes[at] !== quote || at >= end) {
      while (at < end && bytes[at] !== delimiter) at++;
      this.ends[cell] = at;
      return at;
    }
    this.starts[cell] = ++at;
    while (at < end) {
      if (bytes[at] !== quote) {
        at++;
      } else if (bytes[at + 1] === quote && at + 1 < end) {
        this.doubled[cell] = 1;
        at += 2;
      } else {
        let after = at + 1;
        while (after < end && (bytes[after] === SPACE || (bytes[after] === TAB && delimiter !== TAB)))
          after++;
        if (after >= end || bytes[after] === delimiter) {
          this.ends[cell] = at;
          return after;
        }
        at++;
      }
    }
    this.ends[cell] = end;
    return end;
  }

  /** Short cells repeat (names, kinds, statuses), so the last text of each hash is kept instead of made anew. */
  private decode(start: number, end: number): string {
    const { bytes } = this;
    const length = end - start;
    if (length > CACHED_BYTES) return this.buffer.toString('utf8', start, end);
    let hash = length;
    let high = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      high |= byte;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const slot = (hash ^ (hash >>> 13)) & (CACHE_SLOTS - 1);
    if (this.cacheLength[slot] === length && this.same(this.cacheStart[slot]!, start, length)) {
      return this.cacheText[slot]!;
    }
    const text =
      high < 0x80 ? this.buffer.toString('latin1', start, end) : this.buffer.toString('utf8', start, end);
    this.cacheStart[slot] = start;
    this.cacheLength[slot] = length;
    this.cacheText[slot] = text;
    return text;
  }

  private same(left: number, right: number, length: number): boolean {
    const { bytes } = this;
    for (let at = 0; at < length; at++) if (bytes[left + at] !== bytes[right + at]) return false;
    return true;
  }

  private grow(): void {
    const length = this.starts.length * 2;
    const wider = (old: Int32Array) => {
      const fresh = new Int32Array(length);
      fresh.set(old);
      return fresh;
    };
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
    const doubled = new Uint8Array(length);
    doubled.set(this.doubled);
    this.doubled = doubled;
  }
}
