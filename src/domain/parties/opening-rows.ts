import type { Bucket } from '../accounting/types.ts';
import { E5_PER_UNIT, type Fen, fenOfE5, parseDecimalE5 } from '../money.ts';
import { type Finding, type Place, Refusal } from '../refusal.ts';
import { type CellTable, findHeader, isBlank, placeOf, RecordReader, tidy, wordOf } from './cells.ts';
import { isRealDate } from './checksum.ts';
import type { RefusedRecord } from './client-rows.ts';
import {
  BUCKET_WORDS,
  DEFAULT_TYPE_KINDS,
  OPENING_HEADINGS,
  OPENING_KINDS,
  OPENING_TYPES,
  type OpeningField,
  type OpeningKind,
  type OpeningType,
} from './opening-columns.ts';

/** One row of the opening template, every word understood, no party looked up yet. */
export interface OpeningRow {
  kind: OpeningKind;
  /** The account that 类型 names; null where the party itself decides or the row opens no account. */
  type: OpeningType | null;
  client: string;
  contractSubject: string;
  account: string;
  supplier: string;
  money: string;
  employee: string;
  bucket: Bucket | null;
  dueOn: string | null;
  on: string | null;
  caseNo: string;
  amountFen: Fen;
  note: string;
}

export interface ReadOpeningRow {
  row: OpeningRow;
  sheet: string;
  headings: string[];
  /** File, sheet and row; with `columns` it places a cell. Plain data, for a reading travels between threads. */
  at: Place;
  /** Heading of each field that the sheet has. */
  columns: Partial<Record<OpeningField, string>>;
  cells: string[];
  findings: Finding[];
}

export interface OpeningReading {
  rows: ReadOpeningRow[];
  refused: RefusedRecord[];
  findings: Finding[];
}

/** Place of a cell of a read row, for findings after the reading. */
export function placeIn({ at, columns }: ReadOpeningRow, field: OpeningField): Place {
  return { ...at, column: columns[field] };
}

const MOST_FEN = 10 ** 13;

/**
 * Reads every sheet of an opening file that has a header with 金额. The kind of a row stands in its column 类别, else it
 * is the sheet's name; other sheets (notes) are passed over. Refuses a file without any such sheet (`opening.no_header`).
 */
export function readOpeningTables(tables: readonly CellTable[]): OpeningReading {
  const reading: OpeningReading = { rows: [], refused: [], findings: [] };
  let understood = 0;
  for (const table of tables) {
    const header = findHeader<OpeningField>(table, OPENING_HEADINGS, ['amount']);
    const sheetKind = wordOf(table.sheet ?? '', OPENING_KINDS);
    if (header === null || (sheetKind === null && header.columns.kind === undefined)) continue;
    understood += 1;
    const columns = Object.fromEntries(
      Object.entries(header.columns).map(([field, column]) => [field, tidy(header.headings[column]!)]),
    );
    const headerPlace = { ...placeOf(table), row: table.records[header.at]!.row };
    for (const { heading } of header.unknown) {
      const place = { ...headerPlace, column: heading };
      reading.findings.push({
        severity: 'info',
        code: 'opening.unknown_heading',
        params: { heading },
        place,
      });
    }
    for (let at = header.at + 1; at < table.records.length; at++) {
      if (isBlank(table.records[at]!.cells)) continue;
      readRecord(
        new RecordReader(table, header, at),
        sheetKind,
        reading,
        table,
        { headings: header.headings, columns },
        at,
      );
    }
  }
  if (understood === 0) throw new Refusal('opening.no_header', {}, placeOf(tables[0] ?? { records: [] }));
  return reading;
}

type Reader = RecordReader<OpeningField>;

function readRecord(
  reader: Reader,
  sheetKind: OpeningKind | null,
  reading: OpeningReading,
  table: CellTable,
  { headings, columns }: Pick<ReadOpeningRow, 'headings' | 'columns'>,
  at: number,
): void {
  const { cells } = table.records[at]!;
  const row = readRow(reader, sheetKind);
  const sheet = table.sheet ?? '';
  const { findings } = reader;
  if (row === null || reader.refused) {
    reading.refused.push({ row: reader.row, sheet, headings, cells, findings });
  } else if (row.amountFen === 0 && row.kind !== 'difference') {
    reader.note('info', 'opening.zero', 'amount');
    reading.findings.push(...findings);
  } else {
    const place = { ...placeOf(table), row: reader.row };
    reading.rows.push({ row, sheet, headings, cells, findings, at: place, columns });
  }
}

