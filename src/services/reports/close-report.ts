import type { ChecklistView, PeriodsView } from '../../contract/close.ts';
import { beijingTime } from '../../domain/calendar/days.ts';
import { itemWords } from '../../domain/close/item-words.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, SheetSpec, WrittenFile } from '../../files/write-xlsx.ts';
import { moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

const LINE_COLUMNS = [
  ['line', 'integer', 8],
  ['name', 'text', 44],
  ['state', 'text', 12],
  ['count', 'integer', 8],
  ['amount', 'money', 18],
  ['oldest', 'text', 12],
  ['owner', 'text', 14],
  ['due', 'text', 12],
  ['reason', 'text', 36],
] as const;
const ITEM_COLUMNS = [
  ['line', 'integer', 8],
  ['name', 'text', 44],
  ['item', 'text', 48],
  ['amount', 'money', 18],
  ['day', 'text', 12],
] as const;

/**
 * Writes 结账报告: the checklist, the items behind it, and every reopening; CSV holds the checklist. Refuses what the
 * writers refuse.
 */
export function writeCloseReport(
  view: ChecklistView,
  about: { periods: PeriodsView; book: string },
  {
    format,
    path,
    words,
    paper,
  }: { format: ReportFormat; path: string; words: Words; paper?: Paper | undefined },
): Promise<WrittenFile> {
  return writeSheets(format, path, [lineSheet(view, about, words), itemSheet(view, words)], paper);
}

function lineSheet(
  { month, lines }: ChecklistView,
  { periods, book }: { periods: PeriodsView; book: string },
  words: Words,
): SheetSpec {
  const say = (code: string, params = {}) => words.say(`close.report.${code}`, params);
  const seal = periods.periods.find(each => each.month === month)?.seal;
  const head = [
    say('title'),
    words.say('reports.book', { book }),
    say('month', { month }),
    seal
      ? say('sealed', { by: seal.closedBy, at: beijingTime(seal.closedAt), head: seal.headHash })
      : say('open'),
    ...periods.reopenings
      .filter(each => each.month === month)
      .map(({ by, at, reason }) => say('reopened', { by, at: beijingTime(at), reason })),
    words.say('reports.unit'),
  ];
  const rows = lines.map(({ line, state, count, amountFen, oldestOn, exception }): CellValue[] => [
    line,
    words.say(`close.line.${line}`),
    words.say(`close.state.${state}`),
    count,
    moneyCell(amountFen),
    oldestOn,
    exception?.owner ?? null,
    exception?.dueOn ?? null,
    exception?.reason ?? null,
  ]);
  return sheetOf(say('name.lines'), head, columnsOf(LINE_COLUMNS, words), rows);
}

function itemSheet({ lines }: ChecklistView, words: Words): SheetSpec {
  const rows = lines.flatMap(({ line, items }) =>
    items.map(({ amountFen, day, ...each }): CellValue[] => [
      line,
      words.say(`close.line.${line}`),
      itemWords(each, (code, params) => words.say(code, params)),
      amountFen === null ? null : moneyCell(amountFen),
      day,
    ]),
  );
  const title = [words.say('close.report.items'), words.say('reports.unit')];
  return sheetOf(words.say('close.report.name.items'), title, columnsOf(ITEM_COLUMNS, words), rows);
}

function columnsOf(
  columns: readonly (readonly [string, 'integer' | 'text' | 'money', number])[],
  words: Words,
): SheetSpec['columns'] {
  return columns.map(([name, kind, width]) => ({
    heading: words.say(`close.report.column.${name}`),
    kind,
    width,
  }));
}
