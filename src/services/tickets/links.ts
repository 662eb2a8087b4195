import type { TicketLinks } from '../../contract/ticket-acts.ts';
import { bookRow, dayOf, textOf } from '../../domain/matching/book/rows.ts';
import type { Connection } from '../../store/dialect/sqlite.ts';
import { linesOfRows } from '../../store/matching.ts';
import {
  adjustmentsOf,
  ticketFiles,
  ticketHistory,
  ticketStand,
  transfersNear,
} from '../../store/tickets-stand.ts';
import { ticketOf } from './adjust.ts';

/** Rows, entries, evidence and history of a ticket. Refuses `tickets.unknown`. */
export function ticketLinks(connection: Connection, { ticket }: { ticket: number }): TicketLinks {
  const found = ticketOf(connection, ticket);
  const { client } = ticketStand(connection, ticket);
  const ids =
    found.matchKey === null
      ? found.sourceRow === null
        ? []
        : [found.sourceRow]
      : found.matchKey.split(' ').slice(1).map(Number);
  const rows = linesOfRows(connection, ids, found.relation).map(line => {
    const { sourceRow, side, fen, profile, file, sheet, row, raw } = line;
    const read = bookRow({ id: sourceRow, profile, money: null, moneyKind: null, raw }, undefined);
    const shown = { day: dayOf(read), party: textOf(read, 'party'), client, profile, file, sheet, row };
    return { sourceRow, side: side ?? 'left', fen: fen ?? read.fen, ...shown };
  });
  return {
    rows,
    entries: transfersNear(connection, ids, found),
    files: ticketFiles(connection, ticket),
    history: ticketHistory(connection, ticket),
    adjustments: adjustmentsOf(connection, ticket),
  };
}
