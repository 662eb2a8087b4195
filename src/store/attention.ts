import type { ApplicationsCounted } from '../domain/attention-lines.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Clients in use that nobody manages on a day. */
export function clientsWithoutManager(connection: Connection, on: string): number {
  const sql = `SELECT count(*) FROM client c WHERE c.archived_on IS NULL AND NOT EXISTS (
    SELECT 1 FROM client_manager m WHERE m.client = c.id
      AND (m.from_on IS NULL OR m.from_on <= ?) AND (m.until_on IS NULL OR m.until_on >= ?))`;
  return connection.prepareValue(sql).get(on, on) as number;
}

/** Days on which waiting plans were made, in Beijing. */
export function plansWaiting(connection: Connection): string[] {
  const sql = "SELECT date(made_at, '+8 hours') FROM import_plan WHERE state = 'ready' ORDER BY 1";
  return connection.prepareValue(sql).all() as string[];
}

/** Cases counted: how many, how much in 分, since when (`yyyy-mm-dd`, or the month where it is of months). */
export interface Counted {
  count: number;
  sumFen: number | null;
  oldestOn: string | null;
}

/** Clients that a scope reaches, as JSON; null: all. */
type Seen = string | null;
const SEEN = '(@seen IS NULL OR client IN (SELECT value FROM json_each(@seen)))';

/** Open applications, counted by kind, state, whose they are, and whether an overdue advance was overridden for them. */
export function applicationsCounted(
  connection: Connection,
  seen: Seen,
  actor: string,
): ApplicationsCounted[] {
  const sql = `SELECT kind, state, coalesce(applicant, created_by) = @actor AS own, override_reason IS NOT NULL AS overridden,
      count(*) AS count, sum(paid_fen) AS sumFen,
      min(date(CASE state WHEN 'paid' THEN paid_at WHEN 'approved' THEN approved_at WHEN 'applied' THEN applied_at
        ELSE created_at END, '+8 hours')) AS oldestOn
    FROM application WHERE state IN ('draft', 'applied', 'approved', 'paid') AND ${SEEN} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
  const rows = connection.prepare(sql).all({ seen, actor }) as (Omit<
    ApplicationsCounted,
    'isOwn' | 'isOverridden'
  > & { own: number; overridden: number })[];
  return rows.map(({ own, overridden, ...row }) => ({
    ...row,
    isOwn: own === 1,
    isOverridden: overridden === 1,
  }));
}

/** Matches that runs suggest, by month, the oldest first. */
export function suggestionsByMonth(connection: Connection): { month: string; count: number }[] {
  const sql = `SELECT month, count(*) AS count FROM match_group WHERE state = 'suggested' GROUP BY month ORDER BY month`;
  return connection.prepare(sql).all() as { month: string; count: number }[];
}

/** Items on 1122.01 that should have been paid back before a day. */
export function advancesOverdue(connection: Connection, seen: Seen, today: string): Counted {
  const sql = `SELECT count(*) AS count, sum(i.open_fen) AS sumFen, min(i.due_on) AS oldestOn
    FROM account a JOIN open_item i ON i.account = a.id AND i.open_fen <> 0 AND i.due_on < @today
    WHERE a.code = '1122.01' AND i.open_fen > 0 AND (@seen IS NULL OR a.client IN (SELECT value FROM json_each(@seen)))`;
  return connection.prepare(sql).get({ seen, today }) as Counted;
}

/** Withdrawals that wait for a second person. */
export function withdrawalsToApprove(connection: Connection, seen: Seen): Counted {
  const sql = `SELECT count(*) AS count, sum(amount_fen) AS sumFen, min(asked_on) AS oldestOn FROM withdrawal
    WHERE state = 'awaiting' AND ${SEEN}`;
  return connection.prepare(sql).get({ seen }) as Counted;
}

/** Requests that wait for a decision, that we invoice, that others invoice to us or to a client. */
export function requestsCounted(connection: Connection, seen: Seen): (Counted & { step: RequestStep })[] {
  const sql = `SELECT CASE WHEN state = 'waiting' THEN 'decide' WHEN direction IN ('platform_agency', 'platform_client')
      THEN 'receive' ELSE 'issue' END AS step, count(*) AS count, sum(amount_fen) AS sumFen,
      min(coalesce(decided_on, asked_on)) AS oldestOn
    FROM invoice_request WHERE state IN ('waiting', 'open') AND ${SEEN} GROUP BY step ORDER BY step`;
  return connection.prepare(sql).all({ seen }) as (Counted & { step: RequestStep })[];
}
export type RequestStep = 'decide' | 'receive' | 'issue';

/** Invoices whose parties wait for a decision. */
export function invoicesMismatched(connection: Connection, seen: Seen): Counted {
  const sql = `SELECT count(*) AS count, sum(abs(gross_fen)) AS sumFen, min(issued_on) AS oldestOn FROM invoice
    WHERE match_state = 'mismatched' AND state = 'standing' AND ${SEEN}`;
  return connection.prepare(sql).get({ seen }) as Counted;
}

/** 对账单 to which clients object, by month, the oldest first. */
export function statementsDisputed(
  connection: Connection,
  seen: Seen,
): { month: string; count: number; oldestOn: string }[] {
  const sql = `SELECT month, count(*) AS count, min(state_on) AS oldestOn FROM statement_pack
    WHERE state = 'disputed' AND superseded_at IS NULL AND ${SEEN} GROUP BY month ORDER BY month`;
  return connection.prepare(sql).all({ seen }) as { month: string; count: number; oldestOn: string }[];
}

/** Months of the book before a month that are open, the oldest first. */
export function monthsToClose(connection: Connection, before: string): string[] {
  const sql = `SELECT month FROM period WHERE client IS NULL AND state = 'open' AND month < ?
    AND month >= (SELECT first_period FROM book) ORDER BY month`;
  return connection.prepareValue(sql).all(before) as string[];
}
