import '../clients/clients.css';
import '../accounts/accounts.css';
import '../policies/policies.css';
import '../workbench/workbench.css';
import './tickets.css';
import { CheckCircleOutlined, UserSwitchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo, useRef, useState } from 'react';
import type { BookState } from '../../../contract/books.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { InBook } from '../../app/book.tsx';
import { desk } from '../../app/client.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Empty, ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { MonthField } from '../policies/month-field.tsx';
import { useBack } from '../statements/use-back.ts';
import { ClientFilter } from '../workbench/filters.tsx';
import { useMonth } from '../workbench/use-month.ts';
import { OwnerForm } from './owner-form.tsx';
import { ReasonList } from './reason-list.tsx';
import { RoundForm } from './round-form.tsx';
import { type Asked, askedIn, sumFenOf, ticketAfter, underFilter } from './rows.ts';
import { TicketFilters } from './ticket-filters.tsx';
import { TicketSide } from './ticket-side.tsx';
import { TicketTable, type TicketTableHandle } from './ticket-table.tsx';

const ACTS = ['tickets/keep', 'tickets/decide'];

/** 差异单: every 分 that no match explains, with who looks after it and what becomes of it. */
export default function TicketsScreen() {
  const { t } = useTexts();
  return <InBook title={t('screens.tickets.title')}>{book => <Tickets book={book} />}</InBook>;
}

function Tickets({ book }: { book: BookState }) {
  const { t } = useTexts();
  const { search } = useAddress();
  const asked = askedIn(search);
  const { month, error } = useMonth(asked.month);
  if (month !== null) return <MonthTickets key={month} book={book} month={month} asked={asked} />;
  return (
    <Page fill title={t('screens.tickets.title')}>
      {error ? <ErrorPanel error={error} /> : <SkeletonRows rows={14} />}
    </Page>
  );
}

/** The tickets of a month, page after page: no answer carries more of them than the desk takes at once. */
async function everyTicket(input: { month: string; decided: boolean; client?: number }) {
  const first = await desk.tickets.list(input);
  const tickets = [...first.tickets];
  while (tickets.length < first.total) {
    const page = await desk.tickets.list({ ...input, offset: tickets.length });
    if (page.tickets.length === 0) break;
    tickets.push(...page.tickets);
  }
  return { ...first, tickets };
}

type Side = 'ticket' | 'owner' | 'rounds';

function MonthTickets({ book, month, asked }: { book: BookState; month: string; asked: Asked }) {
  const { t } = useTexts();
  const { change } = useAddress();
  const { client, reason, decided } = asked;
  const table = useRef<TicketTableHandle>(null);
  const [side, setSide] = useState<Side>('ticket');
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const input = { month, decided, ...(client === null ? {} : { client }) };
  const list = useQuery({
    queryKey: ['book', 'tickets', 'list', input],
    queryFn: () => everyTicket(input),
    placeholderData: before => before,
  });
  const all = list.data?.tickets;
  const rows = useMemo(() => (all ? underFilter(all, asked) : []), [all, asked]);
  const here = rows.find(({ id }) => id === asked.ticket) ?? null;
  const chosen = rows.filter(({ id }) => ticked.has(id));
  const move = (ticket: number | null) => change({ ticket: ticket === null ? null : String(ticket) });
  const step = (by: number) => {
    const next = ticketAfter(rows, asked.ticket, by);
    if (next === null) return;
    move(next);
    table.current?.show(rows.findIndex(({ id }) => id === next));
  };
  useBack('tickets.back', 'screens.clients.close_panel', () => {
    if (side !== 'ticket') setSide('ticket');
    else if (asked.ticket !== null) move(null);
    else setTicked(new Set());
    table.current?.focus();
  });
  const assign = useAction({
    id: 'tickets.assign',
    title: 'screens.tickets.assign',
    group: 'screens.tickets.keys',
    keys: 'o',
    icon: <UserSwitchOutlined aria-hidden />,
    needs: ['tickets/keepMany'],
    enabled: !book.readOnly && (chosen.length > 0 || here !== null),
    run: () => setSide('owner'),
  });
  const rounds = useAction({
    id: 'tickets.rounds',
    title: 'screens.tickets.rounds',
    group: 'screens.tickets.keys',
    keys: 'b',
    needs: ['tickets/acceptRounds'],
    enabled: !book.readOnly,
    run: () => setSide('rounds'),
  });
  const isEmpty = list.data !== undefined && all?.length === 0;
  return (
    <Page
      fill
      title={t('screens.tickets.title')}
      acts={ACTS}
      about={
        <span className="wb-about">
          <MonthField
            value={month}
            name={t('screens.tickets.month')}
            change={next => change({ month: next, ticket: null })}
          />
          <ClientFilter
            book={book.id}
            client={client}
            change={next => change({ client: next, ticket: null })}
          />
          <Segmented
            size="small"
            aria-label={t('screens.tickets.show')}
            value={decided ? 'all' : 'open'}
            options={(['open', 'all'] as const).map(value => ({
              value,
              label: t(`screens.tickets.show.${value}`),
            }))}
            onChange={value => change({ decided: value === 'all' ? '1' : null })}
          />
        </span>
      }
      actions={
        <>
          <ActionButton action={rounds} />
          <ActionButton action={assign} />
        </>
      }
    >
      {list.error ? <ErrorPanel error={list.error} again={() => void list.refetch()} /> : null}
      {!list.data && !list.error ? <SkeletonRows rows={14} /> : null}
      {isEmpty && side !== 'rounds' ? (
        <Empty
          icon={<CheckCircleOutlined aria-hidden />}
          title={t('screens.tickets.none', { month })}
          text={t('screens.tickets.none_text')}
        />
      ) : null}
      {list.data && (!isEmpty || side === 'rounds') ? (
        <div className="clients tickets">
          <ReasonList
            tickets={all ?? []}
            chosen={reason}
            choose={next => change({ reason: next, ticket: null })}
          />
          <section className="clients-list" aria-label={t('screens.tickets.list')}>
            <div className="tickets-bar" role="toolbar" aria-label={t('screens.tickets.filter')}>
              <TicketFilters asked={asked} tickets={all ?? []} change={change} />
              <span className="accounts-gap" />
              <span className="figures muted" aria-live="polite">
                {t(chosen.length > 0 ? 'screens.tickets.sum_ticked' : 'screens.tickets.sum', {
                  count: showCount((chosen.length > 0 ? chosen : rows).length),
                  amount: showFen(sumFenOf(chosen.length > 0 ? chosen : rows)),
                })}
              </span>
            </div>
            <TicketTable
              ref={table}
              rows={rows}
              at={asked.ticket}
              move={id => {
                setSide('ticket');
                move(id);
              }}
              step={step}
              ticked={ticked}
              setTicked={setTicked}
            />
          </section>
          {side === 'owner' ? (
            <OwnerForm
              tickets={chosen.length > 0 ? chosen : here ? [here] : []}
              close={() => {
                setSide('ticket');
                setTicked(new Set());
                table.current?.focus();
              }}
            />
          ) : side === 'rounds' ? (
            <RoundForm month={month} close={() => setSide('ticket')} />
          ) : here ? (
            <TicketSide
              key={here.id}
              book={book}
              month={month}
              ticket={here}
              done={() => table.current?.focus()}
              close={() => move(null)}
            />
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}
