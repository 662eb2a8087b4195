import type { MarkedLine, MarkingView } from '../../../contract/order-list.ts';
import type { OrderState } from '../../../domain/orders/states.ts';
import type { Product } from '../../../domain/rulebook/types.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';

const MONEY = ['placedFen', 'spentFen', 'returnsFen'] as const;

/** Row for row what a marking would do: how many it takes, which not and why, and the money that moves. */
export function MarkPreview({ view, product, to }: { view: MarkingView; product: Product; to: OrderState }) {
  const { t } = useTexts();
  const moved = MONEY.filter(name => view.sums[name] !== 0);
  return (
    <section className="orders-preview" aria-live="polite" aria-label={t('screens.orders.preview')}>
      <p className="orders-counts">
        <span>{t('screens.orders.preview.chosen', { count: showCount(view.orders) })}</span>
        <Chip
          tone={view.marked > 0 ? 'success' : 'neutral'}
          word={t('screens.orders.preview.will', { count: showCount(view.marked) })}
        />
        {view.orders > view.marked ? (
          <Chip
            tone="warning"
            word={t('screens.orders.preview.stays', { count: showCount(view.orders - view.marked) })}
          />
        ) : null}
      </p>
      {moved.length > 0 ? (
        <dl className="orders-sums">
          {moved.map(name => (
            <div key={name}>
              <dt>{t(`screens.orders.sum.${name}`)}</dt>
              <dd className="figures">{showFen(view.sums[name])}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {moved.length === 0 && view.marked > 0 ? (
        <p className="side-note">{t('screens.orders.preview.no_money')}</p>
      ) : null}
      {view.awaits > 0 ? (
        <p className="orders-note">
          {t('screens.orders.preview.awaits', { count: showCount(view.awaits) })} <RuleLink rule="DAT-3" />
        </p>
      ) : null}
      {view.refused.length > 0 ? (
        <ul className="orders-reasons">
          {view.refused.map(reason => (
            <li key={`${reason.why} ${reason.product} ${reason.from}`}>
              <b className="figures">{showCount(reason.orders)}</b>
              <span>
                {stepText(t, reason, { product, to })}
                {t(reason.why)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <Lines view={view} product={product} to={to} />
    </section>
  );
}

type Say = ReturnType<typeof useTexts>['t'];

function stepText(
  t: Say,
  { why, from, product }: MarkingView['refused'][number],
  step: { product: Product; to: OrderState },
): string {
  if (why === 'orders.bulk_other_product')
    return t('screens.orders.of_product', { product: t(`orders.product.${product}`) });
  const before = from === null ? t('grid.unknown') : t(`orders.state.${product}.${from}`);
  return t('screens.orders.step', { from: before, to: t(`orders.state.${step.product}.${step.to}`) });
}

function Lines({ view, product, to }: { view: MarkingView; product: Product; to: OrderState }) {
  const { t } = useTexts();
  return (
    <>
      {view.lines.length < view.orders ? (
        <p className="side-note">
          {t('screens.orders.preview.some', {
            shown: showCount(view.lines.length),
            all: showCount(view.orders),
          })}
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
      <div className="orders-lines" tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('orders.column.order_no')}</th>
              <th>{t('screens.orders.preview.effect')}</th>
            </tr>
          </thead>
          <tbody>
            {view.lines.map(line => (
              <tr key={line.id} data-stays={line.why !== null || undefined}>
                <td>
                  <span className="figures">{line.orderNo}</span>
                  <span className="orders-line-client">{line.clientName ?? t('grid.unknown')}</span>
                </td>
                <td>
                  <Effect line={line} product={product} to={to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Effect({ line, product, to }: { line: MarkedLine; product: Product; to: OrderState }) {
  const { t } = useTexts();
  const from = line.from === null ? t('grid.unknown') : t(`orders.state.${line.product}.${line.from}`);
  if (line.why !== null)
    return (
      <>
        <Chip tone="warning" word={t('screens.orders.stays')} />
        <span className="orders-line-why">
          {from} · {t(line.why, line.params)}
        </span>
      </>
    );
  const money = MONEY.filter(name => line[name] !== 0);
  return (
    <>
      <span>{t('screens.orders.step_done', { from, to: t(`orders.state.${product}.${to}`) })}</span>
      <span className="orders-line-why">
        {money.map(name => t(`screens.orders.effect.${name}`, { amount: showFen(line[name]) })).join(' · ')}
        {line.awaits ? t('screens.orders.effect.awaits') : null}
        {money.length === 0 && !line.awaits ? t('screens.orders.effect.none') : null}
      </span>
    </>
  );
}
