import type { CloseItem } from '../domain/close/types.ts';
import { fenOfE5 } from '../domain/money.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Facts of a month that the checklist is computed from; `to` is its last day. Money in 分. */

/** Balances at the end of a month on some codes, by account: debits less credits, zero left out. */
export interface EndBalance {
  code: string;
  client: number | null;
  supplier: number | null;
  money: number | null;
  pool: number | null;
  employee: number | null;
  category: string | null;
  netFen: number;
}

export function endBalances(connection: Connection, codes: readonly string[], month: string): EndBalance[] {
  const sql = `SELECT * FROM (SELECT a.code, a.client, a.supplier, a.money, a.pool, a.employee, a.category,
      sum(m.debits_fen - m.credits_fen) AS netFen
    FROM account a JOIN month_sum m ON m.account = a.id AND m.month <= ?
    WHERE a.code IN (${codes.map(() => '?').join(', ')}) GROUP BY a.id) WHERE netFen <> 0 ORDER BY 1, 2, 4, 5`;
  return connection.prepare(sql).all(month, ...codes) as EndBalance[];
}

/** A money account that has statements: what the last one in or before the month ends with, and the book's figure. */
export interface MoneyEnd {
  id: number;
  name: string;
  hasRows: boolean;
  lastOn: string | null;
  statementFen: number | null;
  bookFen: number;
}

export function moneyEnds(connection: Connection, month: string, to: string): MoneyEnd[] {
  const runs = `SELECT coalesce(n.id, f.money) AS money, d.day, d.last_at, d.plan, d.n, d.closing_e5
    FROM statement_day d JOIN import_plan p ON p.id = d.plan AND p.state = 'committed'
    JOIN source_file f ON f.sha256 = p.sha256
    LEFT JOIN money_account n ON n.number = d.account AND d.account <> '' AND n.archived_on IS NULL
    WHERE coalesce(n.id, f.money) IS NOT NULL AND d.day <= @to`;
  const sql = `WITH run AS (${runs})
    SELECT m.id, m.name, EXISTS (SELECT 1 FROM run r WHERE r.money = m.id AND r.day >= @from) AS hasRows,
      (SELECT max(day) FROM run r WHERE r.money = m.id) AS lastOn,
      (SELECT closing_e5 FROM run r WHERE r.money = m.id ORDER BY day DESC, last_at DESC, plan DESC, n DESC LIMIT 1) AS e5,
      coalesce((SELECT sum(s.debits_fen - s.credits_fen) FROM account a JOIN month_sum s ON s.account = a.id
        WHERE a.money = m.id AND a.code IN ('1002', '1012') AND s.month <= @month), 0) AS bookFen
    FROM money_account m WHERE m.has_statement = 1 AND m.archived_on IS NULL ORDER BY m.id`;
  const rows = connection.prepare(sql).all({ from: `${month}-01`, to, month }) as (Omit<
    MoneyEnd,
    'hasRows' | 'statementFen'
  > & { hasRows: number; e5: number | null })[];
  return rows.map(({ e5, hasRows, ...row }) => ({
    ...row,
    hasRows: hasRows === 1,
    statementFen: e5 === null ? null : fenOfE5(e5),
  }));
}

/** Platform accounts whose flow was read in the month: its last day there, and the Beijing day of the last reading. */
export function flowReadings(
  connection: Connection,
  from: string,
  to: string,
): { account: string; lastOn: string; readOn: string }[] {
  const sql = `SELECT account, day AS lastOn, max(readOn) AS readOn FROM (
      SELECT d.account, d.day, date(p.made_at, '+8 hours') AS readOn, max(d.day) OVER (PARTITION BY d.account) AS last
      FROM statement_day d JOIN import_plan p ON p.id = d.plan AND p.state = 'committed'
      WHERE p.profile = 'qianchuan.daily' AND d.day BETWEEN ? AND ?)
    WHERE day = last GROUP BY account ORDER BY account`;
  return connection.prepare(sql).all(from, to) as { account: string; lastOn: string; readOn: string }[];
}

/** Pools of the agency that stand for a platform account. */
export interface FlowPool {
  id: number;
  platformId: string;
  fundsKind: 'general' | 'brand';
  name: string;
  client: number | null;
}

