import type { CompareChoice, SideChoice } from '../domain/compare.ts';
import type { GridQuery, GridSelection } from '../domain/grid.ts';
import type { CompareSide } from '../domain/matching/side.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RememberedPair } from '../domain/settings.ts';
import type { Language } from '../domain/text.ts';
import {
  type Comparison,
  compareSides,
  guessChoice,
  headingsOf,
  readSide,
  type Statement,
  writeReport,
} from '../services/compare.ts';
import { DEMO_SEED, demoFileNames, demoFiles, writeDemo } from '../services/demo.ts';
import { exportGrid, type GridExport, GridHall } from '../services/grids.ts';
import { shippedProfiles } from '../services/profiles.ts';
import { inspectStatement, type OpenRequest, openStatement } from '../services/statements.ts';
import { loadCatalogue } from './resources.ts';

/** How a task tells its progress and learns that it should stop. */
export interface TaskHooks {
  cancelled(): boolean;
  onProgress(done: number, total?: number | null): void;
}

interface GuessRequest {
  left: Statement;
  right: Statement;
  pair: RememberedPair | null;
  windowDays: number;
}

interface MatchRequest {
  left: Statement;
  right: Statement;
  choice: CompareChoice;
  leftSide: CompareSide;
  rightSide: CompareSide;
}

interface ReportRequest {
  comparison: Comparison;
  path: string;
  language: Language;
}

/** The rows of every grid that this thread was given to hold. */
const hall = new GridHall();

/** Everything a thread can do, by name. Inputs and outputs are plain data and shared memory. */
export const tasks = {
  open: (request: OpenRequest, hooks: TaskHooks) => openStatement(request, hooks),
  inspect: (request: OpenRequest, hooks: TaskHooks) => inspectStatement(request, hooks),
  shippedProfiles,

  guess: ({ left, right, pair, windowDays }: GuessRequest) => ({
    choice: guessChoice(left, right, pair, windowDays),
    leftHeadings: headingsOf(left),
    rightHeadings: headingsOf(right),
  }),
  side: ({ statement, choice }: { statement: Statement; choice: SideChoice }, hooks: TaskHooks) =>
    readSide(statement, choice, hooks),
  match: ({ left, right, choice, leftSide, rightSide }: MatchRequest) =>
    compareSides(left, right, choice, leftSide, rightSide),
  report: ({ comparison, path, language }: ReportRequest, hooks: TaskHooks) =>
    writeReport(path, comparison, loadCatalogue(language), hooks),

  hold: (held: Parameters<GridHall['hold']>[0]) => hall.hold(held),
  release: ({ id }: { id: string }) => hall.release(id),
  columns: ({ grid }: { grid: string }) => hall.engine(grid).source.columns,
  window: ({ grid, query, from, count }: { grid: string; query: GridQuery; from: number; count: number }) =>
    hall.engine(grid).window(query, from, count),
  totals: ({ grid, selection }: { grid: string; selection: GridSelection }) =>
    hall.engine(grid).totals(selection),
  values: ({ grid, column, query }: { grid: string; column: string; query: GridQuery }) =>
    hall.engine(grid).values(column, query),
  locate: ({ grid, query, id }: { grid: string; query: GridQuery; id: string }) => ({
    index: hall.engine(grid).locate(query, id),
  }),
  export: (request: Omit<GridExport, 'catalogue'> & { language: Language }, hooks: TaskHooks) =>
    exportGrid({ ...request, catalogue: loadCatalogue(request.language) }, hooks),

  demoNames: (_: Record<never, never>) => demoFileNames(DEMO_SEED),
  demoFile: async ({ name, path }: { name: string; path: string }) => {
    const file = demoFiles(DEMO_SEED).find(each => each.name === name);
    if (!file) throw new Refusal('demo.not_found', { name });
    await file.write(path);
  },
  demoAgency: async ({ folder }: { folder: string }, hooks: TaskHooks) => {
    const files = await writeDemo(folder, DEMO_SEED, hooks.onProgress);
    return files.map(({ name, source }) => ({ name, source }));
  },
};

export type TaskName = keyof typeof tasks;
export type TaskInput<T extends TaskName> = Parameters<(typeof tasks)[T]>[0];
export type TaskOutput<T extends TaskName> = Awaited<ReturnType<(typeof tasks)[T]>>;
