import { fenOfE5, parseDecimalE5 } from '../money.ts';
import { Refusal } from '../refusal.ts';

/** Figures of a line of 科目余额表, debit and credit; 分. */
export const GL_FIGURES = [
  'openingDebit',
  'openingCredit',
  'debits',
  'credits',
  'closingDebit',
  'closingCredit',
] as const;
const FIELDS = [
  'code',
  'name',
  'auxCode',
  'auxName',
  ...GL_FIGURES,
  'openingSide',
  'opening',
  'closingSide',
  'closing',
] as const;
export type GlField = (typeof FIELDS)[number];
export type GlColumns = Partial<Record<GlField, number>>;

/** A line of the general ledger's 科目余额表. */
export interface GlRow {
  code: string;
  name: string;
  /** Code of the 辅助核算 that the line is of; empty for the account itself. */
  auxCode: string;
  auxName: string;
  openingFen: number;
  debitsFen: number;
  creditsFen: number;
  closingFen: number;
}

/** Records of a sheet: cells of a row, with the row's number in the file. */
export interface GlRecord {
  row: number;
  cells: readonly string[];
}

const CODE = /^(科目代码|科目编码|科目编号|科目号|会计科目代码|会计科目编码|科目)$/;
const NAME = /^(科目名称|会计科目|会计科目名称|名称)$/;
const AUX_CODE =
  /^(核算项目代码|核算项目编码|辅助核算代码|辅助核算编码|辅助项编码|辅助编码|客户编码|供应商编码|往来单位编码)$/;
const AUX_NAME =
  /^(核算项目|核算项目名称|辅助核算|辅助核算名称|辅助项名称|辅助名称|客户名称|供应商名称|往来单位名称|往来单位)$/;
const HEADER_WITHIN = 30;
const HEADER_ROWS = 3;

/** What a heading means, its rows joined: 期初余额借方, 本期发生额贷方, 期末方向 … */
function fieldOf(heading: string): GlField | null {
  const text = heading.replace(/[\s()（）【】[\]:：元]/g, '');
  if (CODE.test(text)) return 'code';
  if (NAME.test(text)) return 'name';
  if (AUX_CODE.test(text)) return 'auxCode';
  if (AUX_NAME.test(text)) return 'auxName';
  if (/累计|年初/.test(text)) return null;
  const part = /期初|月初/.test(text) ? 'opening' : /期末|月末/.test(text) ? 'closing' : null;
  const side = /借/.test(text) ? 'Debit' : /贷/.test(text) ? 'Credit' : null;
  if (part && /方向/.test(text)) return part === 'opening' ? 'openingSide' : 'closingSide';
  if (part) return side ? `${part}${side}` : part;
  if (/本期|本月|发生/.test(text) && side) return side === 'Debit' ? 'debits' : 'credits';
  return null;
}

/** Columns by the headings in up to three rows; a merged heading above counts for the cells to its right. */
function columnsOf(rows: readonly GlRecord[]): GlColumns {
  const columns: GlColumns = {};
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const above: string[] = [];
  for (let at = 0; at < width; at += 1) {
    const texts = rows.map(({ cells }, depth) => {
      const own = cells[at]?.trim() ?? '';
      // Only a heading over others spreads; the lowest row speaks for its own cell.
      if (own !== '' || depth === rows.length - 1) above[depth] = own;
      return above[depth] ?? '';
    });
    const lowest = rows.at(-1)?.cells[at]?.trim() ?? '';
    const field =
      fieldOf(texts.filter((text, i) => i === texts.indexOf(text)).join('')) ??
      fieldOf(lowest) ??
      fieldOf(rows[0]?.cells[at] ?? '');
    if (field && columns[field] === undefined) columns[field] = at;
  }
  return columns;
}

function isComplete(columns: GlColumns): boolean {
  const has = (...fields: GlField[]) => fields.every(field => columns[field] !== undefined);
  const closing = has('closingDebit', 'closingCredit') || has('closing');
  return has('code', 'debits', 'credits') && closing;
}

/** Where the header of a 科目余额表 ends, and its columns; null where nothing looks like one. */
export function detectColumns(records: readonly GlRecord[]): { header: number; columns: GlColumns } | null {
  const within = Math.min(records.length, HEADER_WITHIN);
  for (let from = 0; from < within; from += 1)
    for (let depth = 1; depth <= HEADER_ROWS && from + depth <= within; depth += 1) {
      const columns = columnsOf(records.slice(from, from + depth));
      if (isComplete(columns)) return { header: from + depth - 1, columns };
    }
  return null;
}

