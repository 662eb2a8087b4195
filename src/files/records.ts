import type { Dialect } from '../domain/table.ts';
import type { Budget } from './budget.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const STEP_ROWS = 65_535;

/** Where records begin (entry `rowCount` is the end of the last) and on which physical line, counted from 1. */
export interface Records {
  rowCount: number;
  rowStart: Uint32Array;
  rowLine: Uint32Array | null;
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
  return new RecordScan(bytes, dialect, budget).run();
}

class RecordScan {
  private readonly bytes: Uint8Array;
  private readonly view: Buffer;
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly budget: Budget;
  private readonly lineEnd: number;
  private readonly starts: Uint32Array;
  private readonly lines: Uint32Array;
  private rowCount = 0;
  private line = 1;
  private linesDiffer = false;

  constructor(bytes: Uint8Array, dialect: Dialect, budget: Budget) {
    this.bytes = bytes;
    this.delimiter = dialect.delimiter;
    this.quote = dialect.quote;
    this.budget = budget;
    this.view = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
    this.lineEnd = this.view.includes(LF) || !this.view.includes(CR) ? LF : CR;
    // Zero pages cost nothing until they are touched, so the scratch has the size of the limit at once.
    const most = Math.min(budget.limits.rows, bytes.length) + 1;
    this.starts = new Uint32Array(most);
    this.lines = new Uint32Array(most);
  }

  run(): Records {
    const end = this.bytes.length;
    const quoted = this.quote >= 0 && this.view.includes(this.quote);
    const bareCr = this.lineEnd === LF && this.holdsBareCr();
    let at = 0;
    while (at < end) {
      this.open(at);
      const start = at;
      at = quoted ? this.quotedRecord(at) : this.plainRecord(at);
      if (at - start > this.budget.limits.columns) this.measure(start, at);
      if (bareCr) this.refuseBareCr(start, at);
    }
    this.starts[this.rowCount] = end;
    this.budget.progress(end, end);
    return {
      rowCount: this.rowCount,
      rowStart: sharedUint32(this.starts, this.rowCount + 1),
      rowLine: this.linesDiffer ? sharedUint32(this.lines, this.rowCount) : null,
    };
  }

  private holdsBareCr(): boolean {
    const { view } = this;
    for (let at = view.indexOf(CR); at >= 0; at = view.indexOf(CR, at + 2)) {
      if (view[at + 1] !== LF) return true;
    }
    return false;
  }

  private open(at: number): void {
    const row = this.rowCount;
    if ((row & STEP_ROWS) === 0) {
      this.budget.step();
      this.budget.progress(at, this.bytes.length);
    }
    this.budget.rows(row + 1, { row: this.line });
    this.starts[row] = at;
    this.lines[row] = this.line;
    if (this.line !== row + 1) this.linesDiffer = true;
    this.rowCount = row + 1;
  }

  private plainRecord(from: number): number {
    const { bytes, lineEnd } = this;
    const end = bytes.length;
    let at = from;
    while (at < end && bytes[at] !== lineEnd) at++;
    this.line++;
    return at < end ? at + 1 : end;
  }

  private quotedRecord(from: number): number {
    const { bytes, delimiter, quote, lineEnd } = this;
    const end = bytes.length;
    let at = from;
    for (;;) {
      let opens = at;
      while (opens < end && this.isPadding(bytes[opens]!)) opens++;
      if (opens < end && bytes[opens] === quote) at = this.quotedCell(opens);
      while (at < end && bytes[at] !== delimiter && bytes[at] !== lineEnd) at++;
      if (at >= end || bytes[at] === lineEnd) break;
      at++;
    }
    this.line++;
    return at < end ? at + 1 : end;
  }

  /** From an opening quote to the byte after the closing one; counts the line breaks inside. */
  private quotedCell(opens: number): number {
    const { bytes, delimiter, quote, lineEnd } = this;
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
  private measure(start: number, end: number): void {
    const { bytes, delimiter } = this;
    let columns = 1;
    for (let at = start; at < end; at++) if (bytes[at] === delimiter) columns++;
    const row = this.lines[this.rowCount - 1]!;
    const longCell = end - start > this.budget.limits.cell_length;
    if (columns <= this.budget.limits.columns && !longCell) return;
    measureCells(bytes, start, end, { delimiter, quote: this.quote }, this.budget, row);
  }

  private refuseBareCr(start: number, end: number): void {
    const { bytes, quote } = this;
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
      throw this.budget.refusal('files.bare_cr', {}, { row: this.lines[this.rowCount - 1]!, byte: at });
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
