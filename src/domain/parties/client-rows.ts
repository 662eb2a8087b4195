import { parseDecimalE5 } from '../money.ts';
import { type Finding, Refusal } from '../refusal.ts';
import {
  type CellTable,
  type FoundHeader,
  findHeader,
  isBlank,
  placeOf,
  RecordReader,
  splitIds,
  splitNames,
  wordOf,
} from './cells.ts';
import { checkPaper, isRealDate, normalPaperNo } from './checksum.ts';
import {
  ALIAS_FIELDS,
  CLIENT_HEADINGS,
  type ClientField,
  FRONT_REBATE_WORDS,
  FUNDER_WORDS,
  INVOICE_MODE_WORDS,
  PLATFORM_WORDS,
  SPEND_BASIS_WORDS,
  SUBJECT_KIND_WORDS,
  TERMS_WORDS,
  VERIFICATION_WORDS,
} from './client-columns.ts';
import type {
  AccountKind,
  AliasKind,
  FrontRebateForm,
  Funder,
  InvoiceMode,
  SpendBasis,
  SubjectKind,
  Terms,
  Verification,
} from './types.ts';

export interface ClientAlias {
  kind: AliasKind;
  name: string;
}

/** One record of a client list. What the file leaves empty is '' or null or [] and changes nothing. */
export interface ClientRow {
  /** Sheet row from 1. */
  row: number;
  code: string;
  name: string;
  subjectKind: SubjectKind | null;
  subjectName: string;
  paperNo: string;
  verification: Verification | null;
  aliases: ClientAlias[];
  manager: string;
  managerFrom: string | null;
  assistants: string[];
  /** Millionths: 3 % = 30,000. */
  frontRebatePpm: number | null;
  frontRebateForm: FrontRebateForm | null;
  /** `name` is '' where the file names no account. */
  accounts: { kind: AccountKind; id: string; name: string }[];
  funder: Funder | null;
  spendBasis: SpendBasis | null;
  contractSubject: string;
  invoiceMode: InvoiceMode | null;
  terms: Terms | null;
  creditDays: number | null;
  note: string;
}

/** A record that is not taken, with its cells as they stand, so that it can be saved and corrected. */
export interface RefusedRecord {
  /** '' for a text file. */
  sheet: string;
  row: number;
  headings: string[];
  cells: string[];
  findings: Finding[];
}

export interface ReadClientRow {
  client: ClientRow;
  sheet: string;
  headings: string[];
  cells: string[];
  findings: Finding[];
  /** Heading of each field, for the place of later findings. */
  columns: Partial<Record<ClientField, string>>;
}

/** What a client list says, before it is held against the book. */
export interface ClientsReading {
  file?: string;
  rows: ReadClientRow[];
  refused: RefusedRecord[];
  /** Doubts about the file as a whole: headings that mean nothing here. */
  findings: Finding[];
}

const HIGH_RATE_PPM = 200_000;
const WHOLE_PPM = 1_000_000;

/**
 * Reads a client list by its headings, from every sheet that has them: one sheet may hold the clients and another their
 * accounts. A faulty cell refuses its row and no other; blank lines are passed over. Refuses the file only if no sheet
 * holds the heading 客户名称 (`clients.no_header`).
 */
export function readClientsTables(tables: readonly CellTable[]): ClientsReading {
  const reading: ClientsReading = { file: tables[0]?.file, rows: [], refused: [], findings: [] };
  let taken = 0;
  for (const table of tables) {
    const header = findHeader<ClientField>(table, CLIENT_HEADINGS, ['name']);
    // A sheet of notes may name one column in passing.
    if (header === null || (taken > 0 && Object.keys(header.columns).length === 1)) continue;
    taken += 1;
    readSheet(table, header, reading);
  }
  if (taken === 0) throw new Refusal('clients.no_header', {}, placeOf(tables[0] ?? { records: [] }));
  return reading;
}

