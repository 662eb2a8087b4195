import type { RowScope } from '../domain/parties/types.ts';
import type { Connection } from './dialect/sqlite.ts';
import { NOT_REVERSED } from './not-reversed.ts';
import { clientsSeen } from './scope.ts';

/** A deposit into a pool that another source told, with what of it is nobody's yet. */
export interface ToldDeposit {
  transfer: number;
  event: 'E18' | 'E20';
  day: string;
  restFen: number;
  /** Form of the file whose row told it; a daily flow tells the sum of a day. */
  profile: string;
}

/** Money that files brought into a pool between two days and that no line of an application was met with, in full. */
export function toldDeposits(connection: Connection, pool: number, from: string, to: string): ToldDeposit[] {
  const sql = `SELECT t.id AS transfer, t.event, t.effective_on AS day, f.profile,
      t.amount_fen - (SELECT coalesce(sum(l.told_fen), 0) FROM application_line l WHERE l.told_by = t.id) AS restFen
    FROM account a JOIN transfer t ON t.debit = a.id
    JOIN source_row s ON s.id = t.source_row JOIN source_file f ON f.id = s.file
    WHERE a.pool = ? AND a.code = '1123.03' AND t.event IN ('E18', 'E20') AND t.kind = 'post'
      AND t.effective_on BETWEEN ? AND ? AND ${NOT_REVERSED} AND restFen > 0 ORDER BY t.effective_on, t.id`;
  return connection.prepare(sql).all(pool, from, to) as ToldDeposit[];
}

/** Amounts of grants that files told a pool to have received between two days (E23). */
export function toldGrants(connection: Connection, pool: number, from: string, to: string): number[] {
  const sql = `SELECT t.amount_fen FROM account a JOIN transfer t ON t.debit = a.id
    WHERE a.pool = ? AND a.code = '9001' AND t.event = 'E23' AND t.kind = 'post' AND t.source_row IS NOT NULL
      AND t.effective_on BETWEEN ? AND ? AND ${NOT_REVERSED}`;
  return connection.prepareValue(sql).all(pool, from, to) as number[];
}

/**
 * What of the payments of applications waits for its statement row, by 打款码: 待核对. A payment that a list had told
 * stands under the number of the list.
 */
export function unseenPayments(connection: Connection, cases: readonly string[]): Map<string, number> {
  const named = `SELECT value AS code, value AS case_no FROM json_each(@cases) UNION
    SELECT g.value, t.case_no FROM json_each(@cases) g JOIN application ap ON ap.pay_code = g.value
    JOIN transfer t ON t.batch = ap.pay_batch AND t.event = 'E06'`;
  const part = (side: string, sign: string) =>
    `SELECT n.code, ${sign}t.amount_fen AS fen FROM named n JOIN transfer t ON t.case_no = n.case_no
     JOIN account a ON a.id = t.${side} WHERE a.code IN ('1002.90', '1012.90') AND t.kind IN ('post', 'settle', 'reverse')`;
  const sql = `WITH named AS (${named})
    SELECT code, sum(fen) FROM (${part('credit', '')} UNION ALL ${part('debit', '-')}) GROUP BY code`;
  const rows = connection.prepareRaw(sql).all({ cases: JSON.stringify(cases) }) as [string, number][];
  return new Map(rows.filter(([, fen]) => fen > 0));
}

/** A line of 充值台账: application, payment and deposit of one account. Amounts in 分, moments UTC. */
export interface RechargeLine {
  application: number;
  no: string;
  state: string;
  client: number;
  clientName: string;
  accountId: string | null;
  accountName: string | null;
  funding: 'balance' | 'advance';
  route: 'online' | 'corporate';
  paidFen: number;
  creditedFen: number;
  upstreamFen: number | null;
  depositedFen: number | null;
  applicant: string | null;
  appliedAt: string | null;
  approvedAt: string | null;
  paidAt: string | null;
  depositedAt: string | null;
  payCode: string | null;
  moneyName: string | null;
}

/** 充值台账 of applications made between two Beijing days, the newest first. */
export function rechargeLines(
  connection: Connection,
  scope: RowScope,
  { from, to, client }: { from: string; to: string; client?: number },
): RechargeLine[] {
  const seen = clientsSeen(connection, scope);
  const sql = `SELECT a.id AS application, a.no, a.state, a.client, c.name AS clientName, p.platform_id AS accountId,
      p.name AS accountName, a.funding, a.route, l.paid_fen AS paidFen, l.credited_fen AS creditedFen,
      l.upstream_fen AS upstreamFen, l.deposited_fen AS depositedFen, a.applicant, a.applied_at AS appliedAt,
      a.approved_at AS approvedAt, a.paid_at AS paidAt, l.deposited_at AS depositedAt, a.pay_code AS payCode,
      m.name AS moneyName
    FROM application a JOIN application_line l ON l.application = a.id JOIN client c ON c.id = a.client
    LEFT JOIN platform_account p ON p.id = l.platform_account LEFT JOIN money_account m ON m.id = a.money
    WHERE a.kind = 'recharge' AND a.applied_at IS NOT NULL AND date(a.applied_at, '+8 hours') BETWEEN @from AND @to
      AND (@client IS NULL OR a.client = @client)
      AND (@seen IS NULL OR a.client IN (SELECT value FROM json_each(@seen)))
    ORDER BY a.id DESC, l.nth LIMIT 20000`;
  const bound = { from, to, client: client ?? null, seen: seen && JSON.stringify([...seen]) };
  return connection.prepare(sql).all(bound) as RechargeLine[];
}
