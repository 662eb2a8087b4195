import type { Dims } from '../domain/accounting/types.ts';
import type { Connection } from './dialect/sqlite.ts';
import { textOfRow } from './imports-open.ts';

/** What a ticket stands on in the books: whom it names, and the accounts near it. */
export interface TicketStand {
  client: number | null;
  supplier: number | null;
  money: { id: number; kind: string } | null;
  /** Pool of the platform account that its row names, with who it belongs to. */
  pool: { id: number; supplier: number | null; client: number | null } | null;
}

/** Whom and what a ticket names; its row fills what it does not say itself. */
export function ticketStand(connection: Connection, ticket: number): TicketStand {
  const sql = `SELECT t.client, t.supplier, t.pool, coalesce(t.money, f.money) AS money, t.source_row AS sourceRow
    FROM ticket t LEFT JOIN source_row s ON s.id = t.source_row LEFT JOIN source_file f ON f.id = s.file WHERE t.id = ?`;
  const { client, supplier, pool, money, sourceRow } = connection.prepare(sql).get(ticket) as {
    client: number | null;
    supplier: number | null;
    pool: number | null;
    money: number | null;
    sourceRow: number | null;
  };
  const account = textOfRow(connection, sourceRow).account ?? '';
  const ofPool = 'SELECT id, supplier, client FROM pool WHERE ';
  const found =
    pool === null
      ? connection.prepare(`${ofPool}platform_id = ? ORDER BY id LIMIT 1`).get(account)
      : connection.prepare(`${ofPool}id = ?`).get(pool);
  const kind =
    money === null
      ? null
      : (connection.prepareValue('SELECT kind FROM money_account WHERE id = ?').get(money) as string);
  const own = (found as TicketStand['pool'] | undefined) ?? null;
  return {
    client: client ?? own?.client ?? null,
    supplier: supplier ?? own?.supplier ?? null,
    money: money === null ? null : { id: money, kind: kind! },
    pool: own,
  };
}

/** An account with a balance near a ticket. */
export interface NearAccount {
  id: number;
  code: string;
  dims: Dims;
  /** Names of its dimensions, and the kind of item where it has one. */
  of: string;
  category: string | null;
}

/** Accounts of some codes that stand under the client, money account, supplier or pool of a ticket. */
export function accountsNear(
  connection: Connection,
  { client, supplier, money, pool }: TicketStand,
  codes: readonly string[],
): NearAccount[] {
  const sql = `SELECT a.id, a.code, a.client, a.subject, a.supplier, a.money, a.pool, a.bucket, a.employee, a.category,
      concat_ws(' · ', c.name, s.name, m.name, p.name) AS "of"
    FROM account a JOIN balance b ON b.account = a.id LEFT JOIN client c ON c.id = a.client
    LEFT JOIN supplier s ON s.id = a.supplier LEFT JOIN money_account m ON m.id = a.money LEFT JOIN pool p ON p.id = a.pool
    WHERE a.code IN (SELECT value FROM json_each(?)) AND b.debits_posted_fen <> b.credits_posted_fen
      AND coalesce(a.client = ?, a.money = ?, a.pool = ?, a.supplier = ?, 0) ORDER BY a.code, a.id`;
  const rows = connection
    .prepare(sql)
    .all(JSON.stringify(codes), client, money?.id ?? null, pool?.id ?? null, supplier) as (Record<
    string,
    string | number | null
  > & { id: number; code: string; of: string; category: string | null })[];
  return rows.map(({ id, code, of, ...dims }) => ({
    ...{ id, code, of, category: dims.category },
    dims: Object.fromEntries(Object.entries(dims).filter(([, value]) => value !== null)) as Dims,
  }));
}

/** A transfer near a ticket. */
export interface NearTransfer {
  transfer: number;
  batch: number;
  event: string;
  day: string;
  debit: string;
  credit: string;
  amountFen: number;
}

/** Transfers on some rows and of the case of a ticket; red ones with a minus. */
export function transfersNear(
  connection: Connection,
  rows: readonly number[],
  { caseNo, batch }: { caseNo: string | null; batch: number | null },
): NearTransfer[] {
  const sql = `SELECT t.id AS transfer, t.batch, t.event, t.effective_on AS day, d.code AS debit, c.code AS credit,
      CASE t.kind WHEN 'reverse' THEN -t.amount_fen ELSE t.amount_fen END AS amountFen
    FROM transfer t JOIN account d ON d.id = t.debit JOIN account c ON c.id = t.credit
    WHERE t.id IN (SELECT id FROM transfer WHERE source_row IN (SELECT value FROM json_each(?))
      UNION SELECT id FROM transfer WHERE case_no = ? UNION SELECT id FROM transfer WHERE batch = ? AND source_row IS NULL)
      AND t.kind IN ('post', 'settle', 'reverse') ORDER BY t.effective_on, t.id LIMIT 500`;
  return connection.prepare(sql).all(JSON.stringify(rows), caseNo, batch) as NearTransfer[];
}

/** What happened to a ticket, the oldest first. */
export function ticketHistory(
  connection: Connection,
  ticket: number,
): { at: string; actor: string; procedure: string; state: string; note: string | null }[] {
  const sql = `SELECT l.at, l.actor, l.procedure, h.after ->> '$.state' AS state, h.after ->> '$.note' AS note
    FROM change h JOIN log l ON l.seq = h.log_seq WHERE h.table_name = 'ticket' AND h.row_id = ? ORDER BY h.id`;
  return connection.prepare(sql).all(String(ticket)) as ReturnType<typeof ticketHistory>;
}

/** Evidence of a ticket. */
export function ticketFiles(
  connection: Connection,
  ticket: number,
): { attachment: number; name: string; bytes: number }[] {
  const sql = `SELECT t.attachment, t.name, a.bytes FROM ticket_file t JOIN attachment a ON a.id = t.attachment
    WHERE t.ticket = ? ORDER BY t.id`;
  return connection.prepare(sql).all(ticket) as ReturnType<typeof ticketFiles>;
}

/** Adjustments E59 that tickets posted, with the ticket's own words. */
export function adjustmentsOf(
  connection: Connection,
  ticket: number,
): { batch: number; amountFen: number; note: string; isReversed: boolean }[] {
  const sql = `SELECT b.id AS batch, b.summary AS note, (SELECT sum(t.amount_fen) FROM transfer t WHERE t.batch = b.id
      AND t.leg = 1) AS amountFen, EXISTS (SELECT 1 FROM batch r WHERE r.reverses_batch = b.id) AS isReversed
    FROM batch b WHERE b.id IN (SELECT DISTINCT h.after ->> '$.decided_batch' FROM change h
      WHERE h.table_name = 'ticket' AND h.row_id = ? AND h.after ->> '$.decided_batch' IS NOT NULL) ORDER BY b.id`;
  const rows = connection.prepare(sql).all(String(ticket)) as {
    batch: number;
    amountFen: number;
    note: string;
    isReversed: number;
  }[];
  return rows.map(row => ({ ...row, isReversed: row.isReversed === 1 }));
}

/** Rule of the match that a ticket is left of; null where none stands under its key. */
export function ruleOfKey(connection: Connection, key: string): string | null {
  const rule = connection
    .prepareValue("SELECT rule FROM match_group WHERE key = ? AND state = 'matched'")
    .get(key);
  return (rule as string | undefined) ?? null;
}
