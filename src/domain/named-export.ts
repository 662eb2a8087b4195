import type { GridColumn, GridQuery } from './grid.ts';
import { Refusal } from './refusal.ts';
import { lastDayOf } from './reports/days.ts';

/** A named export 自定义导出: which columns of a grid under which headings, which rows in which order. */
export interface NamedExport {
  id: number;
  name: string;
  /** Name of the grid without days: `book:orders`. */
  grid: string;
  columns: { key: string; heading: string }[];
  query: GridQuery;
  /** Date column whose rows of the asked month are taken; null: all rows, whatever the month. */
  periodColumn: string | null;
  format: 'xlsx' | 'csv';
  madeBy: string;
}
export type NewExport = Omit<NamedExport, 'id' | 'madeBy'>;

/** `this` and `last` month of the day of the asking, a month `yyyy-mm`, or everything. */
export type ExportPeriod = 'this' | 'last' | 'all' | (string & {});

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The month that a period names on a day; null for `all`. Refuses `exports.bad_period`. */
export function monthOfPeriod(period: ExportPeriod, today: string): string | null {
  if (period === 'all') return null;
  if (period === 'this') return today.slice(0, 7);
  if (period === 'last') {
    const first = Date.parse(`${today.slice(0, 7)}-01`);
    return new Date(first - 86_400_000).toISOString().slice(0, 7);
  }
  if (!MONTH.test(period)) throw new Refusal('exports.bad_period', { period });
  return period;
}

/** The query of an export for a month: other conditions on the period's column give way to it. */
export function queryOfMonth(
  { query, periodColumn }: Pick<NamedExport, 'query' | 'periodColumn'>,
  month: string | null,
): GridQuery {
  if (month === null || periodColumn === null) return query;
  const others = query.filter.filter(({ column }) => column !== periodColumn);
  const inMonth = {
    kind: 'between' as const,
    column: periodColumn,
    from: `${month}-01`,
    to: lastDayOf(month),
  };
  return { filter: [...others, inMonth], sort: query.sort };
}

/**
 * What an export asks of its grid is there. Refuses `exports.no_column` with the first column that is not, and
 * `exports.period_column` where the month would be of a column without dates.
 */
export function checkExport(
  { columns, query, periodColumn }: NewExport,
  known: readonly Pick<GridColumn, 'key' | 'kind'>[],
): void {
  const kinds = new Map(known.map(({ key, kind }) => [key, kind]));
  const asked = [
    ...columns.map(({ key }) => key),
    ...[...query.filter, ...query.sort].map(({ column }) => column),
  ];
  const missing = asked.find(key => !kinds.has(key));
  if (missing !== undefined) throw new Refusal('exports.no_column', { column: missing });
  if (periodColumn !== null && kinds.get(periodColumn) !== 'date')
    throw new Refusal('exports.period_column', { column: periodColumn });
}
