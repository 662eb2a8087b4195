import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { TicketView } from '../../../contract/tickets.ts';
import type { LineageStart } from '../../../domain/lineage.ts';
import { RELATIONS } from '../../../domain/matching/book/relations.ts';
import { type Action, ActionButton, useAction } from '../../app/actions.tsx';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { clientPath, lineagePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useTrail } from '../accounts/trail.tsx';
import { LineageButton } from '../journal/posting-panel.tsx';
import { workbenchPath } from '../workbench/paths.ts';
import { AdjustForm } from './adjust-form.tsx';
import { Attachments } from './attachments.tsx';
import { CarryForm, DecideForm, KeepForm, ReopenForm, TakeBackForm } from './forms.tsx';
import { Entries, Happened, SourceRows } from './ticket-links.tsx';
import { STATE_TONES } from './ticket-table.tsx';

type Doing = 'decide' | 'adjust' | 'keep' | 'carry' | 'reopen' | 'take_back';

/** One ticket: its story, what it stands on, what was done, and what may be done about it. */
export function TicketSide(props: {
  book: BookState;
  month: string;
  ticket: TicketView;
  /** Something was done: the keyboard goes back to the list. */
  done(): void;
  close(): void;
}) {
  const { t } = useTexts();
  const { ticket, month, book } = props;
  const [doing, setDoing] = useState<Doing | null>(null);
  const links = useQuery({
    queryKey: ['book', 'tickets', 'links', ticket.id],
    queryFn: () => desk.tickets.links({ ticket: ticket.id }),
  });
  const acts = useTicketActs(ticket, book.readOnly || doing !== null, setDoing);
  const { open } = useTrail({ code: 'screens.tickets.title' });
  const lineage = startOf(ticket);
  const back = () => {
    setDoing(null);
    props.done();
  };
  if (doing !== null) return <Form doing={doing} ticket={ticket} back={back} />;
  const title = t(`screens.tickets.reason.${ticket.reason}`);
  return (
    <aside className="clients-side tickets-side" data-wide="true" aria-label={t('screens.tickets.one')}>
      <header>
        <h2>
          {title} <span className="figures">{showFen(ticket.amountFen)}</span>
        </h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={props.close}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
      <div className="clients-side-body" tabIndex={0}>
        <p className="tickets-story">{t(`screens.tickets.story.${ticket.reason}`)}</p>
        <p className="muted">{t(`screens.tickets.way.${ticket.reason}`)}</p>
        <Facts ticket={ticket} month={month} />
        {lineage ? <LineageButton open={() => open(lineagePath(lineage))} /> : null}
        {links.error ? <ErrorPanel error={links.error} again={() => void links.refetch()} /> : null}
        {!links.data && !links.error ? <SkeletonRows rows={5} /> : null}
        {links.data ? (
          <>
            <SourceRows rows={links.data.rows} />
            <Entries entries={links.data.entries} />
            <Attachments ticket={ticket.id} files={links.data.files} isForReading={book.readOnly} />
            <Happened history={links.data.history} />
          </>
        ) : null}
      </div>
      <footer className="tickets-do">
        {acts.map(action => (
          <ActionButton key={action.id} action={action} />
        ))}
      </footer>
    </aside>
  );
}

/** What may be done with a ticket in its state. */
function useTicketActs(ticket: TicketView, isStill: boolean, show: (doing: Doing) => void): Action[] {
  const { state, resolution } = ticket;
  const isDecided = state === 'decided';
  const offer = (doing: Doing, keys: string, act: string, fits: boolean) => ({
    id: `tickets.${doing}`,
    title: `screens.tickets.act.${doing}`,
    group: 'screens.tickets.keys',
    keys,
    needs: [`tickets/${act}`],
    enabled: fits && !isStill,
    run: () => show(doing),
  });
  const actions = [
    useAction(offer('decide', 'd', 'decide', !isDecided)),
    useAction(offer('adjust', 'a', 'adjust', !isDecided)),
    useAction(offer('carry', 'h', 'carry', !isDecided)),
    useAction(offer('keep', 'e', 'keep', true)),
    useAction(offer('reopen', 'r', 'reopen', isDecided && resolution === 'decision')),
    useAction(offer('take_back', 'u', 'takeBackAdjustment', isDecided && resolution === 'adjustment')),
  ];
  return actions.filter(({ enabled }) => enabled !== false);
}

function Form({ doing, ticket, back }: { doing: Doing; ticket: TicketView; back(): void }) {
  const one = { ticket, close: back };
  // Esc leaves the form before it leaves the ticket: what stands last hears it first.
  useEscape(back);
  switch (doing) {
    case 'decide':
      return <DecideForm {...one} />;
    case 'adjust':
      return <AdjustForm {...one} />;
    case 'carry':
      return <CarryForm {...one} />;
    case 'keep':
      return <KeepForm {...one} />;
    case 'reopen':
      return <ReopenForm {...one} />;
    case 'take_back':
      return <TakeBackForm {...one} />;
  }
}

function useEscape(leave: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      leave();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  });
}

function Facts({ ticket, month }: { ticket: TicketView; month: string }) {
  const { t } = useTexts();
  const { clientCode, clientName, relation, caseNo, owner, note, resolution } = ticket;
  const known = RELATIONS.find(each => each === relation);
  return (
    <dl className="facts tickets-facts">
      <Fact name={t('screens.tickets.col.state')}>
        <Chip tone={STATE_TONES[ticket.state]} word={t(`screens.tickets.state.${ticket.state}`)} />
        {resolution === null ? null : (
          <span className="muted"> {t(`screens.tickets.resolution.${resolution}`)}</span>
        )}
      </Fact>
      <Fact name={t('screens.tickets.col.day')}>
        <span className="figures">
          {ticket.aroseOn} · {t('screens.tickets.days', { days: showCount(ticket.ageDays) })}
        </span>
      </Fact>
      {clientCode === null ? null : (
        <Fact name={t('screens.tickets.col.client')}>
          <Link className="line-link" to={clientPath(clientCode)}>
            {clientName ?? clientCode}
          </Link>
        </Fact>
      )}
      {known === undefined ? null : (
        <Fact name={t('screens.tickets.relation')}>
          <Link className="line-link" to={workbenchPath({ month, relation: known, client: ticket.client })}>
            {t('screens.tickets.to_workbench', { relation: t(`screens.workbench.relation.${known}`) })}
          </Link>
        </Fact>
      )}
      {caseNo === null ? null : (
        <Fact name={t('drill.case')}>
          <span className="figures">{caseNo}</span>
        </Fact>
      )}
      <Fact name={t('screens.tickets.col.owner')}>{owner ?? '–'}</Fact>
      {ticket.dueOn === null ? null : (
        <Fact name={t('screens.tickets.due')}>
          <span className="figures">{ticket.dueOn}</span>
        </Fact>
      )}
      {note === null ? null : <Fact name={t('screens.tickets.col.note')}>{note}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where the story of a ticket begins: its row, or its case. */
function startOf({ sourceRow, caseNo }: TicketView): LineageStart | null {
  if (sourceRow !== null) return { row: sourceRow };
  return caseNo === null ? null : { caseNo };
}
