import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { GridColumn, GridSelection, GridTotals } from '../../domain/grid.ts';
import { desk } from '../app/client.ts';
import { showCount } from '../app/figures.ts';
import { useTexts } from '../app/texts.ts';
import { headingOf, isNegative, sumText } from './cell-text.ts';
import { useGridState } from './grid-state.ts';
import { subjectOf } from './rows.ts';
import { selectedCount, selectionForEngine } from './selection.ts';

const SELECTION_SETTLES_MS = 120;

/** Exact count and sums of everything under the filter, and of what is selected. */
export function StatusBar({ money }: { money: readonly GridColumn[] }) {
  const { t } = useTexts();
  const { grid, query, total, selection } = useGridState();
  const all = useTotals(grid, { query: { filter: query.filter, sort: [] }, except: [] }, money);
  const chosen = selectedCount(selection, total ?? 0);
  const settled = useSettled(selection, SELECTION_SETTLES_MS);
  const part = useTotals(grid, selectionForEngine(settled), chosen > 0 ? money : []);
  return (
    <footer className="desk-status" aria-live="polite">
      <Sums
        label={
          total === null ? t('grid.counting') : t(countCode(query.filter.length), { count: showCount(total) })
        }
        money={money}
        totals={all}
      />
      {chosen > 0 ? (
        <Sums
          label={t('grid.selected', { count: showCount(chosen) })}
          money={money}
          totals={settled === selection ? part : undefined}
          strong
        />
      ) : null}
    </footer>
  );
}

function countCode(conditions: number): string {
  return conditions > 0 ? 'grid.count_filtered' : 'grid.count';
}

function Sums(props: {
  label: string;
  money: readonly GridColumn[];
  totals: GridTotals | undefined;
  strong?: boolean;
}) {
  const { t } = useTexts();
  // A sum of nothing is left out beside others: one direction's rows have nothing in the other's column.
  const moved = props.money.some(({ key }) => !isZero(props.totals?.sums[key] ?? '0.00'));
  return (
    <div className={props.strong ? 'desk-status-part desk-status-strong' : 'desk-status-part'}>
      <span className="figures">{props.label}</span>
      {props.money.map(column => {
        const sum = props.totals?.sums[column.key];
        if (sum !== undefined && isZero(sum) && moved) return null;
        return (
          <span key={column.key} className="desk-status-sum">
            {headingOf(column, t)}{' '}
            <b className={sum && isNegative(sum) ? 'figures desk-negative' : 'figures'}>
              {sum === undefined ? '…' : sumText(sum)}
            </b>
          </span>
        );
      })}
    </div>
  );
}

function isZero(decimal: string): boolean {
  return /^-?0\.0*$/.test(decimal);
}

/** Totals of exactly this selection: a sum of another one never stands beside the new count, not for a moment. */
function useTotals(
  grid: string,
  selection: GridSelection,
  money: readonly GridColumn[],
): GridTotals | undefined {
  const sums = money.map(({ key }) => key);
  return useQuery({
    queryKey: [subjectOf(grid), 'totals', grid, selection, sums],
    queryFn: ({ signal }) => desk.grids.totals({ grid, selection, sums }, { signal }),
    enabled: sums.length > 0,
  }).data;
}

/** A value after it has been left alone for a moment. */
function useSettled<T>(value: T, after_ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after_ms);
    return () => clearTimeout(timer);
  }, [value, after_ms]);
  return settled;
}
