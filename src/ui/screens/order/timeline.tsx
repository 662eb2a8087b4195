import { Segmented } from 'antd';
import { useState } from 'react';
import type { OrderBatchView, OrderEntry, OrderPageView } from '../../../contract/order.ts';
import type { OrderView } from '../../../contract/orders.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { Chip } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { useAccountWords } from '../accounts/account-words.ts';
import { entriesOf, finalityTone, SHOWN, type Shown, stateTone } from './stand.ts';

/** Ways from the timeline to what stands behind it. */
export interface TimelineWays {
  shown: number | null;
  openTransfer(transfer: number): void;
  openRow(file: number, row: number): void;
}

/** How the order came to be where it is: every command with its steps, figures and postings, the newest first. */
export function Timeline({ page, ways }: { page: OrderPageView; ways: TimelineWays }) {
  const { t } = useTexts();
  const [shown, show] = useState<Shown>('all');
  const entries = entriesOf(page.entries, shown);
  return (
    <section className="panel order-timeline" aria-labelledby="order-timeline">
      <div className="panel-head">
        <h2 id="order-timeline">{t('screens.order.timeline')}</h2>
        <Segmented
          size="small"
          aria-label={t('screens.order.timeline_shows')}
          value={shown}
          options={SHOWN.map(value => ({ value, label: t(`screens.order.shows.${value}`) }))}
          onChange={value => show(value)}
        />
      </div>
      {entries.length === 0 ? <p className="panel-text">{t('screens.order.timeline_none')}</p> : null}
      <ol>
        {entries.map(entry => (
          <Entry key={entry.seq} entry={entry} order={page.order} ways={ways} shown={shown} />
        ))}
      </ol>
    </section>
  );
}

interface EntryProps {
  entry: OrderEntry;
  order: OrderView;
  ways: TimelineWays;
  shown: Shown;
}

function Entry({ entry, order, ways, shown }: EntryProps) {
  const { t, has } = useTexts();
  const { steps, figures, batches, places } = entry;
  const known = `bookgrid.procedure.${entry.procedure}`;
  const wants = (kind: Shown) => shown === 'all' || shown === kind;
  return (
    <li className="order-entry">
      <div className="order-when">
        <span className="figures">{beijingTime(entry.at)}</span>
        <span className="muted">{entry.actor}</span>
      </div>
      <div className="order-what">
        <div className="order-entry-head">
          <b>{has(known) ? t(known) : entry.procedure}</b>
          <span className="muted figures">{t('screens.order.log_no', { seq: entry.seq })}</span>
        </div>
        {wants('steps') ? steps.map(step => <Step key={step.to} step={step} order={order} />) : null}
        {wants('figures') && figures.length > 0 ? <Figures figures={figures} /> : null}
        {wants('money') ? batches.map(batch => <Batch key={batch.batch} batch={batch} ways={ways} />) : null}
        {places.map(({ file, fileName, sheet, row, sourceRow }) => (
          <button
            key={sourceRow}
            type="button"
            className="order-source"
            onClick={() => ways.openRow(file, sourceRow)}
          >
            {[fileName, sheet, t('screens.order.line', { row })].filter(Boolean).join(' · ')}
          </button>
        ))}
      </div>
    </li>
  );
}

function Step({
  step: { from, to, reason },
  order,
}: {
  step: OrderEntry['steps'][number];
  order: OrderView;
}) {
  const { t, has } = useTexts();
  const word = (state: typeof to) => t(`orders.state.${order.product}.${state}`);
  const known = `orders.reason.${reason}`;
  return (
    <div className="order-step">
      {from ? (
        <>
          <span className="muted">{word(from)}</span>
          <span aria-hidden>→</span>
        </>
      ) : null}
      <Chip tone={stateTone(order.product, to)} word={word(to)} />
      {reason ? <span>{has(known) ? t(known) : reason}</span> : null}
    </div>
  );
}

function Figures({ figures }: { figures: OrderEntry['figures'] }) {
  const { t } = useTexts();
  return (
    <ul className="order-seen">
      {figures.map(({ name, valueFen, finality }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what a command saw never changes
        <li key={`${name}${at}`}>
          <span>{t(`orders.figure.${name}`)}</span>
          <span className="figures">{showFen(valueFen)}</span>
          {name === 'spent' || name === 'refunded' ? (
            <Chip tone={finalityTone(finality)} word={t(`orders.finality.${finality}`)} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Batch({ batch, ways }: { batch: OrderBatchView; ways: TimelineWays }) {
  const { t } = useTexts();
  const words = useAccountWords();
  return (
    <table className="order-legs">
      <caption>
        <span>{t('drill.voucher_no', { batch: batch.batch })}</span>{' '}
        <span className="figures muted">{batch.day}</span>{' '}
        {batch.reverses === null ? null : <Chip tone="danger" word={t('drill.red')} />}
      </caption>
      <tbody>
        {batch.legs.map(leg => (
          <tr key={leg.transfer} data-shown={leg.transfer === ways.shown || undefined}>
            <td>
              <button
                type="button"
                className="leg-open"
                title={t('screens.order.open_transfer')}
                onClick={() => ways.openTransfer(leg.transfer)}
              >
                {words.event(leg.event)}
              </button>
            </td>
            <td>
              <span className="leg-mark">{t('reports.side.debit')}</span> {words.name(leg.debit)}
            </td>
            <td>
              <span className="leg-mark">{t('reports.side.credit')}</span> {words.name(leg.credit)}
            </td>
            <td className={leg.amountFen < 0 ? 'figures number desk-negative' : 'figures number'}>
              {showFen(leg.amountFen)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
