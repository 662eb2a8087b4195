import { fenOfE5, parseDecimalE5 } from '../money.ts';
import type { CellTable } from '../parties/cells.ts';
import { type Finding, type Place, Refusal } from '../refusal.ts';
import type { BillColumns, BillField, BillFile, BillLine } from './types.ts';

/** Headings of each field, the surest first; without spaces, brackets and units. */
const NAMES: Readonly<Record<BillField, readonly string[]>> = {
  account: [
    '广告主账户id',
    '广告主id',
    '账户id',
    '投放账户id',
    '广告账户id',
    'advid',
    'advertiserid',
    '账户编号',
  ],
  accountName: ['广告主账户名称', '广告主名称', '账户名称', '客户名称', 'advname', 'advertisername'],
  month: [
    '账期',
    '账单月份',
    '结算月份',
    '账单周期',
    '结算周期',
    '账单日期',
    '消耗月份',
    '月份',
    'month',
    'period',
  ],
  business: ['业务类型', '结算业务类型', '业务线', '产品类型', '账单类型', '产品', 'businesstype'],
  billNo: ['账单编号', '账单号', '账单id', '结算单号', '结算单编号', 'billno', 'ticketid'],
  amount: [
    ...['应结算金额', '结算金额', '账单金额', '应付金额', '非赠款消耗', '非赠款金额', '现金消耗'],
    ...['结算消耗', 'nograntcost', 'settleamount'],
  ],
  total: ['总消耗', '消耗总额', '消耗金额', '账单总金额', '总金额', 'cost', '消耗'],
  grant: ['赠款消耗', '赠款金额', '赠款', 'grantcost'],
  available: ['可开票金额', '可开票', '可开发票金额', '剩余可开票金额', 'availableamount'],
  pending: ['开票中金额', '开票中', '冻结金额', 'frozenamount'],
  invoiced: ['已开票金额', '已开票', '已开发票金额', 'invoicedamount'],
  unavailable: ['不可开票金额', '不可开票', 'unavailableamount'],
};
const FIELDS = Object.keys(NAMES) as BillField[];
const HEADER_WITHIN = 30;
const LINES_MOST = 50_000;

/** A heading as it is compared: without spaces, brackets with what is in them, units and marks. */
export function billHeading(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|[\s*:_\-/]/g, '')
    .replace(/(?<=.{2})元$/, '');
}

/** A month that a text names: `2026-05`, `2026年5月`, `202605`, a day, or the first of two days; null for none. */
export function monthOf(text: string): string | null {
  const found = /(?<!\d)(20\d{2})(?:[-/.年]\s*(\d{1,2})(?!\d)|(\d{2})(?:\d{2})?(?!\d))/.exec(
    text.normalize('NFKC'),
  );
  const number = Number(found?.[2] ?? found?.[3] ?? 0);
  return found && number >= 1 && number <= 12 ? `${found[1]}-${String(number).padStart(2, '0')}` : null;
}

interface Found {
  table: CellTable;
  at: number;
  headings: string[];
  columns: Partial<Record<BillField, number>>;
}

export interface BillChoice {
  /** Headings by field, said by a person; they go before what is recognised. */
  columns?: BillColumns;
  /** Month of lines that name none. */
  month?: string;
}

/**
 * Reads a bill of any headings: recognised ones, or those that `columns` names. Where account, amount or month cannot be
 * found, `missing` says so and there are no lines. Refuses `bills.no_table`, `bills.too_many`, `bills.heading_unknown`.
 */
export function readBill(tables: readonly CellTable[], fileName: string, choice: BillChoice = {}): BillFile {
  const found = tables
    .flatMap(table => headerOf(table, choice.columns ?? {}) ?? [])
    .toSorted((one, other) => weight(other) - weight(one))[0];
  if (!found) throw new Refusal('bills.no_table', {}, { file: fileName });
  for (const heading of Object.values(choice.columns ?? {}))
    if (!found.headings.some(each => billHeading(each) === billHeading(heading)))
      throw new Refusal('bills.heading_unknown', { heading, headings: found.headings.join('、') });
  if (found.table.records.length > LINES_MOST)
    throw new Refusal('bills.too_many', { most: LINES_MOST }, { file: fileName });
  const told = choice.month ?? titleMonth(found, fileName);
  const { columns } = found;
  const missing = [
    ...(columns.account === undefined ? (['account'] as const) : []),
    ...(columns.amount === undefined && columns.total === undefined ? (['amount'] as const) : []),
    ...(columns.month === undefined && told === null ? (['month'] as const) : []),
  ];
  const base = {
    sheet: found.table.sheet ?? null,
    headings: found.headings.filter(heading => heading !== ''),
    columns: Object.fromEntries(FIELDS.flatMap(field => namedBy(found, field))) as BillColumns,
    missing,
  };
  if (missing.length > 0) return { ...base, lines: [], findings: [] };
  return { ...base, ...linesOf(found, told, fileName) };
}

const namedBy = ({ headings, columns }: Found, field: BillField): [BillField, string][] =>
  columns[field] === undefined ? [] : [[field, headings[columns[field]]!]];

