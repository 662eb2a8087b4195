import { resolve } from 'node:path';
import type { ExportPeriod } from '../domain/named-export.ts';
import { exportBookGrid } from '../services/book-grids.ts';
import { withBook } from './cli-book-acts.ts';
import type { CommandLine } from './cli-line.ts';
import { today } from './implementer.ts';
import { namedExportReads } from './named-export-acts.ts';
import { cliCatalogue } from './resources.ts';

const QUIET = { cancelled: () => false, onProgress: () => undefined };

/** Exports that the person of the line may run. */
export function list(line: CommandLine, { book: path }: { book: string }) {
  return withBook(line, path, book => namedExportReads['namedExports/list'](book, book), true);
}

/** Writes an export for a month; answers the month and how many rows. */
export function run(
  line: CommandLine,
  input: { book: string; name: string; period: ExportPeriod; out: string },
) {
  const path = resolve(input.out);
  const ending = /\.(csv|xlsx)$/i.exec(path)?.[1]?.toLowerCase() as 'csv' | 'xlsx' | undefined;
  return withBook(
    line,
    input.book,
    async book => {
      const { actor, scope, connection } = book;
      const { month, query, rows, ...planned } = namedExportReads['namedExports/plan'](book, {
        ...{ actor, scope, export: input.name, period: input.period },
        today: today(),
      });
      const file = { ...planned, format: ending ?? planned.format, path, catalogue: cliCatalogue() };
      await exportBookGrid(
        connection,
        scope,
        { ...file, selection: { query, except: [] }, sort: query.sort },
        QUIET,
      );
      const { name, grid, format } = file;
      return { ...{ name, grid, format, period: month, rows }, report: path };
    },
    true,
  );
}
