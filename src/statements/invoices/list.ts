import { IdColumn } from '../../domain/cut-ids.ts';
import { isDestroyed } from '../../domain/invoices/number.ts';
import type { Finding, Place } from '../../domain/refusal.ts';
import type { OpenedFile, Sheet } from '../../domain/table.ts';
import { RowCursor } from '../../files/cursor.ts';
import { normaliseHeading } from '../normalise.ts';
import { type HeadField, headField, type LineField, lineField } from './fields.ts';
import { moneyText, type RawInvoice, type RawLine } from './raw.ts';

const LAST_LOOK = 60;

/** A sheet whose header was found: the column of each field. */
interface ListSheet {
  sheet: Sheet;
  headerRecord: number;
  head: Map<HeadField, number>;
  line: Map<LineField, number>;
  /** Columns of the number, the surest first: 数电发票号码 is empty on old invoices, 发票号码 on digital ones. */
  numbers: number[];
}

/**
 * Reads an invoice list (全量发票导出 and its kin): one row per line, grouped by number. Of several sheets that of the
 * lines is read; a sheet that holds invoices which it does not is said. An empty list: no sheet has such a header.
 */
export function readListInvoices(file: OpenedFile): RawInvoice[] {
  const sheets = file.sheets.flatMap(sheet => findHeader(sheet) ?? []);
  const visible = sheets.filter(({ sheet }) => !sheet.hidden);
  const candidates = visible.length > 0 ? visible : sheets;
  const taken = candidates.toSorted((one, other) => weight(other) - weight(one))[0];
  if (!taken) return [];
  const invoices = new ListReader(file, taken).read();
  const known = new Set(invoices.map(({ key }) => key));
  for (const other of candidates) {
    if (other === taken || invoices.length === 0) continue;
    const missing = new ListReader(file, other).read().filter(({ key }) => !known.has(key));
    if (missing.length > 0)
      invoices[0]!.raw.findings.push({
        severity: 'warn',
        code: 'invoices.sheet_unread',
        params: { other: other.sheet.name, count: missing.length, sheet: taken.sheet.name },
        place: { sheet: other.sheet.name },
      });
  }
  return invoices.map(({ raw }) => raw);
}

/** A sheet with items has lines; of two the fuller header. */
function weight({ line, head }: ListSheet): number {
  return Number(line.has('name')) * 100 + line.size + head.size;
}

function findHeader(sheet: Sheet): ListSheet | null {
  const cursor = new RowCursor(sheet);
  for (let record = 0; record < Math.min(sheet.rowCount, LAST_LOOK); record++) {
    cursor.seek(record);
    const found = columnsOf(sheet, record, cursor);
    const { head, line, numbers } = found;
    if (numbers.length > 0 && line.has('net') && (line.has('tax') || line.has('gross')) && head.has('date'))
      return found;
  }
  return null;
}

function columnsOf(sheet: Sheet, headerRecord: number, cursor: RowCursor): ListSheet {
  const head = new Map<HeadField, number>();
  const line = new Map<LineField, number>();
  const ranks = new Map<HeadField, number>();
  const numbers: { rank: number; column: number }[] = [];
  for (let column = 0; column < cursor.cellCount; column++) {
    const heading = normaliseHeading(cursor.trimmed(column));
    const ofLine = lineField(heading);
    if (ofLine && !line.has(ofLine.field)) line.set(ofLine.field, column);
    const ofHead = ofLine ? null : headField(heading, null);
    if (!ofHead) continue;
    if (ofHead.field === 'number') numbers.push({ rank: ofHead.rank, column });
    else if (ofHead.rank < (ranks.get(ofHead.field) ?? Number.POSITIVE_INFINITY)) {
      head.set(ofHead.field, column);
      ranks.set(ofHead.field, ofHead.rank);
    }
  }
  const sorted = numbers.toSorted((one, other) => one.rank - other.rank).map(({ column }) => column);
  return { sheet, headerRecord, head, line, numbers: sorted };
}

/** Fields that every row of an invoice must agree on. */
const COMMON: readonly HeadField[] = [
  'date',
  'sellerName',
  'sellerTaxNo',
  'buyerName',
  'buyerTaxNo',
  'status',
];

interface Grouped {
  key: string;
  raw: RawInvoice;
}