export function flowPools(connection: Connection): FlowPool[] {
  const sql = `SELECT id, platform_id AS platformId, funds_kind AS fundsKind, name, client FROM pool
    WHERE kind = 'account' AND platform_id IS NOT NULL AND funder <> 'client' ORDER BY id`;
  return connection.prepare(sql).all() as FlowPool[];
}

/** Money of a pool on some codes at the end of a day. */
export function poolNet(connection: Connection, pool: number, codes: readonly string[], day: string): number {
  const part = (side: string, sign: string) =>
    `SELECT ${sign}t.amount_fen AS fen FROM account a JOIN transfer t ON t.${side} = a.id
     WHERE a.pool = ? AND a.code IN (${codes.map(() => '?').join(', ')}) AND t.effective_on <= ?
       AND t.kind IN ('post', 'settle', 'reverse')`;
  const given = [pool, ...codes, day];
  const sql = `SELECT coalesce(sum(fen), 0) FROM (${part('debit', '')} UNION ALL ${part('credit', '-')})`;
  return connection.prepareValue(sql).get(...given, ...given) as number;
}

/** Lists that are items as they come: key, text, money, day, client. */
function items(connection: Connection, sql: string, bound: Record<string, unknown>): CloseItem[] {
  return connection.prepare(sql).all(bound) as CloseItem[];
}

/** Orders of the month that delivered beyond their time, or wait for an end state. */
export function endlessOrders(
  connection: Connection,
  from: string,
  to: string,
  states: readonly string[],
): CloseItem[] {
  const listed = states.map(state => `'${state}'`).join(', ');
  return items(
    connection,
    `SELECT 'order-' || id AS key, order_no AS text, amount_fen AS amountFen, placed_on AS day, client FROM promo_order
      WHERE standing = 1 AND placed_on <= @to AND state IN (${listed})
        AND date(placed_on, '+' || (coalesce(duration_minutes, 1440) / 1440 + 1) || ' days') <= @to
        AND placed_on >= date(@from, '-12 months') ORDER BY placed_on, id`,
    { from, to },
  );
}

/** Whether any order stands in the book by a day. */
export function hasOrders(connection: Connection, to: string): boolean {
  return (
    connection
      .prepareValue('SELECT 1 FROM promo_order WHERE standing = 1 AND placed_on <= ? LIMIT 1')
      .get(to) !== undefined
  );
}

/** Spend of orders placed in a month out of the pool, by platform account. */
export function orderSpend(connection: Connection, from: string, to: string): Map<string, number> {
  const sql = `SELECT a.platform_id, sum(coalesce(o.spent_fen, 0)) FROM promo_order o
    JOIN platform_account a ON a.id = o.platform_account
    WHERE o.standing = 1 AND o.product = 'suixintui' AND o.placed_on BETWEEN ? AND ?
      AND coalesce(o.payment, 'pool') = 'pool' GROUP BY 1`;
  return new Map(connection.prepareRaw(sql).all(from, to) as [string, number][]);
}

/** Lots of grants that expired by a day and still have money. */
export function expiredGrants(connection: Connection, to: string): CloseItem[] {
  const net = `coalesce((SELECT sum(iif(t.debit = a.id, t.amount_fen, -t.amount_fen)) FROM account a
      JOIN transfer t ON t.debit = a.id OR t.credit = a.id
      WHERE a.pool = g.pool AND a.code IN ('9001', '9002', '9003', '9004') AND t.case_no = g.lot
        AND t.kind IN ('post', 'settle', 'reverse') AND t.effective_on <= @to), 0)`;
  return items(
    connection,
    `SELECT * FROM (SELECT 'lot-' || g.id AS key, p.name || ' · ' || g.lot AS text, ${net} AS amountFen,
        g.expires_on AS day, p.client FROM grant_lot g JOIN pool p ON p.id = g.pool WHERE g.expires_on <= @to)
      WHERE amountFen <> 0`,
    { to },
  );
}

/** Whether a pool has had grants. */
export function hasAccounts(connection: Connection, codes: readonly string[], month: string): boolean {
  const sql = `SELECT 1 FROM account a JOIN month_sum m ON m.account = a.id AND m.month <= ?
    WHERE a.code IN (${codes.map(() => '?').join(', ')}) LIMIT 1`;
  return connection.prepareValue(sql).get(month, ...codes) !== undefined;
}

