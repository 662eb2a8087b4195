import type { TicketView } from '../../../contract/tickets.ts';

/** What the screen looks at, as its address says it. */
export interface Asked {
  month: string | null;
  client: number | null;
  reason: string | null;
  /** Least age in days. */
  age: number | null;
  /** A name; empty for tickets that nobody looks after. */
  owner: string | null;
  text: string;
  /** Decided ones too. */
  decided: boolean;
  ticket: number | null;
}

const wholeIn = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) || null : null;

/** Reads an address; what makes no sense is passed over. */
export function askedIn(search: URLSearchParams): Asked {
  const month = search.get('month');
  return {
    month: month !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : null,
    client: wholeIn(search.get('client')),
    reason: search.get('reason'),
    age: wholeIn(search.get('age')),
    owner: search.get('owner'),
    text: search.get('text') ?? '',
    decided: search.get('decided') === '1',
    ticket: wholeIn(search.get('ticket')),
  };
}

/** How an owner is told in the address: `-` for nobody. */
export const NOBODY = '-';

/** Tickets under the filters of the page. */
export function underFilter(tickets: readonly TicketView[], asked: Asked): TicketView[] {
  const { reason, age, owner } = asked;
  const text = asked.text.normalize('NFKC').trim().toLowerCase();
  return tickets.filter(
    ticket =>
      (reason === null || ticket.reason === reason) &&
      (age === null || ticket.ageDays >= age) &&
      (owner === null || (owner === NOBODY ? ticket.owner === null : ticket.owner === owner)) &&
      (text === '' || wordsOf(ticket).includes(text)),
  );
}

const wordsOf = ({ clientCode, clientName, note, file, caseNo, owner }: TicketView): string =>
  [clientCode, clientName, note, file, caseNo, owner].filter(Boolean).join(' ').toLowerCase();

export const sumFenOf = (tickets: readonly Pick<TicketView, 'amountFen'>[]): number =>
  tickets.reduce((fen, { amountFen }) => fen + amountFen, 0);

export interface ReasonSum {
  reason: string;
  count: number;
  sumFen: number;
}

/** Counts and sums by reason, the largest first. */
export function byReason(tickets: readonly TicketView[]): ReasonSum[] {
  return [...Map.groupBy(tickets, ({ reason }) => reason)]
    .map(([reason, of]) => ({ reason, count: of.length, sumFen: sumFenOf(of) }))
    .toSorted((one, other) => Math.abs(other.sumFen) - Math.abs(one.sumFen) || other.count - one.count);
}

/** The ticket some steps on from one; the first where none is in hand; null in an empty list. */
export function ticketAfter(tickets: readonly TicketView[], at: number | null, by: number): number | null {
  if (tickets.length === 0) return null;
  const place = tickets.findIndex(({ id }) => id === at);
  const next = place < 0 ? 0 : Math.min(tickets.length - 1, Math.max(0, place + by));
  return tickets[next]!.id;
}
