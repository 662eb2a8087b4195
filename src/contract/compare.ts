import { type } from '@orpc/contract';
import * as z from 'zod';
import { COMPARE_TABS, type CompareChoice, type CompareSummary } from '../domain/compare.ts';
import type { RememberedPair } from '../domain/settings.ts';
import { command, query } from './procedure.ts';

const heading = z.string().nullable();
const side = z.object({ key: heading, amount: heading, date: heading, party: heading });
export const compareChoice = z.object({ left: side, right: side, windowDays: z.int().min(0).max(31) });

const pairOfFiles = z.object({ leftFileId: z.string(), rightFileId: z.string() });

export const compare = {
  /** Columns guessed for two inspected files: a remembered pair of the same forms wins, else meaning, name and content. */
  guess: query('viewer').input(pairOfFiles).output(
    type<{
      choice: CompareChoice;
      pair: RememberedPair | null;
      leftHeadings: string[];
      rightHeadings: string[];
    }>(),
  ),
  /** Compares as a job; its result is a comparison. */
  run: command('viewer')
    .input(pairOfFiles.extend({ choice: compareChoice }))
    .output(type<{ jobId: string }>()),
  summary: query('viewer')
    .input(z.object({ comparisonId: z.string() }))
    .output(type<CompareSummary & { leftFileId: string; rightFileId: string }>()),
  /** Where a row of a tab stands in its files: record index in each sheet, null where it has no such side. */
  origin: query('viewer')
    .input(z.object({ comparisonId: z.string(), tab: z.enum(COMPARE_TABS), rowId: z.string() }))
    .output(type<{ left: RowOrigin | null; right: RowOrigin | null }>()),
  /** Writes the difference report (XLSX) as a job; its result is an export. */
  report: command('viewer')
    .input(z.object({ comparisonId: z.string() }))
    .output(type<{ jobId: string }>()),
  pairs: query('viewer').output(type<RememberedPair[]>()),
  rememberPair: command('viewer')
    .input(pairOfFiles.extend({ name: z.string().min(1).max(60), choice: compareChoice }))
    .output(type<RememberedPair>()),
  forgetPair: command('viewer')
    .input(z.object({ id: z.string() }))
    .output(type<{ removed: boolean }>()),
};

export interface RowOrigin {
  fileId: string;
  file: string;
  sheet: string;
  /** Index of the sheet in its file, as `raw:<fileId>:<sheet index>` wants it. */
  sheetIndex: number;
  /** Record index from 0, and its line or sheet row from 1. */
  record: number;
  line: number;
}