class ListReader {
  private readonly found: ListSheet;
  private readonly cursor: RowCursor;
  private readonly place: Place;
  private readonly ids: IdColumn;
  private readonly groups = new Map<string, Grouped>();
  private readonly loose: Finding[] = [];

  constructor(file: OpenedFile, found: ListSheet) {
    this.found = found;
    this.cursor = new RowCursor(found.sheet);
    this.place = { sheet: found.sheet.name };
    this.ids = new IdColumn(file.container);
  }

  read(): Grouped[] {
    const { sheet, headerRecord } = this.found;
    for (let record = headerRecord + 1; record < sheet.rowCount; record++) {
      this.cursor.seek(record);
      this.ids.take(this.number());
    }
    for (let record = headerRecord + 1; record < sheet.rowCount; record++) {
      this.cursor.seek(record);
      this.readRow(sheet.rowLine?.[record] ?? record + 1);
    }
    const groups = [...this.groups.values()];
    groups[0]?.raw.findings.push(...this.loose);
    return groups;
  }

  private readRow(row: number): void {
    const line = this.line(row);
    const number = this.number();
    if (number === '' && this.isNoInvoice(line)) return;
    if (number === '') {
      const params = { amount: line.texts.net ?? '' };
      this.loose.push({
        severity: 'error',
        code: 'invoices.row_without_number',
        params,
        place: this.at(row),
      });
      return;
    }
    const texts = this.headTexts(row);
    const isCut = isDestroyed(number) || this.ids.isCut(number);
    const known = this.groups.get(this.keyOf(texts, number, isCut));
    if (known) {
      this.compareRow(known.raw, texts, row);
      known.raw.lines.push(line);
    } else this.open(texts, number, isCut, line, row);
  }

  private open(texts: RawInvoice['head'], number: string, isCut: boolean, line: RawLine, row: number): void {
    const key = this.keyOf(texts, number, isCut);
    const text = isCut && !isDestroyed(number) ? `${number.slice(0, 15)}.0` : number;
    const head = { ...texts, number: { text, row } };
    const raw: RawInvoice = { place: this.place, head, lines: [line], findings: [] };
    this.groups.set(key, { key, raw });
  }

  /** A destroyed number is that of many invoices: day and parties keep them apart as far as they can. */
  private keyOf(texts: RawInvoice['head'], number: string, isCut: boolean): string {
    const parts = [texts.code?.text ?? '', number];
    if (isCut) parts.push(...COMMON.map(field => texts[field]?.text ?? ''));
    return parts.join('\u001f');
  }

  /** Says where rows of one number disagree: two invoices may have been put under it. */
  private compareRow(raw: RawInvoice, texts: RawInvoice['head'], row: number): void {
    for (const field of COMMON) {
      const [one, other] = [raw.head[field]?.text ?? '', texts[field]?.text ?? ''];
      if (one === other || other === '') continue;
      const params = { number: raw.head.number?.text ?? '', value: one, other };
      raw.findings.push({ severity: 'error', code: 'invoices.rows_disagree', params, place: this.at(row) });
    }
  }

  private number(): string {
    for (const column of this.found.numbers) {
      const text = this.cursor.trimmed(column).replace(/\s+/g, '');
      if (text !== '' && text !== '-' && text !== '--') return text;
    }
    return '';
  }

  private headTexts(row: number): RawInvoice['head'] {
    const texts: RawInvoice['head'] = {};
    for (const [field, column] of this.found.head) {
      const text = this.cursor.trimmed(column);
      if (text !== '' && text !== '-' && text !== '--') texts[field] = { text, row };
    }
    return texts;
  }

  private line(row: number): RawLine {
    const texts: RawLine['texts'] = {};
    for (const [field, column] of this.found.line) {
      const text = this.cursor.trimmed(column);
      if (text !== '') texts[field] = text;
    }
    return { texts, row };
  }

  /** A blank row, a note, or the sum below the rows. */
  private isNoInvoice({ texts }: RawLine): boolean {
    const first = this.cursor.cellCount === 0 ? '' : this.cursor.trimmed(0);
    const isSum = /^(?:合计|总计|小计|共)/.test(first) || /^(?:合计|总计)/.test(texts.name ?? '');
    return isSum || !/\d/.test(moneyText(texts.net ?? ''));
  }

  private at(row: number): Place {
    return { ...this.place, row };
  }
}
