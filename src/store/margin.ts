import { MARGIN_CODES, type MarginSum } from '../domain/reports/margin.ts';
import type { Connection } from './dialect/sqlite.ts';

/** Read queries of 毛利表: kept sums by month, less the few entries of tax; never a scan of the journal. */

const CODES = MARGIN_CODES.map(code => `'${code}'`).join(', ');

/** Accounts that tax entries stand against. */
const TAX = `SELECT id FROM account WHERE code LIKE '2221.%' OR code = '2203.03'`;

/** What tax entries moved on the accounts of the margin, by account and month: debits less credits. */
const TAX_LEGS = `SELECT m.id AS account, substr(t.effective_on, 1, 7) AS month,
    sum(CASE WHEN t.debit = m.id THEN t.amount_fen ELSE -t.amount_fen END) AS net
  FROM (${TAX}) x CROSS JOIN transfer t ON (t.debit = x.id OR t.credit = x.id)
    JOIN account m ON m.code IN (${CODES}) AND m.id = CASE WHEN t.debit = x.id THEN t.credit ELSE t.debit END
  WHERE t.event GLOB 'T*' AND t.kind IN ('post', 'settle', 'reverse')
    AND t.effective_on BETWEEN @from || '-01' AND @to || '-31'
  GROUP BY m.id, month`;

/** Sums by account and month (`yyyy-mm`, both included), each on its normal side, without tax entries. */
export function readMarginSums(connection: Connection, range: { from: string; to: string }): MarginSum[] {
  const sql = `SELECT a.id AS account, a.code, coalesce(a.client, p.client) AS client,
      CASE WHEN a.pool IS NULL THEN NULL WHEN p.kind = 'douplus' THEN 'douplus' ELSE 'qianchuan' END AS product,
      s.month, p.name AS poolName, (s.debits_fen - s.credits_fen - coalesce(x.net, 0)) * CASE c.side WHEN 'debit' THEN 1 ELSE -1 END AS amountFen
    FROM account a JOIN chart c ON c.code = a.code LEFT JOIN pool p ON p.id = a.pool
      JOIN month_sum s ON s.account = a.id AND s.month BETWEEN @from AND @to
      LEFT JOIN (${TAX_LEGS}) x ON x.account = a.id AND x.month = s.month
    WHERE a.code IN (${CODES}) ORDER BY s.month, a.id`;
  return (connection.prepare(sql).all(range) as MarginSum[]).filter(({ amountFen }) => amountFen !== 0);
}

/** Main managers of clients by dates; null: from the beginning, until further notice. */
export interface MainManager {
  client: number;
  name: string;
  from: string | null;
  to: string | null;
}

export function readMainManagers(connection: Connection): MainManager[] {
  const sql = `SELECT c.client, m.name, c.from_on AS "from", c.until_on AS "to" FROM client_manager c
    JOIN manager m ON m.id = c.manager WHERE c.role = 'main' ORDER BY c.client, c.from_on`;
  return connection.prepare(sql).all() as MainManager[];
}