/** Policies in force in a month without an accrual that reaches its end, of some kinds. */
export function notAccrued(
  connection: Connection,
  from: string,
  to: string,
  kinds: readonly string[],
): CloseItem[] {
  return items(
    connection,
    `SELECT 'policy-' || p.id AS key, coalesce(c.name, s.name) || ' · ' || p.from_on AS text,
        NULL AS amountFen, p.from_on AS day, p.client
      FROM policy p LEFT JOIN client c ON c.id = p.client LEFT JOIN supplier s ON s.id = p.supplier
      WHERE p.kind IN (${kinds.map(kind => `'${kind}'`).join(', ')}) AND p.from_on <= @to
        AND coalesce(p.until_on, '9999-12-31') >= @from AND p.from_on <= coalesce(p.until_on, '9999-12-31')
        AND NOT EXISTS (SELECT 1 FROM rebate_accrual r LEFT JOIN batch b ON b.reverses_batch = r.batch
          WHERE r.policy = p.id AND b.id IS NULL AND r.through_on >= min(@to, coalesce(p.until_on, @to)))
      ORDER BY p.id`,
    { from, to },
  );
}

/** Fees on recharge that were agreed for a month in which the client recharged, and of which nothing was taken. */
export function untakenFees(connection: Connection, from: string, to: string): CloseItem[] {
  return items(
    connection,
    `SELECT 'fee-' || p.id AS key, c.name || ' · ' || p.from_on AS text, sum(t.amount_fen) AS amountFen,
        min(t.effective_on) AS day, p.client
      FROM policy p JOIN client c ON c.id = p.client JOIN account a ON a.client = p.client AND a.code = '2203.02'
      JOIN transfer t ON t.credit = a.id AND t.event = 'E17' AND t.kind IN ('post', 'settle')
        AND t.effective_on BETWEEN max(@from, p.from_on) AND min(@to, coalesce(p.until_on, @to))
      WHERE p.kind = 'fee_recharge' AND NOT EXISTS (SELECT 1 FROM account f JOIN month_sum m ON m.account = f.id
          AND m.month = substr(@from, 1, 7) AND m.credits_fen > 0 WHERE f.client = p.client AND f.code = '2203.04')
      GROUP BY p.id ORDER BY p.id`,
    { from, to },
  );
}

/** Whether policies of some kinds are in force in a month. */
export function hasPolicies(
  connection: Connection,
  from: string,
  to: string,
  kinds: readonly string[],
): boolean {
  const sql = `SELECT 1 FROM policy WHERE kind IN (${kinds.map(() => '?').join(', ')}) AND from_on <= ?
    AND coalesce(until_on, '9999-12-31') >= ? LIMIT 1`;
  return connection.prepareValue(sql).get(...kinds, to, from) !== undefined;
}

/** What was accrued of the month before and nobody has confirmed. */
export function unconfirmedRebates(connection: Connection, monthBefore: string): CloseItem[] {
  return items(
    connection,
    `SELECT 'accrual-' || p.id || '-' || r.period AS key, coalesce(c.name, s.name) || ' · ' || r.period AS text,
        sum(r.delta_fen) AS amountFen, max(r.through_on) AS day, p.client
      FROM rebate_accrual r JOIN policy p ON p.id = r.policy LEFT JOIN client c ON c.id = p.client
      LEFT JOIN supplier s ON s.id = p.supplier LEFT JOIN batch b ON b.reverses_batch = r.batch
      WHERE p.kind = 'back' AND b.id IS NULL AND substr(r.through_on, 1, 7) = @monthBefore
        AND NOT EXISTS (SELECT 1 FROM rebate_statement t WHERE t.policy = r.policy AND t.period = r.period)
      GROUP BY p.id, r.period HAVING amountFen <> 0`,
    { monthBefore },
  );
}

/** Invoices that came in and are not certified 勾选. */
export function uncertified(connection: Connection, to: string): CloseItem[] {
  return items(
    connection,
    `SELECT 'invoice-' || id AS key, seller || ' · ' || number AS text, gross_fen AS amountFen, issued_on AS day, client
      FROM invoice WHERE direction = 'platform_agency' AND state = 'standing' AND match_state <> 'rejected'
        AND certified_on IS NULL AND issued_on <= @to ORDER BY issued_on, id`,
    { to },
  );
}

