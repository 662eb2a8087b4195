import type { BillChoice } from '../domain/bills/read.ts';
import type { CompareChoice, SideChoice } from '../domain/compare.ts';
import type { GridQuery, GridSelection } from '../domain/grid.ts';
import type { CompareSide } from '../domain/matching/side.ts';
import type { RefusedRecord } from '../domain/parties/client-rows.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RememberedPair } from '../domain/settings.ts';
import type { Language } from '../domain/text.ts';
import type { NamedFile } from '../files/tables.ts';
import type { Comparison, NamedColumns, SideOfFile, Statement } from '../services/compare.ts';
import type { GridExport, GridHall } from '../services/grids.ts';
import type { OpenRequest } from '../services/statements.ts';
import type { BookRequest } from './book-acts.ts';
import { loadCatalogue } from './resources.ts';
import type { TaskHooks } from './task-hooks.ts';
import { shippedCalendar } from './work-calendar.ts';

interface GuessRequest {
  left: Statement;
  right: Statement;
  pair: RememberedPair | null;
  windowDays: number;
  named?: NamedColumns;
}

interface SideOfFileRequest {
  request: OpenRequest;
  choice: SideChoice;
}

interface MatchRequest {
  left: Statement;
  right: Statement;
  choice: CompareChoice;
  leftSide: CompareSide;
  rightSide: CompareSide;
}

interface WindowRequest {
  grid: string;
  query: GridQuery;
  from: number;
  count: number;
}

interface ReportRequest {
  comparison: Comparison;
  path: string;
  language: Language;
}

// A thread loads a service when a task of it first comes: all of them take longer to load than a small file to read.
const comparing = () => import('../services/compare.ts');
const sides = () => import('../services/compare/sides.ts');
const statements = () => import('../services/statements.ts');
const grids = () => import('../services/grids.ts');
const demo = () => import('../services/demo.ts');

let hall: Promise<GridHall> | null = null;

/** The rows of every grid that this thread was given to hold. */
function held(): Promise<GridHall> {
  hall ??= grids().then(({ GridHall }) => new GridHall());
  return hall;
}

const engine = async (grid: string) => (await held()).engine(grid);

