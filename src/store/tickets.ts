import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** A ticket 差异单 with what it stands on. Money in 分. */
export interface TicketRow {
  id: number;
  reason: string;
  amountFen: number;
  state: 'open' | 'decided' | 'carried';
  aroseOn: string;
  /** Month, relation and key of a difference that matching found; null for one that a posting left. */
  month: string | null;
  relation: string | null;
  matchKey: string | null;
  resolution: 'match' | 'adjustment' | 'decision' | null;
  client: number | null;
  clientCode: string | null;
  clientName: string | null;
  sourceRow: number | null;
  file: string | null;
  sheet: string | null;
  row: number | null;
  caseNo: string | null;
  batch: number | null;
  decidedBatch: number | null;
  owner: string | null;
  /** Day by which the owner decides. */
  dueOn: string | null;
  note: string | null;
}

const TICKET = `SELECT t.id, t.reason, t.amount_fen AS amountFen, t.state, t.arose_on AS aroseOn, t.month, t.relation,
  t.match_key AS matchKey, t.resolution, t.client, c.code AS clientCode, c.name AS clientName, t.source_row AS sourceRow,
  f.name AS file, s.sheet, s.row, t.case_no AS caseNo, t.batch, t.decided_batch AS decidedBatch, t.owner, t.due_on AS dueOn, t.note
  FROM ticket t LEFT JOIN client c ON c.id = t.client
  LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file`;

/** Tickets of a month, the oldest first: differences of matching, and what postings of the month left. */
export function ticketsOfMonth(connection: Connection, month: string): TicketRow[] {
  const sql = `${TICKET} WHERE t.month = ? OR (t.month IS NULL AND substr(t.arose_on, 1, 7) = ?) ORDER BY t.arose_on, t.id`;
  return connection.prepare(sql).all(month, month) as TicketRow[];
}

/** One ticket, or null. */
export function ticketById(connection: Connection, id: number): TicketRow | null {
  return (connection.prepare(`${TICKET} WHERE t.id = ?`).get(id) as TicketRow | undefined) ?? null;
}

/** Differences of a month that have a ticket, by key. */
export function matchTickets(connection: Connection, month: string): Map<string, TicketRow> {
  const rows = connection.prepare(`${TICKET} WHERE t.month = ?`).all(month) as TicketRow[];
  return new Map(rows.map(row => [row.matchKey!, row]));
}

/** Tickets of differences of a month under some keys. */
export function ticketsOfKeys(
  connection: Connection,
  month: string,
  keys: readonly string[],
): Map<string, TicketRow> {
  const sql = `${TICKET} WHERE t.match_key IN (SELECT value FROM json_each(?)) AND t.month = ?`;
  const rows = connection.prepare(sql).all(JSON.stringify(keys), month) as TicketRow[];
  return new Map(rows.map(row => [row.matchKey!, row]));
}

export interface NewTicket {
  key: string;
  month: string;
  relation: string;
  reason: string;
  amountFen: number;
  aroseOn: string;
  client: number | null;
  sourceRow: number;
}

/** Opens a ticket for a difference. */
export function openTicket(tx: Tx, ticket: NewTicket): void {
  insertRow(tx, 'ticket', {
    ...{ reason: ticket.reason, amount_fen: ticket.amountFen, state: 'open', arose_on: ticket.aroseOn },
    ...{ source_row: ticket.sourceRow, client: ticket.client },
    ...{ month: ticket.month, relation: ticket.relation, match_key: ticket.key },
  });
}

export interface TicketPatch {
  state?: 'open' | 'decided' | 'carried';
  reason?: string;
  amountFen?: number;
  resolution?: 'match' | 'adjustment' | 'decision' | null;
  owner?: string | null;
  note?: string | null;
  client?: number | null;
  dueOn?: string | null;
  decidedBatch?: number | null;
}

/** Changes a ticket; its earlier states stay in the log. */
export function changeTicket(tx: Tx, id: number, patch: TicketPatch): void {
  const { amountFen, dueOn, decidedBatch, ...same } = patch;
  updateRow(tx, 'ticket', id, {
    ...same,
    amount_fen: amountFen,
    due_on: dueOn,
    decided_batch: decidedBatch,
  });
}
