import type { Difference } from '../domain/matching/book/difference.ts';
import { changeTicket, openTicket, type TicketRow, ticketsOfKeys } from './tickets.ts';
import type { Tx } from './transaction.ts';

/** What became of a ticket: nothing where it says already what it should. */
export type Followed = 'opened' | 'changed' | 'resolved' | null;

/**
 * Lets one ticket say what matching leaves: a new difference is opened, a gone one is decided by the match, and one whose
 * amount changed is open again. A decided or carried one whose difference stands as it was, stays.
 */
export function followDifference(
  tx: Tx,
  month: string,
  { ticket, difference }: { ticket: TicketRow | undefined; difference: Difference | undefined },
): Followed {
  if (!difference) {
    if (!ticket || ticket.resolution === 'match') return null;
    changeTicket(tx, ticket.id, { state: 'decided', resolution: 'match' });
    return 'resolved';
  }
  if (!ticket) {
    openTicket(tx, ticketOf(month, difference));
    return 'opened';
  }
  if (!isOtherwise(ticket, difference)) return null;
  const { reason, fen, client } = difference;
  changeTicket(tx, ticket.id, { reason, amountFen: fen, client, state: 'open', resolution: null });
  return 'changed';
}

/** Lets the tickets of some keys of a month follow; keys without a difference have none left. */
export function syncSome(
  tx: Tx,
  month: string,
  { keys, differences }: { keys: readonly string[]; differences: readonly Difference[] },
): void {
  const tickets = ticketsOfKeys(tx.connection, month, keys);
  const byKey = new Map(differences.map(difference => [difference.key, difference]));
  for (const key of keys)
    followDifference(tx, month, { ticket: tickets.get(key), difference: byKey.get(key) });
}

function ticketOf(month: string, { key, relation, reason, fen, day, client, rows }: Difference) {
  return { key, month, relation, reason, amountFen: fen, aroseOn: day, client, sourceRow: rows[0]! };
}

/** Whether the difference is another one than the ticket tells, or is there again. */
function isOtherwise(ticket: TicketRow, { fen, client }: Difference): boolean {
  return ticket.amountFen !== fen || ticket.client !== client || ticket.resolution === 'match';
}
