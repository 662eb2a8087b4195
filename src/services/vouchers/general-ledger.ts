import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../domain/refusal.ts';
import { type Catalogue, renderText } from '../../domain/text.ts';
import { differencesOf, type GlLine, type GlSums } from '../../domain/vouchers/gl-compare.ts';
import { detectColumns, type GlRow, namedColumns, readGlRows } from '../../domain/vouchers/gl-sheet.ts';
import { type NamedFile, readTables } from '../../files/tables.ts';
import type { Paper } from '../../files/write-pdf.ts';
import { type SheetFormat, writeSheets } from '../../files/write-sheets.ts';
import type { CellValue, ColumnSpec, SheetSpec, WrittenFile } from '../../files/write-xlsx.ts';
import { command } from '../../ledger/command.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { readBook } from '../../store/reports.ts';
import { glBalanceOf, insertGlBalance } from '../../store/vouchers.ts';
import { glComparison } from '../../store/vouchers-mapped.ts';
import type { VoucherCaller } from './batches.ts';

/** A 科目余额表 as read from its file. */
export interface GlReading {
  name: string;
  sha256: string;
  rows: GlRow[];
}

/**
 * Reads the 科目余额表 of a general ledger: the first sheet with such a header, or the columns that were named. Refuses
 * `vouchers.gl_unknown`, `vouchers.gl_columns`, `vouchers.gl_amount`, `vouchers.gl_empty`, and what opening a file refuses.
 */
export async function readGlFile(file: NamedFile & { columns?: Record<string, string> }): Promise<GlReading> {
  const tables = await readTables(file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file.path), hash);
  for (const { records } of tables) {
    const found = file.columns ? namedColumns(records, file.columns) : detectColumns(records);
    if (!found) continue;
    const rows = readGlRows(records, found);
    if (rows.length === 0) throw new Refusal('vouchers.gl_empty', { name: file.name });
    return { name: file.name, sha256: hash.digest('hex'), rows };
  }
  throw new Refusal('vouchers.gl_unknown', { name: file.name });
}

/** Keeps the 科目余额表 of a month; the latest counts. */
export function keepGlBalance(
  connection: Connection,
  caller: VoucherCaller,
  { month, today, reading }: { month: string; today: string; reading: GlReading },
): Promise<{ lines: number; different: number }> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Refusal('ledger.month_invalid', { month });
  const { name, sha256, rows } = reading;
  return command(
    connection,
    { ...caller, procedure: 'vouchers.readLedger', input: { month, sha256 } },
    tx => {
      insertGlBalance(tx, { month, name, sha256, rows, readOn: today });
      const lines = glComparison(connection, month) ?? [];
      return { lines: lines.length, different: lines.filter(({ isEqual }) => !isEqual).length };
    },
  );
}

/** 总账核对 of a month as a screen shows it; null where no 科目余额表 was read in. */
export function glCheck(connection: Connection, month: string) {
  const balance = glBalanceOf(connection, month);
  const lines = glComparison(connection, month);
  if (!balance || !lines) return null;
  const { name, readBy, readOn, rows } = balance;
  return {
    month,
    name,
    readBy,
    readOn,
    rows: rows.length,
    lines,
    different: lines.filter(each => !each.isEqual).length,
  };
}

const FIGURES: readonly (keyof GlSums)[] = ['openingFen', 'debitsFen', 'creditsFen', 'closingFen'];
const E5_PER_FEN = 1_000;

/** Writes 总账核对表. Refuses `vouchers.gl_missing` where no 科目余额表 was read in, and what the writers refuse. */
export function writeGlCheck(
  connection: Connection,
  {
    month,
    format,
    path,
    catalogue,
    paper,
  }: { month: string; format: SheetFormat; path: string; catalogue: Catalogue; paper: Paper },
): Promise<WrittenFile> {
  const check = glCheck(connection, month);
  if (!check) throw new Refusal('vouchers.gl_missing', { month });
  const say = (code: string, params = {}) => renderText(catalogue, `vouchers.check.${code}`, params);
  const sheet: SheetSpec = {
    name: say('title'),
    title: [
      say('title'),
      renderText(catalogue, 'reports.book', { book: readBook(connection).name }),
      say('about', { month, name: check.name, by: check.readBy, on: check.readOn }),
      say(check.different === 0 ? 'all_equal' : 'some_differ', { count: check.different }),
      renderText(catalogue, 'reports.unit'),
    ],
    columns: columnsOf(say),
    rowCount: check.lines.length,
    rows: (from, count) => check.lines.slice(from, from + count).map(line => cellsOf(line, say)),
  };
  return writeSheets(format, path, [sheet], paper);
}

function columnsOf(say: (code: string) => string): ColumnSpec[] {
  const money = (side: string) =>
    FIGURES.map(figure => ({
      heading: say(`${side}.${figure.slice(0, -3)}`),
      kind: 'money' as const,
      width: 16,
    }));
  return [
    { heading: say('code'), kind: 'id', width: 12 },
    { heading: say('name'), kind: 'text', width: 24 },
    ...money('ours'),
    ...money('theirs'),
    { heading: say('difference'), kind: 'money', width: 16 },
    { heading: say('verdict'), kind: 'text', width: 8 },
  ];
}

function cellsOf(line: GlLine, say: (code: string) => string): CellValue[] {
  const { glCode, glName, aux, side, ours, theirs, isEqual } = line;
  const money = (sums: GlSums) => FIGURES.map(figure => sums[figure] * E5_PER_FEN);
  const difference = largestOf(differencesOf(side, ours, theirs));
  const name = aux === null ? glName : `　${aux.code} ${aux.name}`;
  const verdict = say(isEqual ? 'equal' : 'different');
  return [glCode, name, ...money(ours), ...money(theirs), difference * E5_PER_FEN, verdict];
}

/** The difference that a line is told by: the closing one, else the first that is not zero. */
function largestOf(differences: readonly number[]): number {
  return differences.at(-1) || (differences.find(fen => fen !== 0) ?? 0);
}
