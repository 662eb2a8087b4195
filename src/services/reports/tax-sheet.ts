import { rateText } from '../../domain/invoices/tax.ts';
import type { TaxEstimate, TaxMonth, TaxRow } from '../../domain/reports/tax-estimate.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import { dashedCell, moneyCell, sheetOf } from './cells.ts';
import type { ReportTarget } from './funds-daily-sheet.ts';
import type { Words } from './words.ts';

/** Writes 税额测算 and 文化事业建设费; CSV holds the first. Refuses what the writers refuse. */
export function writeTaxEstimate(
  report: TaxEstimate,
  target: ReportTarget,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const { format, path, paper } = target;
  return writeSheets(format, path, [vatSheet(report, target), levySheet(report, target)], paper, options);
}

type Column = readonly [name: string, kind: ColumnSpec['kind'], width: number];

function columnsOf(words: Words, columns: readonly Column[]): ColumnSpec[] {
  return columns.map(([name, kind, width]) => ({ heading: words.say(`taxes.column.${name}`), kind, width }));
}

function titleOf(
  name: 'vat' | 'levy',
  { from, to, taxpayer }: TaxEstimate,
  { words, book }: ReportTarget,
): string[] {
  return [
    words.say(`taxes.title.${name}`),
    words.say('reports.book', { book }),
    words.say('reports.range', { from, to }),
    ...(name === 'vat' ? [words.say(`taxes.taxpayer.${taxpayer}`)] : []),
    words.say(`taxes.note.${name}`),
    words.say('reports.unit'),
  ];
}

function vatSheet(report: TaxEstimate, target: ReportTarget): SheetSpec {
  const { words } = target;
  const columns = columnsOf(words, [
    ['month', 'text', 12],
    ['item', 'text', 26],
    ['rate', 'text', 12],
    ['count', 'integer', 10],
    ['net', 'money', 18],
    ['tax', 'money', 18],
    ['gross', 'money', 18],
  ]);
  const line = (month: string, row: TaxRow): CellValue[] => [
    month,
    words.say(`taxes.item.${row.item}`),
    row.rateBp === null ? words.say('taxes.mixed') : rateText(row.rateBp),
    row.count,
    ...[moneyCell(row.netFen), moneyCell(row.taxFen), moneyCell(row.grossFen)],
  ];
  const sum = (month: string, name: string, fen: number): CellValue[] => [
    ...[month, words.say(`taxes.sum.${name}`), null, null, null],
    moneyCell(fen),
    null,
  ];
  const rows = report.months.flatMap(({ month, rows: own, outputFen, inputFen, payableFen }: TaxMonth) => [
    ...own.map(row => line(month, row)),
    ...[sum(month, 'output', outputFen), sum(month, 'input', inputFen), sum(month, 'payable', payableFen)],
  ]);
  const payableFen = report.months.reduce((fen, each) => fen + each.payableFen, 0);
  const totals = sum(words.say('reports.total'), 'payable', payableFen);
  return sheetOf(words.say('taxes.sheet.vat'), titleOf('vat', report, target), columns, rows, totals);
}

const LEVY_FIGURES = [
  ...(['incomeFen', 'voucherFen', 'baseFen', 'levyFen', 'costFen', 'bookBaseFen', 'bookLevyFen'] as const),
] as const;

function levySheet(report: TaxEstimate, target: ReportTarget): SheetSpec {
  const { words, format } = target;
  const columns = columnsOf(words, [
    ['month', 'text', 12],
    ...LEVY_FIGURES.map((figure): Column => [figure, 'money', 20]),
    ['levy_rate', 'text', 10],
  ]);
  const rows = report.levies.map((levy): CellValue[] => [
    levy.month,
    ...LEVY_FIGURES.map(figure => dashedCell(levy[figure], format)),
    rateText(levy.rateBp),
  ]);
  const totals = [
    words.say('reports.total'),
    ...LEVY_FIGURES.map(figure => moneyCell(report.levies.reduce((fen, levy) => fen + levy[figure], 0))),
    null,
  ];
  return sheetOf(words.say('taxes.sheet.levy'), titleOf('levy', report, target), columns, rows, totals);
}
