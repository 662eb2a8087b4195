import { type BalanceBreaks, type BookedRun, breaksOf } from '../domain/imports/breaks.ts';
import type { FiledRun } from '../domain/imports/continuity.ts';
import type { Connection } from './dialect/sqlite.ts';

const STEP_ROWS = 10_000;

/** Balances of one account and day as a file tells them. */
export interface StatementDay extends Omit<FiledRun, 'plan' | 'name' | 'sheet'> {
  account: string;
  bucket: string;
  cashE5: number | null;
  flaws: readonly { rule: string; line: number; expectedE5: number; foundE5: number }[];
}

/** Keeps the balances that a planned file tells, in short transactions. */
export function addStatementDays(connection: Connection, plan: number, days: readonly StatementDay[]): void {
  const insert =
    connection.prepare(`INSERT INTO statement_day (plan, n, account, bucket, day, opening_e5, closing_e5,
    cash_e5, first_at, last_at, first_row, last_row, row_count, flaws) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (let from = 0; from < days.length; from += STEP_ROWS)
    connection.immediate(() => {
      days.slice(from, from + STEP_ROWS).forEach((one, at) => {
        const { account, bucket, day, openingE5, closingE5, cashE5, firstAt, lastAt } = one;
        const lines = [one.firstLine, one.lastLine, one.rows];
        const values = [account, bucket, day, openingE5, closingE5, cashE5, firstAt, lastAt, ...lines];
        insert.run(plan, from + at, ...values, JSON.stringify(one.flaws));
      });
    });
}

/** Balances of all files that are in the book; a file whose import was taken back says nothing. */
function bookedRuns(connection: Connection): BookedRun[] {
  const undone = undoneFiles(connection);
  const sql = `SELECT d.plan, p.name, json_extract(p.counts, '$.sheet') AS sheet, f.id AS file, d.day, d.bucket,
      d.opening_e5 AS openingE5, d.closing_e5 AS closingE5, d.cash_e5 AS cashE5, d.first_at AS firstAt,
      d.last_at AS lastAt, d.first_row AS firstLine, d.last_row AS lastLine, d.row_count AS rows, d.flaws,
      coalesce(m.id, f.money) AS money, CASE WHEN f.money IS NULL AND m.id IS NULL THEN d.account END AS platformAccount
    FROM statement_day d JOIN import_plan p ON p.id = d.plan AND p.state = 'committed'
    JOIN source_file f ON f.sha256 = p.sha256
    LEFT JOIN money_account m ON m.number = d.account AND d.account <> '' AND m.archived_on IS NULL
    ORDER BY d.plan, d.n`;
  const rows = connection.prepare(sql).all() as (Omit<BookedRun, 'flaws'> & {
    flaws: string;
    file: number;
  })[];
  return rows
    .filter(({ file }) => !undone.has(file))
    .map(({ file: _, flaws, ...day }) => ({ ...day, flaws: JSON.parse(flaws) as BookedRun['flaws'] }));
}

/** Files with rows of which none is booked any more. */
function undoneFiles(connection: Connection): Set<number> {
  const sql = `SELECT f.id FROM source_file f
    WHERE EXISTS (SELECT 1 FROM source_row s WHERE s.file = f.id AND s.state = 'open')
      AND NOT EXISTS (SELECT 1 FROM source_row s WHERE s.file = f.id AND s.state IN ('booked', 'noted'))`;
  return new Set(connection.prepareValue(sql).all() as number[]);
}

/** What was booked on the statement account of each money account, by day: debits less credits. */
function bookedByDay(connection: Connection, money: number): [day: string, fen: number][] {
  const part = (side: string, sign: string) =>
    `SELECT t.effective_on AS day, ${sign}sum(t.amount_fen) AS fen FROM account a JOIN transfer t ON t.${side} = a.id
     WHERE a.code IN ('1002', '1012') AND a.money = ? AND t.kind IN ('post', 'settle', 'reverse') GROUP BY t.effective_on`;
  const sql = `SELECT day, sum(fen) FROM (${part('debit', '')} UNION ALL ${part('credit', '-')}) GROUP BY day ORDER BY day`;
  return connection.prepareRaw(sql).all(money, money) as [string, number][];
}

/** On-book money of the pool of a platform account at the end of a day; null where the book has no pool of the agency. */
export function poolMoneyOn(connection: Connection, platformId: string, day: string): number | null {
  const pool = connection
    .prepareValue(
      `SELECT id FROM pool WHERE platform_id = ? AND kind IN ('account', 'douplus') AND funder <> 'client' ORDER BY id LIMIT 1`,
    )
    .get(platformId) as number | undefined;
  if (pool === undefined) return null;
  const codes = "('1123.03', '1123.04', '1123.05')";
  const part = (side: string, sign: string) =>
    `SELECT ${sign}t.amount_fen AS fen FROM account a JOIN transfer t ON t.${side} = a.id
     WHERE a.code IN ${codes} AND a.pool = ? AND t.kind IN ('post', 'settle', 'reverse') AND t.effective_on > ?`;
  const now = `SELECT coalesce(sum(b.debits_posted_fen - b.credits_posted_fen), 0) FROM account a
    JOIN balance b ON b.account = a.id WHERE a.code IN ${codes} AND a.pool = ?`;
  const later = `SELECT coalesce(sum(fen), 0) FROM (${part('debit', '')} UNION ALL ${part('credit', '-')})`;
  const laterFen = connection.prepareValue(later).get(pool, day, pool, day) as number;
  return (connection.prepareValue(now).get(pool) as number) - laterFen;
}

/** Every break of a balance or an identity that the book knows of. */
export function balanceBreaks(connection: Connection): BalanceBreaks {
  const money = new Map(
    connection.prepareRaw('SELECT id, name FROM money_account').all() as [number, string][],
  );
  const platform = connection.prepareValue('SELECT name FROM platform_account WHERE platform_id = ?');
  return breaksOf(bookedRuns(connection), {
    nameOfMoney: id => money.get(id) ?? '',
    nameOfPlatform: id => (platform.get(id) as string | undefined) ?? id,
    bookedByDay: id => bookedByDay(connection, id),
    poolMoneyOn: (id, day) => poolMoneyOn(connection, id, day),
  });
}