/** What the platform billed up to a month beyond what it has invoiced us or our clients; null where there is no bill. */
export function billedUninvoicedFen(connection: Connection, month: string): number | null {
  const billed = `SELECT sum(l.amount_fen) FROM bill_line l JOIN bill_file f ON f.id = l.file AND f.state = 'standing'
    WHERE l.month <= ? AND NOT EXISTS (SELECT 1 FROM bill_line n JOIN bill_file g ON g.id = n.file AND g.state = 'standing'
      WHERE n.month = l.month AND n.account = l.account AND n.business = l.business AND n.bill_no = l.bill_no
        AND n.file > l.file)`;
  const billedFen = connection.prepareValue(billed).get(month) as number | null;
  if (billedFen === null) return null;
  const invoiced = `SELECT coalesce(sum(gross_fen), 0) FROM invoice WHERE state = 'standing'
    AND direction IN ('platform_agency', 'platform_client') AND match_state <> 'rejected'`;
  return Math.max(0, billedFen - (connection.prepareValue(invoiced).get() as number));
}

/** Invoices that clients wait for, and red forms that somebody must confirm. */
export function invoicesDue(connection: Connection, to: string): CloseItem[] {
  return items(
    connection,
    `SELECT 'request-' || id AS key, title AS text, amount_fen AS amountFen, asked_on AS day, client FROM invoice_request
      WHERE direction = 'agency_client' AND state IN ('waiting', 'open') AND asked_on <= @to
    UNION ALL SELECT 'red-' || f.id, i.buyer || ' · ' || i.number, f.net_fen + f.tax_fen, substr(f.entered_at, 1, 10), i.client
      FROM red_form f JOIN invoice i ON i.id = f.blue
      WHERE f.state IN ('waits_buyer', 'waits_seller') AND substr(f.entered_at, 1, 10) <= @to ORDER BY 4`,
    { to },
  );
}

/** Open items on some codes that are due by a day. */
export function dueItems(connection: Connection, codes: readonly string[], to: string): CloseItem[] {
  return items(
    connection,
    `SELECT 'item-' || i.id AS key, coalesce(c.name, s.name, e.name, '') || coalesce(' · ' || i.case_no, '') AS text,
        i.open_fen AS amountFen, i.due_on AS day, a.client
      FROM open_item i JOIN account a ON a.id = i.account LEFT JOIN client c ON c.id = a.client
      LEFT JOIN supplier s ON s.id = a.supplier LEFT JOIN employee e ON e.id = a.employee
      WHERE i.open_fen <> 0 AND i.due_on < @to AND a.code IN (${codes.map(code => `'${code}'`).join(', ')})
      ORDER BY i.due_on, i.id`,
    { to },
  );
}

/**
 * Tickets that arose by a day and still ask for somebody: open ones, and carried ones without an owner, without a day, or
 * whose day has come. Of some reasons where they are given.
 */
export function ticketsBy(connection: Connection, to: string, reasons: readonly string[] = []): CloseItem[] {
  const some =
    reasons.length === 0 ? '' : `AND t.reason IN (${reasons.map(reason => `'${reason}'`).join(', ')})`;
  return items(
    connection,
    `SELECT 'ticket-' || t.id AS key, t.reason || coalesce(' · ' || coalesce(c.name, p.name, m.name), '')
        || coalesce(' · ' || t.case_no, '') AS text, t.amount_fen AS amountFen, t.arose_on AS day,
        coalesce(t.client, p.client) AS client
      FROM ticket t LEFT JOIN client c ON c.id = t.client LEFT JOIN pool p ON p.id = t.pool
      LEFT JOIN money_account m ON m.id = t.money
      WHERE t.arose_on <= @to ${some} AND (t.state = 'open' OR t.state = 'carried'
        AND (coalesce(t.owner, '') = '' OR t.due_on IS NULL OR t.due_on <= @to))
      ORDER BY t.arose_on, t.id`,
    { to },
  );
}

/**
 * What undecided tickets that arose by a day say of each pool, without sign; 分. One that came with an entry speaks of
 * money that the book has, so it explains no difference to the platform.
 */
export function ticketedPools(connection: Connection, to: string): Map<number, number> {
  const sql = `SELECT pool, sum(abs(amount_fen)) FROM ticket
    WHERE state <> 'decided' AND pool IS NOT NULL AND batch IS NULL AND arose_on <= ? GROUP BY pool`;
  return new Map(connection.prepareRaw(sql).all(to) as [number, number][]);
}

/**
 * Deposits that somebody has to agree: paid or received in the month without a day of return, or not yet returned on
 * theirs.
 */