const weight = ({ columns }: Found) => Object.keys(columns).length;

/** The record with most known headings; of an unknown form the first one with two texts or more. */
function headerOf(table: CellTable, said: BillColumns): Found | null {
  let best: Found | null = null;
  for (let at = 0; at < Math.min(table.records.length, HEADER_WITHIN); at++) {
    const headings = table.records[at]!.cells;
    if (headings.filter(cell => cell !== '' && !/^[\d.,\-+¥]+$/.test(cell)).length < 2) continue;
    const found = { table, at, headings, columns: columnsOf(headings, said) };
    if (best === null || weight(found) > weight(best)) best = found;
  }
  return best;
}

function columnsOf(headings: readonly string[], said: BillColumns): Found['columns'] {
  const keys = headings.map(billHeading);
  const columns: Found['columns'] = {};
  const taken = new Set<number>();
  const take = (field: BillField, names: readonly string[]) => {
    for (const name of names) {
      const at = keys.findIndex((key, column) => key === name && !taken.has(column));
      if (at < 0) continue;
      columns[field] = at;
      taken.add(at);
      return;
    }
  };
  for (const field of FIELDS) if (said[field] !== undefined) take(field, [billHeading(said[field])]);
  for (const field of FIELDS) if (columns[field] === undefined) take(field, NAMES[field]);
  return columns;
}

/** The month that the lines above the header, the sheet or the file's name tell. */
function titleMonth({ table, at }: Found, fileName: string): string | null {
  const above = table.records.slice(0, at).flatMap(({ cells }) => cells);
  for (const text of [...above, table.sheet ?? '', fileName]) {
    const month = monthOf(text);
    if (month !== null) return month;
  }
  return null;
}

const NOTHING = /^(?:[-—–−]+|\/|无|null)?$/i;

function linesOf(found: Found, told: string | null, file: string): Pick<BillFile, 'lines' | 'findings'> {
  const lines: BillLine[] = [];
  const findings: Finding[] = [];
  for (const { row, cells } of found.table.records.slice(found.at + 1)) {
    const place: Place = {
      file,
      row,
      ...(found.table.sheet === undefined ? {} : { sheet: found.table.sheet }),
    };
    const line = lineOf(new Cells(found, cells, place, findings), row, told);
    if (line) lines.push(line);
  }
  return { lines, findings };
}

/** Cells of one row by field; what is no amount is said and counts as nothing told. */
class Cells {
  private readonly found: Found;
  private readonly cells: readonly string[];
  readonly place: Place;
  readonly findings: Finding[];

  constructor(found: Found, cells: readonly string[], place: Place, findings: Finding[]) {
    this.found = found;
    this.cells = cells;
    this.place = place;
    this.findings = findings;
  }

  text(field: BillField): string {
    const column = this.found.columns[field];
    const text = column === undefined ? '' : (this.cells[column] ?? '').trim();
    return NOTHING.test(text) ? '' : text;
  }

  /** 分; null where nothing is told. */
  fen(field: BillField): number | null {
    const text = this.text(field);
    if (text === '') return null;
    const e5 = parseDecimalE5(text.normalize('NFKC').replaceAll(/[,¥\s`元]/g, ''));
    if (e5 !== null) return fenOfE5(e5);
    this.say('bills.amount_unreadable', { value: text });
    return null;
  }

  say(code: string, params: Finding['params']): void {
    this.findings.push({ severity: 'error', code, params, place: this.place });
  }

  get isBlank(): boolean {
    return this.cells.every(cell => cell.trim() === '');
  }

  get isSum(): boolean {
    return this.cells.some(cell => /^(?:合计|总计|小计)/.test(cell.trim()));
  }
}

const CUT = /^\d+(?:\.\d+)?[eE]\+?\d+$/;

function lineOf(cells: Cells, row: number, told: string | null): BillLine | null {
  if (cells.isBlank || cells.isSum) return null;
  const account = cells.text('account').replaceAll(/[\s`]/g, '');
  if (account === '') {
    cells.say('bills.row_without_account', {});
    return null;
  }
  if (CUT.test(account)) {
    cells.say('bills.account_cut', { account });
    return null;
  }
  const month = monthOf(cells.text('month')) ?? told;
  if (month === null) {
    cells.say('bills.month_unreadable', { value: cells.text('month') });
    return null;
  }
  const grantFen = cells.fen('grant');
  const [amount, total] = [cells.fen('amount'), cells.fen('total')];
  const amountFen = amount ?? (total === null ? null : total - (grantFen ?? 0));
  if (amountFen === null) {
    cells.say('bills.row_without_amount', { account });
    return null;
  }
  return {
    ...{ row, month, account, accountName: cells.text('accountName') },
    ...{ business: cells.text('business'), billNo: cells.text('billNo'), amountFen, grantFen },
    ...{ availableFen: cells.fen('available'), pendingFen: cells.fen('pending') },
    ...{ invoicedFen: cells.fen('invoiced'), unavailableFen: cells.fen('unavailable') },
  };
}
