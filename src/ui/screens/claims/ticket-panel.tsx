import { beijingDay } from '../../../domain/calendar/days.ts';
import '../journal/journal.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { OpenTicket } from '../../../domain/ticket.ts';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { clientPath, sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { PagedLegs, useLegs } from '../journal/batch-legs.tsx';
import { usePostingWays } from '../journal/ways.ts';
import { useClients } from './queries.ts';

const TICKETS_MOST = 10_000;

/** What a ticket speaks of: its client, the row of the file that it came from, what that row or batch posted. */
export function TicketPanel({ book, ticket: id }: { book: BookState; ticket: number | null }) {
  const { t } = useTexts();
  const tickets = useQuery({
    queryKey: ['book', 'tickets'],
    queryFn: () => desk.imports.tickets({ limit: TICKETS_MOST }),
  });
  const ticket = tickets.data?.find(each => each.id === id);
  return (
    <aside className="side posting-side" aria-label={t('screens.claims.ticket')}>
      {tickets.isError ? <ErrorPanel error={tickets.error} again={() => void tickets.refetch()} /> : null}
      {id !== null && tickets.isPending ? <SkeletonRows rows={6} /> : null}
      {ticket ? (
        <Ticket key={ticket.id} book={book} ticket={ticket} />
      ) : id === null || tickets.data ? (
        <p className="side-note">{t('screens.claims.ticket_choose')}</p>
      ) : null}
    </aside>
  );
}

function Ticket({ book, ticket }: { book: BookState; ticket: OpenTicket }) {
  const { t } = useTexts();
  const range = useMemo(
    () => ({ from: `${book.firstPeriod}-01`, to: beijingDay(Date.now()) }),
    [book.firstPeriod],
  );
  const { ways } = usePostingWays({ code: 'screens.claims.tickets' }, range);
  const { reason, amountFen, aroseOn, caseNo, sourceRow, batch } = ticket;
  const client = useClients(book.id).get(ticket.client ?? 0);
  const row = useQuery({
    queryKey: ['book', 'row', sourceRow],
    queryFn: () => desk.drill.row({ row: sourceRow! }),
    enabled: sourceRow !== null,
  }).data;
  const legs = useLegs(legsOf(ticket));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="side-body" tabIndex={0}>
      <section className="side-section">
        <h2 className="posting-head">
          <span>{t(`bookgrid.ticket.${reason}`)}</span>
          <span className="leg-gap" />
          <span className="figures">{showFen(amountFen)}</span>
        </h2>
        <dl className="facts">
          <Fact name={t('drill.day')}>
            <span className="figures">{aroseOn}</span>
          </Fact>
          {caseNo === null ? null : (
            <Fact name={t('drill.case')}>
              <span className="figures">{caseNo}</span>
            </Fact>
          )}
          {client ? (
            <Fact name={t('screens.claims.col.client')}>
              <Link className="line-link" to={clientPath(client.code)}>
                {client.name}
              </Link>
            </Fact>
          ) : null}
          {row ? (
            <Fact name={t('screens.claims.breaks.at')}>
              <Link className="line-link" to={sourceFilePath(row.file, row.row)} title={row.fileName}>
                {[row.fileName, row.sheet, t('screens.statements.place_row', { row: showCount(row.line) })]
                  .filter(Boolean)
                  .join(' · ')}
              </Link>
            </Fact>
          ) : null}
          {batch === null ? null : (
            <Fact name={t('drill.voucher')}>
              <span className="figures">{batch}</span>
            </Fact>
          )}
        </dl>
      </section>
      <section className="side-section">
        <h2>{t('drill.booked')}</h2>
        <PagedLegs legs={legs} none={t('screens.claims.ticket_no_legs')} openAccount={ways.openAccount} />
      </section>
    </div>
  );
}

/** The nearest postings: of its row, else of its case, else of its batch. */
function legsOf({ sourceRow, caseNo, batch }: OpenTicket): Parameters<typeof useLegs>[0] {
  if (sourceRow !== null) return { row: sourceRow };
  if (caseNo !== null) return { caseNo };
  return batch === null ? null : { batch };
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
