import PDFDocument from 'pdfkit';
import { formatE5, groupThousands } from '../domain/money.ts';
import { Refusal } from '../domain/refusal.ts';
import { GETA, Type } from './pdf-type.ts';
import { writeWhole } from './write-file.ts';
import {
  type CellValue,
  type ColumnSpec,
  RowFetcher,
  type SheetSpec,
  type WriteOptions,
  type WrittenFile,
} from './write-sheet.ts';

/** What a paper needs besides its sheets. */
export interface Paper {
  /** TrueType font with Chinese characters; only what is used of it is embedded. */
  fontPath: string;
  /** `第 {page} 页 共 {pages} 页`. */
  pageOf(page: number, pages: number): string;
  /** Note on the last page where 〓 stands for a character that the font lacks. */
  gapNote: string;
  /** Date of the document; the bytes depend on nothing else than what is written. */
  createdAt: Date;
}

/** More rows than a person reads on paper; a list of a million belongs into a table. */
export const PDF_ROWS_MOST = 10_000;
const A4 = { short: 595.28, long: 841.89 };
const MARGIN = 36;
const TITLE_SIZE = 15;
const LINE_SIZE = 9;
const PAD = 3;
const INK = '#1b1f27';
const FAINT = '#5b6472';
const RULE = '#c9ced6';
const SHADE = '#f3f5f8';
const RED = '#b3261e';
/** Points of a column's character on paper before the columns are fitted to the page. */
const POINTS_PER_CHARACTER = 5.2;

/**
 * Writes sheets as one PDF, each on pages of its own: A4, wide ones lying; the header on every page, rows that wrap,
 * figures to the right with thousands, negative ones red, page numbers, text that can be selected and searched.
 * Whole or not at all. Refuses `export.too_long_for_pdf`, `export.cancelled`, and what the file system refuses.
 */
export async function writePdf(
  path: string,
  sheets: readonly SheetSpec[],
  paper: Paper,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const rows = sheets.reduce((sum, { rowCount }) => sum + rowCount, 0);
  if (rows > PDF_ROWS_MOST) throw new Refusal('export.too_long_for_pdf', { rows, most: PDF_ROWS_MOST });
  return writeWhole(path, async sink => {
    const document = new PDFDocument({
      autoFirstPage: false,
      bufferPages: true,
      margin: 0,
      info: { CreationDate: paper.createdAt, Title: sheets[0]?.title?.[0] ?? sheets[0]?.name ?? '' },
    });
    const type = new Type(document, paper.fontPath);
    const fetcher = new RowFetcher(options);
    for (const sheet of sheets) await new SheetPages(document, type, sheet).write(fetcher);
    if (type.hasGaps) noteGaps(document, paper.gapNote);
    numberPages(document, paper);
    fetcher.stopIfCancelled();
    document.end();
    for await (const chunk of document) await sink.write(chunk as Uint8Array);
  });
}

/** Pages of one sheet. */
class SheetPages {
  private readonly document: PDFKit.PDFDocument;
  private readonly type: Type;
  private readonly sheet: SheetSpec;
  private readonly isWide: boolean;
  private readonly size: number;
  private readonly widths: number[];
  private y = 0;

  constructor(document: PDFKit.PDFDocument, type: Type, sheet: SheetSpec) {
    this.document = document;
    this.type = type;
    this.sheet = sheet;
    const wanted = sheet.columns.map(column => charactersOf(column) * POINTS_PER_CHARACTER);
    const sum = wanted.reduce((total, each) => total + each, 0);
    this.isWide = sum > (A4.short - 2 * MARGIN) * 1.25;
    const room = (this.isWide ? A4.long : A4.short) - 2 * MARGIN;
    this.size = sum > room * 1.35 ? 7 : 8.5;
    this.widths = this.fitted(wanted, room);
  }

  async write(fetcher: RowFetcher): Promise<void> {
    const { sheet } = this;
    this.beginPage(true);
    for await (const rows of fetcher.windows(sheet, 0, sheet.rowCount))
      for (const row of rows) this.row(row, false);
    if (sheet.totals) this.row(sheet.totals, true);
  }

  /** Widths that fill the page: columns of figures keep what their figures need, the rest is shared by the texts. */
  private fitted(wanted: readonly number[], room: number): number[] {
    const isText = this.sheet.columns.map(({ kind }) => kind === 'text');
    const figures = wanted.reduce((sum, each, at) => sum + (isText[at] ? 0 : each), 0);
    const texts = wanted.reduce((sum, each, at) => sum + (isText[at] ? each : 0), 0);
    if (texts === 0 || figures > room * 0.8) return wanted.map(each => (each * room) / (figures + texts));
    const share = (room - figures) / texts;
    return wanted.map((each, at) => (isText[at] ? each * share : each));
  }

