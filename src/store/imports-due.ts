import type { PlatformDue } from '../domain/imports/book-view.ts';
import type { Fen } from '../domain/money.ts';
import type { Connection } from './dialect/sqlite.ts';

const KINDS: Record<string, PlatformDue['kind']> = {
  '1221.01': 'order',
  '1221.02': 'withdrawal',
  '1221.03': 'ban',
};

/**
 * Cases under which the platform owes money: order refunds to a money account of the agency, withdrawals, ban refunds.
 * What stands on rows of `exclude` counts as not posted.
 */
export function openDues(
  connection: Connection,
  exclude: ReadonlySet<number>,
): (Omit<PlatformDue, 'pool'> & { pool: number | null })[] {
  const part = (side: string, sign: string) =>
    `SELECT a.code, a.money, a.pool, t.case_no, ${sign}t.amount_fen AS fen, t.effective_on AS day
     FROM account a JOIN transfer t ON t.${side} = a.id
     WHERE a.code IN ('1221.01', '1221.02', '1221.03') AND a.employee IS NULL AND t.case_no IS NOT NULL
       AND t.kind IN ('post', 'settle', 'reverse')
       AND coalesce(t.source_row, 0) NOT IN (SELECT value FROM json_each(?))`;
  const sql = `SELECT code, money, pool, case_no AS caseNo, sum(fen) AS openFen, min(day) AS "from"
    FROM (${part('debit', '')} UNION ALL ${part('credit', '-')})
    GROUP BY code, money, pool, case_no HAVING openFen > 0 ORDER BY "from", case_no`;
  const without = JSON.stringify([...exclude]);
  const rows = connection.prepare(sql).all(without, without) as {
    code: string;
    money: number | null;
    pool: number | null;
    caseNo: string;
    openFen: Fen;
    from: string;
  }[];
  return rows.map(({ code, ...due }) => ({ ...due, kind: KINDS[code]! }));
}

/** Case of the withdrawal that the platform has under a number of its own, or null. */
export function withdrawalNamed(connection: Connection, platformNo: string): string | null {
  const sql = 'SELECT case_no FROM withdrawal WHERE platform_no = ? ORDER BY id DESC LIMIT 1';
  return (connection.prepareValue(sql).get(platformNo) as string | undefined) ?? null;
}
