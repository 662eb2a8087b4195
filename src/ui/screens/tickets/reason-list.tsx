import { useMemo } from 'react';
import type { TicketView } from '../../../contract/tickets.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { byReason, sumFenOf } from './rows.ts';

/** Counts and sums by reason; each narrows the list. */
export function ReasonList(props: {
  tickets: readonly TicketView[];
  chosen: string | null;
  choose(reason: string | null): void;
}) {
  const { t } = useTexts();
  const { tickets, chosen, choose } = props;
  const reasons = useMemo(() => byReason(tickets), [tickets]);
  return (
    <nav className="tickets-reasons" aria-label={t('screens.tickets.by_reason')}>
      <Line
        name={t('screens.tickets.every_reason')}
        count={tickets.length}
        sumFen={sumFenOf(tickets)}
        isChosen={chosen === null}
        choose={() => choose(null)}
      />
      {reasons.map(({ reason, count, sumFen }) => (
        <Line
          key={reason}
          name={t(`screens.tickets.reason.${reason}`)}
          count={count}
          sumFen={sumFen}
          isChosen={chosen === reason}
          choose={() => choose(chosen === reason ? null : reason)}
        />
      ))}
    </nav>
  );
}

function Line(props: { name: string; count: number; sumFen: number; isChosen: boolean; choose(): void }) {
  const { sumFen } = props;
  return (
    <button type="button" className="tickets-reason" aria-pressed={props.isChosen} onClick={props.choose}>
      <span>{props.name}</span>
      <span className="figures muted">{showCount(props.count)}</span>
      <span className={sumFen < 0 ? 'figures desk-negative' : 'figures'}>{showFen(sumFen)}</span>
    </button>
  );
}
