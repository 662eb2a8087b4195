import type { AdvanceItemView, RechargeReportLine } from '../../contract/recharges.ts';
import { tenthHours } from '../../domain/applications/advance.ts';
import { beijingTime } from '../../domain/calendar/days.ts';
import type { RowScope } from '../../domain/parties/types.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { type SheetFormat, writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { rechargeLines, unseenPayments } from '../../store/recharges.ts';
import { moneyCell, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

/** 充值台账 of applications made between two days. What was paid upstream is for those who see everything. */
export function rechargeReport(
  connection: Connection,
  scope: RowScope,
  range: { from: string; to: string; client?: number },
): RechargeReportLine[] {
  const lines = rechargeLines(connection, scope, range);
  const codes = [...new Set(lines.flatMap(({ payCode }) => payCode ?? []))];
  const unseen = unseenPayments(connection, codes);
  return lines.map(({ client: _, ...line }) => ({
    ...line,
    upstreamFen: scope.kind === 'all' ? line.upstreamFen : null,
    differenceFen: line.depositedFen === null ? null : line.depositedFen - line.creditedFen,
    tenthHours:
      line.depositedAt === null || line.appliedAt === null
        ? null
        : tenthHours(line.appliedAt, line.depositedAt),
    isUnseen: line.payCode !== null && unseen.has(line.payCode),
  }));
}

type Column = readonly [name: string, kind: ColumnSpec['kind'], width: number];
interface Written {
  format: SheetFormat;
  path: string;
  words: Words;
  /** Lines under the title: the book, the range or the day. */
  lines: string[];
  /** For a PDF only. */
  paper?: Paper | undefined;
}

const RECHARGE_COLUMNS: readonly Column[] = [
  ['no', 'id', 18],
  ['state', 'text', 12],
  ['client', 'text', 24],
  ['account', 'text', 24],
  ['account_id', 'id', 20],
  ['funding', 'text', 12],
  ['route', 'text', 14],
  ['paid', 'money', 16],
  ['credited', 'money', 16],
  ['upstream', 'money', 16],
  ['deposited', 'money', 16],
  ['difference', 'money', 14],
  ['applicant', 'text', 12],
  ['applied_at', 'text', 18],
  ['approved_at', 'text', 18],
  ['paid_at', 'text', 18],
  ['deposited_at', 'text', 18],
  ['hours', 'text', 10],
  ['pay_code', 'id', 20],
  ['money', 'text', 18],
  ['row_seen', 'text', 12],
];

/** Writes 充值台账 as XLSX, CSV or PDF. Refuses what the writers refuse. */
export function writeRecharges(
  report: readonly RechargeReportLine[],
  written: Written,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const say = (code: string) => written.words.say(`recharges.${code}`);
  const money = (fen: number | null) => (fen === null ? null : moneyCell(fen));
  const time = (at: string | null) => (at === null ? null : beijingTime(at));
  const rows = report.map((line): CellValue[] => [
    ...[line.no, written.words.say(`applications.state.${line.state}`), line.clientName],
    ...[line.accountName, line.accountId],
    ...[say(`funding.${line.funding}`), say(`route.${line.route}`)],
    ...[money(line.paidFen), money(line.creditedFen), money(line.upstreamFen), money(line.depositedFen)],
    ...[money(line.differenceFen), line.applicant],
    ...[line.appliedAt, line.approvedAt, line.paidAt, line.depositedAt].map(time),
    line.tenthHours === null ? null : hoursText(line.tenthHours),
    ...[line.payCode, line.moneyName],
    line.payCode === null ? null : say(line.isUnseen ? 'row.unseen' : 'row.seen'),
  ]);
  const sum = (of: (line: RechargeReportLine) => number | null) =>
    moneyCell(report.reduce((fen, line) => fen + (of(line) ?? 0), 0));
  const totals: CellValue[] = [
    written.words.say('reports.total'),
    ...RECHARGE_COLUMNS.slice(1, 7).map(() => null),
    ...[sum(line => line.paidFen), sum(line => line.creditedFen), sum(line => line.upstreamFen)],
    ...[sum(line => line.depositedFen), sum(line => line.differenceFen)],
    ...RECHARGE_COLUMNS.slice(12).map(() => null),
  ];
  return write('register', RECHARGE_COLUMNS, { rows, totals }, written, options);
}

/** Tenths of hours as a decimal. */
function hoursText(tenths: number): string {
  return `${Math.trunc(tenths / 10)}.${Math.abs(tenths % 10)}`;
}

const ADVANCE_COLUMNS: readonly Column[] = [
  ['client', 'text', 28],
  ['kind', 'text', 12],
  ['no', 'id', 20],
  ['opened_on', 'date', 14],
  ['due_on', 'date', 14],
  ['opened', 'money', 16],
  ['repaid', 'money', 16],
  ['open', 'money', 16],
  ['overdue_days', 'integer', 12],
];

/** Writes 垫款台账 as XLSX, CSV or PDF. Refuses what the writers refuse. */
export function writeAdvances(
  items: readonly AdvanceItemView[],
  written: Written,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const { words } = written;
  const rows = items.map((item): CellValue[] => [
    ...[item.clientName, words.say(`recharges.item.${item.kind}`), item.applicationNo ?? item.caseNo],
    ...[item.openedOn, item.dueOn],
    ...[moneyCell(item.openedFen), moneyCell(item.repaidFen), moneyCell(item.openFen), item.overdueDays],
  ]);
  const sum = (of: (item: AdvanceItemView) => number) =>
    moneyCell(items.reduce((fen, item) => fen + of(item), 0));
  const totals: CellValue[] = [
    ...[words.say('reports.total'), null, null, null, null],
    ...[sum(item => item.openedFen), sum(item => item.repaidFen), sum(item => item.openFen), null],
  ];
  return write('advances', ADVANCE_COLUMNS, { rows, totals }, written, options);
}

function write(
  name: 'register' | 'advances',
  names: readonly Column[],
  { rows, totals }: { rows: CellValue[][]; totals: CellValue[] },
  { format, path, words, lines, paper }: Written,
  options: WriteOptions,
): Promise<WrittenFile> {
  const say = (code: string) => words.say(`recharges.${name}.${code}`);
  const columns = names.map(([heading, kind, width]) => ({ heading: say(`column.${heading}`), kind, width }));
  const title = [say('title'), ...lines, words.say('reports.unit')];
  const sheet: SheetSpec = sheetOf(say('sheet'), title, columns, rows, totals);
  return writeSheets(format, path, [sheet], paper, options);
}
