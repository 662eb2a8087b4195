import type { Dialect } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { bufferOver } from './encoding.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
/** Between two looks at the clock. */
const STEP_BYTES = 256 * 1024;
/** Where cells go that nobody wants. */
const NOTHING = new Uint32Array(0);
/** Answer of a scan that met the end of a part inside a record. */
const INCOMPLETE = -1;

/** Where records begin (entry `rowCount` is the end of the last) and on which physical line, counted from 1. */
export interface Records {
  rowCount: number;
  rowStart: Uint32Array;
  /** Null where the line of each record is its number in the whole text + 1. */
  rowLine: Uint32Array | null;
}

/**
 * Where the cells of plain records end: those of record r from entry `first[r]` up to `first[r + 1]`. A record without
 * an entry is blank or holds a quote, and has to be looked at.
 */
export interface PlainCells {
  first: Uint32Array;
  ends: Uint32Array;
}

/** Which part of a longer text is scanned: what stands before it, how lines end, whether the text goes on after it. */
export interface PartPlace {
  records: number;
  lines: number;
  lineEnd: number;
  isLast: boolean;
}

/** Shared copy of the first `count` entries. */
export function sharedUint32(values: Uint32Array, count: number): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(count * 4));
  shared.set(values.subarray(0, count));
  return shared;
}

/**
 * Finds the records of delimited text. Blank lines stay records of their own; a line break inside quotes belongs to
 * its cell. Line ends are LF or CR LF, or CR alone where the text has no LF at all.
 * Throws `files.unclosed_quote`, `files.stray_quote`, `files.bare_cr` and the limits on rows and columns.
 */
export function scanRecords(bytes: Uint8Array, dialect: Dialect, budget: Budget): Records {
  // Zero pages cost nothing until they are touched, so the starts have the size of the limit at once.
  const most = Math.min(budget.limits.rows, bytes.length) + 1;
  const starts = new Uint32Array(new SharedArrayBuffer(most * 4));
  const place = { records: 0, lines: 0, lineEnd: lineEndOf(bytes), isLast: true };
  return new RecordScan(bytes, dialect, budget, place, starts).run();
}

/**
 * The same for a part of a longer text, its starts written to `starts` and its cells to `cells`: looking at each byte
 * once for both is most of what makes parts quick. A record that the end of the part cuts off is left for the next
 * part, unless this is the last. `linesAfter`: physical lines up to the end of the part.
 */
export function scanPart(
  bytes: Uint8Array,
  dialect: Dialect,
  budget: Budget,
  place: PartPlace,
  starts: Uint32Array,
  cells: PlainCells,
): Records & { linesAfter: number } {
  const scan = new RecordScan(bytes, dialect, budget, place, starts, cells);
  return { ...scan.run(), linesAfter: scan.line - 1 };
}

export function lineEndOf(bytes: Uint8Array): number {
  const view = bufferOver(bytes);
  return view.includes(LF) || !view.includes(CR) ? LF : CR;
}

class RecordScan {
  /** Physical line of the byte looked at, from 1. */
  line: number;
  private readonly bytes: Uint8Array;
  private readonly view: Buffer;
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly budget: Budget;
  private readonly place: PartPlace;
  private readonly starts: Uint32Array;
  private readonly cells: PlainCells | null;
  private cellCount = 0;
  private readonly mostColumns: number;
  private readonly isWhole: boolean;
  private lines: Uint32Array | null = null;
  private rowCount = 0;
  private metBareCr = false;
  private pauseAt = 0;

  constructor(
    bytes: Uint8Array,
    dialect: Dialect,
    budget: Budget,
    place: PartPlace,
    starts: Uint32Array,
    cells: PlainCells | null = null,
  ) {
    this.bytes = bytes;
    this.view = bufferOver(bytes);
    this.delimiter = dialect.delimiter;
    this.quote = dialect.quote;
    this.budget = budget;
    this.place = place;
    this.starts = starts;
    this.cells = cells;
    this.mostColumns = budget.limits.columns;
    this.isWhole = place.isLast && place.records === 0;
    this.line = place.lines + 1;
  }

  run(): Records {
    const { starts, cells } = this;
    let end = this.bytes.length;
    for (let at = 0; at < end; ) {
      if (this.takesStep(at)) this.budget.step();
      at = this.plainRecords(at);
      if (at === end || at >= this.pauseAt) continue;
      // Few records hold a quote at all; only those, and one without a line end, are looked at cell by cell.
      const next = this.quotedRecord(at);
      if (next === INCOMPLETE) end = at;
      else at = next;
    }
    starts[this.rowCount] = end;
    if (cells) cells.first[this.rowCount] = this.cellCount;
    if (this.isWhole) this.budget.progress(end, end);
    return {
      rowCount: this.rowCount,
      rowStart: starts.subarray(0, this.rowCount + 1),
      rowLine: this.lines?.subarray(0, this.rowCount) ?? null,
    };
  }