function readSheet(table: CellTable, header: FoundHeader<ClientField>, reading: ClientsReading): void {
  const headings = header.headings.map(heading => heading.trim());
  const columns = Object.fromEntries(
    Object.entries(header.columns).map(([field, column]) => [field, headings[column]!]),
  );
  const place = { ...placeOf(table), row: table.records[header.at]!.row };
  const doubt = (severity: Finding['severity'], code: string, heading: string) =>
    reading.findings.push({ severity, code, params: { heading }, place: { ...place, column: heading } });
  for (const { heading } of header.unknown) doubt('info', 'clients.unknown_heading', heading);
  for (const heading of header.doubled) doubt('warn', 'clients.doubled_heading', heading);
  const sheet = table.sheet ?? '';
  for (let at = header.at + 1; at < table.records.length; at++) {
    const { row, cells } = table.records[at]!;
    if (isBlank(cells)) continue;
    const reader = new RecordReader(table, header, at);
    const client = readRow(reader);
    const { findings } = reader;
    if (reader.refused) reading.refused.push({ sheet, row, headings, cells, findings });
    else reading.rows.push({ client, sheet, headings, cells, findings, columns });
  }
}

type Reader = RecordReader<ClientField>;

function readRow(reader: Reader): ClientRow {
  const [manager = '', ...others] = splitNames(reader.raw('manager'));
  const client: ClientRow = {
    row: reader.row,
    code: reader.text('code'),
    name: reader.text('name'),
    subjectKind: readWord(reader, 'subjectKind', SUBJECT_KIND_WORDS),
    subjectName: reader.text('subjectName'),
    paperNo: normalPaperNo(reader.text('paperNo')),
    verification: readWord(reader, 'verification', VERIFICATION_WORDS),
    aliases: ALIAS_FIELDS.flatMap(([field, kind]) =>
      splitNames(reader.raw(field)).map(name => ({ kind, name })),
    ),
    manager,
    managerFrom: readDay(reader, 'managerFrom'),
    assistants: [...new Set([...others, ...splitNames(reader.raw('assistants'))])].filter(
      each => each !== manager,
    ),
    frontRebatePpm: readRate(reader),
    frontRebateForm: readWord(reader, 'frontRebateForm', FRONT_REBATE_WORDS),
    accounts: readAccounts(reader),
    funder: readWord(reader, 'funder', FUNDER_WORDS),
    spendBasis: readWord(reader, 'spendBasis', SPEND_BASIS_WORDS),
    contractSubject: reader.text('contractSubject'),
    invoiceMode: readWord(reader, 'invoiceMode', INVOICE_MODE_WORDS),
    terms: readWord(reader, 'terms', TERMS_WORDS),
    creditDays: readCreditDays(reader),
    note: reader.text('note'),
  };
  checkRow(reader, client);
  return client;
}

function checkRow(reader: Reader, client: ClientRow): void {
  if (client.name === '') reader.note('error', 'clients.name_missing', 'name');
  for (const field of ['code', 'name', 'subjectName'] as const)
    if (client[field].length > 100) reader.note('error', 'clients.too_long', field, { most: 100 });
  if (/\d(?:\.\d+)?E\+\d/i.test(client.paperNo)) {
    reader.note('error', 'clients.number_destroyed', 'paperNo', { value: client.paperNo });
  } else if (client.paperNo !== '') {
    const { fault } = checkPaper(client.subjectKind ?? kindByPaper(client.paperNo), client.paperNo);
    if (fault !== null) reader.note('warn', fault, 'paperNo', { value: client.paperNo });
  }
  if (client.subjectKind !== null && client.subjectName === '' && client.paperNo === '')
    reader.note('info', 'clients.subject_named_as_client', 'subjectName', { name: client.name });
  if (client.frontRebateForm === 'grant' && client.frontRebatePpm === null)
    reader.note('warn', 'clients.rebate_without_rate', 'frontRebateRate');
}

/** Without a word for it, a number that reads like an ID number is a person's. */
export function kindByPaper(paperNo: string): SubjectKind {
  return /^\d{6}(19|20)\d{9}[0-9X]$/.test(paperNo) || /^\d{15}$/.test(paperNo) ? 'individual' : 'enterprise';
}

function readWord<Value extends string>(
  reader: Reader,
  field: ClientField,
  words: Readonly<Record<Value, readonly string[]>>,
): Value | null {
  const text = reader.text(field);
  if (text === '') return null;
  const value = wordOf(text, words);
  if (value === null) {
    const known = Object.values<readonly string[]>(words).map(([word]) => word);
    reader.note('error', 'clients.unknown_word', field, { value: text, known: known.join(' / ') });
  }
  return value;
}

