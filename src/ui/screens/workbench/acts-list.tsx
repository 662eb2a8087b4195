import type { MatchAct } from '../../../contract/matching-bench.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { type Action, ActionButton } from '../../app/actions.tsx';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { useActs } from './queries.ts';

/** What was decided last in this month, the newest of which can be undone. */
export function ActsList({ month, undo }: { month: string; undo: Action }) {
  const { t } = useTexts();
  const acts = (useActs(month).data ?? []).filter(({ isUndone }) => !isUndone);
  if (acts.length === 0) return null;
  return (
    <section className="wb-acts" aria-label={t('screens.workbench.acts')}>
      <header>
        <h2>{t('screens.workbench.acts')}</h2>
        <ActionButton action={undo} size="small" />
      </header>
      <ul aria-live="polite">
        {acts.map(act => (
          <li key={act.id}>
            <span>{wordsOf(act, t)}</span>
            <span className="figures muted" title={act.actor}>
              {beijingTime(act.at).slice(5)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf({ kind, relation, matches, rows }: MatchAct, t: ReturnType<typeof useTexts>['t']): string {
  return t(`screens.workbench.act.${kind}`, {
    relation: t(`screens.workbench.relation.${relation}`),
    matches: showCount(matches),
    rows: showCount(rows),
  });
}
