import {
  acceptMatch,
  keepRules,
  listMatches,
  monthDifferences,
  openRows,
  type RunHooks,
  rejectMatch,
  rulesOfBook,
  runMatching,
  type Sides,
  takeBackDecision,
  tryRules,
} from '../services/matching.ts';
import {
  decideTicketOf,
  keepTicket,
  listTickets,
  reopenTicket,
  syncTickets,
  type TicketCaller,
} from '../services/tickets.ts';
import type { BookRoom } from './book-room.ts';
import type { TaskHooks } from './task-hooks.ts';

type Room = Pick<BookRoom, 'connection'>;

/** Matches a month and lets its tickets tell what is left over. */
export async function matchMonth(
  { connection }: Room,
  { caller, month, client }: { caller: TicketCaller; month: string; client: number | null },
  hooks: RunHooks,
) {
  const answer = runMatching(connection, { month, client }, hooks);
  await ticketMonth({ connection }, { caller, month });
  return answer;
}

/** After matches of a month changed: its tickets tell what is left over. */
export function ticketMonth(
  { connection }: Room,
  { caller, month }: { caller: TicketCaller; month: string },
) {
  const { actor, key, at } = caller;
  const differences = monthDifferences(connection, month);
  return syncTickets(connection, { actor, at, key: `${key} tickets` }, { month, differences });
}

interface Called {
  caller: TicketCaller;
}

/** What any connection to the book answers about matches and tickets. */
export const matchingReads = {
  'matching/list': ({ connection }: Room, asked: Parameters<typeof listMatches>[1]) =>
    listMatches(connection, asked),
  'matching/open': ({ connection }: Room, asked: Parameters<typeof openRows>[1]) =>
    openRows(connection, asked),
  'matching/rules': ({ connection }: Room) => rulesOfBook(connection),
  'matching/tryRules': ({ connection }: Room, asked: Parameters<typeof tryRules>[1]) =>
    tryRules(connection, asked),
  'tickets/list': ({ connection }: Room, asked: Parameters<typeof listTickets>[1]) =>
    listTickets(connection, asked),
};

/** A decision, and then the tickets of its month. */
async function decided<Answer>(
  room: Room,
  { caller, ...sides }: Called & Sides,
  act: (connection: Room['connection'], caller: TicketCaller, sides: Sides) => Promise<Answer>,
): Promise<Answer> {
  const answer = await act(room.connection, caller, sides);
  await ticketMonth(room, { caller, month: sides.month });
  return answer;
}

/** What only the one writer does. */
export const matchingWrites = {
  'matching/run': (
    room: Room,
    { caller, month, client }: Called & { month: string; client: number | null },
    hooks: TaskHooks,
  ) => matchMonth(room, { caller, month, client }, { ...hooks, now_ms: Date.now }),
  'matching/accept': (room: Room, asked: Called & Sides) => decided(room, asked, acceptMatch),
  'matching/reject': (room: Room, asked: Called & Sides) => decided(room, asked, rejectMatch),
  'matching/takeBack': (room: Room, asked: Called & Sides) => decided(room, asked, takeBackDecision),
  'matching/keepRules': ({ connection }: Room, { caller, rules }: Called & Parameters<typeof keepRules>[2]) =>
    keepRules(connection, caller, { rules }),
  'tickets/keep': ({ connection }: Room, { caller, ...asked }: Called & Parameters<typeof keepTicket>[2]) =>
    keepTicket(connection, caller, asked),
  'tickets/decide': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof decideTicketOf>[2],
  ) => decideTicketOf(connection, caller, asked),
  'tickets/reopen': (
    { connection }: Room,
    { caller, ...asked }: Called & Parameters<typeof reopenTicket>[2],
  ) => reopenTicket(connection, caller, asked),
};
