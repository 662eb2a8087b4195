import type { RebateLine } from '../../contract/policies.ts';
import type { PolicySide } from '../../domain/policies/terms.ts';
import { percentOfPpm } from '../../domain/policies/words.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import { dashedCell, moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

export interface RebateSheetAsked {
  sheet: 'accruals' | 'statement';
  side: PolicySide;
  from: string;
  to: string;
  book: string;
}

const COLUMNS = [
  ['party', 'text', 28],
  ['kind', 'text', 14],
  ['platform', 'text', 14],
  ['period', 'text', 10],
  ['base', 'money', 18],
  ['tier', 'integer', 8],
  ['rate', 'text', 10],
  ['due', 'money', 16],
  ['accrued', 'money', 16],
  ['confirmed', 'money', 16],
  ['used', 'money', 16],
  ['open', 'money', 16],
  ['statement_no', 'id', 20],
] as const;

/** Writes 返点计提表 of a side, or 返点结算单 of one party with its 签章确认栏. Refuses what the writers refuse. */
export function writeRebates(
  lines: readonly RebateLine[],
  asked: RebateSheetAsked,
  { format, path, words, paper }: { format: ReportFormat; path: string; words: Words; paper?: Paper },
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const sheet = rebateSheet(lines, asked, words, format);
  return writeSheets(format, path, [sheet], paper, options);
}

/** The sheet that `writeRebates` writes. */
export function rebateSheet(
  lines: readonly RebateLine[],
  { sheet, side, from, to, book }: RebateSheetAsked,
  words: Words,
  format: ReportFormat,
): SheetSpec {
  const say = (code: string) => words.say(`rebates.sheet.${code}`);
  const columns = COLUMNS.map(([name, kind, width]) => ({ heading: say(`column.${name}`), kind, width }));
  const rows = lines.map((line): CellValue[] => [
    line.partyCode === null ? line.partyName : `${line.partyCode} ${line.partyName}`,
    words.say(`policies.kind.${line.kind}`),
    words.say(`policies.platform.${line.platform}`),
    line.period,
    moneyCell(line.baseFen),
    line.tier,
    percentOfPpm(line.ratePpm),
    moneyCell(line.dueFen),
    moneyCell(line.accruedFen),
    line.confirmedFen === null ? null : moneyCell(line.confirmedFen),
    dashedCell(line.usedFen, format),
    dashedCell(line.openFen, format),
    line.statements.map(({ no }) => no).join(' · ') || null,
  ]);
  const sum = (pick: (line: RebateLine) => number) =>
    moneyCell(lines.reduce((fen, line) => fen + pick(line), 0));
  const totals: CellValue[] = [
    words.say('reports.total'),
    ...[null, null, null, null, null, null],
    ...[sum(line => line.dueFen), sum(line => line.accruedFen), sum(line => line.confirmedFen ?? 0)],
    ...[sum(line => line.usedFen), sum(line => line.openFen), null],
  ];
  const title = [
    say(`title.${sheet}.${side}`),
    words.say('reports.book', { book }),
    words.say('reports.range', { from, to }),
    words.say('reports.unit'),
  ];
  const spec = sheetOf(say(`name.${sheet}`), title, columns, rows, totals);
  return sheet === 'accruals' ? spec : signed(spec, rows, totals, say);
}

/** 签章确认栏 below the total: each side signs for the figures above. */
function signed(
  spec: SheetSpec,
  rows: readonly CellValue[][],
  totals: CellValue[],
  say: (code: string) => string,
): SheetSpec {
  const blank: CellValue[] = COLUMNS.map(() => null);
  const line = (left: string, right: string): CellValue[] =>
    blank.map((_, at) => (at === 0 ? left : at === 7 ? right : null));
  const below = [
    totals,
    blank,
    line(say('sign.note'), ''),
    line(say('sign.agency'), say('sign.other')),
    line(say('sign.date'), say('sign.date')),
  ];
  return sheetOf(spec.name, spec.title ?? [], [...spec.columns], [...rows, ...below]);
}
