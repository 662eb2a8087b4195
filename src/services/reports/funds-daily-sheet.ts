import type { FundFigures, FundsDaily, FundTotal, ShownFundLine } from '../../domain/reports/funds-daily.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import { dashedCell, moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

/** Where and how a report is written; `paper` is for a PDF only. */
export interface ReportTarget {
  format: ReportFormat;
  path: string;
  words: Words;
  book: string;
  paper?: Paper | undefined;
}

/** Writes 资金日报; CSV holds the lines without payables and dues. Refuses what the writers refuse. */
export function writeFundsDaily(
  report: FundsDaily,
  target: ReportTarget,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const { format, path, paper } = target;
  const sheets = [
    linesSheet(report, target),
    ...(report.payables.length === 0 ? [] : [payablesSheet(report, target)]),
    ...(report.dues.length === 0 ? [] : [duesSheet(report, target)]),
  ];
  return writeSheets(format, path, sheets, paper, options);
}

const FIGURES = ['openingFen', 'inFen', 'outFen', 'closingFen'] as const;

type Column = readonly [name: string, kind: ColumnSpec['kind'], width: number];

function columnsOf(words: Words, columns: readonly Column[]): ColumnSpec[] {
  return columns.map(([name, kind, width]) => ({ heading: words.say(`funds.column.${name}`), kind, width }));
}

function titleOf(
  name: string,
  { on }: FundsDaily,
  { words, book }: ReportTarget,
  more: string[] = [],
): string[] {
  return [
    words.say(`funds.title.${name}`),
    words.say('reports.book', { book }),
    words.say('funds.on', { on }),
    ...more,
    words.say('reports.unit'),
  ];
}

/** The day with a line a fund, a sum a group, and the sum of everything, by currency. */
function linesSheet(report: FundsDaily, target: ReportTarget): SheetSpec {
  const { words, format } = target;
  const columns = columnsOf(words, [
    ['group', 'text', 18],
    ['name', 'text', 34],
    ['no', 'id', 22],
    ['client', 'text', 24],
    ['currency', 'text', 8],
    ...FIGURES.map((figure): Column => [figure, 'money', 18]),
  ]);
  const cells = (of: FundFigures) => FIGURES.map(figure => dashedCell(of[figure], format));
  const line = (of: ShownFundLine): CellValue[] => [
    words.say(`funds.group.${of.group}`),
    of.name ?? words.code(of.key),
    ...[of.no, of.clientName, of.currency],
    ...cells(of),
  ];
  const total = (of: FundTotal): CellValue[] => [
    of.group === null
      ? words.say('reports.total')
      : words.say('funds.subtotal', { group: words.say(`funds.group.${of.group}`) }),
    ...[null, null, null, of.currency],
    ...FIGURES.map(figure => moneyCell(of[figure])),
  ];
  const rows = report.totals.flatMap(of =>
    of.group === null
      ? [total(of)]
      : [
          ...report.lines.filter(each => each.group === of.group && each.currency === of.currency).map(line),
          total(of),
        ],
  );
  const between = words.say('funds.between', { amountFen: report.betweenFen });
  const title = titleOf('daily', report, target, [between]);
  return sheetOf(words.say('funds.sheet.daily'), title, columns, rows);
}

function payablesSheet(report: FundsDaily, target: ReportTarget): SheetSpec {
  const { words } = target;
  const columns = columnsOf(words, [
    ['payable', 'text', 22],
    ['party', 'text', 34],
    ['case', 'id', 26],
    ['due_on', 'date', 14],
    ['amount', 'money', 18],
  ]);
  const rows = report.payables.map(({ kind, party, no, dueOn, amountFen }): CellValue[] => [
    words.say(`funds.payable.${kind}`),
    ...[party, no, dueOn],
    moneyCell(amountFen),
  ]);
  const totals = [words.say('reports.total'), null, null, null, moneyCell(report.payableFen)];
  return sheetOf(
    words.say('funds.sheet.payables'),
    titleOf('payables', report, target),
    columns,
    rows,
    totals,
  );
}

function duesSheet(report: FundsDaily, target: ReportTarget): SheetSpec {
  const { words } = target;
  const columns = columnsOf(words, [
    ['client_code', 'id', 12],
    ['client', 'text', 30],
    ['due_kind', 'text', 14],
    ['case', 'id', 26],
    ['due_on', 'date', 14],
    ['overdue', 'integer', 12],
    ['open', 'money', 18],
  ]);
  const rows = report.dues.map((due): CellValue[] => [
    ...[due.clientCode, due.clientName, words.say(`ageing.owed.${dueKind(due)}`)],
    ...[due.no, due.dueOn, due.overdueDays],
    moneyCell(due.openFen),
  ]);
  const totals = [words.say('reports.total'), ...Array<null>(5).fill(null), moneyCell(report.dueFen)];
  return sheetOf(words.say('funds.sheet.dues'), titleOf('dues', report, target), columns, rows, totals);
}

const OWED = ['advance', 'postpaid', 'overdraft', 'penalty'] as const;

function dueKind({ kind }: { kind: string }): string {
  return OWED.find(each => each === kind) ?? 'fee';
}
