import type {
  CaseKind,
  CaseStep,
  LineageMonth,
  LineageSeal,
  LineageStatement,
  LineageTicket,
  MatchedRow,
} from '../domain/lineage.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Read queries of 来龙去脉: what stands on rows of files and on transfers. */

const POSTED = "('post', 'settle', 'reverse')";
const LIST = (name: string) => `(SELECT value FROM json_each(@${name}))`;

/** Ids of every version of the row, itself among them. */
export function rowsOfIdentity(connection: Connection, row: number): number[] {
  const sql = `SELECT v.id FROM source_row s JOIN source_row v ON v.identity = s.identity WHERE s.id = ? ORDER BY v.version`;
  return connection.prepareValue(sql).all(row) as number[];
}

/** Posted transfers that rows brought, those that took them back, and those that a match of the rows posted. */
export function legIdsOfRows(
  connection: Connection,
  rows: readonly number[],
  limit: number,
): { total: number; ids: number[] } {
  const all = `WITH own(id) AS (SELECT t.id FROM transfer t WHERE t.source_row IN ${LIST('rows')} AND t.kind IN ${POSTED}),
    chain(id) AS (SELECT id FROM own UNION SELECT r.id FROM own JOIN transfer r ON r.reverses_id = own.id
      UNION SELECT t.id FROM match_row m JOIN match_group g ON g.id = m.match_group
        JOIN match_clearing c ON c.match_key = g.key JOIN transfer t ON t.batch = c.batch
        WHERE m.source_row IN ${LIST('rows')} AND t.kind IN ${POSTED})`;
  return {
    total: connection
      .prepareValue(`${all} SELECT count(*) FROM chain`)
      .get({ rows: JSON.stringify(rows) }) as number,
    ids: connection
      .prepareValue(`${all} SELECT id FROM chain ORDER BY id LIMIT @limit`)
      .all({ rows: JSON.stringify(rows), limit }) as number[],
  };
}

/** Rows of files on which orders, told under some cases, stand without having booked anything. */
export function rowsOfOrders(connection: Connection, caseNos: readonly string[], limit: number): number[] {
  const sql = `SELECT DISTINCT f.source_row FROM promo_order o JOIN order_figure f ON f.promo_order = o.id
    WHERE o.product IN ('suixintui', 'douplus') AND o.order_no IN ${LIST('cases')} AND f.source_row IS NOT NULL
    ORDER BY f.source_row LIMIT @limit`;
  return connection.prepareValue(sql).all({ cases: JSON.stringify(caseNos), limit }) as number[];
}

export interface KnownCase {
  kind: CaseKind;
  id: number;
  caseNo: string;
  state: string | null;
  clientName: string | null;
}

/** What the book knows of some cases, and the orders that rows of files told of. */
export function knownCases(
  connection: Connection,
  caseNos: readonly string[],
  rows: readonly number[],
): KnownCase[] {
  const sql = `SELECT 'order' AS kind, o.id, o.order_no AS caseNo, o.product || '.' || o.state AS state, c.name AS clientName
    FROM promo_order o LEFT JOIN client c ON c.id = o.client
    WHERE o.id IN (SELECT id FROM promo_order WHERE product IN ('suixintui', 'douplus') AND order_no IN ${LIST('cases')}
      UNION SELECT promo_order FROM order_figure WHERE source_row IN ${LIST('rows')})
    UNION ALL SELECT 'application', a.id, iif(a.no IN ${LIST('cases')}, a.no, a.pay_code), a.state, c.name
    FROM application a JOIN client c ON c.id = a.client WHERE a.no IN ${LIST('cases')} OR a.pay_code IN ${LIST('cases')}
    UNION ALL SELECT 'withdrawal', w.id, w.case_no, w.state, c.name
    FROM withdrawal w LEFT JOIN client c ON c.id = w.client WHERE w.case_no IN ${LIST('cases')}
    UNION ALL SELECT 'invoice', i.id, i.number_text, i.state, c.name
    FROM invoice i LEFT JOIN client c ON c.id = i.client WHERE i.number_text IN ${LIST('cases')}`;
  const bindings = { cases: JSON.stringify(caseNos), rows: JSON.stringify(rows) };
  return connection.prepare(sql).all(bindings) as KnownCase[];
}

/** What a step moved: the most that it brought to one side of one account. */
const STEP_FEN = (side: 'debit' | 'credit') => `SELECT sum(u.amount_fen) AS fen FROM transfer u
  WHERE u.case_no = @caseNo AND u.batch = s.batch AND u.event = s.event AND u.source_row IS s.sourceRow
    AND u.kind IN ${POSTED} GROUP BY u.${side}`;

/** Steps booked under a case, in their order, and how many there are. */
export function caseSteps(
  connection: Connection,
  caseNo: string,
  limit: number,
): { total: number; steps: CaseStep[] } {
  const grouped = `FROM transfer WHERE case_no = @caseNo AND kind IN ${POSTED} GROUP BY batch, event, source_row`;
  return {
    total: connection.prepareValue(`SELECT count(*) FROM (SELECT 1 ${grouped})`).get({ caseNo }) as number,
    steps: connection
      .prepare(
        `SELECT s.*, s.sign * (SELECT max(fen) FROM (${STEP_FEN('debit')} UNION ALL ${STEP_FEN('credit')})) AS amountFen
  FROM (SELECT min(id) AS transfer, batch, event, min(effective_on) AS effectiveOn, source_row AS sourceRow,
    iif(min(kind) = 'reverse', -1, 1) AS sign ${grouped} ORDER BY transfer LIMIT @limit) s ORDER BY s.transfer`,
      )
      .all({ caseNo, limit })
      .map(row => {
        const { sign: _, ...step } = row as CaseStep & { sign: number };
        return step;
      }),
  };
}

