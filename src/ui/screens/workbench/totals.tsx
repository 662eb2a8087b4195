import type { RelationState, SideSum } from '../../../contract/matching-bench.ts';
import { UNEQUAL } from '../../../domain/matching/book/relations.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

/** Totals of both sides of the month, what of them is open, and the difference: always in sight. */
export function Totals({ state }: { state: RelationState }) {
  const { t } = useTexts();
  const { relation, left, right, openLeft, openRight, differenceFen } = state;
  return (
    <section className="wb-totals" aria-label={t('screens.workbench.totals')}>
      <SideTotals name={t(`screens.workbench.side.${relation}.left`)} all={left} open={openLeft} />
      <div className="wb-difference" data-open={differenceFen !== 0}>
        <span>{t('screens.workbench.difference')}</span>
        <b className={differenceFen < 0 ? 'figures desk-negative' : 'figures'}>
          {UNEQUAL.has(relation) ? '–' : showFen(differenceFen)}
        </b>
      </div>
      <SideTotals name={t(`screens.workbench.side.${relation}.right`)} all={right} open={openRight} />
    </section>
  );
}

function SideTotals({ name, all, open }: { name: string; all: SideSum; open: SideSum }) {
  const { t } = useTexts();
  return (
    <dl className="wb-side-totals">
      <div className="wb-side-name">
        <dt>{name}</dt>
        <dd className="figures muted">{t('screens.workbench.rows', { count: showCount(all.rows) })}</dd>
      </div>
      <div>
        <dt>{t('screens.workbench.total')}</dt>
        <dd className="figures">{showFen(all.fen)}</dd>
      </div>
      <div>
        <dt>{t('screens.workbench.met')}</dt>
        <dd className="figures">{showFen(all.fen - open.fen)}</dd>
      </div>
      <div>
        <dt>{t('screens.workbench.open')}</dt>
        <dd className="figures">{showFen(open.fen)}</dd>
      </div>
    </dl>
  );
}
