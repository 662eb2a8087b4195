import { POOL_CODES, TRANSIT_CODES } from '../domain/pools/balance.ts';
import type { GrantScope, ReceivedLot } from '../domain/pools/grants.ts';
import { DEFAULT_POOL_SETTINGS, type PoolSettings } from '../domain/pools/pace.ts';
import type { Pool, PoolAccount } from '../domain/pools/pool.ts';
import { insertRow, updateRow } from './changes.ts';
import type { Connection } from './dialect/sqlite.ts';
import type { Tx } from './transaction.ts';

/** Read queries on pools and what people say of them; movements stand in `pools-moves.ts`, the flow in `pools-flow.ts`. */

const POOL = `SELECT p.id, p.kind, p.funds_kind AS fundsKind, p.name, p.platform_id AS platformId, p.client,
    c.code AS clientCode, c.name AS clientName, coalesce(p.supplier, pa.supplier) AS supplier, u.name AS supplierName, p.funder, p.archived_on AS archivedOn,
    pa.spend_basis AS spendBasis, pa.banned_on AS bannedOn
  FROM pool p LEFT JOIN client c ON c.id = p.client
  LEFT JOIN platform_account pa ON pa.platform_id = p.platform_id
    AND pa.kind = CASE p.kind WHEN 'account' THEN 'qianchuan' WHEN 'douplus' THEN 'douplus' END
  LEFT JOIN supplier u ON u.id = coalesce(p.supplier, pa.supplier)`;

/** Last day on which anything was posted, up to a day; null in an empty book. */
export function lastPostingDay(connection: Connection, to: string): string | null {
  const sql = `SELECT max(effective_on) FROM transfer WHERE kind IN ('post', 'settle', 'reverse') AND effective_on <= ?`;
  return connection.prepareValue(sql).get(to) as string | null;
}

/** Every pool, those of clients first, in the order of their codes. */
export function readPools(connection: Connection): Pool[] {
  return connection.prepare(`${POOL} ORDER BY c.code IS NULL, c.code, p.name, p.id`).all() as Pool[];
}

/** A pool by its number, or null. */
export function poolById(connection: Connection, id: number): Pool | null {
  return (connection.prepare(`${POOL} WHERE p.id = ?`).get(id) as Pool | undefined) ?? null;
}

/** Pools that an id of the platform, or else a name, means; 通用 before 品牌. */
export function poolsNamed(connection: Connection, account: string): Pool[] {
  const by = (column: string) =>
    connection
      .prepare(`${POOL} WHERE p.${column} = ? ORDER BY p.funds_kind = 'brand', p.kind, p.id`)
      .all(account) as Pool[];
  const byId = by('platform_id');
  return byId.length > 0 ? byId : by('name');
}

/** Other pools of the same account, and wallets that it draws on or draws from it. */
export function linkedPools(
  connection: Connection,
  { id, platformId }: Pick<Pool, 'id' | 'platformId'>,
): (Pick<Pool, 'kind' | 'fundsKind' | 'name'> & { pool: number })[] {
  const sql = `SELECT p.id AS pool, p.name, p.kind, p.funds_kind AS fundsKind FROM pool p
    WHERE p.id <> @id AND p.archived_on IS NULL AND (p.platform_id = @platformId OR p.id IN (
      SELECT l.pool FROM pool_link l JOIN platform_account pa ON pa.id = l.platform_account
      WHERE pa.platform_id = @platformId)) ORDER BY p.id`;
  return connection.prepare(sql).all({ id, platformId }) as ReturnType<typeof linkedPools>;
}

const SHOWN_CODES = [...POOL_CODES, ...TRANSIT_CODES];

/** Ledger accounts with the money of a pool, or of all pools, and with what is on its way. */
export function readPoolAccounts(connection: Connection, pool: number | null): PoolAccount[] {
  const sql = `SELECT id, code, pool, bucket, category FROM account
    WHERE pool IS NOT NULL AND code IN (SELECT value FROM json_each(@codes))
    ${pool === null ? '' : 'AND pool = @pool'} ORDER BY id`;
  return connection.prepare(sql).all({ codes: JSON.stringify(SHOWN_CODES), pool }) as PoolAccount[];
}

const CASES = `SELECT t.case_no AS caseNo, sum(t.amount_fen) AS fen FROM account a
    JOIN transfer t ON t.debit = a.id AND t.effective_on <= @on
    WHERE a.code = '1221.01' AND (@client IS NULL OR a.client = @client) AND t.kind IN ('post', 'settle', 'reverse')
    GROUP BY t.case_no
  UNION ALL SELECT t.case_no, -sum(t.amount_fen) FROM account a
    JOIN transfer t ON t.credit = a.id AND t.effective_on <= @on
    WHERE a.code = '1221.01' AND (@client IS NULL OR a.client = @client) AND t.kind IN ('post', 'settle', 'reverse')
    GROUP BY t.case_no`;

/**
 * Refunds in transit of orders that were paid directly (1221.01), at the end of a day, by the pool of the account that the
 * order ran in.
 */
