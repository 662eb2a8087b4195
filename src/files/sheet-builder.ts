import type { Dialect, Sheet } from '../domain/table.ts';
import type { Budget } from './budget.ts';
import { ByteSink } from './byte-sink.ts';
import { sharedUint32 } from './records.ts';

const LF = 10;
const DELIMITER = 0x1f;
const LAST_LINE = 2 ** 32 - 1;

/** Sheets that do not come from delimited text: unit separator between cells, nothing quoted. */
export const REWRITTEN: Dialect = { delimiter: DELIMITER, quote: -1 };

/**
 * Builds a sheet cell by cell, left to right and top to bottom. Missing cells become empty ones, empty rows are left
 * out (`rowLine` keeps the numbers of the others), a line break inside a cell becomes one space.
 */
export class SheetBuilder extends ByteSink {
  private readonly name: string;
  private rowStart = new Uint32Array(256);
  private rowLine = new Uint32Array(256);
  private rowCount = 0;
  private linesDiffer = false;
  private line = 0;
  private rowOpen = false;
  private column = 0;
  private cellStart = 0;

  constructor(budget: Budget, sheetName: string) {
    super(budget);
    this.name = sheetName;
  }

  /** Begins a sheet row, numbered from 1. Throws `files.row_order` if it does not lie below the one before. */
  openRow(line: number): void {
    if (line <= this.line || line > LAST_LINE) {
      throw this.budget.refusal('files.row_order', {}, { sheet: this.name, row: line });
    }
    this.line = line;
    this.column = -1;
    this.rowOpen = false;
    if ((line & 0xfff) === 0) this.budget.step();
  }

  /** Begins a cell that holds something; columns count from 0. */
  openCell(column: number): void {
    if (!this.rowOpen) this.keepRow();
    if (column <= this.column) {
      throw this.budget.refusal('files.cell_order', {}, this.place(column));
    }
    if (column >= this.budget.limits.columns) this.budget.columns(column + 1, this.place(column));
    let missing = column - Math.max(this.column, 0);
    this.reserve(missing + 1);
    for (; missing > 0; missing--) this.bytes[this.length++] = DELIMITER;
    this.column = column;
    this.cellStart = this.length;
    this.lastWasCr = false;
  }

  closeCell(): void {
    const { cell_length } = this.budget.limits;
    if (this.length - this.cellStart <= cell_length) return;
    let units = 0;
    for (let at = this.cellStart; at < this.length; at++) {
      const byte = this.bytes[at]!;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    this.budget.cell(units, this.place(this.column));
  }

  closeRow(): void {
    if (!this.rowOpen) return;
    this.reserve(1);
    this.bytes[this.length++] = LF;
    this.rowOpen = false;
  }

  /** Appends any text; lone surrogates are refused by `files.bad_character`, never replaced. */
  text(text: string): void {
    if (!text.isWellFormed()) {
      throw this.budget.refusal('files.bad_character', {}, this.place(this.column));
    }
    const encoded = Buffer.from(text.replace(/\r\n|[\r\n\u001f]/g, ' '), 'utf8');
    this.copy(encoded, 0, encoded.length);
  }

  finish(hidden: boolean, dates1904: boolean): Sheet {
    this.closeRow();
    const bytes = new Uint8Array(new SharedArrayBuffer(this.length));
    bytes.set(this.bytes.subarray(0, this.length));
    this.rowStart[this.rowCount] = this.length;
    return {
      name: this.name,
      hidden,
      bytes,
      dialect: REWRITTEN,
      rowCount: this.rowCount,
      rowStart: sharedUint32(this.rowStart, this.rowCount + 1),
      rowLine: this.linesDiffer ? sharedUint32(this.rowLine, this.rowCount) : null,
      dates1904,
    };
  }

  place(column: number): { sheet: string; row: number; column: number } {
    return { sheet: this.name, row: this.line, column: column + 1 };
  }

  private keepRow(): void {
    const row = this.rowCount;
    this.budget.rows(row + 1, { sheet: this.name, row: this.line });
    if (row + 2 > this.rowStart.length) this.growRows();
    this.rowStart[row] = this.length;
    this.rowLine[row] = this.line;
    if (this.line !== row + 1) this.linesDiffer = true;
    this.rowCount = row + 1;
    this.rowOpen = true;
  }

  private growRows(): void {
    const wider = (old: Uint32Array<ArrayBuffer>) => {
      const fresh = new Uint32Array(old.length * 2);
      fresh.set(old);
      return fresh;
    };
    this.rowStart = wider(this.rowStart);
    this.rowLine = wider(this.rowLine);
  }
}
