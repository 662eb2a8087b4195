import { ByteRun } from './write-bytes.ts';
import { type Sink, writeWhole } from './write-file.ts';
import { guard } from './write-guard.ts';
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
const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

const IS_QUOTE = new Uint8Array(0x80);
IS_QUOTE[QUOTE] = 1;
const NEEDS_QUOTES = IS_QUOTE.slice();
for (const unit of [COMMA, CR, LF]) NEEDS_QUOTES[unit] = 1;

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
    const { out } = this;
    const safe = guard(text);
    const start = out.at;
    out.reserve(safe.length * 3 + 2);
    if (out.plain(safe, 0, NEEDS_QUOTES) === safe.length) return;
    out.at = start;
    this.quoted(safe);
  }

  private quoted(text: string): void {
    const { out } = this;
    out.bytes[out.at++] = QUOTE;
    for (let index = 0; ; index++) {
      index = out.plain(text, index, IS_QUOTE);
      if (index === text.length) break;
      if (text.charCodeAt(index) === QUOTE) {
        out.bytes[out.at++] = QUOTE;
        out.bytes[out.at++] = QUOTE;
      } else {
        this.notACharacter(text.charCodeAt(index));
      }
    }
    out.bytes[out.at++] = QUOTE;
  }

  /** U+FFFE and U+FFFF have their three bytes; a half surrogate, which UTF-8 cannot say, becomes U+FFFD. */
  private notACharacter(unit: number): void {
    const { out } = this;
    out.bytes[out.at++] = 0xef;
    out.bytes[out.at++] = 0xbf;
    out.bytes[out.at++] = unit === 0xfffe ? 0xbe : unit === 0xffff ? 0xbf : 0xbd;
  }
}
