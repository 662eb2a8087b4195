import type { MoneyRef } from '../domain/accounting/events/facts.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** A row of a carried-out import that is not in the book, or only noted for want of an account. */
export interface UndecidedRow {
  plan: number;
  n: number;
  /** File, its form, and where the row stands. */
  name: string;
  sha256: string;
  profile: string;
  sheet: string;
  row: number;
  verdict: 'refused' | 'undecided' | 'noted';
  reason: string;
  identity: string;
  version: number;
  /** Kept row that it is (noted), or that it would correct. */
  sourceRow: number | null;
  raw: string;
  entry: string;
}

/** Rows that belong to the opening: nothing is to be decided about them. */
const SETTLED_REASONS = "('imports.before_book')";

/** Reason of a row that a person put away. */
export const DISMISSED = 'imports.dismissed';

const COLUMNS = `r.plan, r.n, p.name, p.sha256, p.profile, r.sheet, r.row, r.verdict, r.reason, r.identity, r.version,
  r.source_row AS sourceRow, r.raw, r.entry`;

/**
 * Rows of carried-out imports that wait: refused or undecided ones that no later import has brought into the book, and
 * orders noted without an account. Of a row that several imports could not take the latest stands for all.
 */
export function undecidedRows(connection: Connection, limit = Number.MAX_SAFE_INTEGER): UndecidedRow[] {
  const plans = connection
    .prepareRaw("SELECT id FROM import_plan WHERE state = 'committed' ORDER BY id DESC")
    .all() as [number][];
  const read =
    connection.prepare(`SELECT ${COLUMNS} FROM import_plan_row r JOIN import_plan p ON p.id = r.plan
    WHERE r.plan = ? AND r.verdict IN ('refused', 'undecided') AND r.reason NOT IN ${SETTLED_REASONS} ORDER BY r.n`);
  const kept = connection.prepareValue('SELECT 1 FROM source_row WHERE identity = ? AND version >= ?');
  const seen = new Set<string>();
  const found: UndecidedRow[] = [];
  for (const [plan] of plans)
    for (const row of read.all(plan) as UndecidedRow[]) {
      const key =
        row.identity === '' ? `${row.sha256} ${row.sheet} ${row.row}` : `${row.identity} ${row.version}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (row.identity === '' || kept.get(row.identity, row.version) === undefined) found.push(row);
      if (found.length >= limit) return found;
    }
  return [...found, ...notedOrders(connection, limit - found.length)];
}

/** A row that a carried-out import left to a person. */
export interface LeftRow {
  plan: number;
  line: number;
  identity: string;
  contentHash: string;
  reason: string;
  /** What the reason speaks of, as JSON; null for nothing. */
  params: string | null;
}

/** Rows with an identity that one import left waiting, or that were put away, and that the book does not have by now. */
export function leftRowsOf(connection: Connection, plan: number): LeftRow[] {
  const sql = `SELECT r.plan, r.row AS line, r.identity, lower(hex(r.content_hash)) AS contentHash, r.reason,
      json_extract(r.entry, '$.params') AS params
    FROM import_plan_row r WHERE r.plan = ? AND r.identity <> ''
      AND (r.verdict IN ('refused', 'undecided') AND r.reason NOT IN ${SETTLED_REASONS}
        OR r.verdict = 'known' AND r.reason = '${DISMISSED}')
      AND NOT EXISTS (SELECT 1 FROM source_row s WHERE s.identity = r.identity AND s.version >= r.version)`;
  return connection.prepare(sql).all(plan) as LeftRow[];
}

/** Number of an order row, out of its identity: source, `order`, number, 1. */
const ORDER_NO =
  "replace(substr(r.identity, instr(r.identity, char(31) || 'order' || char(31)) + 7), char(31) || '1', '')";

/** Orders without an account that no other source has told either. */
function notedOrders(connection: Connection, limit: number): UndecidedRow[] {
  const sql = `SELECT ${COLUMNS.replace('r.verdict', "'noted' AS verdict").replace('r.source_row AS sourceRow', 's.id AS sourceRow')}
    FROM import_plan_row r JOIN import_plan p ON p.id = r.plan AND p.state = 'committed'
    JOIN source_row s ON s.identity = r.identity AND s.version = r.version AND s.state = 'noted'
    WHERE r.reason = 'imports.order_account_unknown' AND r.verdict = 'new'
      AND NOT EXISTS (SELECT 1 FROM import_plan_row l JOIN import_plan lp ON lp.id = l.plan
        AND lp.state = 'committed' WHERE l.source_row = s.id AND l.verdict = 'new' AND l.plan > r.plan)
      AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.case_no = ${ORDER_NO})
    ORDER BY r.plan DESC, r.n LIMIT ?`;
  return connection.prepare(sql).all(limit) as UndecidedRow[];
}

/** Whether the row that a correction would take the place of is still the current one. */
export function isCurrent(connection: Connection, sourceRow: number): boolean {
  const sql = `SELECT 1 FROM source_row s WHERE s.id = ? AND s.state IN ('booked', 'noted')
    AND NOT EXISTS (SELECT 1 FROM source_row l WHERE l.identity = s.identity AND l.version > s.version AND l.state <> 'open')`;
  return connection.prepareValue(sql).get(sourceRow) !== undefined;
}

/** Balance that a file told for one account at the end of a day; null where it told none. */
export function balanceTold(
  connection: Connection,
  plan: number,
  account: string,
  day: string,
): number | null {
  const sql =
    'SELECT closing_e5 FROM statement_day WHERE plan = ? AND account = ? AND day = ? ORDER BY n DESC LIMIT 1';
  return (connection.prepareValue(sql).get(plan, account, day) as number | undefined) ?? null;
}

/** The money account on which a kept file was booked, or null. */
export function moneyOfFile(connection: Connection, sha256: string): MoneyRef | null {
  const sql =
    'SELECT m.id, m.kind FROM source_file f JOIN money_account m ON m.id = f.money WHERE f.sha256 = ?';
  const found = connection.prepareRaw(sql).get(sha256) as [number, string] | undefined;
  return found ? { money: found[0], kind: found[1] === 'bank' ? 'bank' : 'channel' } : null;
}

/** Puts rows of carried-out plans away for good: a person says that they are not to be booked. Answers how many. */
export function dismissPlanRows({ connection }: Tx, rows: readonly { plan: number; n: number }[]): number {
  const away = connection.prepare(`UPDATE import_plan_row SET verdict = 'known', reason = '${DISMISSED}'
    WHERE plan = ? AND n = ? AND verdict IN ('refused', 'undecided')
      AND plan IN (SELECT id FROM import_plan WHERE state = 'committed')`);
  let changed = 0;
  for (const { plan, n } of rows) changed += away.run(plan, n).changes;
  return changed;
}
