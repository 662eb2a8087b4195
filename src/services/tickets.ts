import { daysPast } from '../domain/calendar/days.ts';
import type { Difference } from '../domain/matching/book/difference.ts';
import { Refusal } from '../domain/refusal.ts';
import { command, type Tx } from '../ledger/command.ts';
import type { Connection } from '../store/dialect/sqlite.ts';
import {
  changeTicket,
  matchTickets,
  type TicketPatch,
  type TicketRow,
  ticketById,
  ticketsOfMonth,
} from '../store/tickets.ts';
import { followDifference } from '../store/tickets-sync.ts';
import type { TicketCaller } from './tickets/adjust.ts';

export {
  adjustmentPairs,
  adjustTicket,
  previewAdjustment,
  type TicketCaller,
  takeBackAdjustment,
} from './tickets/adjust.ts';
export { attachToTicket, writeTicketFile } from './tickets/evidence.ts';
export { ticketLinks } from './tickets/links.ts';
export { acceptRounds, roundTickets } from './tickets/rounds.ts';

export interface Synced {
  opened: number;
  changed: number;
  resolved: number;
}

/**
 * Lets the tickets of a month say what matching left over: new differences are opened, gone ones are decided by the
 * match, and one whose amount changed is open again. A decided or carried one whose difference stands as it was, stays.
 */
export function syncTickets(
  connection: Connection,
  caller: TicketCaller,
  { month, differences }: { month: string; differences: readonly Difference[] },
): Promise<Synced> {
  const input = { month, count: differences.length };
  return command(connection, { ...caller, procedure: 'tickets.sync', input }, tx => {
    const known = matchTickets(connection, month);
    const done: Synced = { opened: 0, changed: 0, resolved: 0 };
    const follow = (ticket: TicketRow | undefined, difference: Difference | undefined) => {
      const followed = followDifference(tx, month, { ticket, difference });
      if (followed) done[followed]++;
      tx.checkpoint();
    };
    for (const difference of differences) {
      follow(known.get(difference.key), difference);
      known.delete(difference.key);
    }
    for (const ticket of known.values()) follow(ticket, undefined);
    return done;
  });
}

/** A ticket with its age on a day. */
export interface Ticket extends TicketRow {
  ageDays: number;
}

export interface TicketList {
  /** A page of them. */
  tickets: Ticket[];
  /** How many there are on all pages. */
  total: number;
  /** Of the open and carried ones. */
  count: number;
  sumFen: number;
  byReason: { reason: string; count: number; sumFen: number }[];
}

/**
 * Tickets of a month, or of one client in it, the oldest first, all of them or a page; decided ones only where asked for.
 * Counts and sums are of all that stand, whatever the page.
 */
export function listTickets(
  connection: Connection,
  asked: { month: string; client?: number; decided?: boolean; on: string; offset?: number; limit?: number },
): TicketList {
  const { month, client, decided = false, on, offset = 0, limit = Number.MAX_SAFE_INTEGER } = asked;
  const all = ticketsOfMonth(connection, month).filter(
    ticket => client === undefined || ticket.client === client,
  );
  const standing = all.filter(({ state }) => state !== 'decided');
  const byReason = [...Map.groupBy(standing, ({ reason }) => reason)].map(([reason, tickets]) => ({
    ...{ reason, count: tickets.length },
    sumFen: sumOf(tickets),
  }));
  const listed = decided ? all : standing;
  const tickets = listed
    .slice(offset, offset + limit)
    .map(ticket => ({ ...ticket, ageDays: ageOn(ticket, on) }));
  return { tickets, total: listed.length, count: standing.length, sumFen: sumOf(standing), byReason };
}

const sumOf = (tickets: readonly TicketRow[]): number =>
  tickets.reduce((fen, { amountFen }) => fen + amountFen, 0);

const ageOn = ({ aroseOn }: TicketRow, on: string): number => daysPast(aroseOn, on);

/** Gives a ticket an owner, a note, or a better reason. Refuses `tickets.unknown`. */
export function keepTicket(
  connection: Connection,
  caller: TicketCaller,
  { ticket, ...patch }: { ticket: number; owner?: string | null; note?: string | null; reason?: string },
): Promise<TicketRow> {
  const input = { ticket, ...patch };
  return command(connection, { ...caller, procedure: 'tickets.keep', input }, tx =>
    changed(tx, ticket, () => patch),
  );
}

/** Decides a ticket with a reason, without an entry: what it tells is explained. Refuses `tickets.unknown`, `tickets.not_open`. */
export function decideTicketOf(
  connection: Connection,
  caller: TicketCaller,
  { ticket, note }: { ticket: number; note: string },
): Promise<TicketRow> {
  return command(connection, { ...caller, procedure: 'tickets.decide', input: { ticket, note } }, tx =>
    changed(tx, ticket, ({ state }) => {
      if (state === 'decided') throw new Refusal('tickets.not_open', { ticket });
      return { state: 'decided', resolution: 'decision', note };
    }),
  );
}

/** Owner and day of many at once. Refuses `tickets.unknown`. */
export function keepTickets(
  connection: Connection,
  caller: TicketCaller,
  input: { tickets: readonly number[]; owner?: string | null; dueOn?: string | null },
): Promise<{ tickets: number }> {
  const { tickets, ...patch } = input;
  return command(connection, { ...caller, procedure: 'tickets.keepMany', input }, tx => {
    for (const ticket of new Set(tickets)) changed(tx, ticket, () => patch);
    return { tickets: new Set(tickets).size };
  });
}

/** 挂账: goes on with an owner and a day. Refuses `tickets.unknown`, `tickets.not_open`. */
export function carryTicket(
  connection: Connection,
  caller: TicketCaller,
  input: { ticket: number; owner: string; dueOn: string; note: string },
): Promise<TicketRow> {
  const { ticket, owner, dueOn, note } = input;
  return command(connection, { ...caller, procedure: 'tickets.carry', input }, tx =>
    changed(tx, ticket, ({ state }) => {
      if (state === 'decided') throw new Refusal('tickets.not_open', { ticket });
      return { state: 'carried', owner, dueOn, note };
    }),
  );
}

/** Opens a decided or carried ticket again. Refuses `tickets.unknown`, `tickets.not_decided`; one that a match settled reopens with the match. */
export function reopenTicket(
  connection: Connection,
  caller: TicketCaller,
  { ticket, note }: { ticket: number; note: string },
): Promise<TicketRow> {
  return command(connection, { ...caller, procedure: 'tickets.reopen', input: { ticket, note } }, tx =>
    changed(tx, ticket, ({ state, resolution }) => {
      if (state !== 'carried' && (state !== 'decided' || resolution !== 'decision'))
        throw new Refusal('tickets.not_decided', { ticket });
      return { state: 'open', resolution: null, note };
    }),
  );
}

function changed(tx: Tx, id: number, patchOf: (ticket: TicketRow) => TicketPatch): TicketRow {
  const ticket = ticketById(tx.connection, id);
  if (!ticket) throw new Refusal('tickets.unknown', { ticket: id });
  changeTicket(tx, id, patchOf(ticket));
  return ticketById(tx.connection, id)!;
}
