import type { Bucket } from '../../domain/accounting/types.ts';
import { fenOfE5 } from '../../domain/money.ts';
import type { PoolDay } from '../../domain/pools/flow-days.ts';
import { standing } from '../../domain/pools/flow-days.ts';
import type { Pool } from '../../domain/pools/pool.ts';
import { isNonGrant } from '../../domain/pools/pool.ts';
import type { PoolStatement, StatementLine } from '../../domain/pools/statement.ts';
import type { Params } from '../../domain/refusal.ts';
import type { DayRange } from '../../domain/reports/types.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import { dashedCell, moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

/** What 资金池对账单 is written from. */
export interface PoolReport extends DayRange {
  book: string;
  pool: Pool;
  statement: PoolStatement;
  /** Days for the second sheet. */
  days: readonly PoolDay[];
}

/** Where and how it is written; `paper` is for a PDF only. */
export interface PoolSheetAsked {
  format: ReportFormat;
  path: string;
  words: Words;
  paper?: Paper | undefined;
}

/** Writes 资金池对账单; CSV holds the statement only. Refuses what the writers refuse. */
export function writePoolStatement(
  report: PoolReport,
  { format, path, words, paper }: PoolSheetAsked,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  return writeSheets(format, path, poolSheets(report, words, format), paper, options);
}

/** The sheets of 资金池对账单: the statement by kind of money, and the days of the flow against the book. */
export function poolSheets(report: PoolReport, words: Words, format: ReportFormat): SheetSpec[] {
  const statement = statementSheet(report, words, format);
  return report.days.length === 0 ? [statement] : [statement, daySheet(report, words, format)];
}

function titleOf({ book, pool, from, to }: PoolReport, words: Words, name: string): string[] {
  const { platformId, clientName, fundsKind } = pool;
  return [
    words.say(name),
    words.say('pools.report.pool', {
      name: pool.name,
      id: platformId ?? '—',
      kind: words.say(`pools.kind.${pool.kind}`),
      funds: words.say(`pools.funds.${fundsKind}`),
    }),
    ...(clientName === null ? [] : [words.say('reports.statement.client', { client: clientName })]),
    words.say('reports.book', { book }),
    words.say('reports.range', { from, to }),
    words.say('pools.report.unit'),
  ];
}

function statementSheet(report: PoolReport, words: Words, format: ReportFormat): SheetSpec {
  const { buckets, opening, lines, closing, shifts } = report.statement;
  const columns = [
    { heading: words.say('pools.report.item'), kind: 'text' as const, width: 30 },
    ...buckets.map(bucket => ({
      heading: words.say(`pools.bucket.${bucket}`),
      kind: 'money' as const,
      width: 17,
    })),
    { heading: words.say('pools.non_grant'), kind: 'money' as const, width: 18 },
  ];
  const row = (line: StatementLine): CellValue[] => [
    words.say(itemCode(line)),
    ...buckets.map(bucket => dashedCell(line.byBucket[bucket] ?? 0, format)),
    dashedCell(nonGrantOf(line), format),
  ];
  const total = (line: StatementLine): CellValue[] => [
    words.say(itemCode(line)),
    ...buckets.map(bucket => moneyCell(line.byBucket[bucket] ?? 0)),
    moneyCell(nonGrantOf(line)),
  ];
  const note = (code: string): CellValue[] => [words.say(code), ...buckets.map(() => null), null];
  const signs =
    format === 'csv' ? [] : [note('reports.statement.sign_client'), note('reports.statement.sign_agency')];
  const beside = shifts.length === 0 ? [] : [note('pools.report.within'), ...shifts.map(row)];
  return sheetOf(words.say('pools.report.sheet'), titleOf(report, words, 'pools.report.title'), columns, [
    total(opening),
    ...lines.map(row),
    total(closing),
    ...beside,
    ...signs,
  ]);
}

/** Text of a line of the statement. */
export function itemCode({ item, version }: Pick<StatementLine, 'item' | 'version'>): string {
  return version === null ? `pools.item.${item}` : `pools.spent.${version}`;
}

function nonGrantOf({ byBucket }: StatementLine): number {
  return Object.entries(byBucket).reduce(
    (fen, [bucket, each]) => (isNonGrant(bucket as Bucket) ? fen + each : fen),
    0,
  );
}

function daySheet(report: PoolReport, words: Words, format: ReportFormat): SheetSpec {
  const money = (name: string) => ({
    heading: words.say(`pools.day.${name}`),
    kind: 'money' as const,
    width: 14,
  });
  const columns = [
    { heading: words.say('pools.day.day'), kind: 'date' as const, width: 15 },
    ...[
      'in',
      'out',
      'spent',
      'cash_spent',
      'grant_spent',
      'total',
      'cash',
      'grant',
      'book',
      'difference',
    ].map(money),
    { heading: words.say('pools.day.state'), kind: 'text' as const, width: 12 },
    { heading: words.say('pools.day.why'), kind: 'text' as const, width: 36 },
  ];
  const e5 = (amountE5: number | null) => (amountE5 === null ? null : dashedCell(fenOfE5(amountE5), format));
  const rows = report.days.map(({ day, flow, book, state, why }): CellValue[] => [
    day,
    e5(flow?.inE5 ?? null),
    e5(flow?.outE5 ?? null),
    e5(flow?.spentE5 ?? null),
    e5(flow?.cashSpentE5 ?? null),
    e5(flow?.grantSpentE5 ?? null),
    e5(flow?.totalE5 ?? null),
    e5(flow?.cashE5 ?? null),
    e5(flow?.grantE5 ?? null),
    moneyCell(standing(book)),
    flow?.cashE5 == null ? null : dashedCell(fenOfE5(flow.cashE5) - standing(book), format),
    words.say(`pools.day.state.${state}`),
    why.map(({ code, params }) => words.say(code, named(params, words))).join(' '),
  ]);
  return sheetOf(
    words.say('pools.report.days'),
    titleOf(report, words, 'pools.report.days_title'),
    columns,
    rows,
  );
}

/** A ticket's reason by its name, where an explanation has one. */
function named(params: Params, words: Words): Params {
  return params.reason === undefined
    ? params
    : { ...params, reason: words.say(`bookgrid.ticket.${params.reason}`) };
}
