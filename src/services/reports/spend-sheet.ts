import { beijingTime } from '../../domain/calendar/days.ts';
import { FINALITIES } from '../../domain/orders/figures.ts';
import type { Params } from '../../domain/refusal.ts';
import { type SpendReport, spendTotals } from '../../domain/reports/spend.ts';
import {
  allSpendText,
  clientSpends,
  clientSpendText,
  finalityText,
  spanOf,
} from '../../domain/reports/spend-text.ts';
import { writeWhole } from '../../files/write-file.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { SHEET_FORMATS, writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, SheetSpec, WriteOptions, WrittenFile } from '../../files/write-xlsx.ts';
import { dashedCell, moneyCell, type ReportFormat, sheetOf } from './cells.ts';
import type { Words } from './words.ts';

export const SPEND_FORMATS = [...SHEET_FORMATS, 'text'] as const;
export type SpendFormat = (typeof SPEND_FORMATS)[number];

/** Writes 消耗日报/月报 as XLSX, CSV, PDF, or as the text that is pasted into a chat. Refuses what the writers refuse. */
export async function writeSpend(
  report: SpendReport,
  format: SpendFormat,
  { path, words, paper }: { path: string; words: Words; paper?: Paper | undefined },
  options: WriteOptions = {},
): Promise<WrittenFile> {
  if (format === 'text')
    return writeWhole(path, async sink => {
      await sink.write(Buffer.from(`${spendText(report, words)}\n`));
    });
  return writeSheets(format, path, [spendSheet(report, words, format)], paper, options);
}

/** The whole report as text: one client in full, several with a line each. */
export function spendText(report: SpendReport, words: Words): string {
  const say = (code: string, params?: Params) => words.say(code, params);
  const clients = clientSpends(report, say('spend.no_client'));
  const frame = { ...report, say };
  const [only] = clients;
  return clients.length === 1 ? clientSpendText(only!, frame) : allSpendText(clients, frame);
}

function spendSheet(report: SpendReport, words: Words, format: ReportFormat): SheetSpec {
  const say = (code: string, params?: Params) => words.say(code, params);
  const columns = [
    ...([
      ['client_code', 'id', 12],
      ['client', 'text', 28],
      ['account', 'text', 24],
      ['account_id', 'id', 20],
      ['product', 'text', 14],
      ['bucket', 'text', 16],
      ['amount', 'money', 16],
    ] as const),
    ...FINALITIES.map(finality => [finality, 'money', 16] as const),
    ['last_on', 'date', 12] as const,
  ].map(([name, kind, width]) => ({ heading: say(`spend.column.${name}`), kind, width }));
  const rows = report.lines.map((line): CellValue[] => [
    line.clientCode,
    line.clientName ?? say('spend.no_client'),
    line.pool?.name ?? say('spend.no_account'),
    line.pool?.platformId ?? null,
    say(`spend.product.${line.product}`),
    say(`spend.bucket.${line.bucket}`),
    moneyCell(line.amountFen),
    ...FINALITIES.map(finality => dashedCell(line.byFinality[finality] ?? 0, format)),
    line.lastOn,
  ]);
  const { cashFen, grantFen } = spendTotals(report.lines);
  const sum = (name: string, fen: number): CellValue[] => [
    say(name),
    ...[null, null, null, null, null],
    moneyCell(fen),
    ...FINALITIES.map(() => null),
    null,
  ];
  const estimateFen = report.estimates.reduce((fen, each) => fen + each.estimateFen, 0);
  const title = [
    say(`spend.title.${spanOf(report)}`),
    say('reports.range', { from: report.from, to: report.to }),
    ...(report.bookedAt === null
      ? []
      : [
          say('spend.as_of', {
            at: beijingTime(report.bookedAt),
            finality: finalityText(report.lines, say),
          }),
        ]),
    ...(report.estimates.length === 0 ? [] : [say('spend.estimate_note', { estimateFen })]),
    say('reports.unit'),
    say('spend.note'),
  ];
  const totals = sum('spend.total', cashFen);
  return sheetOf(
    say('spend.sheet'),
    title,
    columns,
    grantFen === 0 ? rows : [...rows, sum('spend.total_grant', grantFen)],
    totals,
  );
}
