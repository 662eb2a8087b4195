import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { OrderDetailView, OrderView } from '../../../contract/orders.ts';
import { type Rules, rowNamed, ruleFor, rulesOn } from '../../../domain/rulebook/lookup.ts';
import type { RuleId } from '../../../domain/rulebook/types.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { finalityTone, stateTone } from '../order/stand.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { useRules } from '../rules/use-rules.ts';

/** The focused order: its figures, how far each may be trusted, and by which rule (DAT-1 … DAT-5). */
export function OrderPeek({ order }: { order: number | null }) {
  const { t } = useTexts();
  const { rows } = useRules();
  const rules = useMemo(() => (rows ? rulesOn(rows, today()) : null), [rows]);
  const detail = useQuery({
    queryKey: ['book', 'orders', 'peek', order],
    queryFn: () => desk.orders.detail({ order: order! }),
    enabled: order !== null,
    placeholderData: before => (order === null ? undefined : before),
  });
  return (
    <aside className="side orders-side" aria-label={t('screens.orders.peek')}>
      {order === null ? <p className="side-note">{t('screens.orders.peek.none')}</p> : null}
      {detail.isError ? <ErrorPanel error={detail.error} again={() => void detail.refetch()} /> : null}
      {order !== null && !detail.data && !detail.isError ? <SkeletonRows rows={8} /> : null}
      {order !== null && detail.data && rules ? <Known detail={detail.data} rules={rules} /> : null}
    </aside>
  );
}

function Known({ detail, rules }: { detail: OrderDetailView; rules: Rules }) {
  const { t } = useTexts();
  const { order } = detail;
  const { product, state } = order;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="side-body" tabIndex={0}>
      <header className="orders-peek-head">
        <h2 className="figures">{order.orderNo}</h2>
        {state ? (
          <Chip tone={stateTone(product, state)} word={t(`orders.state.${product}.${state}`)} />
        ) : (
          <Chip tone="neutral" word={t('grid.unknown')} />
        )}
        <p>
          {[t(`orders.product.${product}`), order.scene && t(`orders.scene.${order.scene}`), order.clientName]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Link to={orderPath(order.id)}>
          <Button size="small" type="primary" tabIndex={-1}>
            {t('screens.orders.open')}
          </Button>
        </Link>
      </header>
      <FigureLines order={order} rules={rules} />
      <Notes detail={detail} rules={rules} />
    </div>
  );
}

const LINES = [
  'amountFen',
  'paidFen',
  'couponFen',
  'topUpFen',
  'spentFen',
  'expectedFen',
  'refundedFen',
] as const;

/** Figures as they are known; what nobody knows is said to be unknown, never nought (DAT-3). */
function FigureLines({ order, rules }: { order: OrderView; rules: Rules }) {
  const { t } = useTexts();
  const always: readonly string[] = ['amountFen', 'paidFen', 'spentFen'];
  return (
    <table className="orders-figures">
      <tbody>
        {LINES.filter(name => order[name] !== null || always.includes(name)).map(name => (
          <tr key={name}>
            <th scope="row">{t(`screens.orders.figure.${name}`)}</th>
            <td className="number figures">
              {order[name] === null ? (
                <span className="muted">
                  {t('grid.unknown')} <RuleLink rule="DAT-3" />
                </span>
              ) : (
                showFen(order[name])
              )}
            </td>
          </tr>
        ))}
        {order.finality ? (
          <tr>
            <th scope="row">{t('orders.column.finality')}</th>
            <td className="number">
              <Chip tone={finalityTone(order.finality)} word={t(`orders.finality.${order.finality}`)} />
            </td>
          </tr>
        ) : null}
        {order.finality === 'provisional' ? (
          <tr>
            <td colSpan={2} className="orders-why">
              {order.endedAt === null
                ? t('screens.orders.provisional_running')
                : t('screens.orders.provisional_ended', { hours: hoursOf(rules) })}{' '}
              <RuleLink rule="DAT-2" row="dat-2.final" />
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

/** Hours after the end of an order from which its figures count as reported. */
export function hoursOf(rules: Rules): number | string {
  return ruleFor(rules, 'final_after_hours', 'any')?.value ?? '–';
}

/** What is said beside figures, each with its rule: what they hold, what weak ones depend on, what to do about missing ones. */
function Notes({ detail, rules }: { detail: OrderDetailView; rules: Rules }) {
  const { t, language } = useTexts();
  const { notes, missing, order } = detail;
  const blank = order.spentFen === null ? rowNamed(rules, 'dat-3.blank') : undefined;
  const all = [
    ...notes,
    ...(blank ? [{ rule: blank.rule as string, row: blank.id, zh: blank.zh, en: blank.en }] : []),
  ];
  return (
    <section className="side-section">
      <h2>{t('screens.orders.notes')}</h2>
      {missing ? (
        <p className="orders-note">
          {t(`screens.orders.missing.${missing.act}`, { hours: hoursOf(rules), path: missing.path ?? '' })}{' '}
          <RuleLink rule="DAT-2" row="dat-2.missing" />
        </p>
      ) : null}
      {all.map(({ rule, row, zh, en }) => (
        <p key={row} className="orders-note">
          {language === 'zh' ? zh : en} <RuleLink rule={rule as RuleId} row={row} />
        </p>
      ))}
    </section>
  );
}
