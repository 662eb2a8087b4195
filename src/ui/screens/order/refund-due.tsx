import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { TransitItem } from '../../../domain/refunds/transit.ts';
import type { RuleId } from '../../../domain/rulebook/types.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { transitPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';

/** Until when a refund has to be there (REF-1), how far that is off, and its case among what is in transit. */
export function RefundDue({ orderNo }: { orderNo: string }) {
  const { t } = useTexts();
  const { data, isPending } = useQuery({
    queryKey: ['book', 'refunds', 'detail', orderNo],
    queryFn: () => desk.refunds.detail({ item: orderNo }),
    // An order without a case is no fault: there is only nothing more to say of it.
    retry: false,
  });
  // Its line stands from the beginning, so that nothing below it moves once it is known.
  if (isPending) return <p className="panel-text order-due" aria-busy />;
  if (!data) return null;
  const { item } = data;
  return (
    <p className="panel-text order-due">
      {item.due ? <Due item={item} due={item.due} /> : null}
      <Link className="line-link" to={transitPath(item.id)}>
        {t('screens.order.due.case')}
      </Link>
    </p>
  );
}

function Due({ item, due }: { item: TransitItem; due: NonNullable<TransitItem['due']> }) {
  const { t } = useTexts();
  const { overdueDays, workingDaysLeft, beganOn } = item;
  const isOver = overdueDays > 0;
  return (
    <>
      <span className="figures">
        {t('screens.order.due.on', { day: due.on, from: beganOn, days: due.workingDays })}{' '}
        {due.by === 'agreed' ? null : <RuleLink rule={due.by satisfies RuleId} />}
      </span>
      {item.state === 'arrived' ? null : (
        <Chip
          tone={isOver ? 'danger' : (workingDaysLeft ?? 0) <= 2 ? 'warning' : 'info'}
          word={t(isOver ? 'screens.order.due.over' : 'screens.order.due.left', {
            days: isOver ? overdueDays : (workingDaysLeft ?? 0),
          })}
        />
      )}
      {due.provisional ? <Chip tone="warning" word={t('screens.order.due.provisional')} /> : null}
    </>
  );
}