export interface KnownMatch {
  id: number;
  key: string;
  month: string;
  relation: string;
  rule: string;
  state: 'matched' | 'suggested';
  differenceFen: number;
  decidedBy: string | null;
}

/** Matches in which rows stand, and those that posted some batches. */
export function matchesOf(
  connection: Connection,
  { rows, batches }: { rows: readonly number[]; batches: readonly number[] },
  limit: number,
): KnownMatch[] {
  const sql = `SELECT g.id, g.key, g.month, g.relation, g.rule, g.state, g.difference_fen AS differenceFen,
      g.decided_by AS decidedBy
    FROM match_group g WHERE g.id IN (SELECT match_group FROM match_row WHERE source_row IN ${LIST('rows')}
      UNION SELECT p.id FROM match_clearing c JOIN match_group p ON p.key = c.match_key WHERE c.batch IN ${LIST('batches')})
    ORDER BY g.id LIMIT @limit`;
  const bindings = { rows: JSON.stringify(rows), batches: JSON.stringify(batches), limit };
  return connection.prepare(sql).all(bindings) as KnownMatch[];
}

/** Rows of a match, the outside first. */
export function rowsOfMatch(connection: Connection, match: number, limit: number): MatchedRow[] {
  const sql = `SELECT r.source_row AS sourceRow, s.file, f.name AS fileName, s.sheet, s.row AS line, r.side,
      r.amount_fen AS amountFen
    FROM match_row r JOIN source_row s ON s.id = r.source_row JOIN source_file f ON f.id = s.file
    WHERE r.match_group = ? ORDER BY r.side, r.source_row LIMIT ?`;
  return connection.prepare(sql).all(match, limit) as MatchedRow[];
}

/** Tickets on rows, on their matches, on cases, and on batches that stand on no row. */
export function ticketsOf(
  connection: Connection,
  of: {
    rows: readonly number[];
    matchKeys: readonly string[];
    cases: readonly string[];
    batches: readonly number[];
  },
  limit: number,
): LineageTicket[] {
  const sql = `SELECT id, reason, amount_fen AS amountFen, state, arose_on AS aroseOn,
      coalesce(month, substr(arose_on, 1, 7)) AS month
    FROM ticket WHERE source_row IN ${LIST('rows')} OR match_key IN ${LIST('keys')} OR case_no IN ${LIST('cases')}
      OR source_row IS NULL AND case_no IS NULL
        AND (batch IN ${LIST('batches')} OR decided_batch IN ${LIST('batches')})
    ORDER BY id LIMIT @limit`;
  const { rows, matchKeys, cases, batches } = of;
  return connection.prepare(sql).all({
    ...{ rows: JSON.stringify(rows), keys: JSON.stringify(matchKeys), cases: JSON.stringify(cases) },
    ...{ batches: JSON.stringify(batches), limit },
  }) as LineageTicket[];
}

/** What an account comes to at the end of a month, debits less credits. */
export function balanceAtEnd(connection: Connection, account: number, month: string): number {
  const sql =
    'SELECT coalesce(sum(debits_fen - credits_fen), 0) FROM month_sum WHERE account = ? AND month <= ?';
  return connection.prepareValue(sql).get(account, month) as number;
}

const SEAL = `SELECT closed_at AS closedAt, closed_by AS closedBy, digest FROM period_seal
  WHERE month = ? AND client IS ? AND reopened_at IS NULL`;

/** The seal that stands over a month of the book, or of one client. */
export function sealOf(connection: Connection, month: string, client: number | null): LineageSeal | null {
  return (connection.prepare(SEAL).get(month, client) as LineageSeal | undefined) ?? null;
}

/** A client's statement of a month; `seq`: last entry of the log that the chain stands on. */
export function statementOf(
  connection: Connection,
  { client, month, seq }: { client: number; month: string; seq: number },
): LineageStatement | null {
  const who = connection.prepare('SELECT code, name FROM client WHERE id = ?').get(client) as
    | { code: string; name: string }
    | undefined;
  if (!who) return null;
  const pack = connection
    .prepare(
      `SELECT id, state, made_at AS madeAt, head_seq >= ? AS holds FROM statement_pack
  WHERE client = ? AND month = ? AND superseded_at IS NULL`,
    )
    .get(seq, client, month) as { id: number; state: string; madeAt: string; holds: number } | undefined;
  return {
    client,
    ...who,
    seal: sealOf(connection, month, client),
    pack: pack ? { ...pack, holds: pack.holds === 1 } : null,
  };
}

/** Batches of vouchers of a month that took at least one of some transfers. */
export function vouchersOf(
  connection: Connection,
  month: string,
  transfers: readonly number[],
): LineageMonth['vouchers'] {
  const sql = `SELECT v.id, v.first_no AS firstNo, v.last_no AS lastNo, v.state FROM voucher_batch v
    WHERE v.month = @month AND v.state <> 'withdrawn' AND EXISTS (SELECT 1 FROM json_each(@transfers) p
      WHERE p.value > v.from_transfer AND p.value <= v.through_transfer) ORDER BY v.id`;
  const bindings = { month, transfers: JSON.stringify(transfers) };
  return connection.prepare(sql).all(bindings) as LineageMonth['vouchers'];
}
