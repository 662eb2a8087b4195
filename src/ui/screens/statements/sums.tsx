import { groupThousands } from '../../../domain/money.ts';
import type { CountSum, Inspection } from '../../../domain/statement.ts';
import { showCount } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

/** A sum of the statement; one line per currency where it holds several. */
export function Sum({ sum }: { sum: CountSum }) {
  if (!sum.sumByCurrency) return groupThousands(sum.sum);
  return (
    <>
      {Object.entries(sum.sumByCurrency).map(([currency, amount]) => (
        <span key={currency} className="sum-line">
          {currency} {groupThousands(amount)}
        </span>
      ))}
    </>
  );
}

/** Unit of a statement's figures; undefined where it holds several currencies. */
export function unitOf(inspection: Inspection, t: (code: string) => string): string | undefined {
  const [currency, other] = inspection.currency;
  if (currency === undefined || other !== undefined) return undefined;
  return currency === 'CNY' ? t('screens.statements.yuan') : currency;
}

/** The figures of a statement in one strip: what came in, what went out, and what only looks like money. */
export function SumStrip({ inspection }: { inspection: Inspection }) {
  const { t } = useTexts();
  const unit = unitOf(inspection, t);
  const [first, last] = [inspection.firstDate, inspection.lastDate];
  const buckets = ['income', 'expense', 'neutral', 'closed', 'refundRows'] as const;
  return (
    <dl className="strip">
      <div>
        <dt>{t('screens.statements.rows')}</dt>
        <dd className="figures">{showCount(inspection.rows)}</dd>
        <dd className="strip-sub figures">
          {first && last ? t('screens.statements.period', { first, last }) : t('grid.unknown')}
        </dd>
      </div>
      {buckets.map(bucket => (
        <div key={bucket}>
          <dt>
            {unit
              ? t('grid.with_unit', { heading: t(`screens.statements.${bucket}`), unit })
              : t(`screens.statements.${bucket}`)}
          </dt>
          <dd className="figures">{inspection[bucket].count > 0 ? <Sum sum={inspection[bucket]} /> : '–'}</dd>
          <dd className="strip-sub figures">
            {t('screens.statements.lines', { count: showCount(inspection[bucket].count) })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