export function readOrderRefunds(
  connection: Connection,
  { on, client }: { on: string; client: number | null },
): Map<number, number> {
  const sql = `WITH open AS (SELECT caseNo, sum(fen) AS fen FROM (${CASES}) WHERE caseNo IS NOT NULL
      GROUP BY caseNo HAVING sum(fen) <> 0)
    SELECT p.id, sum(open.fen) FROM open JOIN promo_order o ON o.order_no = open.caseNo
      JOIN platform_account pa ON pa.id = o.platform_account
      JOIN pool p ON p.platform_id = pa.platform_id AND p.kind IN ('account', 'douplus') AND p.funds_kind = 'general'
    GROUP BY p.id`;
  return new Map(connection.prepareRaw(sql).all({ on, client }) as [number, number][]);
}

const GRANT_CODES = "('9001', '9002', '9003', '9004')";
/** What came in from outside, less what ended under the case of its lot. */
const RECEIVED = `SELECT lot, code, sum(fen) AS fen, min(cameOn) AS receivedOn FROM (
    SELECT t.case_no AS lot, a.code, t.amount_fen AS fen, t.effective_on AS cameOn
    FROM account a JOIN transfer t ON t.debit = a.id AND t.effective_on <= @on JOIN account o ON o.id = t.credit
    WHERE a.pool = @pool AND a.code IN ${GRANT_CODES} AND a.category IS NULL AND o.code = '9999'
      AND t.kind IN ('post', 'settle') AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.reverses_id = t.id)
    UNION ALL
    SELECT t.case_no, a.code, -t.amount_fen, NULL
    FROM account a JOIN transfer t ON t.credit = a.id AND t.effective_on <= @on
    WHERE a.pool = @pool AND a.code IN ${GRANT_CODES} AND t.event = 'E42' AND t.case_no IS NOT NULL AND t.kind = 'post'
  ) GROUP BY lot, code HAVING receivedOn IS NOT NULL`;

/** Lots of grants that a pool received up to a day, with what people said of them; codes stand for the kind of money. */
export function readLots(
  connection: Connection,
  { pool, on }: { pool: number; on: string },
): (Omit<ReceivedLot, 'bucket' | 'lot'> & { code: string; lot: string | null })[] {
  const sql = `SELECT r.lot, r.code, r.fen AS receivedFen, r.receivedOn, g.scope, g.expires_on AS expiresOn
    FROM (${RECEIVED}) r LEFT JOIN grant_lot g ON g.pool = @pool AND g.lot = coalesce(r.lot, '')
    ORDER BY r.receivedOn, r.lot`;
  return connection.prepare(sql).all({ pool, on }) as ReturnType<typeof readLots>;
}

/** The nearest day on which a described lot expires from a day on, by pool. */
export function nextExpiries(connection: Connection, from: string): Map<number, string> {
  const sql = 'SELECT pool, min(expires_on) FROM grant_lot WHERE expires_on >= ? GROUP BY pool';
  return new Map(connection.prepareRaw(sql).all(from) as [number, string][]);
}

/** Keeps where a lot may be spent and when it expires. */
export function keepLot(
  tx: Tx,
  {
    pool,
    lot,
    scope,
    expiresOn,
  }: { pool: number; lot: string; scope: GrantScope | null; expiresOn: string | null },
): void {
  const id = tx.connection
    .prepareValue('SELECT id FROM grant_lot WHERE pool = ? AND lot = ?')
    .get(pool, lot) as number | undefined;
  if (id === undefined) insertRow(tx, 'grant_lot', { pool, lot, scope, expires_on: expiresOn });
  else updateRow(tx, 'grant_lot', id, { scope, expires_on: expiresOn });
}

function settingsOfBook(connection: Connection): { id: string; settings: Record<string, unknown> } {
  const [id, settings] = connection.prepareRaw('SELECT id, settings FROM book').get() as [string, string];
  return { id, settings: JSON.parse(settings) };
}

/** How the book follows its pools. */
export function readPoolSettings(connection: Connection): PoolSettings {
  const { pools } = settingsOfBook(connection).settings as { pools?: Partial<PoolSettings> };
  return { ...DEFAULT_POOL_SETTINGS, ...pools };
}

export function keepPoolSettings(tx: Tx, pools: PoolSettings): void {
  const { id, settings } = settingsOfBook(tx.connection);
  updateRow(tx, 'book', id, { settings: JSON.stringify({ ...settings, pools }) });
}

/** Alarms of clients that do not follow the book: days left, null for never. */
export function readAlarms(connection: Connection): Map<number, number | null> {
  const sql = 'SELECT client, alarm_days FROM pool_alarm WHERE follows_book = 0';
  return new Map(connection.prepareRaw(sql).all() as [number, number | null][]);
}

/** Keeps the alarm of a client; `undefined` follows the book again. */
export function keepAlarm(tx: Tx, client: number, alarmDays: number | null | undefined): void {
  const values = { alarm_days: alarmDays ?? null, follows_book: alarmDays === undefined ? 1 : 0 };
  const id = tx.connection.prepareValue('SELECT id FROM pool_alarm WHERE client = ?').get(client) as
    | number
    | undefined;
  if (id === undefined) insertRow(tx, 'pool_alarm', { client, ...values });
  else updateRow(tx, 'pool_alarm', id, values);
}