function readDay(reader: Reader, field: ClientField): string | null {
  const text = reader.text(field);
  if (text === '') return null;
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?$/.exec(
    text.normalize('NFKC'),
  );
  const day = match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : '';
  if (isRealDate(day)) return day;
  reader.note('error', 'clients.no_day', field, { value: text });
  return null;
}

const CREDIT_DAYS_MOST = 3_660;

function readCreditDays(reader: Reader): number | null {
  const text = reader.text('creditDays').normalize('NFKC').replace(/天$/, '').trim();
  if (text === '') return null;
  if (/^\d{1,4}$/.test(text) && Number(text) <= CREDIT_DAYS_MOST) return Number(text);
  reader.note('error', 'clients.no_days', 'creditDays', { value: text, most: CREDIT_DAYS_MOST });
  return null;
}

/** `3%`, `3` and `0.03` are one rate: below 1 without a percent sign it is a fraction, as Excel keeps percentages. */
function readRate(reader: Reader): number | null {
  const text = reader.text('frontRebateRate').normalize('NFKC').replace(/\s/g, '');
  if (text === '' || text === '-') return null;
  const percent = text.endsWith('%');
  const value = parseDecimalE5(percent ? text.slice(0, -1) : text);
  const ppm = value === null ? null : percent || value >= 100_000 ? value / 10 : value * 10;
  if (ppm === null || ppm < 0 || ppm > WHOLE_PPM || !Number.isInteger(ppm)) {
    reader.note('error', 'clients.no_rate', 'frontRebateRate', { value: text });
    return null;
  }
  if (ppm > HIGH_RATE_PPM)
    reader.note('warn', 'clients.high_rate', 'frontRebateRate', { value: text, percent: ppm / 10_000 });
  return ppm;
}

const ACCOUNT_ID_MOST = 64;
/** A Qianchuan id has 16 digits today; shorter or longer ones are asked about. */
const QIANCHUAN_USUAL = /^\d{13,19}$/;

/** Accounts of the two columns of a client, and the one of a row of an account list. */
function readAccounts(reader: Reader): ClientRow['accounts'] {
  const accounts: ClientRow['accounts'] = [];
  for (const kind of ['qianchuan', 'douplus'] as const)
    for (const id of splitIds(reader.raw(kind))) addAccount(reader, accounts, kind, { kind, id, name: '' });
  const ids = splitIds(reader.raw('platformId'));
  const kind = readWord(reader, 'platform', PLATFORM_WORDS);
  const name = ids.length === 1 ? reader.text('accountName') : '';
  if (ids.length > 0 && kind === null && reader.text('platform') === '')
    reader.note('error', 'clients.platform_missing', 'platform', { value: ids[0]! });
  else if (kind !== null)
    for (const id of ids) addAccount(reader, accounts, 'platformId', { kind, id, name });
  return accounts;
}

function addAccount(
  reader: Reader,
  accounts: ClientRow['accounts'],
  field: ClientField,
  { kind, id: written, name }: ClientRow['accounts'][number],
): void {
  const id = written.replace(/^['`]/, '');
  if (/^\d+(?:\.\d+)?E\+\d+$/i.test(id)) {
    reader.note('error', 'clients.number_destroyed', field, { value: id });
  } else if (kind === 'qianchuan' && !/^\d+$/.test(id)) {
    reader.note('error', 'clients.account_not_digits', field, { value: id });
  } else if (id.length > ACCOUNT_ID_MOST) {
    reader.note('error', 'clients.too_long', field, { most: ACCOUNT_ID_MOST });
  } else if (accounts.some(account => account.id === id && account.kind !== kind)) {
    reader.note('error', 'clients.account_both_kinds', field, { value: id });
  } else if (!accounts.some(account => account.id === id)) {
    if (kind === 'qianchuan' && !QIANCHUAN_USUAL.test(id))
      reader.note('warn', 'clients.account_length', field, { value: id });
    accounts.push({ kind, id, name });
  }
}
