import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { MarkingEntry } from '../../../contract/order-list.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { desk } from '../../app/client.ts';
import { jobEnded } from '../../app/events.tsx';
import { showCount } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { useCommand } from '../clients/use-command.ts';

/** Bulk markings of the book, the newest first, each with its undo: batches reversed in red, orders as they were. */
export function MarkingsList() {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [asked, setAsked] = useState<number | null>(null);
  const [running, setRunning] = useState<number | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const { fault, send } = useCommand<{ seq: number }, { jobId: string }>(desk.orderList.undoMarking);
  const { data = [] } = useQuery({
    queryKey: ['book', 'orders', 'markings'],
    queryFn: () => desk.orderList.markings(),
  });
  const undo = async ({ seq, batches }: MarkingEntry) => {
    setFailed(null);
    setRunning(seq);
    try {
      const sent = await send({ seq });
      if (!sent) return;
      const job = await jobEnded(sent.jobId);
      if (job?.result?.kind !== 'unmarked') return setFailed(job?.refusal ?? null);
      const count = showCount(job.result.orders);
      notify.success(batches > 0 ? 'screens.orders.unmarked_red' : 'screens.orders.unmarked', {
        count,
        batches,
      });
    } finally {
      setRunning(null);
      setAsked(null);
    }
  };
  if (data.length === 0) return null;
  const why = fault ?? failed;
  return (
    <section className="orders-markings" aria-labelledby="orders-markings">
      <h3 className="orders-side-title" id="orders-markings">
        {t('screens.orders.markings')}
      </h3>
      {why ? (
        <p className="clients-fault" role="alert">
          {refusal(why)}
        </p>
      ) : null}
      <ul>
        {data.map(entry => (
          <li key={entry.seq}>
            <div className="orders-marking">
              <span>
                {t('screens.orders.marking', {
                  count: showCount(entry.marked),
                  product: t(`orders.product.${entry.product}`),
                  state: t(`orders.state.${entry.product}.${entry.to}`),
                })}
              </span>
              <span className="muted figures">
                {beijingTime(entry.at)} {entry.actor}
              </span>
            </div>
            {entry.undone ? (
              <span className="muted">{t('screens.orders.undone')}</span>
            ) : asked === entry.seq ? (
              <div className="orders-ask">
                <span className="orders-ask-text">
                  {entry.batches > 0
                    ? t('screens.orders.undo_red', { batches: showCount(entry.batches) })
                    : t('screens.orders.undo_plain')}
                </span>
                <Button size="small" danger loading={running === entry.seq} onClick={() => void undo(entry)}>
                  {t('screens.orders.undo_do')}
                </Button>
                <Button size="small" type="text" onClick={() => setAsked(null)}>
                  {t('screens.orders.cancel')}
                </Button>
              </div>
            ) : (
              <Button size="small" onClick={() => setAsked(entry.seq)}>
                {t('screens.orders.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
