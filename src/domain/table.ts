/**
 * What every readable file becomes: sheets of delimited UTF-8 bytes. A CSV keeps its own bytes; workbooks and HTML
 * tables are rewritten with control characters as delimiters, so one cursor serves all and a million rows cost
 * their bytes plus four bytes a row. Buffers are shared, so threads hand sheets over without a copy.
 */

/** How the cells of a sheet's bytes are told apart. Rewritten workbooks use unit separator, no quote. */
export interface Dialect {
  /** One byte: `,` TAB `;` `|` or 0x1F. */
  delimiter: number;
  /** `"` or -1 for none. A quote inside an unquoted cell is plain text; TAB or space after a closing quote is allowed. */
  quote: number;
}

export interface Sheet {
  name: string;
  hidden: boolean;
  /** UTF-8 without BOM. */
  bytes: Uint8Array;
  dialect: Dialect;
  rowCount: number;
  /** Byte offset of each record's first byte; entry `rowCount` is the end of the last record incl. its line break. */
  rowStart: Uint32Array;
  /** Physical line (text) or sheet row (workbook) of each record, from 1; null where it is simply index + 1. */
  rowLine: Uint32Array | null;
  /** Excel's 1904 date system, for date serials. */
  dates1904: boolean;
}

export type Container = 'text' | 'xlsx' | 'xls' | 'html';
export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'xlsx' | 'xls';

/** A file after hostile input has been dealt with: everything in it is bounded, decoded strictly and addressable. */
export interface OpenedFile {
  /** Name as the user knows it; for an archive the entry that was taken. */
  name: string;
  container: Container;
  encoding: Encoding;
  /** Entry name when the file came out of an archive. */
  archiveEntry: string | null;
  sheets: Sheet[];
  /** Faults and doubts of the bytes themselves (a workbook's macro, a skipped archive entry …). */
  findings: import('./refusal.ts').Finding[];
}

/** Hard limits on hostile input (RELIABILITY M2). All sizes are bytes. */
export interface Limits {
  file_bytes: number;
  unpacked_bytes: number;
  /** Unpacked : packed, judged once an entry has unpacked more than 1 MiB. */
  ratio: number;
  parts: number;
  rows: number;
  columns: number;
  /** UTF-16 code units of one cell. */
  cell_length: number;
  time_ms: number;
  heap_mb: number;
}

export const LIMITS: Limits = {
  file_bytes: 200 * 2 ** 20,
  unpacked_bytes: 512 * 2 ** 20,
  ratio: 100,
  parts: 10_000,
  rows: 1_048_576,
  columns: 512,
  cell_length: 32_767,
  time_ms: 60_000,
  heap_mb: 1_024,
};
