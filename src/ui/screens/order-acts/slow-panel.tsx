import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { SlowCauseView } from '../../../contract/orders.ts';
import type { RuleId } from '../../../domain/rulebook/types.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { orderPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLink } from '../rules/rule-source.tsx';
import { ReadSide } from './side.tsx';

/** ORD-8: why an order spends slowly; what own orders show, the other causes of the brief as questions. */
export function SlowPanel(props: {
  order: number;
  /** What is missing to see the repetition: video or targeting of this order. */
  lacks: 'video' | 'targeting' | null;
  close(): void;
}) {
  const { t } = useTexts();
  const { order, lacks, close } = props;
  const causes = useQuery({
    queryKey: ['book', 'order', 'slow', order],
    queryFn: () => desk.orders.slow({ order }),
  });
  return (
    <ReadSide title={t('screens.order_acts.slow.title')} close={close}>
      {causes.isError ? <ErrorPanel error={causes.error} again={() => void causes.refetch()} /> : null}
      {causes.isPending ? <SkeletonRows rows={8} /> : null}
      {causes.data?.length === 0 ? <p className="muted">{t('screens.order_acts.slow.none')}</p> : null}
      <ol className="slow-causes">
        {(causes.data ?? []).map(cause => (
          <Cause key={cause.cause} cause={cause} lacks={cause.cause === 'repeated' ? lacks : null} />
        ))}
      </ol>
    </ReadSide>
  );
}

function Cause({ cause, lacks }: { cause: SlowCauseView; lacks: 'video' | 'targeting' | null }) {
  const { t, language } = useTexts();
  const { orders, seen } = cause;
  const stand = seen ? 'seen' : lacks ? 'cannot' : cause.cause === 'repeated' ? 'clear' : 'ask';
  return (
    <li>
      <div className="slow-head">
        <b>{t(`screens.order_acts.slow.cause.${cause.cause}`)}</b>
        <Chip tone={seen ? 'warning' : 'neutral'} word={t(`screens.order_acts.slow.${stand}`)} />
      </div>
      {seen ? (
        <p>
          {t('screens.order_acts.slow.before', { count: orders.length })}{' '}
          {orders.slice(-3).map(({ id, orderNo, placedOn }) => (
            <Link key={id} className="line-link slow-order figures" to={orderPath(id)}>
              {placedOn} {orderNo}
            </Link>
          ))}
        </p>
      ) : (
        <p>
          {t(lacks ? `screens.order_acts.slow.lacks.${lacks}` : `screens.order_acts.slow.ask.${cause.cause}`)}
        </p>
      )}
      <p className="cited-by">
        {cause[language]} <RuleLink rule={cause.rule as RuleId} />
      </p>
    </li>
  );
}