function readRow(reader: Reader, sheetKind: OpeningKind | null): OpeningRow | null {
  const kind = readKind(reader, sheetKind);
  if (kind === null) return null;
  return {
    kind,
    type: readType(reader, kind),
    client: reader.text('client') || reader.text('clientName'),
    contractSubject: reader.text('contractSubject'),
    account: reader.text('account').replace(/^['`]/, ''),
    supplier: reader.text('supplier'),
    money: reader.text('money').replace(/^['`]/, ''),
    employee: reader.text('employee'),
    bucket: readBucket(reader, kind),
    dueOn: readDay(reader, 'dueOn'),
    on: readDay(reader, 'on'),
    caseNo: reader.text('caseNo').replace(/^['`]/, ''),
    amountFen: readAmount(reader, kind),
    note: reader.text('note'),
  };
}

function readKind(reader: Reader, sheetKind: OpeningKind | null): OpeningKind | null {
  const text = reader.text('kind');
  const kind = text === '' ? sheetKind : wordOf(text, OPENING_KINDS);
  const known = Object.values(OPENING_KINDS).map(([word]) => word);
  if (kind === null)
    reader.note('error', 'opening.unknown_word', 'kind', { value: text, known: known.join(' / ') });
  return kind;
}

function readType(reader: Reader, kind: OpeningKind): OpeningType | null {
  const types = OPENING_TYPES[kind];
  if (types === undefined) return null;
  const text = reader.text('type');
  const normal = text.normalize('NFKC').replace(/\s/g, '');
  const type = types.find(({ words }) => words.includes(normal));
  if (type) return type;
  if (text === '' && DEFAULT_TYPE_KINDS.has(kind)) return types[0]!;
  const known = types.map(({ words }) => words[0]).join(' / ');
  reader.note('error', 'opening.unknown_word', 'type', { value: text, known });
  return null;
}

function readBucket(reader: Reader, kind: OpeningKind): Bucket | null {
  const text = reader.text('bucket');
  if (text === '') {
    if (kind === 'pool') reader.note('error', 'opening.bucket_missing', 'bucket');
    return null;
  }
  const bucket = wordOf(text, BUCKET_WORDS);
  if (bucket === null) {
    const known = Object.values(BUCKET_WORDS).map(([word]) => word);
    reader.note('error', 'opening.unknown_word', 'bucket', { value: text, known: known.join(' / ') });
  } else if (text.normalize('NFKC') === '非赠款') {
    reader.note('warn', 'opening.bucket_not_split', 'bucket');
  }
  return bucket;
}

/** Whole 分 only: a finer figure is not money of a book. Signs: only a difference may be negative. */
function readAmount(reader: Reader, kind: OpeningKind): Fen {
  const text = reader
    .text('amount')
    .normalize('NFKC')
    .replace(/[¥元\s]/g, '');
  const amountE5 = parseDecimalE5(text === '-' || text === '' ? '0' : text);
  if (amountE5 === null) {
    reader.note('error', 'opening.no_amount', 'amount', { value: text });
  } else if (amountE5 % (E5_PER_UNIT / 100) !== 0) {
    reader.note('error', 'opening.finer_than_fen', 'amount', { value: text });
  } else if (amountE5 < 0 && kind !== 'difference') {
    reader.note('error', 'opening.negative', 'amount', { value: text });
  } else if (Math.abs(fenOfE5(amountE5)) > MOST_FEN) {
    reader.note('error', 'opening.too_large', 'amount', { value: text });
  }
  return fenOfE5(amountE5 ?? 0);
}

function readDay(reader: Reader, field: 'dueOn' | 'on'): string | null {
  const text = reader.text(field).normalize('NFKC');
  if (text === '') return null;
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?: 0?0:00(?::00)?)?$/.exec(text);
  const day = match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : '';
  if (isRealDate(day)) return day;
  reader.note('error', 'opening.no_day', field, { value: text });
  return null;
}
