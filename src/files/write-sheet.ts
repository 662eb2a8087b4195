import { Refusal } from '../domain/refusal.ts';

/** What a cell may hold. Money is 1/100000 of the unit (bigint where a sum outgrows a number); dates are text. */
export type CellValue = string | number | bigint | null;

/**
 * `id`: text that must keep every character; `money`: 1/100000 of the unit; `decimal`: a number or its exact decimal
 * text; `date` and `datetime`: `2026-05-01` or `2026-05-01 09:08:07`. A value that does not fit its kind (a word in
 * a money column, 尚未入账 in a date column) is written as text; null and NaN are empty cells.
 */
export type ColumnKind = 'text' | 'id' | 'money' | 'decimal' | 'integer' | 'date' | 'datetime';

export interface ColumnSpec {
  heading: string;
  kind: ColumnKind;
  /** In characters; by kind where absent. */
  width?: number;
}

/** One sheet to be written; rows are fetched by windows, so a million of them never stand in memory. */
export interface SheetSpec {
  name: string;
  /** Lines above the header. */
  title?: string[];
  columns: ColumnSpec[];
  rowCount: number;
  /** Exactly `count` rows from row `from` on, each with one value a column. */
  rows(from: number, count: number): CellValue[][] | Promise<CellValue[][]>;
  /** One value a column, written under the rows. */
  totals?: CellValue[];
}

export interface WriteOptions {
  /** Told the number of rows written so far, in all sheets, after each window. */
  onProgress?(rows: number): void;
  /** Asked before each window; true ends the writing with `export.cancelled` and no file. */
  cancelled?(): boolean;
}

/** What was written: size and SHA-256 (hex) of the finished file. */
export interface WrittenFile {
  bytes: number;
  sha256: string;
}

const WINDOW_ROWS = 1_000;

/** Fetches rows by windows, tells progress and stops when asked to; one for a whole file. */
export class RowFetcher {
  private readonly options: WriteOptions;
  private written = 0;

  constructor(options: WriteOptions) {
    this.options = options;
  }

  /** The rows `from` to `to` (excluded) of a sheet, window by window. Refuses `export.cancelled`. */
  async *windows(sheet: SheetSpec, from: number, to: number): AsyncGenerator<CellValue[][]> {
    for (let at = from; at < to; at += WINDOW_ROWS) {
      this.stopIfCancelled();
      const count = Math.min(WINDOW_ROWS, to - at);
      const rows = await sheet.rows(at, count);
      if (rows.length !== count) {
        throw new Error(`sheet ${sheet.name}: ${rows.length} rows came for ${count} from row ${at}`);
      }
      yield rows;
      this.written += count;
      this.options.onProgress?.(this.written);
    }
  }

  stopIfCancelled(): void {
    if (this.options.cancelled?.()) throw new Refusal('export.cancelled');
  }
}
