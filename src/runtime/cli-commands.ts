import { resolve } from 'node:path';
import * as z from 'zod';
import { mapping } from '../contract/profiles.ts';
import { COMPARE_TABS, type CompareChoice, type CompareTab, type SideChoice } from '../domain/compare.ts';
import { type Finding, Refusal } from '../domain/refusal.ts';
import { PRODUCTS, type Product } from '../domain/rulebook/types.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import { MEANINGS, type Meaning, type Profile } from '../domain/statement.ts';
import { LIMITS, type Sheet } from '../domain/table.ts';
import { renderText } from '../domain/text.ts';
import { compareSides, type NamedColumns, namedChoice, type SideOfFile } from '../services/compare.ts';
import { type Mapping, mappedHeader, profileFromMapping } from '../services/profiles.ts';
import type { OpenedStatement } from '../services/statements.ts';
import { watched } from './cli-base.ts';
import { billCommands } from './cli-bill-commands.ts';
import { bookCommands, importCommand } from './cli-book-commands.ts';
import { calendarCommands } from './cli-calendar-commands.ts';
import { closeCommands } from './cli-close-commands.ts';
import { invoiceCommands } from './cli-invoice-commands.ts';
import type { CommandLine } from './cli-line.ts';
import { matchingCommands, ticketCommands } from './cli-matching-commands.ts';
import { namedExportCommands } from './cli-named-export-commands.ts';
import { limitCommands, orderCommands } from './cli-order-commands.ts';
import { refundCommands, withdrawalCommands } from './cli-refund-commands.ts';
import { ruleCommands } from './cli-rule-commands.ts';
import { cliCatalogue } from './resources.ts';

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
  const { choice, left, right } = await readSides(line, input);
  // Nothing is left for the threads to do, and what they hold would stand beside the tables of the matching.
  line.pool.end();
  const comparison = compareSides(left.statement, right.statement, choice, left.side, right.side);
  const report = input.out === undefined ? null : resolve(input.out);
  if (report !== null) {
    const { writeReport } = await import('../services/compare/report.ts');
    await writeReport(report, comparison, cliCatalogue());
  }
  const { tabs, ...summary } = comparison.summary;
  const counts = Object.fromEntries(COMPARE_TABS.map(tab => [tab, tabs[tab].count])) as Record<
    CompareTab,
    number
  >;
  return { ...counts, sums: tabs, ...summary, report };
}

interface ReadSides {
  choice: CompareChoice;
  left: SideOfFile;
  right: SideOfFile;
}

/**
 * Reads both sides at once. Where every column is named nothing need be guessed from the files, so that they are read
 * in parts and never held.
 */
async function readSides(line: CommandLine, input: CompareInput): Promise<ReadSides> {
  const { pool } = line;
  const windowDays = input.windowDays ?? DEFAULT_SETTINGS.windowDays;
  const named = columnsNamed(input);
  const requests = await Promise.all([line.request(input.left), line.request(input.right)]);
  const known = namedChoice(named, windowDays);
  if (known) {
    refuseNoAmount(known);
    const read = (at: 0 | 1, choice: SideChoice) =>
      pool.call('sideOfFile', { request: requests[at], choice }, underLimits);
    const [left, right] = await Promise.all([read(0, known.left), read(1, known.right)]);
    return { choice: known, left, right };
  }
  const [left, right] = await Promise.all(requests.map(request => pool.call('open', request, underLimits)));
  const files = { left: left!, right: right!, pair: null, windowDays, named };
  const { choice } = await pool.call('guess', files, underLimits);
  refuseNoAmount(choice);
  const read = async (statement: OpenedStatement, side: SideChoice): Promise<SideOfFile> => ({
    statement,
    side: await pool.call('side', { statement, choice: side }, underLimits),
  });
  const sides = await Promise.all([read(left!, choice.left), read(right!, choice.right)]);
  return { choice, left: sides[0], right: sides[1] };
}

/** What was named on the command line; `none` means that no column is to be used. */
function columnsNamed({ key, amount, date, party }: CompareInput): NamedColumns {
  const given = Object.entries({ key, amount, date, party }).filter(([, name]) => name !== undefined);
  return Object.fromEntries(given.map(([part, name]) => [part, name === 'none' ? '' : name]));
}

function refuseNoAmount({ left, right }: CompareChoice): void {
  if (left.amount === null || right.amount === null) throw new Refusal('compare.no_amount');
}

interface MapInput {
  file: string;
  name: string;
  columns: string;
  amount: string;
  sheet?: string;
  headerLine?: number;
  orders?: Product;
}

