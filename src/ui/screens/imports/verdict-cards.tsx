import type { ImportPlan } from '../../../contract/imports.ts';
import type { RowState } from '../../../domain/imports/types.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import type { GridState } from '../../grid/grid-state.ts';
import { allRows, VERDICT_TONES, VERDICTS } from './plans.ts';

/** Counts and sums by verdict; each narrows the grid below to its rows. */
export function VerdictCards(props: {
  plan: Pick<ImportPlan, 'counts' | 'moneyFen'>;
  grid: GridState | null;
}) {
  const { t } = useTexts();
  const { plan, grid } = props;
  const shown = verdictIn(grid);
  const choose = (state: RowState | null) =>
    grid?.setConditions(
      'verdict',
      state === null ? [] : [{ kind: 'in', column: 'verdict', values: [state] }],
    );
  return (
    <div className="cards">
      <button
        type="button"
        className="card"
        aria-pressed={shown === null}
        disabled={grid === null}
        onClick={() => choose(null)}
      >
        <span className="card-head">
          {t('screens.imports.all_rows')}
          <span className="card-count figures">{showCount(allRows(plan.counts))}</span>
        </span>
        <span className="card-line figures">{t('screens.imports.verdict_about.all')}</span>
      </button>
      {VERDICTS.map(state => (
        <button
          key={state}
          type="button"
          className="card"
          aria-pressed={shown === state}
          disabled={grid === null}
          title={t(`screens.imports.verdict_about.${state}`)}
          onClick={() => choose(state)}
        >
          <span className="card-head">
            <Chip
              tone={plan.counts[state] === 0 ? 'neutral' : VERDICT_TONES[state]}
              word={t(`imports.state.${state}`)}
            />
            <span className="card-count figures">{showCount(plan.counts[state])}</span>
          </span>
          <span className="card-line figures">
            <span>{t('screens.imports.yuan_sum')}</span>
            <span data-strong="true">{plan.counts[state] === 0 ? '–' : showFen(plan.moneyFen[state])}</span>
          </span>
        </button>
      ))}
    </div>
  );
}

/** The one verdict that the grid is narrowed to, or null. */
function verdictIn(grid: GridState | null): RowState | null {
  const condition = grid?.query.filter.find(({ column }) => column === 'verdict');
  if (condition?.kind !== 'in' || condition.values.length !== 1) return null;
  return VERDICTS.find(state => state === condition.values[0]) ?? null;
}
