import { ByteRun } from './write-bytes.ts';
import { type Sink, writeWhole } from './write-file.ts';
import { guardOf } from './write-guard.ts';
import {
  type CellValue,
  type ColumnKind,
  RowFetcher,
  type SheetSpec,
  type WriteOptions,
  type WrittenFile,
} from './write-sheet.ts';

const BLOCK_BYTES = 1 << 18;
const COMMA = 0x2c;
const TAB = 0x09;
const CR = 0x0d;
const LF = 0x0a;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * Writes one sheet as CSV for Excel: UTF-8 with BOM, CRLF, quotes only where needed (RFC 4180), money and numbers as
 * plain decimals, texts guarded against formula injection (see write-guard.ts). Whole or not at all.
 * Refuses `export.cancelled`.
 */
export async function writeCsv(
  path: string,
  sheet: SheetSpec,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  return writeWhole(path, async sink => {
    const fetcher = new RowFetcher(options);
    const lines = new LineWriter(sheet.columns.map(column => column.kind));
    lines.out.raw(Buffer.from([0xef, 0xbb, 0xbf]));
    for (const line of sheet.title ?? []) lines.texts([line]);
    lines.texts(sheet.columns.map(column => column.heading));
    for await (const rows of fetcher.windows(sheet, 0, sheet.rowCount)) {
      for (const row of rows) lines.row(row);
      if (lines.out.at >= BLOCK_BYTES) await empty(lines, sink);
    }
    if (sheet.totals) lines.row(sheet.totals);
    await empty(lines, sink);
    fetcher.stopIfCancelled();
  });
}

async function empty(lines: LineWriter, sink: Sink): Promise<void> {
  await sink.write(lines.out.filled());
  lines.out.at = 0;
}

class LineWriter {
  readonly out = new ByteRun(BLOCK_BYTES * 2);
  private readonly kinds: ColumnKind[];

  constructor(kinds: ColumnKind[]) {
    this.kinds = kinds;
  }

  texts(texts: string[]): void {
    texts.forEach((text, index) => {
      if (index > 0) this.byte(COMMA);
      this.text(text);
    });
    this.endLine();
  }

  row(values: CellValue[]): void {
    const { kinds } = this;
    for (let index = 0; index < kinds.length; index++) {
      if (index > 0) this.byte(COMMA);
      const value = values[index];
      if (value === null || value === undefined) continue;
      if (typeof value === 'string') this.text(value);
      else if (typeof value === 'number' && !Number.isFinite(value)) continue;
      else if (kinds[index] === 'money') this.out.money(value);
      else this.out.ascii(String(value));
    }
    this.endLine();
  }

  private endLine(): void {
    this.byte(CR);
    this.byte(LF);
  }

  private byte(value: number): void {
    this.out.reserve(1);
    this.out.bytes[this.out.at++] = value;
  }

  private text(text: string): void {
    const mark = guardOf(text);
    if (mark === 'tab') {
      // Nothing but digits, so no quotes; not joined first, because these are most of the cells.
      this.out.text(text);
      this.byte(TAB);
    } else {
      const safe = mark === 'apostrophe' ? `'${text}` : text;
      this.out.text(NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe);
    }
  }
}
