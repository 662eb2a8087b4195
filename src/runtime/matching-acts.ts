import { monthDifferences, type RunHooks, runMatching } from '../services/matching.ts';
import { syncTickets, type TicketCaller } from '../services/tickets.ts';
import type { BookRoom } from './book-room.ts';

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