export function depositsToAgree(connection: Connection, from: string, to: string): CloseItem[] {
  return items(
    connection,
    `SELECT 'item-' || i.id AS key, coalesce(c.name, s.name, '') || coalesce(' · ' || i.case_no, '') AS text,
        i.open_fen AS amountFen, i.due_on AS day, a.client
      FROM open_item i JOIN account a ON a.id = i.account JOIN batch b ON b.id = i.opened_by
      LEFT JOIN client c ON c.id = a.client LEFT JOIN supplier s ON s.id = a.supplier
      WHERE a.code IN ('1221.06', '2241.02') AND i.open_fen <> 0 AND b.effective_on <= @to
        AND iif(i.due_on = b.effective_on, i.due_on >= @from, i.due_on <= @to) ORDER BY i.due_on, i.id`,
    { from, to },
  );
}

/** Rows of a month that were set apart as no business of the agency, and that nobody has given a kind. */
export function unsortedRows(connection: Connection, from: string, to: string): CloseItem[] {
  const part = (side: string, sign: string) =>
    `SELECT t.id, m.name, ${sign}t.amount_fen AS fen, t.effective_on FROM account a JOIN transfer t ON t.${side} = a.id
     JOIN money_account m ON m.id = a.money WHERE a.code = '3999' AND a.category = '${UNSORTED}'
       AND t.effective_on BETWEEN @from AND @to AND t.kind IN ('post', 'settle') AND t.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)`;
  return items(
    connection,
    `SELECT 'row-' || id AS key, name AS text, fen AS amountFen, effective_on AS day, NULL AS client
      FROM (${part('debit', '')} UNION ALL ${part('credit', '-')}) ORDER BY effective_on, id`,
    { from, to },
  );
}

/** What the import calls a kind that no rule told. */
const UNSORTED = '其他';

/** Money that stands on orders by a day, by case number, although the order has ended by then or nobody knows it. */
export function stuckOnOrders(connection: Connection, to: string, ended: readonly string[]): CloseItem[] {
  const part = (side: string, sign: string) =>
    `SELECT a.pool, t.case_no, ${sign}t.amount_fen AS fen, t.effective_on FROM account a
     JOIN transfer t ON t.${side} = a.id WHERE a.code = '1123.04' AND t.effective_on <= @to
       AND t.kind IN ('post', 'settle', 'reverse')`;
  const listed = ended.map(state => `'${state}'`).join(', ');
  return items(
    connection,
    `SELECT h.key, h.text, h.amountFen, h.day, h.client FROM (SELECT 'held-' || l.pool || '-' || l.case_no AS key, p.name || ' · ' || l.case_no AS text,
        sum(l.fen) AS amountFen, min(l.effective_on) AS day, p.client, l.case_no AS caseNo
      FROM (${part('debit', '')} UNION ALL ${part('credit', '-')}) l JOIN pool p ON p.id = l.pool
      WHERE l.case_no IS NOT NULL GROUP BY l.pool, l.case_no HAVING sum(l.fen) <> 0) h
    LEFT JOIN promo_order o ON o.order_no = h.caseNo AND o.standing = 1
    WHERE iif(o.id IS NULL, date(h.day, '+31 days') <= @to,
      o.state IN (${listed}) AND coalesce(substr(o.ended_at, 1, 10), date(o.placed_on, '+31 days')) <= @to)
    ORDER BY h.day, h.key`,
    { to },
  );
}

/** Corrections and write-offs of a month that one person posted: what a second person has to look at. */
export function ownAdjustments(connection: Connection, from: string, to: string, actor: string): CloseItem[] {
  const listed = ADJUSTING.map(event => `'${event}'`).join(', ');
  return items(
    connection,
    `SELECT 'batch-' || b.id AS key, b.event || ' · ' || b.summary AS text,
        (SELECT sum(t.amount_fen) FROM transfer t WHERE t.batch = b.id) AS amountFen, b.effective_on AS day, NULL AS client
      FROM batch b JOIN log l ON l.seq = b.log_seq
      WHERE b.effective_on BETWEEN @from AND @to AND l.actor = @actor
        AND (b.event IN (${listed}) OR b.reverses_batch IS NOT NULL) ORDER BY b.id`,
    { from, to, actor },
  );
}

/** Corrections of claims, transfers between clients, decided differences, deposits, losses, rounding. */
const ADJUSTING = ['E11', 'E29', 'E39', 'E40', 'E55', 'E56', 'E57', 'E58', 'E59'];
