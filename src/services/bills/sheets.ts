import type { SettlementRow } from '../../contract/bills.ts';
import { BILL_PRODUCTS } from '../../domain/bills/business.ts';
import type { SettlementPart } from '../../domain/bills/settle.ts';
import type { Params } from '../../domain/refusal.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { type SheetFormat, writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec, WrittenFile } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readBook } from '../../store/reports.ts';
import { settlementOf } from './settlement.ts';

/** 分 as a money cell; what a source does not say is empty. */
const money = (fen: number | null): CellValue => {
  if (fen === null) return null;
  const amountE5 = fen * 1_000;
  return Number.isSafeInteger(amountE5) ? amountE5 : BigInt(fen) * 1_000n;
};

const COLUMNS: readonly (readonly [string, ColumnSpec['kind'], number])[] = [
  ['account', 'id', 20],
  ['account_name', 'text', 26],
  ['client', 'text', 24],
  ['business', 'text', 18],
  ['bill', 'money', 16],
  ['flow', 'money', 16],
  ['book', 'money', 16],
  ['flow_diff', 'money', 14],
  ['book_diff', 'money', 14],
  ['available', 'money', 16],
  ['state', 'text', 10],
  ['cause', 'text', 30],
];

/** 媒体结算核对表: each account in one line, and below it a line for each business type where there are several. */
function settlementSheet(
  connection: Connection,
  { month, catalogue }: { month: string; catalogue: Catalogue },
): SheetSpec {
  const say = (code: string, params?: Params) => renderText(catalogue, `bills.${code}`, params);
  const { rows, totals, files, hasBill } = settlementOf(connection, month);
  const told = files.filter(({ state }) => state === 'standing').map(({ name }) => name);
  const cells = rows.flatMap(row => [
    accountCells(row, say),
    ...(row.parts.length > 1 ? row.parts.map(part => partCells(part, say)) : []),
  ]);
  return {
    name: say('report.sheet'),
    title: [
      say('report.title'),
      say('report.book', { book: readBook(connection).name }),
      say('report.month', { month }),
      hasBill ? say('report.files', { files: told.join('、') }) : say('report.no_bill'),
      say('report.basis'),
      say('report.unit'),
    ],
    columns: COLUMNS.map(([name, kind, width]) => ({ heading: say(`column.${name}`), kind, width })),
    rowCount: cells.length,
    rows: (from, count) => cells.slice(from, from + count),
    totals: [
      ...[say('report.total'), null, null, null],
      ...[totals.billFen, totals.flowFen, totals.bookFen].map(money),
      ...[totals.flowDiffFen, totals.bookDiffFen, totals.availableFen].map(money),
      ...[null, null],
    ],
  };
}

type Say = (code: string, params?: Params) => string;

function accountCells(row: SettlementRow, say: Say): CellValue[] {
  const only = row.parts.length === 1 ? row.parts[0] : undefined;
  return [
    ...[row.account, row.accountName || null, row.clientName],
    only ? nameOf(only, say) : say('report.all_business'),
    ...[row.billFen, row.flowFen, row.bookFen, row.flowDiffFen, row.bookDiffFen, row.availableFen].map(money),
    say(`state.${row.state}`),
    row.causes.map(({ reason }) => say(`cause.${reason}`)).join('、') || null,
  ];
}

function partCells(part: SettlementPart, say: Say): CellValue[] {
  const isSplit = (BILL_PRODUCTS as readonly string[]).includes(part.kind) && part.kind !== 'unsplit';
  const diff = (other: number | null) =>
    isSplit && part.billFen !== null && other !== null ? money(part.billFen - other) : null;
  return [
    ...[null, null, null, nameOf(part, say)],
    ...[part.billFen, part.flowFen, part.bookFen].map(money),
    ...[diff(part.flowFen), diff(part.bookFen), null, null, null],
  ];
}

function nameOf({ kind, business }: SettlementPart, say: Say): string {
  return business.length > 0 ? business.join('、') : say(`kind.${kind}`);
}

/** Writes 媒体结算核对表 as XLSX, CSV or PDF. Refuses what the writers refuse. */
export function writeSettlement(
  connection: Connection,
  {
    format,
    path,
    paper,
    ...asked
  }: {
    month: string;
    catalogue: Catalogue;
    format: SheetFormat;
    path: string;
    paper: Paper;
  },
): Promise<WrittenFile> {
  return writeSheets(format, path, [settlementSheet(connection, asked)], paper);
}
