import type { TransitItem } from '../../domain/refunds/transit.ts';
import { type LongOpen, type LongOpenLine, longOpen } from '../../domain/reports/long-open.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readFundNames } from '../../store/funds.ts';
import { textOfRow, type WaitingCode, waitingCases } from '../../store/imports-open.ts';
import { standingTickets } from '../../store/long-open.ts';
import { dashedCell, moneyCell, sheetOf } from './cells.ts';
import type { ReportTarget } from './funds-daily-sheet.ts';
import type { Words } from './words.ts';

type Line = Omit<LongOpenLine, 'ageDays'>;

/**
 * 长期挂账表: what is older than `days` by the end of a day, of suspense and tickets as they stand now and of money in
 * transit as it is given. Refuses `funds.bad_days`.
 */
export function longOpenReport(
  connection: Connection,
  { on, days, items }: { on: string; days: number; items: readonly TransitItem[] },
): LongOpen {
  return longOpen(
    [
      ...suspense(connection, 'receipt', '2241.01'),
      ...suspense(connection, 'payment', '1221.07'),
      ...items.filter(({ isInferred }) => !isInferred).map(transitLine),
      ...ticketLines(connection, on),
    ],
    { on, days },
  );
}

function suspense(connection: Connection, kind: 'receipt' | 'payment', code: WaitingCode): Line[] {
  const { moneys } = readFundNames(connection);
  return waitingCases(connection, code).map(({ money, caseNo, openFen, day, sourceRow }) => {
    const { party } = textOfRow(connection, sourceRow);
    return {
      ...{ kind, id: `${money} ${caseNo}`, reason: null, no: caseNo === '' ? null : caseNo, client: null },
      party: party || (moneys.get(money)?.name ?? null),
      ...{ owner: null, since: day, amountFen: openFen, isMemo: false },
    };
  });
}

function transitLine({
  id,
  kind,
  caseNo,
  client,
  channel,
  account,
  beganOn,
  openFen,
  isMemo,
  follow,
}: TransitItem): Line {
  return {
    ...{ kind, id, reason: null, no: caseNo, client, party: account?.name ?? channel, owner: follow.owner },
    ...{ since: beganOn, amountFen: kind === 'registered_out' ? -openFen : openFen, isMemo },
  };
}

function ticketLines(connection: Connection, on: string): Line[] {
  return standingTickets(connection, on).map(
    ({ id, reason, amountFen, aroseOn, caseNo, owner, client, clientCode, clientName }) => ({
      ...{ kind: 'ticket', id: String(id), reason, no: caseNo, party: null, owner, since: aroseOn },
      client: client === null ? null : { id: client, code: clientCode, name: clientName ?? '' },
      ...{ amountFen, isMemo: false },
    }),
  );
}

/** Writes 长期挂账表 with its sums by kind; CSV holds the lines. Refuses what the writers refuse. */
export function writeLongOpen(
  report: LongOpen,
  target: ReportTarget,
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const { format, path, paper } = target;
  return writeSheets(format, path, [linesSheet(report, target), sumsSheet(report, target)], paper, options);
}

type Column = readonly [name: string, kind: ColumnSpec['kind'], width: number];

function columnsOf(words: Words, columns: readonly Column[]): ColumnSpec[] {
  return columns.map(([name, kind, width]) => ({
    heading: words.say(`long_open.column.${name}`),
    kind,
    width,
  }));
}

function titleOf(name: string, { on, days }: LongOpen, { words, book }: ReportTarget): string[] {
  return [
    words.say(`long_open.title.${name}`),
    words.say('reports.book', { book }),
    words.say('long_open.asked', { on, days }),
    words.say('long_open.note'),
  ];
}

/** Kind of a line in words; a ticket with its reason. */
function kindText({ kind, reason }: Pick<LongOpenLine, 'kind' | 'reason'>, words: Words): string {
  if (kind === 'ticket') {
    const name = words.say('long_open.kind.ticket');
    return reason === null ? name : `${name} · ${words.say(`bookgrid.ticket.${reason}`)}`;
  }
  return kind === 'receipt' || kind === 'payment'
    ? words.say(`long_open.kind.${kind}`)
    : words.say(`refunds.kind.${kind}`);
}

function linesSheet(report: LongOpen, target: ReportTarget): SheetSpec {
  const { words } = target;
  const columns = columnsOf(words, [
    ['kind', 'text', 26],
    ['no', 'id', 26],
    ['client_code', 'id', 12],
    ['client', 'text', 24],
    ['party', 'text', 26],
    ['since', 'date', 14],
    ['age', 'integer', 12],
    ['owner', 'text', 14],
    ['amount', 'money', 18],
  ]);
  const rows = report.lines.map((line): CellValue[] => [
    line.isMemo ? words.say('long_open.memo_of', { kind: kindText(line, words) }) : kindText(line, words),
    ...[line.no, line.client?.code ?? null, line.client?.name ?? null, line.party, line.since, line.ageDays],
    line.owner,
    moneyCell(line.amountFen),
  ]);
  return sheetOf(words.say('long_open.sheet.lines'), titleOf('lines', report, target), columns, rows);
}

function sumsSheet(report: LongOpen, target: ReportTarget): SheetSpec {
  const { words, format } = target;
  const columns = columnsOf(words, [
    ['kind', 'text', 26],
    ['count', 'integer', 12],
    ['amount', 'money', 18],
  ]);
  const rows = report.sums.map(({ kind, count, sumFen }): CellValue[] => [
    kindText({ kind, reason: null }, words),
    count,
    dashedCell(sumFen, format),
  ]);
  const totals = [words.say('reports.total'), report.count, null];
  return sheetOf(words.say('long_open.sheet.sums'), titleOf('sums', report, target), columns, rows, totals);
}