  /** Whether so much has been read since the last step that the clock is to be looked at. */
  private takesStep(at: number): boolean {
    if (at < this.pauseAt) return false;
    if (this.isWhole) this.budget.progress(at, this.bytes.length);
    this.pauseAt = at + STEP_BYTES;
    return true;
  }

  /**
   * Takes the records before the next quote in one loop that calls nothing, and where their cells end if that is
   * wanted: this is where the bytes of a file are looked at. Answers where the first record begins that holds the quote
   * or has no line end, or that comes after the pause.
   */
  private plainRecords(from: number): number {
    const { bytes, delimiter, starts, pauseAt } = this;
    const { lineEnd } = this.place;
    const first = this.cells?.first ?? NOTHING;
    const ends = this.cells?.ends ?? NOTHING;
    // One comparison for most bytes: whatever matters lies at or below this one.
    const highest = this.cells ? Math.max(delimiter, CR) : CR;
    const stop = this.quoteAfter(from);
    const last = bytes.length - 1;
    const firstRow = this.rowCount;
    let row = firstRow;
    let cell = this.cellCount;
    let start = from;
    let longest = 0;
    let bareCr = false;
    starts[row] = from;
    first[row] = cell;
    for (let at = from; at < stop; at++) {
      const byte = bytes[at]!;
      if (byte > highest) continue;
      if (byte === delimiter) {
        ends[cell++] = at;
      } else if (byte === lineEnd) {
        const end = at > start && bytes[at - 1] === CR ? at - 1 : at;
        if (end > start) ends[cell++] = end;
        longest = Math.max(longest, at - start);
        row++;
        start = at + 1;
        starts[row] = start;
        first[row] = cell;
        if (start >= pauseAt) break;
      } else if (byte === CR && at < last && bytes[at + 1] !== LF) bareCr = true;
    }
    this.cellCount = first[row] ?? 0;
    if (bareCr || longest >= this.mostColumns) this.judge(firstRow, row, bareCr);
    this.addLines(row - firstRow);
    return start;
  }

  private quoteAfter(from: number): number {
    const at = this.quote < 0 ? -1 : this.view.indexOf(this.quote, from);
    return at < 0 ? this.bytes.length : at;
  }

  /** Looks closer at rows of one line each, of which one may break a limit or hold a CR alone. */
  private judge(fromRow: number, toRow: number, bareCr: boolean): void {
    for (let row = fromRow; row < toRow; row++) {
      const [start, end] = [this.starts[row]!, this.starts[row + 1]!];
      const line = this.line + row - fromRow;
      if (end - start > this.mostColumns) this.measure(start, end, line);
      if (bareCr) this.refuseBareCr(start, end, line);
      // A doubled CR before LF is allowed, but then the last cell does not end where it was noted.
      if (bareCr && this.cells) throw this.budget.refusal('files.bare_cr', {}, { row: line });
    }
  }

  /** Counts records of one line each. */
  private addLines(count: number): void {
    const first = this.rowCount;
    const over = this.place.records + first + count - this.budget.limits.rows;
    if (over > 0) this.budget.rows(this.budget.limits.rows + 1, { row: this.line + count - over });
    if (this.lines === null && count > 0 && this.line !== this.place.records + first + 1)
      this.lines = this.linesSoFar();
    if (this.lines !== null)
      for (let row = first; row < first + count; row++) this.lines[row] = this.line + row - first;
    this.rowCount = first + count;
    this.line += count;
  }

  /** Lines are written down from the first record on whose line is not simply its number. */
  private linesSoFar(): Uint32Array {
    const lines = new Uint32Array(new SharedArrayBuffer(this.starts.length * 4));
    for (let row = 0; row < this.rowCount; row++) lines[row] = this.place.records + row + 1;
    return lines;
  }

  /** Takes one record; answers where the next one starts, or `INCOMPLETE`. */
  private quotedRecord(from: number): number {
    const { line, rowCount } = this;
    this.metBareCr = false;
    const next = this.quotedCells(from);
    const linesInside = this.line - line;
    this.line = line;
    if (next === INCOMPLETE) return INCOMPLETE;
    this.starts[rowCount] = from;
    this.starts[rowCount + 1] = next;
    if (this.cells) this.cells.first[rowCount] = this.cellCount;
    if (this.metBareCr || next - from > this.mostColumns) this.judge(rowCount, rowCount + 1, this.metBareCr);
    this.addLines(1);
    this.line += linesInside;
    return next;
  }

