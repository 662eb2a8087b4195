import type { Connection } from './dialect/sqlite.ts';

/** A ticket that nobody has decided, with who looks after it. */
export interface StandingTicket {
  id: number;
  reason: string;
  amountFen: number;
  aroseOn: string;
  caseNo: string | null;
  owner: string | null;
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
}

/** Tickets, open or carried, that arose before a day, the oldest first. */
export function standingTickets(connection: Connection, before: string): StandingTicket[] {
  const sql = `SELECT t.id, t.reason, t.amount_fen AS amountFen, t.arose_on AS aroseOn, t.case_no AS caseNo, t.owner,
      t.client, c.code AS clientCode, c.name AS clientName
    FROM ticket t LEFT JOIN client c ON c.id = t.client
    WHERE t.state <> 'decided' AND t.arose_on < ? ORDER BY t.arose_on, t.id`;
  return connection.prepare(sql).all(before) as StandingTicket[];
}