/** Saves the mapping of an unknown form as the next version of a profile of that name. */
async function mapForm(line: CommandLine, input: MapInput): Promise<Profile> {
  const { file, recognition } = await line.pool.call(
    'open',
    await line.request(input.file, { sheet: input.sheet }),
    underLimits,
  );
  const sheet = file.sheets[recognition.sheetIndex];
  const guessed = recognition.headerRecord ?? 0;
  const record = input.headerLine === undefined ? guessed : recordAtLine(sheet, input.headerLine + 1);
  const header = mappedHeader(file, recognition.sheet, record);
  const profile = profileFromMapping(
    {
      fileId: '',
      sheet: recognition.sheet,
      name: input.name,
      headerRecord: record,
      columns: namedColumns(input.columns, header.headings),
      amount: amountRule(input.amount),
      currency: 'CNY',
      orders: input.orders,
    },
    header,
    await line.shelf.read<Profile[]>('profiles', []),
  );
  await line.shelf.update<Profile[]>('profiles', [], saved => [...saved, profile]);
  return profile;
}

function recordAtLine(sheet: Sheet | undefined, lineNumber: number): number {
  return sheet?.rowLine ? sheet.rowLine.indexOf(lineNumber) : lineNumber - 1;
}

/** `time=结算日期,amount=金额` with the column of each heading. Refuses `cli.columns` and `compare.heading_missing`. */
function namedColumns(text: string, headings: string[]): Mapping['columns'] {
  return text.split(',').map(part => {
    const [meaning = '', heading = ''] = part.split('=', 2).map(word => word.trim());
    if (!(MEANINGS as readonly string[]).includes(meaning)) throw new Refusal('cli.columns', { part });
    const index = headings.indexOf(heading);
    if (index < 0) throw new Refusal('compare.heading_missing', { heading, headings: headings.join(', ') });
    return { index, meaning: meaning as Meaning };
  });
}

/** Reads `sign:expense`, `columns` … and leaves the checking to the contract's own schema. Refuses `cli.amount`. */
function amountRule(text: string): Mapping['amount'] {
  const [by = '', what, income = '', expense = ''] = text.split(':');
  const words = (list: string) => list.split('/').filter(word => word !== '');
  const rule = mapping.shape.amount.safeParse({
    by,
    ...(by === 'sign' ? { positive: what } : {}),
    ...(by === 'fixed' ? { direction: what } : {}),
    ...(by === 'word' ? { column: what, income: words(income), expense: words(expense), neutral: [] } : {}),
  });
  if (!rule.success) throw new Refusal('cli.amount', { amount: text });
  return rule.data;
}

/** A finding as the command line tells it: place in columns of its own and the sentence. */
function told({ severity, code, params, place }: Finding) {
  const { sheet = null, row = null, column = null } = place;
  return { severity, code, sheet, row, column, message: renderText(cliCatalogue(), code, params) };
}

const underLimits = { time_ms: LIMITS.time_ms };

/** Every command as a small router of its own: paths in, plain documents out. `failed` hears what a command threw. */
export function commands(line: CommandLine, failed: (error: unknown) => void) {
  const base = watched(failed);
  const rules = ruleCommands(base);
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
      map: base
        .meta({ description: 'Name the columns of an unknown form once; this workstation remembers it' })
        .input(
          z.object({
            file: z.string().describe('a file of the unknown form'),
            name: z.string().min(1).max(60).describe('name of the form'),
            columns: z
              .string()
              .describe(`MEANING=HEADING, separated by commas; meanings: ${MEANINGS.join(' ')}`),
            amount: z
              .string()
              .describe(
                'columns, sign:income, sign:expense, fixed:income, fixed:expense, or word:direction:IN/…:OUT/…',
              ),
            orders: z.enum(PRODUCTS).optional().describe('its rows are orders of this product'),
            sheet: z.string().optional().describe('name of the sheet'),
            headerLine: z
              .int()
              .min(0)
              .optional()
              .describe('line of the headings from 0; guessed where absent'),
          }),
        )
        .handler(({ input }) => mapForm(line, input)),
      profiles: base
        .meta({ description: 'Forms that are recognised, saved ones first' })
        .handler(async () => [...(await line.saved()), ...line.shipped()]),
      import: importCommand(base, line),
    },
    ...bookCommands(base, line),
    ...rules,
    orders: { ...rules.orders, ...orderCommands(base, line) },
    limits: limitCommands(base, line),
    refunds: refundCommands(base, line),
    withdrawals: withdrawalCommands(base, line),
    invoices: invoiceCommands(base, line),
    bills: billCommands(base, line),
    periods: closeCommands(base, line),
    matching: matchingCommands(base, line),
    tickets: ticketCommands(base, line),
    calendar: calendarCommands(base, line),
    exports: namedExportCommands(base, line),
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
    demo: {
      make: base
        .meta({ description: 'Write the demo agency: 60 clients, 3 months, every source as a real file' })
        .input(z.object({ out: z.string().describe('folder to write to') }))
        .handler(async ({ input }) => {
          const folder = resolve(input.out);
          return { folder, files: await line.pool.call('demoAgency', { folder }) };
        }),
    },
  };
}