  /** Goes through the cells of a record; counts the line breaks inside. Answers like `quotedRecord`. */
  private quotedCells(from: number): number {
    const { bytes, delimiter, quote } = this;
    const { lineEnd, isLast } = this.place;
    const end = bytes.length;
    let at = from;
    for (;;) {
      let opens = at;
      while (opens < end && this.isPadding(bytes[opens]!)) opens++;
      if (opens < end && bytes[opens] === quote) {
        at = this.quotedCell(opens);
        if (at === INCOMPLETE) return INCOMPLETE;
      }
      while (at < end && bytes[at] !== delimiter && bytes[at] !== lineEnd) {
        if (bytes[at] === CR && at + 1 < end && bytes[at + 1] !== LF) this.metBareCr = true;
        at++;
      }
      if (at >= end || bytes[at] === lineEnd) break;
      at++;
    }
    if (at >= end && !isLast) return INCOMPLETE;
    return at < end ? at + 1 : end;
  }

  /** From an opening quote to the byte after the closing one; counts the line breaks inside. */
  private quotedCell(opens: number): number {
    const { bytes, delimiter, quote } = this;
    const { lineEnd } = this.place;
    const end = bytes.length;
    const openedOnLine = this.line;
    let stray = -1;
    let delimiterAfterStray = false;
    for (let at = opens + 1; at < end; at++) {
      const byte = bytes[at];
      if (byte === lineEnd) {
        if (stray >= 0) throw this.strayQuote(openedOnLine, stray);
        this.line++;
      } else if (byte === delimiter) {
        if (stray >= 0) delimiterAfterStray = true;
      } else if (byte === quote) {
        if (bytes[at + 1] === quote) {
          at++;
          continue;
        }
        if (this.closes(at + 1)) {
          if (delimiterAfterStray) throw this.strayQuote(openedOnLine, stray);
          return at + 1;
        }
        if (stray < 0) {
          if (this.line !== openedOnLine) throw this.strayQuote(this.line, at);
          stray = at;
        }
      }
    }
    if (!this.place.isLast) return INCOMPLETE;
    if (stray >= 0) throw this.strayQuote(openedOnLine, stray);
    throw this.budget.refusal('files.unclosed_quote', {}, { row: openedOnLine, byte: opens });
  }

  /** A quote closes its cell only where padding, a delimiter or the end of the line follows. */
  private closes(after: number): boolean {
    const { bytes } = this;
    let at = after;
    while (at < bytes.length && this.isPadding(bytes[at]!)) at++;
    const byte = bytes[at];
    return byte === undefined || byte === this.delimiter || byte === LF || byte === CR;
  }

  private isPadding(byte: number): boolean {
    return byte === SPACE || (byte === TAB && this.delimiter !== TAB);
  }

  /** Cells cannot be told apart any more once a quote stands free inside a quoted cell and a delimiter follows. */
  private strayQuote(row: number, byte: number): Error {
    return this.budget.refusal('files.stray_quote', {}, { row, byte });
  }

  /** Counts the cells of a record long enough to break a limit. */
  private measure(start: number, end: number, row: number): void {
    const { bytes, delimiter } = this;
    let columns = 1;
    for (let at = start; at < end; at++) if (bytes[at] === delimiter) columns++;
    const longCell = end - start > this.budget.limits.cell_length;
    if (columns <= this.budget.limits.columns && !longCell) return;
    measureCells(bytes, start, end, { delimiter, quote: this.quote }, this.budget, row);
  }

  /** A CR alone is a line end to some programs and none to others, unless the text has no LF at all. */
  private refuseBareCr(start: number, end: number, row: number): void {
    const { bytes, quote } = this;
    if (this.place.lineEnd === CR) return;
    let inQuotes = false;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === quote) inQuotes = !inQuotes;
      if (byte !== CR || inQuotes) continue;
      let next = at + 1;
      while (bytes[next] === CR) next++;
      if (bytes[next] === LF || next === bytes.length) {
        at = next;
        continue;
      }
      throw this.budget.refusal('files.bare_cr', {}, { row, byte: at });
    }
  }
}

/** Exact count and length of the cells of one record. */
function measureCells(
  bytes: Uint8Array,
  start: number,
  end: number,
  dialect: Dialect,
  budget: Budget,
  row: number,
): void {
  const { delimiter, quote } = dialect;
  let column = 1;
  let length = 0;
  let inQuotes = false;
  let cellStart = true;
  let last = end;
  while (last > start && (bytes[last - 1] === LF || bytes[last - 1] === CR)) last--;
  for (let at = start; at < last; at++) {
    const byte = bytes[at]!;
    if (byte === quote && (cellStart || inQuotes)) {
      inQuotes = !inQuotes;
      cellStart = inQuotes && cellStart;
      continue;
    }
    if (byte === delimiter && !inQuotes) {
      column++;
      budget.columns(column, { row });
      length = 0;
      cellStart = true;
      continue;
    }
    if (byte !== SPACE && byte !== TAB) cellStart = false;
    // Continuation bytes add nothing; a four-byte character is two code units.
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
    if (length > budget.limits.cell_length) budget.cell(length, { row, column });
  }
}