  private beginPage(isFirst: boolean): void {
    const { document } = this;
    document.addPage({ size: 'A4', layout: this.isWide ? 'landscape' : 'portrait', margin: 0 });
    this.y = MARGIN;
    const [title = this.sheet.name, ...lines] = this.sheet.title ?? [];
    if (isFirst) {
      this.text(title, MARGIN, { size: TITLE_SIZE });
      this.y += TITLE_SIZE * 1.5;
      for (const line of lines) {
        this.text(line, MARGIN, { colour: FAINT });
        this.y += LINE_SIZE * 1.5;
      }
    } else {
      const room = (this.isWide ? A4.long : A4.short) - 2 * MARGIN;
      const [head = ''] = this.type.lines(this.type.settable([title, ...lines].join(' · ')), 7, room);
      this.put(head, MARGIN, this.y, 7, FAINT);
      this.y += 11;
    }
    this.y += 6;
    this.row(
      this.sheet.columns.map(({ heading }) => heading),
      true,
    );
  }

  private text(text: string, x: number, { size = LINE_SIZE, colour = INK } = {}): void {
    this.put(this.type.settable(text), x, this.y, size, colour);
  }

  private put(settable: string, x: number, y: number, size: number, colour: string): void {
    if (settable === '') return;
    this.document.fontSize(size).fillColor(colour).text(settable, x, y, { lineBreak: false });
  }

  /** One row, on the next page where this one is full; strong rows (header, totals) stand between two rules. */
  private row(cells: readonly CellValue[], isStrong: boolean): void {
    const { columns } = this.sheet;
    const set = cells.map((cell, at) => {
      const shown = shownCell(cell, columns[at]!);
      const text = this.type.settable(shown.text);
      return { ...shown, lines: this.type.lines(text, this.size, this.widths[at]! - 2 * PAD) };
    });
    const leading = this.size * 1.45;
    const height = Math.max(...set.map(({ lines }) => lines.length)) * leading + 4;
    if (this.y + height > this.bottom()) this.beginPage(false);
    if (isStrong) this.shade(height);
    let x = MARGIN;
    set.forEach(({ lines, isFigure, isNegative }, at) => {
      const width = this.widths[at]!;
      const toRight = isFigure || isFigureColumn(columns[at]!);
      lines.forEach((line, nth) => {
        const left = toRight ? x + width - PAD - this.type.width(line, this.size) : x + PAD;
        this.put(line, left, this.y + 2 + nth * leading, this.size, isNegative ? RED : INK);
      });
      x += width;
    });
    if (isStrong) this.rule(this.y, x);
    this.y += height;
    this.rule(this.y, x, isStrong ? 0.8 : 0.3);
  }

  private shade(height: number): void {
    const width = this.widths.reduce((sum, each) => sum + each, 0);
    this.document.rect(MARGIN, this.y, width, height).fill(SHADE);
  }

  private rule(y: number, right: number, weight = 0.8): void {
    this.document.moveTo(MARGIN, y).lineTo(right, y).lineWidth(weight).strokeColor(RULE).stroke();
  }

  private bottom(): number {
    return (this.isWide ? A4.short : A4.long) - MARGIN - 14;
  }
}

function charactersOf({ width, kind, heading }: ColumnSpec): number {
  return width ?? Math.max(kind === 'text' ? 20 : 14, heading.length * 2);
}

function isFigureColumn({ kind }: ColumnSpec): boolean {
  return kind === 'money' || kind === 'decimal' || kind === 'integer';
}

/** A cell as it is read on paper. */
function shownCell(
  cell: CellValue,
  { kind }: ColumnSpec,
): { text: string; isFigure: boolean; isNegative: boolean } {
  if (cell === null || (typeof cell === 'number' && Number.isNaN(cell)))
    return { text: '', isFigure: false, isNegative: false };
  if (typeof cell === 'string') return { text: cell, isFigure: false, isNegative: false };
  const text = kind === 'money' ? groupThousands(formatE5(cell)) : String(cell);
  return { text, isFigure: true, isNegative: cell < 0 };
}

function noteGaps(document: PDFKit.PDFDocument, note: string): void {
  const { width, height } = document.page;
  document
    .fontSize(7)
    .fillColor(FAINT)
    .text(`${GETA} ${note}`, MARGIN, height - MARGIN - 2, { lineBreak: false, width: width - 2 * MARGIN });
}

function numberPages(document: PDFKit.PDFDocument, { pageOf }: Paper): void {
  const { start, count } = document.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    document.switchToPage(start + at);
    const text = pageOf(at + 1, count);
    document.fontSize(8);
    const { width, height } = document.page;
    const left = width - MARGIN - document.widthOfString(text);
    document.fillColor(FAINT).text(text, left, height - MARGIN + 8, { lineBreak: false });
  }
}
