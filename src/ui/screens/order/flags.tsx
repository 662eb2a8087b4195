import type { OrderPageView } from '../../../contract/order.ts';
import { readable } from '../../../domain/rulebook/finding.ts';
import type { RuleId } from '../../../domain/rulebook/types.ts';
import { useTexts } from '../../app/texts.ts';
import { SeverityChip } from '../order-check/finding-list.tsx';
import { RuleLink } from '../rules/rule-source.tsx';

/** What was found of the order and stays with it. */
export function Flags({ page: { findings } }: { page: OrderPageView }) {
  const { t } = useTexts();
  if (findings.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="order-findings">
      <div className="panel-head">
        <h2 id="order-findings">{t('screens.order.findings')}</h2>
      </div>
      <ul className="check-findings">
        {findings.map(({ code, next, params, severity, rule, row }) => {
          const shown = readable(named(params, t));
          return (
            <li key={`${code}${JSON.stringify(params)}`} data-severity={severity}>
              <SeverityChip severity={severity} />
              <div>
                <p>{t(code, shown)}</p>
                <p className="check-next">{t(next, shown)}</p>
                <p className="check-by">
                  <RuleLink rule={rule as RuleId} row={row} />
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type Params = OrderPageView['findings'][number]['params'];

/** States stand in findings as `product.STATE`; people read their words. */
function named(params: Params, t: ReturnType<typeof useTexts>['t']): Params {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' && /^(suixintui|douplus)\.[A-Z_]+$/.test(value)
      ? t(`orders.state.${value}`)
      : value,
  ]);
  return Object.fromEntries(entries) as Params;
}
