import { type ChartFigures, matchRates } from '../domain/desk-charts.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import { monthOpen, monthTotals, runMonths } from '../store/matching-open.ts';

const MONTHS = 6;

/** Match rate of the last months that matching ran over, from the sums that each run keeps. */
export function matchRateChart(connection: Connection): ChartFigures[] {
  const months = runMonths(connection).slice(-MONTHS);
  return matchRates(
    months.map(month => {
      const sum = (rows: { rows: number }[]) => rows.reduce((all, each) => all + each.rows, 0);
      return {
        month,
        rows: sum(monthTotals(connection, { month, client: null })),
        open: sum(monthOpen(connection, { month, client: null })),
      };
    }),
  );
}
