import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { os } from '@orpc/server';
import * as z from 'zod';
import { COMPARE_TABS, type CompareChoice, type CompareTab } from '../domain/compare.ts';
import { type Finding, Refusal } from '../domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import type { Profile } from '../domain/statement.ts';
import { LIMITS } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import { compareSides, withColumns, writeReport } from '../services/compare.ts';
import { newestProfiles } from '../services/profiles.ts';
import type { OpenedStatement, OpenRequest } from '../services/statements.ts';
import { DeskShelf } from '../store/desk.ts';
import { dataFolder } from './data-folder.ts';
import { cliCatalogue, profilesFolder } from './resources.ts';
import { ThreadPool } from './threads.ts';

const THREADS = 2;

/** What the commands share: threads for file work and the workstation's shelf. */
export class CommandLine {
  readonly pool = new ThreadPool(THREADS);
  readonly shelf = new DeskShelf(join(dataFolder(), 'desk'));

  /** A request to open a file as the user names it, with the profiles that this workstation knows. */
  async request(file: string, more: Partial<OpenRequest> = {}): Promise<OpenRequest> {
    const path = resolve(file);
    if (!existsSync(path)) throw new Refusal('cli.file_missing', {}, { file });
    const saved = newestProfiles(await this.shelf.read<Profile[]>('profiles', []));
    return { path, name: basename(path), profilesFolder, saved, ...more };
  }

  close(): void {
    this.pool.end();
  }
}

const column = (part: string) =>
  z
    .string()
    .optional()
    .describe(`${part} column: one heading for both sides, LEFT=RIGHT, or none; guessed where absent`);

interface CompareInput {
  left: string;
  right: string;
  key?: string;
  amount?: string;
  date?: string;
  party?: string;
  windowDays?: number;
  out?: string;
}

/** Opens both files, reads both sides, each in a thread of its own, matches them and writes the report. */
async function compareFiles(line: CommandLine, input: CompareInput) {
  const { pool } = line;
  const open = async (file: string) => pool.call('open', await line.request(file), underLimits);
  const [left, right] = await Promise.all([open(input.left), open(input.right)]);
  const columns = { key: input.key, amount: input.amount, date: input.date, party: input.party };
  const choice = await chosen(line, left, right, columns, input.windowDays);
  if (choice.left.amount === null || choice.right.amount === null) throw new Refusal('compare.no_amount');
  const [leftSide, rightSide] = await Promise.all([
    pool.call('side', { statement: left, choice: choice.left }, underLimits),
    pool.call('side', { statement: right, choice: choice.right }, underLimits),
  ]);
  const comparison = compareSides(left, right, choice, leftSide, rightSide);
  const report = input.out === undefined ? null : resolve(input.out);
  if (report !== null) await writeReport(report, comparison, cliCatalogue());
  const { tabs, ...summary } = comparison.summary;
  const counts = Object.fromEntries(COMPARE_TABS.map(tab => [tab, tabs[tab].count])) as Record<
    CompareTab,
    number
  >;
  return { ...counts, sums: tabs, ...summary, report };
}

/** What was named on the command line; what was not is guessed from the two files. */
async function chosen(
  line: CommandLine,
  left: OpenedStatement,
  right: OpenedStatement,
  columns: Parameters<typeof withColumns>[1],
  windowDays: number = DEFAULT_SETTINGS.windowDays,
): Promise<CompareChoice> {
  const named = Object.fromEntries(
    Object.entries(columns).map(([part, name]) => [part, name === 'none' ? '' : name]),
  );
  const { choice } = await line.pool.call('guess', { left, right, pair: null, windowDays }, underLimits);
  return { ...withColumns(choice, named), windowDays };
}

/** A finding as the command line tells it: place in columns of its own and the sentence. */
function told({ severity, code, params, place }: Finding) {
  const { sheet = null, row = null, column = null } = place;
  return { severity, code, sheet, row, column, message: renderText(cliCatalogue(), code, params) };
}

const underLimits = { time_ms: LIMITS.time_ms };

/** Every command as a small router of its own: paths in, plain documents out. `failed` hears what a command threw. */
export function commands(line: CommandLine, failed: (error: unknown) => void) {
  const base = os.$meta<{ description?: string }>({}).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      failed(error);
      throw error;
    }
  });
  return {
    statements: {
      inspect: base
        .meta({ description: 'What a file is, what it adds up to and what is doubtful' })
        .input(
          z.object({
            file: z.string().describe('statement file'),
            sheet: z.string().optional().describe('name of the sheet to read'),
            password: z.string().optional().describe('password of an archive'),
            profile: z.string().optional().describe('id of the form, instead of recognising it'),
          }),
        )
        .handler(async ({ input: { file, ...more } }) => {
          const { inspection } = await line.pool.call('inspect', await line.request(file, more), underLimits);
          return { ...inspection, findings: inspection.findings.map(told) };
        }),
    },
    compare: {
      run: base
        .meta({ description: 'Compare two statements row by row; the report goes to --out' })
        .input(
          z.object({
            left: z.string().describe('left statement file'),
            right: z.string().describe('right statement file'),
            key: column('key'),
            amount: column('amount'),
            date: column('date'),
            party: column('party'),
            windowDays: z
              .int()
              .min(0)
              .max(31)
              .optional()
              .describe('days that dates may lie apart without a key'),
            out: z.string().optional().describe('report to write (XLSX)'),
          }),
        )
        .handler(({ input }) => compareFiles(line, input)),
    },
  };
}
