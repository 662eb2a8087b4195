import {
  type MarginBy,
  type MarginFigures,
  type MarginGroup,
  type MarginReport,
  marginGroups,
  marginTotal,
  shownAs,
} from '../../domain/reports/margin.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import { dashedCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

export interface MarginSheetAsked {
  by: MarginBy;
  view: 'net' | 'gross';
  withTax: boolean;
  book: string;
}

/** Writes 毛利表 as it is shown. Refuses what the writers refuse. */
export function writeMargin(
  report: MarginReport,
  asked: MarginSheetAsked,
  { format, path, words, paper }: { format: ReportFormat; path: string; words: Words; paper?: Paper },
  options: WriteOptions = {},
): Promise<WrittenFile> {
  const sheet = marginSheet(report, asked, words, format);
  return writeSheets(format, path, [sheet], paper, options);
}

const FIGURES = [
  'chargesFen',
  'clientRebatesFen',
  'feesFen',
  'mediaCostFen',
  'mediaRebatesFen',
  'outputTaxFen',
  'inputTaxFen',
] as const;

/** The sheet that `writeMargin` writes. */
export function marginSheet(
  report: MarginReport,
  { by, view, withTax, book }: MarginSheetAsked,
  words: Words,
  format: ReportFormat,
): SheetSpec {
  const say = (code: string) => words.say(`margin.${code}`);
  const columns = [
    { heading: say(`by.${by}`), kind: 'text', width: 30 } as const,
    ...FIGURES.map(figure => ({ heading: say(`figure.${figure}`), kind: 'money', width: 16 }) as const),
    { heading: say('figure.revenueFen'), kind: 'money', width: 16 } as const,
    { heading: say('figure.costFen'), kind: 'money', width: 16 } as const,
    { heading: say('figure.marginFen'), kind: 'money', width: 16 } as const,
    { heading: say('figure.rate'), kind: 'text', width: 10 } as const,
  ];
  const cells = (figures: MarginFigures): CellValue[] => {
    const { revenueFen, costFen, marginFen, rateBp } = shownAs(figures, view, withTax);
    return [
      ...FIGURES.map(figure => dashedCell(figures[figure], format)),
      ...[revenueFen, costFen, marginFen].map(fen => dashedCell(fen, format)),
      rateBp === null ? null : percentOfBp(rateBp),
    ];
  };
  const groups = marginGroups(report.lines, by);
  const rows = groups.map(group => [nameOf(group, by, words), ...cells(group)]);
  const title = [
    say('title'),
    words.say('reports.book', { book }),
    words.say('reports.range', { from: report.from, to: report.to }),
    `${say(`view.${view}`)} · ${say(withTax ? 'with_tax' : 'without_tax')}`,
    words.say('reports.unit'),
    say('note'),
  ];
  return sheetOf(say('sheet'), title, columns, rows, [
    words.say('reports.total'),
    ...cells(marginTotal(report.lines)),
  ]);
}

function percentOfBp(bp: number): string {
  const size = Math.abs(bp);
  return `${bp < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}%`;
}

function nameOf({ of }: MarginGroup, by: MarginBy, words: Words): string {
  if (by === 'month') return of.month;
  if (by === 'product') return words.say(`margin.product.${of.product}`);
  if (by === 'manager') return of.manager ?? words.say('margin.no_manager');
  if (of.clientName === null) return words.say('margin.no_client');
  return of.clientCode === null ? of.clientName : `${of.clientCode} ${of.clientName}`;
}
