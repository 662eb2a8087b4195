import { writeWhole } from './write-file.ts';
import { RowFetcher, type SheetSpec, type WriteOptions, type WrittenFile } from './write-sheet.ts';
import { RowWriter } from './write-xlsx-cells.ts';
import {
  columnLetters,
  contentTypesPart,
  defaultWidth,
  ROOT_RELATIONS_PART,
  SHEET_HEAD,
  SheetNames,
  STYLES_PART,
  type WrittenSheet,
  workbookPart,
  workbookRelationsPart,
} from './write-xlsx-parts.ts';
import { SharedStrings } from './write-xlsx-strings.ts';
import { BLOCK_BYTES, ZipWriter } from './write-zip.ts';

export type {
  CellValue,
  ColumnKind,
  ColumnSpec,
  SheetSpec,
  WriteOptions,
  WrittenFile,
} from './write-sheet.ts';

const SHEET_MOST_ROWS = 1_048_576;

/**
 * Writes a workbook: typed cells (money and dates as numbers with their format, ids as text), frozen styled header,
 * widths, autofilter, bold totals. Rows are fetched by windows and deflated on the thread pool. A sheet longer than
 * Excel allows goes on in `名称 (2)`, with the totals on the last. Whole or not at all, see `writeWhole`.
 * Refuses `export.cancelled`, `export.cell_too_long`, `export.too_large`.
 */
export async function writeXlsx(
  path: string,
  sheets: SheetSpec[],
  options: WriteOptions = {},
): Promise<WrittenFile> {
  return writeWhole(path, async sink => {
    const book = new Workbook(new ZipWriter(sink), new RowFetcher(options));
    for (const sheet of sheets) await book.sheet(sheet);
    await book.finish();
  });
}

class Workbook {
  private readonly zip: ZipWriter;
  private readonly fetcher: RowFetcher;
  private readonly names = new SheetNames();
  private readonly strings = new SharedStrings();
  private readonly written: WrittenSheet[] = [];

  constructor(zip: ZipWriter, fetcher: RowFetcher) {
    this.zip = zip;
    this.fetcher = fetcher;
  }

  async sheet(sheet: SheetSpec): Promise<void> {
    const headRows = (sheet.title?.length ?? 0) + 1;
    const capacity = SHEET_MOST_ROWS - headRows - (sheet.totals ? 1 : 0);
    let from = 0;
    do {
      const to = Math.min(sheet.rowCount, from + capacity);
      await this.part(sheet, from, to);
      from = to;
    } while (from < sheet.rowCount);
  }

  /** Writes rows `from` to `to` (excluded) as one sheet of the workbook. */
  private async part(sheet: SheetSpec, from: number, to: number): Promise<void> {
    const name = this.names.take(sheet.name);
    const headerRow = (sheet.title?.length ?? 0) + 1;
    const lastColumn = columnLetters(Math.max(sheet.columns.length - 1, 0));
    const filter = `$A$${headerRow}:$${lastColumn}$${headerRow + to - from}`;
    const { zip } = this;
    this.strings.nextSheet();
    await zip.begin(`xl/worksheets/sheet${this.written.length + 1}.xml`);
    this.written.push({ name, filter });
    zip.block.ascii(sheetStart(sheet, headerRow, this.written.length === 1));
    const rows = new RowWriter(sheet, name, this.strings);
    for (const line of sheet.title ?? []) rows.write(zip.block, [line], 'title');
    rows.write(
      zip.block,
      sheet.columns.map(column => column.heading),
      'header',
    );
    for await (const window of this.fetcher.windows(sheet, from, to)) {
      for (const values of window) {
        rows.write(zip.block, values, 'data');
        if (zip.block.at >= BLOCK_BYTES) await zip.flush();
      }
    }
    if (sheet.totals && to === sheet.rowCount) rows.write(zip.block, sheet.totals, 'total');
    zip.block.ascii(`</sheetData><autoFilter ref="${filter.replaceAll('$', '')}"/></worksheet>`);
    await zip.end();
  }

  async finish(): Promise<void> {
    const { zip, written } = this;
    await this.strings.write(zip);
    await zip.add('xl/styles.xml', STYLES_PART);
    await zip.add('xl/workbook.xml', workbookPart(written));
    await zip.add('xl/_rels/workbook.xml.rels', workbookRelationsPart(written));
    await zip.add('_rels/.rels', ROOT_RELATIONS_PART);
    await zip.add('[Content_Types].xml', contentTypesPart(written));
    await zip.finish();
    this.fetcher.stopIfCancelled();
  }
}

function sheetStart(sheet: SheetSpec, headerRow: number, selected: boolean): string {
  const columns = sheet.columns.map(
    ({ width, kind }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width ?? defaultWidth(kind)}" customWidth="1"/>`,
  );
  const pane = `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`;
  const view = `<sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>`;
  const widths = columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '';
  return `${SHEET_HEAD}${view}<sheetFormatPr defaultRowHeight="15"/>${widths}<sheetData>`;
}
