import type { MatchRowView } from '../../../contract/matching.ts';
import type { TicketLinks } from '../../../contract/ticket-acts.ts';
import { beijingTime } from '../../../domain/calendar/days.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';
import { RowPlace } from '../workbench/match-card.tsx';

const SHOWN = 50;

/** Rows of files that a ticket speaks of; each opens its file there. */
export function SourceRows({ rows }: { rows: readonly MatchRowView[] }) {
  const { t } = useTexts();
  if (rows.length === 0) return null;
  return (
    <section className="tickets-part">
      <h3>{t('screens.tickets.rows')}</h3>
      <ul className="wb-rows">
        {rows.slice(0, SHOWN).map(row => (
          <li key={`${row.side} ${row.sourceRow}`}>
            <span className="figures">{row.day}</span>
            <RowPlace row={row} byPlace />
            <span className={row.fen < 0 ? 'figures desk-negative' : 'figures'}>{showFen(row.fen)}</span>
          </li>
        ))}
      </ul>
      <More count={rows.length} />
    </section>
  );
}

/** Entries on those rows and of the case; red ones with a minus. */
export function Entries({ entries }: { entries: TicketLinks['entries'] }) {
  const { t } = useTexts();
  if (entries.length === 0) return null;
  return (
    <section className="tickets-part">
      <h3>{t('screens.tickets.entries')}</h3>
      <ul className="tickets-entries">
        {entries.slice(0, SHOWN).map(({ transfer, day, debit, credit, amountFen, batch }) => (
          <li key={transfer}>
            <span className="figures">{day}</span>
            <span title={t('screens.tickets.batch', { batch })}>
              {t('screens.tickets.entry', { debit: accountName(debit, t), credit: accountName(credit, t) })}
            </span>
            <span className={amountFen < 0 ? 'figures desk-negative' : 'figures'}>{showFen(amountFen)}</span>
          </li>
        ))}
      </ul>
      <More count={entries.length} />
    </section>
  );
}

/** An account by its code and name. */
export function accountName(code: string, t: ReturnType<typeof useTexts>['t']): string {
  const name = t(`bookgrid.account.${code}`);
  return name.startsWith('bookgrid.') ? code : `${code} ${name}`;
}

function More({ count }: { count: number }) {
  const { t } = useTexts();
  if (count <= SHOWN) return null;
  return <p className="muted">{t('screens.workbench.more_rows', { count: showCount(count - SHOWN) })}</p>;
}

/** What happened to a ticket, the oldest first. */
export function Happened({ history }: { history: TicketLinks['history'] }) {
  const { t } = useTexts();
  if (history.length === 0) return null;
  return (
    <section className="tickets-part">
      <h3>{t('screens.tickets.history')}</h3>
      <ol className="tickets-history">
        {history.map(({ at, actor, procedure, note }) => (
          <li key={`${at} ${procedure}`}>
            <span className="figures muted">{beijingTime(at)}</span>
            <span>
              {t(procedure)} · {actor}
              {note === null ? null : <span className="tickets-said">{note}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
