import type { Connection } from './dialect/sqlite.ts';
import { NOT_REVERSED } from './not-reversed.ts';

/** Where the spend of a pool is taken from; what an order that was paid directly spends stands on 1123.06. */
const FROM_POOL = "('1123.03', '1123.04', '2202.01', '2202.03', '9001', '9007')";

/** Rows of files other than the daily flow that posted spend of a pool in a month, and were not taken back. */
export function spendRowsOfLists(connection: Connection, pool: number, month: string): number[] {
  const sql = `SELECT DISTINCT t.source_row FROM account a JOIN transfer t ON t.credit = a.id
    JOIN source_row s ON s.id = t.source_row JOIN source_file f ON f.id = s.file
    WHERE a.pool = ? AND a.code IN ${FROM_POOL} AND t.event IN ('E30', 'E31', 'E32', 'E34') AND t.kind = 'post'
      AND t.effective_on BETWEEN ? AND ? AND coalesce(f.profile, '') <> 'qianchuan.daily' AND ${NOT_REVERSED}
    ORDER BY t.source_row`;
  return connection.prepareValue(sql).all(pool, `${month}-01`, `${month}-31`) as number[];
}

/** Whether a daily flow ever posted spend of a pool. */
export function isToldByFlow(connection: Connection, pool: number): boolean {
  const sql = `SELECT 1 FROM account a JOIN transfer t ON t.credit = a.id
    JOIN source_row s ON s.id = t.source_row JOIN source_file f ON f.id = s.file
    WHERE a.pool = ? AND t.event IN ('E30', 'E31', 'E32', 'E34') AND t.kind = 'post'
      AND f.profile = 'qianchuan.daily' AND ${NOT_REVERSED} LIMIT 1`;
  return connection.prepareValue(sql).get(pool) !== undefined;
}

/** What live postings of a row took from an order, money (1123.04) and memo (9007), by case and bucket. */
export function onOrderCredits(
  connection: Connection,
  row: number,
): { caseNo: string; code: string; bucket: string; amountFen: number }[] {
  const sql = `SELECT t.case_no AS caseNo, a.code, a.bucket, sum(t.amount_fen) AS amountFen
    FROM transfer t JOIN account a ON a.id = t.credit
    WHERE t.source_row = ? AND t.event IN ('E30', 'E31', 'E34') AND t.kind = 'post' AND t.case_no IS NOT NULL
      AND a.code IN ('1123.04', '9007') AND ${NOT_REVERSED}
    GROUP BY t.case_no, a.code, a.bucket`;
  return connection.prepare(sql).all(row) as ReturnType<typeof onOrderCredits>;
}