/**
 * Columns that a person named (`code=科目,debits=借方发生`) in the first row that has all these headings. Refuses
 * `vouchers.gl_columns` for a field that is none or a heading that is not there.
 */
export function namedColumns(
  records: readonly GlRecord[],
  named: Readonly<Record<string, string>>,
): { header: number; columns: GlColumns } {
  const wanted = Object.entries(named);
  const strange = wanted.find(([field]) => !(FIELDS as readonly string[]).includes(field));
  if (strange) throw new Refusal('vouchers.gl_columns', { what: strange[0], fields: FIELDS.join(' ') });
  const place = (cells: readonly string[], heading: string) =>
    cells.findIndex(cell => cell.trim() === heading);
  const header = records.findIndex(({ cells }) => wanted.every(([, heading]) => place(cells, heading) >= 0));
  if (header < 0 || wanted.length === 0)
    throw new Refusal('vouchers.gl_columns', {
      what: wanted.map(([, heading]) => heading).join('、'),
      fields: FIELDS.join(' '),
    });
  const columns = Object.fromEntries(
    wanted.map(([field, heading]) => [field, place(records[header]!.cells, heading)]),
  );
  if (!isComplete(columns))
    throw new Refusal('vouchers.gl_columns', {
      what: Object.keys(named).join(' '),
      fields: FIELDS.join(' '),
    });
  return { header, columns };
}

/**
 * The lines of a 科目余额表. Rows without a code and sums (合计, 小计) are left out; a line without a code below an account
 * that has an 辅助核算 belongs to that account. Refuses `vouchers.gl_amount` with its place for a figure that is none.
 */
export function readGlRows(
  records: readonly GlRecord[],
  { header, columns }: { header: number; columns: GlColumns },
): GlRow[] {
  const rows: GlRow[] = [];
  let code = '';
  let name = '';
  for (const record of records.slice(header + 1)) {
    const text = (field: GlField) =>
      columns[field] === undefined ? '' : (record.cells[columns[field]] ?? '').trim();
    if (/合计|小计|总计/.test(text('code') + text('name'))) continue;
    const auxCode = text('auxCode');
    if (text('code') !== '') [code, name] = [text('code'), text('name')];
    else if (auxCode === '') continue;
    if (!/^\d/.test(code)) continue;
    rows.push({ code, name, auxCode, auxName: text('auxName'), ...figuresOf(record, columns, code) });
  }
  return rows;
}

function figuresOf(record: GlRecord, columns: GlColumns, code: string) {
  const fen = (field: GlField) => amountOf(record, columns[field]);
  return {
    openingFen: balanceOf('opening', record, columns, code),
    debitsFen: fen('debits'),
    creditsFen: fen('credits'),
    closingFen: balanceOf('closing', record, columns, code),
  };
}

/** Debits less credits of a balance, from two columns, or from one with its 方向 (without it: the account's own side). */
function balanceOf(part: 'opening' | 'closing', record: GlRecord, columns: GlColumns, code: string): number {
  const [debit, credit] = [columns[`${part}Debit`], columns[`${part}Credit`]];
  if (debit !== undefined || credit !== undefined) return amountOf(record, debit) - amountOf(record, credit);
  const side = record.cells[columns[`${part}Side`] ?? -1]?.trim() ?? '';
  const fen = amountOf(record, columns[part]);
  if (side === '') return /^[234]|^6[0-3]|^50|^53/.test(code) ? -fen : fen;
  return /贷/.test(side) ? -fen : fen;
}

function amountOf({ cells, row }: GlRecord, column: number | undefined): number {
  const text = (column === undefined ? '' : (cells[column] ?? '')).replace(/[\s¥￥]/g, '');
  if (text === '' || text === '-' || text === '—' || text === '平') return 0;
  const bracketed = /^\((.*)\)$/.exec(text)?.[1];
  const amountE5 = parseDecimalE5(bracketed ?? text);
  if (amountE5 === null)
    throw new Refusal('vouchers.gl_amount', { text }, { row, column: (column ?? 0) + 1 });
  const fen = fenOfE5(amountE5);
  return bracketed === undefined ? fen : -fen;
}