/** Everything a thread can do, by name. Inputs and outputs are plain data and shared memory. */
export const tasks = {
  open: async (request: OpenRequest, hooks: TaskHooks) => (await statements()).openStatement(request, hooks),
  inspect: async (request: OpenRequest, hooks: TaskHooks) =>
    (await statements()).inspectStatement(request, hooks),
  shippedProfiles: async ({ folder }: { folder: string }) =>
    (await import('../services/profiles.ts')).shippedProfiles({ folder }),

  /** Loads what reading a side takes, while the one who will ask for it is still being loaded. */
  prepareSide: async (_: Record<never, never>) => {
    await Promise.all([statements(), sides()]);
  },
  guess: async ({ left, right, pair, windowDays, named }: GuessRequest) => {
    const { guessChoice, headingsOf } = await comparing();
    return {
      choice: guessChoice(left, right, pair, windowDays, named),
      leftHeadings: headingsOf(left),
      rightHeadings: headingsOf(right),
    };
  },
  side: async ({ statement, choice }: { statement: Statement; choice: SideChoice }, hooks: TaskHooks) =>
    (await sides()).readSide(statement, choice, hooks),
  sideOfFile: async ({ request, choice }: SideOfFileRequest, hooks: TaskHooks): Promise<SideOfFile> => {
    const [{ openStatement, readStatementInParts }, { readSide, readSideInParts, withoutSheets }] =
      await Promise.all([statements(), sides()]);
    const { cancelled } = hooks;
    const found = await readStatementInParts(request, hooks, parts =>
      readSideInParts(parts, choice, { cancelled }),
    );
    if (found) return found;
    const statement = await openStatement(request, hooks);
    return { statement: withoutSheets(statement), side: readSide(statement, choice, { cancelled }) };
  },
  match: async ({ left, right, choice, leftSide, rightSide }: MatchRequest) =>
    (await comparing()).compareSides(left, right, choice, leftSide, rightSide),
  report: async ({ comparison, path, language }: ReportRequest, hooks: TaskHooks) =>
    (await import('../services/compare/report.ts')).writeReport(
      path,
      comparison,
      loadCatalogue(language),
      hooks,
    ),

  hold: async (rows: Parameters<GridHall['hold']>[0]) => (await held()).hold(rows),
  release: async ({ id }: { id: string }) => (await held()).release(id),
  columns: async ({ grid }: { grid: string }) => (await engine(grid)).source.columns,
  window: async ({ grid, query, from, count }: WindowRequest) =>
    (await engine(grid)).window(query, from, count),
  totals: async ({ grid, selection, sums }: { grid: string; selection: GridSelection; sums?: string[] }) =>
    (await engine(grid)).totals(selection, sums),
  values: async ({ grid, column, query }: { grid: string; column: string; query: GridQuery }) =>
    (await engine(grid)).values(column, query),
  locate: async ({ grid, query, id }: { grid: string; query: GridQuery; id: string }) => ({
    index: (await engine(grid)).locate(query, id),
  }),
  export: async (request: Omit<GridExport, 'catalogue'> & { language: Language }, hooks: TaskHooks) =>
    (await grids()).exportGrid({ ...request, catalogue: loadCatalogue(request.language) }, hooks),

  /** An act on the book that this thread has open; `BookHouse` gives it its type back. */
  book: async (request: BookRequest, hooks: TaskHooks): Promise<unknown> =>
    (await import('./book-acts.ts')).perform(request, hooks),
  /** Reads a client list or an opening file: a hostile file, and no book at hand. */
  clientsFile: async (file: NamedFile) => (await import('../services/clients.ts')).readClientsFile(file),
  openingFile: async (file: NamedFile) => (await import('../services/opening.ts')).readOpeningFile(file),

  openInvoices: async (file: NamedFile, hooks: TaskHooks) =>
    (await import('../services/invoices.ts')).openInvoiceFile(file, hooks),
  inspectInvoices: async (file: NamedFile, hooks: TaskHooks) =>
    (await import('../services/invoices.ts')).inspectInvoices(file, hooks),

  openBill: async (file: NamedFile & { choice?: BillChoice }) =>
    (await import('../services/bills.ts')).openBill(file),

  voucherMapping: async (file: NamedFile) => (await import('../services/vouchers.ts')).readMapping(file),
  glBalance: async (file: NamedFile & { columns?: Record<string, string> }) =>
    (await import('../services/vouchers.ts')).readGlFile(file),

  planFile: async (file: NamedFile) => (await import('../services/rules/plan-list.ts')).readPlanList(file),

  template: async ({
    kind,
    path,
    language,
    format,
  }: {
    kind: 'clients' | 'opening' | 'orders';
    path: string;
    language: Language;
    /** Of the list of planned orders; the others are workbooks. */
    format: 'xlsx' | 'csv';
  }) => {
    const { writeClientsTemplate, writeOpeningTemplate } = await import('../services/clients/template.ts');
    const { writePlanTemplate } = await import('../services/rules/plan-list.ts');
    const writers = {
      clients: writeClientsTemplate,
      opening: writeOpeningTemplate,
      orders: writePlanTemplate,
    };
    await writers[kind](path, loadCatalogue(language), format);
  },
  refusedList: async ({
    path,
    refused,
    language,
  }: {
    path: string;
    refused: readonly RefusedRecord[];
    language: Language;
  }) => {
    const { writeRefused } = await import('../services/clients/template.ts');
    await writeRefused(path, refused, loadCatalogue(language));
  },

  demoFirstPeriod: async (_: Record<never, never>) => (await import('./demo-book.ts')).DEMO_FIRST_PERIOD,
  demoNames: async (_: Record<never, never>) => {
    const { DEMO_SEED, demoFileNames } = await demo();
    return demoFileNames(DEMO_SEED, shippedCalendar());
  },
  demoFile: async ({ name, path }: { name: string; path: string }) => {
    const { DEMO_SEED, demoFiles } = await demo();
    const file = demoFiles(DEMO_SEED, shippedCalendar()).find(each => each.name === name);
    if (!file) throw new Refusal('demo.not_found', { name });
    await file.write(path);
  },
  demoAgency: async ({ folder }: { folder: string }, hooks: TaskHooks) => {
    const { writeDemo } = await demo();
    const files = await writeDemo(folder, shippedCalendar(), { onProgress: hooks.onProgress });
    return files.map(({ name, source }) => ({ name, source }));
  },
};

export type TaskName = keyof typeof tasks;
export type TaskInput<T extends TaskName> = Parameters<(typeof tasks)[T]>[0];
export type TaskOutput<T extends TaskName> = Awaited<ReturnType<(typeof tasks)[T]>>;
